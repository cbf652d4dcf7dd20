//! 专项计划 · one plan in full

use super::state::PlanState;
use super::{Plan, store, table};
use authority::{Permit, SubjectKind, Verb};
use lexicon::PlanId;
use web::{App, Caller, Json, Path};

/// 专项计划详情；备案以前只有编制机关可以查看，备案以后上级也可以
#[utoipa::path(get, path = "/plans/{id}", tag = "专项计划", params(("id" = PlanId, Path)), responses((status = 200, body = Plan)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<PlanId>) -> web::Result<Json<Plan>> {
    let permit = caller.may(Verb::ReadPlan)?;
    let shown = fetch(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::Plan, id).await;
    Ok(shown)
}

/// The plan as the caller sees it after a change.
pub(super) async fn fetch(app: &App, permit: Permit, id: PlanId) -> web::Result<Json<Plan>> {
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            let kept = store::lines(tx, id).await?;
            let (actor, today) = (tx.actor().clone(), tx.today());
            let (columns, lines) = if row.state == PlanState::Filed {
                (row.columns_json.clone(), kept)
            } else {
                let lines = table::renewed(tx, &inner.reference, &row.industry, kept).await?;
                (table::columns(&inner.reference, &row.industry, &lines), lines)
            };
            Ok(Plan {
                row: row.shown(&actor, today),
                table: table::shown(columns, lines),
                created_by: row.created_by,
                submitted_at: row.submitted_at,
                submitted_by: row.submitted_by,
                filed_by: row.filed_by,
                updated_by: row.updated_by,
            })
        })
    });
    Ok(Json(read.await?))
}
