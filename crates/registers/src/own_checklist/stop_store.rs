//! 自定义检查事项的停用期间 · the SQL of what was stopped and taken into use again
//!
//! 正在停用的，停用之日记在清单和事项上；启用时，原来的停用期间移到这里，以前的日子不因启用而改变。

use authority::{ReadTx, Result, WriteTx, q, row, select};
use lexicon::{LegalDay, OwnChecklistId};

const OF_TAKEN: &str = "the list was taken within reach before";

row! {
    /// From the day it was stopped to the day before it was taken into use again; no code: the list as a whole.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PastStop {
        list_id: OwnChecklistId, code: String, stopped_on: LegalDay, stop_reason: String, resumed_on: LegalDay,
    }
}

/// The past stops of these lists, the earliest first.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, lists: &[OwnChecklistId]) -> Result<Vec<PastStop>> {
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    let all = select::<PastStop>("FROM own_checklist_stops WHERE list_id IN (");
    let all = all.list(lists.iter().map(|id| (*id).into())).s(") ORDER BY stopped_on, resumed_on, code");
    tx.all(all.beyond(OF_TAKEN)).await
}

/// Keeps since when a list was stopped that is taken into use again today.
///
/// # Errors
/// Engine faults.
pub async fn keep_list(tx: &mut WriteTx<'_>, id: OwnChecklistId) -> Result<()> {
    let keep =
        q("INSERT INTO own_checklist_stops (list_id, code, stopped_on, stop_reason, resumed_on) SELECT id, '', \
         stopped_on, stop_reason, ")
        .b(tx.today());
    let keep = keep.s(" FROM own_checklists WHERE stopped_on IS NOT NULL AND id = ").b(id);
    tx.exec(keep.s(" ON CONFLICT (list_id, code, stopped_on, resumed_on) DO NOTHING").beyond(OF_TAKEN)).await?;
    Ok(())
}

/// Keeps since when items were stopped that are taken into use again today.
///
/// # Errors
/// Engine faults.
pub async fn keep_items(tx: &mut WriteTx<'_>, id: OwnChecklistId, codes: &[String]) -> Result<()> {
    let keep =
        q("INSERT INTO own_checklist_stops (list_id, code, stopped_on, stop_reason, resumed_on) SELECT list_id, \
         code, stopped_on, min(stop_reason), ")
        .b(tx.today());
    let keep = keep.s(" FROM own_check_items WHERE stopped_on IS NOT NULL AND list_id = ").b(id);
    let keep = keep.s(" AND code IN (").list(codes.iter().map(Into::into)).s(") GROUP BY list_id, code, stopped_on");
    tx.exec(keep.s(" ON CONFLICT (list_id, code, stopped_on, resumed_on) DO NOTHING").beyond(OF_TAKEN)).await?;
    Ok(())
}

/// Forgets the stops of a list that was never published and is discarded.
///
/// # Errors
/// Engine faults.
pub async fn forget(tx: &mut WriteTx<'_>, id: OwnChecklistId) -> Result<()> {
    tx.exec(q("DELETE FROM own_checklist_stops WHERE list_id = ").b(id).beyond(OF_TAKEN)).await?;
    Ok(())
}
