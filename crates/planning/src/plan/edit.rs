//! 编辑计划 · change a plan that is not filed

use super::state::{PlanAct, PlanState};
use super::table::Line;
use super::{Plan, PlanFields, create, rules, show, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{PlanId, Stage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A plan as it is to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct PlanChange {
    /// The revision the caller saw.
    pub seen: i64,
    #[serde(flatten)]
    pub fields: PlanFields,
}

/// 编辑专项计划；备案以前可以编辑，已提交的须填写齐全
#[utoipa::path(put, path = "/plans/{id}", tag = "专项计划", params(("id" = PlanId, Path)), request_body = PlanChange, responses((status = 200, body = Plan)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PlanId>,
    Sent(command): Sent,
    Json(asked): Json<PlanChange>,
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
            before.state.after(PlanAct::Save)?;
            let fields = rules::tidied(asked.fields);
            let lines = create::checked(tx, &inner.reference, &fields, before.state != PlanState::Draft).await?;
            // 落库
            store::update(tx, id, (&fields, &lines)).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Plan, id, "编辑专项计划");
            let told = |fields: &PlanFields, lines: &[Line]| create::told(&inner.reference, fields, lines);
            let (was, is) = (told(&before.fields(&kept), &kept), told(&fields, &lines));
            tx.record(entry.change(&was, &is), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
