//! 合并 · the SQL of merges

use super::MergeState;
use crate::enterprise::{Enterprise, EnterpriseState, Particulars, WorkshopInput};
use authority::{ReadTx, Result, WriteTx, q, row, select};
use lexicon::{DuplicateId, EnterpriseId, Instant, MergeId, Term};
use serde::{Deserialize, Serialize};

/// What undoing puts back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub survivor: Particulars,
    pub survivor_workshops: Vec<WorkshopInput>,
    pub merged_state: EnterpriseState,
    pub merged_state_reason: String,
}

row! {
    /// A merge as stored.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: MergeId, pair_id: DuplicateId, survivor_id: EnterpriseId, survivor_name: String, merged_id: EnterpriseId,
        merged_name: String, before_json: String, survivor_revision: i64, merged_revision: i64, reason: String,
        state: MergeState = term, undo_reason: String, revision: i64, created_at: Instant, created_by: String,
        updated_at: Instant, updated_by: String,
    }
}

impl Record {
    /// What undoing puts back.
    ///
    /// # Errors
    /// A stored text that is not what the program wrote.
    pub fn kept(&self) -> Result<Kept> {
        Ok(serde_json::from_str(&self.before_json)?)
    }
}

/// Keeps a merge that was just made: both firms are one revision further.
///
/// # Errors
/// Engine faults.
pub async fn insert(
    tx: &mut WriteTx<'_>,
    (id, pair, reason): (MergeId, DuplicateId, &str),
    (survivor, merged): (&Enterprise, &Enterprise),
    kept: &Kept,
) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let insert = q("INSERT INTO enterprise_merges (id, pair_id, survivor_id, survivor_name, merged_id, merged_name, \
         prov, city, county, before_json, survivor_revision, merged_revision, reason, state, undo_reason, revision, \
         created_at, created_by, updated_at, updated_by) VALUES (");
    let values = [
        id.into(),
        pair.into(),
        survivor.row.id.into(),
        (&survivor.row.name).into(),
        merged.row.id.into(),
        (&merged.row.name).into(),
        (&survivor.keys.prov).into(),
        (&survivor.keys.city).into(),
        (&survivor.keys.county).into(),
        serde_json::to_string(kept)?.into(),
        (survivor.revision + 1).into(),
        (merged.revision + 1).into(),
        reason.into(),
        MergeState::Merged.code().into(),
        "".into(),
        1_i64.into(),
        at.into(),
        (&by).into(),
        at.into(),
        (&by).into(),
    ];
    tx.exec_one(insert.list(values).s(")").beyond("both firms were taken within the scope")).await
}

/// One merge, by the scope of the enterprise that stayed.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn one(tx: &mut ReadTx<'_>, id: MergeId) -> Result<Record> {
    tx.one(select::<Record>("FROM enterprise_merges m WHERE id = ").b(id).s(" AND ").within(tx, "m").for_update()).await
}

/// The merges of an enterprise that was taken within the scope, the latest first.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<Vec<Record>> {
    let some = select::<Record>("FROM enterprise_merges WHERE survivor_id = ").b(id).s(" OR merged_id = ").b(id);
    tx.all(some.s(" ORDER BY id DESC").beyond("merges of an enterprise that was taken within the scope")).await
}

/// Marks a merge as undone.
///
/// # Errors
/// Engine faults.
pub async fn undo(tx: &mut WriteTx<'_>, merge: &Record, reason: &str) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE enterprise_merges SET state = ").b(MergeState::Undone.code()).s(", undo_reason = ");
    let update = update.b(reason).s(", revision = revision + 1, updated_at = ").b(at).s(", updated_by = ").b(by);
    let update = update.s(" WHERE id = ").b(merge.id).s(" AND revision = ").b(merge.revision);
    tx.exec_one(update.beyond("a merge that was taken within the scope")).await
}

/// An enterprise that was taken within the scope and those that were merged into it, directly or through others: whose
/// inspections and papers its history holds.
///
/// # Errors
/// Engine faults.
pub async fn family(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<Vec<EnterpriseId>> {
    let mut all = vec![id];
    let mut seen = 0;
    while let Some(next) = all.get(seen).copied() {
        seen += 1;
        let merged = q("SELECT merged_id FROM enterprise_merges WHERE survivor_id = ").b(next).s(" AND state = ");
        let merged = merged.b(MergeState::Merged.code()).beyond("merges of an enterprise taken within the scope");
        let merged: Vec<(EnterpriseId,)> = tx.all(merged).await?;
        all.extend(merged.into_iter().map(|(id,)| id).filter(|id| !all.contains(id)).collect::<Vec<_>>());
    }
    Ok(all)
}
