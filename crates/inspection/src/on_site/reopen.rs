//! 退回修改 · back to the results, while no paper is issued

use super::rules;
use super::show::{Inspection, view};
use super::state::InspectionAct;
use super::store::{self, Row};
use authority::{Entry, SubjectKind, Verb};
use documents::issue::store as documents_store;
use lexicon::{InspectionId, Stage, Term};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why the results have to be changed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct InspectionReopening {
    /// Revision the caller saw.
    pub seen: i64,
    /// 理由
    pub reason: String,
}

/// 退回修改
#[utoipa::path(post, path = "/inspections/{id}/reopening", tag = "现场执法检查", operation_id = "reopen_inspection",
    params(("id" = InspectionId, Path)), request_body = InspectionReopening,
    responses((status = 200, body = Inspection)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<InspectionReopening>,
) -> web::Result<Json<Inspection>> {
    // 权限
    let permit = caller.may(Verb::Inspect)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let papers = documents_store::of_subject(tx, id.0).await?.len();
            // 判定
            let state = row.state.after(InspectionAct::Reopen)?;
            rules::reopen(&asked.reason, papers)?;
            // 落库
            let revision = store::save(tx, &Row { state, ..row }).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Inspection, id, InspectionAct::Reopen.zh());
            tx.record(entry.because(asked.reason.trim()), revision).await
        })
    });
    write.await?;
    view(&caller, &app, id).await
}
