//! 工作提醒数 · the SQL of counts; each is answered by an index

use authority::{ReadTx, Result, q};
use documents::approval::state::ApprovalState;
use inspection::on_site::state::InspectionState;
use inspection::rectification::state::RectificationState;
use inspection::scheme::state::SchemeState;
use lexicon::{LegalDay, Term};

/// The caller's own schemes in a state.
///
/// # Errors
/// Engine faults.
pub async fn own_schemes(tx: &mut ReadTx<'_>, state: SchemeState) -> Result<i64> {
    let me = tx.actor().user_id;
    let count = q("SELECT 1 FROM schemes s WHERE author_id = ").b(me).s(" AND state = ").b(state.code());
    tx.count(count.s(" AND ").within(tx, "s")).await
}

/// Inspections the caller is assigned to: all, or those not concluded.
///
/// # Errors
/// Engine faults.
pub async fn own_inspections(tx: &mut ReadTx<'_>, only_open: bool) -> Result<i64> {
    let Some(officer) = tx.actor().officer_id else { return Ok(0) };
    let count = q("SELECT 1 FROM inspection_officers o JOIN inspections i ON i.id = o.inspection_id WHERE \
         o.officer_id = ")
    .b(officer);
    let count = if only_open { count.s(" AND i.state <> ").b(InspectionState::Concluded.code()) } else { count };
    tx.count(count.s(" AND ").within(tx, "i")).await
}

/// Approvals that wait for the caller.
///
/// # Errors
/// Engine faults.
pub async fn approvals(tx: &mut ReadTx<'_>) -> Result<i64> {
    let me = tx.actor().user_id;
    let count = q("SELECT 1 FROM approvals a WHERE assignee_id = ").b(me).s(" AND state = ");
    tx.count(count.b(ApprovalState::Pending.code()).s(" AND ").within(tx, "a")).await
}

/// How many open rectifications of the caller's own organ fall due on which day.
///
/// # Errors
/// Engine faults.
pub async fn re_checks(tx: &mut ReadTx<'_>) -> Result<Vec<(LegalDay, i64)>> {
    let organ = tx.actor().organisation_id;
    let count = q("SELECT due_on, count(*) FROM rectifications r WHERE organisation_id = ").b(organ).s(" AND state = ");
    let count = count.b(RectificationState::AwaitingReCheck.code()).s(" AND ").within(tx, "r");
    tx.all(count.s(" GROUP BY due_on")).await
}

/// Enterprises within the scope.
///
/// # Errors
/// Engine faults.
pub async fn enterprises(tx: &mut ReadTx<'_>) -> Result<i64> {
    tx.count(q("SELECT 1 FROM enterprises e WHERE ").within(tx, "e")).await
}

/// Inspections within the scope that were begun on a day or later.
///
/// # Errors
/// Engine faults.
pub async fn begun_since(tx: &mut ReadTx<'_>, day: LegalDay) -> Result<i64> {
    let count = q("SELECT 1 FROM inspections i WHERE i.begun_at >= ").b(day.at_beijing(0, 0)).s(" AND ");
    tx.count(count.within(tx, "i")).await
}

/// Looks of other organs at files within the scope that wait for 已阅.
///
/// # Errors
/// Engine faults.
pub async fn unnoted_accesses(tx: &mut ReadTx<'_>) -> Result<i64> {
    let (me, keys) = (tx.actor().user_id, tx.actor().keys.clone());
    let count = q("SELECT 1 FROM temporary_accesses t WHERE is_noted = ").b(false).s(" AND user_id <> ").b(me);
    let count = count.s(" AND prov = ").b(keys.prov).s(" AND city = ").b(keys.city).s(" AND county = ").b(keys.county);
    tx.count(count.s(" AND ").within(tx, "t")).await
}
