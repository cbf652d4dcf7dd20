//! 新建计划 · begin a plan

use super::table::{self, Line};
use super::{Plan, PlanFields, PlanState, rules, show, store};
use authority::{Entry, Halt, ReadTx, SubjectKind, Verb};
use lexicon::{PlanId, Term};
use registers::industry::model;
use seed::Seed;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A new plan of the own organ.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewPlan {
    /// UUIDv7 made by the client.
    pub id: PlanId,
    #[serde(flatten)]
    pub fields: PlanFields,
}

/// 新建专项计划（暂存）
#[utoipa::path(post, path = "/plans", tag = "专项计划", operation_id = "create_plan", request_body = NewPlan, responses((status = 200, body = Plan)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewPlan>,
) -> web::Result<Json<Plan>> {
    // 权限
    let permit = caller.may(Verb::EditPlan)?;
    let (id, inner) = (asked.id, app.clone());
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let fields = rules::tidied(asked.fields);
            // 判定
            let lines = checked(tx, &inner.reference, &fields, false).await?;
            // 落库
            store::insert(tx, id, (&fields, &lines)).await?;
            // 留痕
            tx.record(
                Entry::on(SubjectKind::Plan, id, "新建专项计划").with(&told(&inner.reference, &fields, &lines)),
                (),
            )
            .await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}

/// The enterprises of a plan as they are today, when nothing is wrong with what was filled in; a plan that is submitted
/// must be `whole`.
pub(super) async fn checked(
    tx: &mut ReadTx<'_>,
    reference: &Seed,
    fields: &PlanFields,
    whole: bool,
) -> authority::Result<Vec<Line>> {
    let mut faults = rules::faults(fields, reference);
    if whole {
        faults.extend(rules::gaps(fields));
    }
    if !faults.is_empty() {
        return Err(Halt::Invalid(faults));
    }
    let lines = table::today(tx, reference, &fields.industry, &fields.enterprises).await?;
    let faults = table::faults(&fields.enterprises, &lines);
    if faults.is_empty() { Ok(lines) } else { Err(Halt::Invalid(faults)) }
}

/// A plan as the trail tells it, in the words of the page: enterprises by name.
pub(super) fn told(reference: &Seed, fields: &PlanFields, lines: &[Line]) -> serde_json::Value {
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    let industry = model(reference, &fields.industry).map_or("", |industry| industry.zh.as_str());
    let PlanFields { name, kind, starts_on, ends_on, .. } = fields;
    serde_json::json!({"name": name, "industry": industry, "kind": kind.zh(), "starts_on": starts_on,
        "ends_on": ends_on, "enterprises": names})
}

/// A state as the trail tells it.
pub(super) fn told_state(state: PlanState) -> serde_json::Value {
    serde_json::json!({"state": state.zh()})
}
