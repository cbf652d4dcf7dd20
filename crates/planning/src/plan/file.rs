//! 备案 · the plan becomes visible above, and stands as it is
//!
//! 备案不能撤回。The columns and the counts of equipment are kept as they are on the day: a works that gets another
//! furnace later does not change what was filed.

use super::state::PlanAct;
use super::submit::PlanSeen;
use super::{Plan, create, show, store, table};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{PlanId, Stage};
use web::{App, Caller, Json, Path, Sent};

/// 专项计划备案；备案后上级可见，不能再编辑、删除
#[utoipa::path(post, path = "/plans/{id}/filing", tag = "专项计划", params(("id" = PlanId, Path)), request_body = PlanSeen, responses((status = 200, body = Plan)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PlanId>,
    Sent(command): Sent,
    Json(asked): Json<PlanSeen>,
) -> web::Result<Json<Plan>> {
    // 权限
    let permit = caller.may(Verb::FilePlan)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            let kept = store::lines(tx, id).await?;
            // 判定
            tx.actor().acts_for(before.organisation_id)?;
            let to = before.state.after(PlanAct::File)?;
            let fields = before.fields(&kept);
            let lines = create::checked(tx, &inner.reference, &fields, true).await?;
            let columns = table::columns(&inner.reference, &fields.industry, &lines);
            // 落库
            store::keep_filing(tx, id, to, (&columns, &lines)).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Plan, id, "专项计划备案");
            tx.record(entry.change(&create::told_state(before.state), &create::told_state(to)), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
