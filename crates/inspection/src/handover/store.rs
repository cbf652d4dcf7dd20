//! 工作交接 · the SQL that finds what a person has in hand

use crate::on_site::state::InspectionState;
use crate::rectification::state::RectificationState;
use crate::scheme::state::SchemeState;
use crate::scheme::store::Row as Scheme;
use authority::{ReadTx, Result, like_contains, q, row, select};
use documents::approval::ApprovalStage;
use documents::approval::state::ApprovalState;
use lexicon::{ApprovalId, OfficerId, OrganisationId, Term, UserId};
use uuid::Uuid;

row! {
    /// A stage that waits.
    #[derive(Debug, Clone)]
    pub struct Step {
        id: ApprovalId, subject_id: Uuid, stage: ApprovalStage = term, number: String, title: String,
        submitted_by_id: UserId,
    }
}

row! {
    /// A record with its officers.
    #[derive(Debug, Clone)]
    pub struct Assigned { id: Uuid, title: String, officer_ids: Vec<OfficerId> = json }
}

/// The schemes of an organ that are not completed.
///
/// # Errors
/// Engine faults.
pub async fn schemes(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<Scheme>> {
    let done = SchemeState::Completed.code();
    let list = select::<Scheme>("FROM schemes s WHERE organisation_id = ").b(organ).s(" AND state <> ").b(done);
    tx.all(list.s(" AND ").within(tx, "s").s(" ORDER BY id")).await
}

/// The stages that wait for a person.
///
/// # Errors
/// Engine faults.
pub async fn steps(tx: &mut ReadTx<'_>, user: UserId) -> Result<Vec<Step>> {
    let waits = ApprovalState::Pending.code();
    let list = select::<Step>("FROM approvals a WHERE assignee_id = ").b(user).s(" AND state = ").b(waits);
    tx.all(list.s(" AND ").within(tx, "a").s(" ORDER BY id")).await
}

/// The inspections of an officer that are not concluded.
///
/// # Errors
/// Engine faults.
pub async fn inspections(tx: &mut ReadTx<'_>, officer: OfficerId) -> Result<Vec<Assigned>> {
    let done = InspectionState::Concluded.code();
    let list = q("SELECT id, scheme_number, officer_ids FROM inspections i WHERE id IN \
         (SELECT inspection_id FROM inspection_officers WHERE officer_id = ");
    let list = list.b(officer).s(") AND state <> ").b(done).s(" AND ");
    let found: Vec<(Uuid, String, String)> = tx.all(list.within(tx, "i").s(" ORDER BY id")).await?;
    assigned(found)
}

/// The rectifications of an officer that wait for their re-check.
///
/// # Errors
/// Engine faults.
pub async fn rectifications(tx: &mut ReadTx<'_>, officer: OfficerId) -> Result<Vec<Assigned>> {
    let waits = RectificationState::AwaitingReCheck.code();
    let list = q("SELECT id, order_number, officer_ids FROM rectifications r WHERE state = ").b(waits);
    let list = list.s(" AND officer_ids LIKE ").b(like_contains(&officer.to_string())).s(" ESCAPE '\\' AND ");
    let found: Vec<(Uuid, String, String)> = tx.all(list.within(tx, "r").s(" ORDER BY id")).await?;
    assigned(found)
}

/// The numbers of an organ's inspections that are not concluded and of its orders that wait for their re-check.
///
/// # Errors
/// Engine faults.
pub async fn unfinished(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<String>> {
    let done = InspectionState::Concluded.code();
    let visits = q("SELECT scheme_number FROM inspections i WHERE organisation_id = ").b(organ);
    let visits = visits.s(" AND state <> ").b(done).s(" AND ").within(tx, "i").s(" ORDER BY id");
    let mut out: Vec<(String,)> = tx.all(visits).await?;
    let orders = q("SELECT order_number FROM rectifications r WHERE organisation_id = ").b(organ);
    let waits = RectificationState::AwaitingReCheck.code();
    out.extend(tx.all::<(String,)>(orders.s(" AND state = ").b(waits).s(" AND ").within(tx, "r")).await?);
    Ok(out.into_iter().map(|(number,)| number).collect())
}

fn assigned(found: Vec<(Uuid, String, String)>) -> Result<Vec<Assigned>> {
    let read =
        |(id, title, ids): (Uuid, String, String)| Ok(Assigned { id, title, officer_ids: serde_json::from_str(&ids)? });
    found.into_iter().map(read).collect()
}
