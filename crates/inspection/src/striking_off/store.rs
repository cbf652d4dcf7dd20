//! 核销 · the SQL that finds what is not finished

use crate::on_site::state::InspectionState;
use crate::rectification::state::RectificationState;
use authority::{ReadTx, Result, q};
use lexicon::{EnterpriseId, Term};

/// How many inspections of an enterprise are not concluded, and how many orders await their re-check; also those that
/// a superior organ has in hand.
///
/// # Errors
/// Engine faults.
pub async fn open_work(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<(i64, i64)> {
    let why = "only how many is told, of an enterprise that was taken within the scope";
    let inspections = q("SELECT 1 FROM inspections WHERE enterprise_id = ").b(id).s(" AND state <> ");
    let inspections = inspections.b(InspectionState::Concluded.code()).beyond(why);
    let orders = q("SELECT 1 FROM rectifications WHERE enterprise_id = ").b(id).s(" AND state = ");
    let orders = orders.b(RectificationState::AwaitingReCheck.code()).beyond(why);
    Ok((tx.count(inspections).await?, tx.count(orders).await?))
}
