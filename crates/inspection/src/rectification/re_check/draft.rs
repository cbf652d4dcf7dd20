//! 暂存复查 · keep what has been filled in

use super::super::show::{self, Rectification};
use super::super::{ReCheckDraft, rules, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{RectificationId, Stage};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The draft, and the revision of the draft the officer saw.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SavedDraft {
    /// None when the officer saw no draft yet.
    pub seen_draft: Option<i64>,
    pub draft: ReCheckDraft,
}

/// 暂存复查内容
#[utoipa::path(put, path = "/rectifications/{id}/re-check-draft", tag = "整改复查", params(("id" = RectificationId, Path)),
    request_body = SavedDraft, responses((status = 200, body = Rectification)))]
pub async fn run(
    Caller(officer): Caller,
    app: App,
    Path(id): Path<RectificationId>,
    Sent(command): Sent,
    Json(asked): Json<SavedDraft>,
) -> web::Result<Json<Rectification>> {
    // 权限
    let permit = officer.may(Verb::ReCheck)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take_any(tx, id).await?;
            let before = store::draft(tx, id).await?;
            // 判定
            row.state.after(super::super::state::RectificationAct::Pass)?;
            let errors = rules::too_long(&asked.draft);
            if !errors.is_empty() {
                return Err(Halt::Invalid(errors));
            }
            evidence::attachment::all_own(tx, &rules::evidence(&asked.draft)).await?;
            // 落库
            store::save_draft(tx, id, (before.as_ref(), asked.seen_draft), &asked.draft).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Rectification, id, "暂存复查");
            tx.record(entry.change(&before.map(|d| d.draft), &asked.draft), ()).await
        })
    });
    write.await?;
    show::one(&app, &officer, id).await
}
