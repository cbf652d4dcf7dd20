//! 其他问题 · problems outside the items of the scheme

use super::show::{Inspection, view};
use super::state::InspectionAct;
use super::store::{self, Row};
use super::{OtherProblem, rules};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{AttachmentId, InspectionId, Stage};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The whole list as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OtherProblemsSaving {
    /// Revision the caller saw.
    pub seen: i64,
    pub problems: Vec<OtherProblem>,
}

/// 填写其他问题
#[utoipa::path(put, path = "/inspections/{id}/other-problems", tag = "现场执法检查",
    operation_id = "save_inspection_other_problems", params(("id" = InspectionId, Path)),
    request_body = OtherProblemsSaving, responses((status = 200, body = Inspection)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<OtherProblemsSaving>,
) -> web::Result<Json<Inspection>> {
    // 权限
    let permit = caller.may(Verb::Inspect)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let before: Vec<OtherProblem> = store::others(tx, id).await?.into_iter().map(Into::into).collect();
            // 判定
            let state = row.state.after(InspectionAct::Inspect)?;
            rules::others(&asked.problems, tx.today())?;
            let named: Vec<AttachmentId> = asked.problems.iter().flat_map(|p| p.attachments.iter().copied()).collect();
            evidence::all_own(tx, &named).await?;
            // 落库
            store::replace_others(tx, id, &asked.problems).await?;
            let problems = store::problems(tx, id).await?;
            let revision = store::save(tx, &Row { state, problems, ..row }).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Inspection, id, "填写其他问题").change(&before, &asked.problems);
            tx.record(entry, revision).await
        })
    });
    write.await?;
    view(&caller, &app, id).await
}
