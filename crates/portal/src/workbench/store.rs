//! 我的工作台 · the SQL of reminders

use super::{ReminderItem, ReminderKind};
use authority::{ReadTx, Result, like_contains, row, select};
use lexicon::LegalDay;
use uuid::Uuid;

row! {
    /// Something that waits.
    #[derive(Debug, Clone)]
    pub struct Waiting { id: Uuid, number: String, enterprise_name: String, due_on: Option<LegalDay>, state: String }
}

/// More than anybody can have open; a guard, not a limit.
const MOST: i64 = 1_000;

impl Waiting {
    pub(super) fn is_returned(&self) -> bool {
        self.state == "returned"
    }

    pub(super) fn item(self, kind: ReminderKind) -> ReminderItem {
        let title = if self.number.is_empty() { "现场检查方案".to_owned() } else { self.number };
        ReminderItem {
            kind,
            subject_id: self.id,
            title,
            enterprise_name: self.enterprise_name,
            due_on: self.due_on,
            level: None,
        }
    }
}

/// Approvals that wait for the caller.
///
/// # Errors
/// Engine faults.
pub async fn approvals(tx: &mut ReadTx<'_>) -> Result<Vec<Waiting>> {
    let me = tx.actor().user_id;
    let list = authority::q(
        "SELECT id, number, enterprise_name, CAST(NULL AS TEXT), state FROM approvals a WHERE assignee_id = ",
    );
    let list = list.b(me).s(" AND state = ").b("pending").s(" AND ").within(tx, "a");
    tx.all(list.s(" ORDER BY id LIMIT ").b(MOST)).await
}

/// The caller's own schemes that are drafted or came back.
///
/// # Errors
/// Engine faults.
pub async fn own_schemes(tx: &mut ReadTx<'_>) -> Result<Vec<Waiting>> {
    let me = tx.actor().user_id;
    let list =
        authority::q("SELECT id, number, enterprise_name, inspect_from, state FROM schemes s WHERE author_id = ");
    let list = list.b(me).s(" AND state IN (").b("draft").s(",").b("returned").s(") AND ").within(tx, "s");
    tx.all(list.s(" ORDER BY id DESC LIMIT ").b(MOST)).await
}

/// Inspections the caller is assigned to that are not concluded.
///
/// # Errors
/// Engine faults.
pub async fn own_inspections(tx: &mut ReadTx<'_>) -> Result<Vec<Waiting>> {
    let Some(officer) = tx.actor().officer_id else { return Ok(Vec::new()) };
    let list =
        select::<Inspection>("FROM inspections i WHERE officer_ids LIKE ").b(like_contains(&officer.to_string()));
    let list = list.s(" ESCAPE '\\' AND state <> ").b("concluded").s(" AND ").within(tx, "i");
    let rows: Vec<Inspection> = tx.all(list.s(" ORDER BY inspect_to, id LIMIT ").b(MOST)).await?;
    let waiting = rows.into_iter().map(|r| Waiting {
        id: r.id,
        number: r.scheme_number,
        enterprise_name: r.enterprise_name,
        due_on: Some(r.inspect_to),
        state: r.state,
    });
    Ok(waiting.collect())
}

row! {
    /// An inspection that is not concluded.
    #[derive(Debug, Clone)]
    struct Inspection { id: Uuid, scheme_number: String, enterprise_name: String, inspect_to: LegalDay, state: String }
}
