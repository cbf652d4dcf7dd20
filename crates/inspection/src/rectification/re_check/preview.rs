//! 预览整改复查意见书 · the opinion as the draft stands

use super::super::store;
use super::opinion;
use authority::{Halt, Verb};
use axum::response::Response;
use forms::FormName;
use lexicon::{RectificationId, refusals};
use web::{App, Caller, Path};

refusals! {
    /// 不能预览的情形
    pub enum Refusal in "re_check" {
        NoDraft = "no_draft", "还没有暂存复查内容", way_out "请先填写并暂存，再预览意见书";
    }
}

/// 预览整改复查意见书（PDF）
#[utoipa::path(get, path = "/rectifications/{id}/opinion-preview", tag = "整改复查", params(("id" = RectificationId, Path)),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn run(Caller(officer): Caller, app: App, Path(id): Path<RectificationId>) -> web::Result<Response> {
    let permit = officer.may(Verb::ReadRectification)?;
    let today = app.clock.today();
    let reader = permit.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            let problems = store::problems(tx, id).await?;
            let draft = store::draft(tx, id).await?.ok_or_else(|| Halt::Refused(Refusal::NoDraft.refused()))?.draft;
            let officers = registers::officer::certified(tx, &draft.officers).await?;
            Ok((row.organisation_id, opinion::data(&row, &problems, &draft, &officers, today)))
        })
    });
    let (organ, data) = read.await?;
    web::looked_at(&app, reader, authority::SubjectKind::Rectification, id).await;
    Ok(documents::issue::preview(&app, organ, FormName::RE_CHECK_OPINION, &data).await?)
}
