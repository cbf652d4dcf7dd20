//! 留痕 · the trail of one record
//!
//! Who did what to it, before and after; newest first. Within the scope of whoever acted; of a plan that is
//! not in sight only what the own organ did.

mod store;

use authority::{SubjectKind, Verb};
use lexicon::{EntryId, Instant, PlanId, Term};
use planning::plan;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::{App, Caller, Json, Query};

/// One line of the trail.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Entry {
    pub id: EntryId,
    pub at: Instant,
    pub by: String,
    pub organisation_name: String,
    /// 办理事项
    pub act: String,
    pub reason: String,
    pub before: Value,
    pub after: Value,
}

/// Which record.
#[derive(Debug, Clone, Deserialize, IntoParams)]
pub struct Wanted {
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
}

/// 记录的留痕，最近的在前，最多二百条
#[utoipa::path(get, path = "/entries", tag = "门户", params(Wanted), responses((status = 200, body = Vec<Entry>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(wanted): Query<Wanted>) -> web::Result<Json<Vec<Entry>>> {
    let permit = caller.may(Verb::ReadEntries)?;
    let (reader, kind, subject) = (permit.clone(), wanted.subject_kind, wanted.subject_id);
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            // 备案以前的计划，上级连留痕也看不到；删除了的，本机关仍看得到。
            let is_plan = wanted.subject_kind == SubjectKind::Plan;
            let is_hidden = is_plan && !plan::is_within_sight(tx, PlanId(wanted.subject_id)).await?;
            store::of(tx, &wanted, is_hidden).await
        })
    });
    let lines = read.await?;
    if lines.is_empty() {
        web::asked_in_vain(&app, reader, &format!("GET /entries {} {subject}", kind.code())).await;
    } else {
        web::looked_at(&app, reader, kind, subject).await;
    }
    let entries = lines.into_iter().map(|line| Entry {
        id: line.id,
        at: line.at,
        by: line.user_name,
        organisation_name: line.organisation_name,
        act: line.act,
        reason: line.reason,
        before: line.before_json,
        after: line.after_json,
    });
    Ok(Json(entries.collect()))
}
