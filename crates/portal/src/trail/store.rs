//! 留痕 · the SQL of the trail

use super::Wanted;
use authority::{EntryClass, ReadTx, Result, row, select};
use lexicon::{EntryId, Instant, Term};
use serde_json::Value;

row! {
    /// A line as stored.
    #[derive(Debug, Clone)]
    pub struct Line {
        id: EntryId, at: Instant, user_name: String, organisation_name: String, act: String, reason: String,
        before_json: Value = json, after_json: Value = json,
    }
}

/// The trail of a record within the caller's scope; `own`: only what the caller's organ did.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, wanted: &Wanted, own: bool) -> Result<Vec<Line>> {
    let list = select::<Line>("FROM entries e WHERE subject_id = ").b(wanted.subject_id).s(" AND subject_kind = ");
    // 谁看过由审计员查；记录上的留痕是谁办了什么。
    let list = list.b(wanted.subject_kind.code()).s(" AND class <> ").b(EntryClass::Reading.code()).s(" AND ");
    let mut list = list.within(tx, "e");
    if own {
        list = list.s(" AND e.organisation_id = ").b(tx.actor().organisation_id);
    }
    tx.all(list.s(" ORDER BY id DESC LIMIT 200")).await
}
