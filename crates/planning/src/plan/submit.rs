//! 提交计划 · a plan that is complete waits to be filed

use super::state::PlanAct;
use super::{Plan, create, show, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{PlanId, Stage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The revision the caller saw.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanSeen {
    pub seen: i64,
}

/// 提交专项计划；须填写齐全，提交后等待备案
#[utoipa::path(post, path = "/plans/{id}/submission", tag = "专项计划", params(("id" = PlanId, Path)), request_body = PlanSeen, responses((status = 200, body = Plan)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PlanId>,
    Sent(command): Sent,
    Json(asked): Json<PlanSeen>,
) -> web::Result<Json<Plan>> {
    // 权限
    let permit = caller.may(Verb::EditPlan)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            let kept = store::lines(tx, id).await?;
            // 判定
            tx.actor().acts_for(before.organisation_id)?;
            let to = before.state.after(PlanAct::Submit)?;
            create::checked(tx, &inner.reference, &before.fields(&kept), true).await?;
            // 落库
            store::keep_submission(tx, id, to).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Plan, id, "提交专项计划");
            tx.record(entry.change(&create::told_state(before.state), &create::told_state(to)), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
