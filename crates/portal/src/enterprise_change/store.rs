//! 变更记录 · the SQL of the acts on an enterprise

use authority::{EntryClass, ReadTx, Result, SubjectKind, q, row, select};
use lexicon::{EnterpriseId, EntryId, Instant, Term};
use serde_json::Value;

row! {
    /// An act as stored.
    #[derive(Debug, Clone)]
    pub struct Line {
        id: EntryId, at: Instant, user_name: String, organisation_name: String, act: String, reason: String,
        before_json: Value = json, after_json: Value = json,
    }
}

const WHY: &str = "the acts on an enterprise that was taken within the scope, whichever organ did them";

/// A page of the acts on an enterprise, newest first, with one more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn of(
    tx: &mut ReadTx<'_>,
    id: EnterpriseId,
    (before, size): (Option<EntryId>, i64),
) -> Result<(Vec<Line>, i64)> {
    let (kind, class) = (SubjectKind::Enterprise.code(), EntryClass::Act.code());
    let all = q("SELECT 1 FROM entries WHERE subject_id = ").b(id).s(" AND subject_kind = ").b(kind);
    let total = tx.count(all.s(" AND class = ").b(class).beyond(WHY)).await?;
    let list = select::<Line>("FROM entries WHERE subject_id = ").b(id).s(" AND subject_kind = ").b(kind);
    let mut list = list.s(" AND class = ").b(class);
    if let Some(before) = before {
        list = list.s(" AND id < ").b(before);
    }
    Ok((tx.all(list.s(" ORDER BY id DESC LIMIT ").b(size + 1).beyond(WHY)).await?, total))
}
