//! 调整检查范围 · which equipment and places are checked

use super::rules;
use super::show::{Inspection, grid_of, view};
use super::state::InspectionAct;
use super::store::{self, Row};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{InspectionId, Stage};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The chosen targets as they are to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ScopeSaving {
    /// Revision the caller saw.
    pub seen: i64,
    /// Keys of targets.
    pub targets: Vec<String>,
}

/// 调整检查范围
#[utoipa::path(put, path = "/inspections/{id}/scope", tag = "现场执法检查", operation_id = "save_inspection_scope",
    params(("id" = InspectionId, Path)), request_body = ScopeSaving, responses((status = 200, body = Inspection)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
    Sent(command): Sent,
    Json(asked): Json<ScopeSaving>,
) -> web::Result<Json<Inspection>> {
    // 权限
    let permit = caller.may(Verb::Inspect)?;
    let inner = app.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::take(tx, id, asked.seen).await?;
            let (groups, _) = grid_of(tx, &inner, &row).await?;
            let answered = store::answered_targets(tx, id).await?;
            // 判定
            let state = row.state.after(InspectionAct::Inspect)?;
            let known = groups.iter().flat_map(|g| g.targets.iter().map(|t| t.key.as_str())).collect();
            rules::scope(&asked.targets, &known, &row.targets_json, &answered)?;
            // 落库
            let targets = rules::once(asked.targets);
            let entry = Entry::on(SubjectKind::Inspection, id, "调整检查范围").change(&row.targets_json, &targets);
            let revision = store::save(tx, &Row { state, targets_json: targets, ..row }).await?;
            // 留痕
            tx.record(entry, revision).await
        })
    });
    write.await?;
    view(&caller, &app, id).await
}
