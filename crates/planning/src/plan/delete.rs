//! 删除计划 · a plan that was never filed; the trail keeps what it was

use super::{create, rules, store};
use authority::{Entry, SubjectKind, Verb};
use axum::http::StatusCode;
use lexicon::PlanId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Path, Query, Sent};

/// The revision the person saw.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    seen: i64,
}

/// 删除备案以前的专项计划
#[utoipa::path(delete, path = "/plans/{id}", tag = "专项计划", operation_id = "delete_plan", params(("id" = PlanId, Path), Seen), responses((status = 204)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PlanId>,
    Sent(command): Sent,
    Query(asked): Query<Seen>,
) -> web::Result<StatusCode> {
    // 权限
    let permit = caller.may(Verb::EditPlan)?;
    let inner = app.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            let kept = store::lines(tx, id).await?;
            // 判定
            tx.actor().acts_for(before.organisation_id)?;
            rules::delete(before.state)?;
            // 落库
            store::delete(tx, id).await?;
            // 留痕
            let nothing: Option<()> = None;
            let entry = Entry::on(SubjectKind::Plan, id, "删除专项计划");
            tx.record(entry.change(&create::told(&inner.reference, &before.fields(&kept), &kept), &nothing), ()).await
        })
    });
    write.await?;
    Ok(StatusCode::NO_CONTENT)
}
