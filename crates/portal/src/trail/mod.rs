//! 留痕 · the trail of one record
//!
//! Who did what to it, before and after; newest first. Within the scope of whoever acted.

mod store;

use authority::{SubjectKind, Verb};
use lexicon::{EntryId, Instant};
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
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::of(tx, &wanted).await }));
    let lines = read.await?;
    web::looked_at(&app, reader, kind, subject).await;
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
