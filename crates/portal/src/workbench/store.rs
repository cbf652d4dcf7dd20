//! 我的工作台 · the SQL of reminders

use super::{ReminderItem, ReminderKind};
use authority::{ReadTx, Result, row, select};
use documents::approval::state::ApprovalState;
use documents::paper::PaperState;
use forms::FormName;
use inspection::on_site::state::InspectionState;
use inspection::scheme::state::SchemeState;
use lexicon::{LegalDay, Term};
use uuid::Uuid;

row! {
    /// Something that waits.
    #[derive(Debug, Clone)]
    pub struct Waiting { id: Uuid, number: String, enterprise_name: String, due_on: Option<LegalDay>, state: String }
}

row! {
    /// A stage that waits.
    #[derive(Debug, Clone)]
    struct Asked { id: Uuid, number: String, form: String, enterprise_name: String, state: String }
}

row! {
    /// A paper that waits for its author.
    #[derive(Debug, Clone)]
    struct Paper { id: Uuid, form: String, enterprise_name: String, state: PaperState = term }
}

row! {
    /// An inspection that is not concluded.
    #[derive(Debug, Clone)]
    struct Inspection { id: Uuid, scheme_number: String, enterprise_name: String, inspect_to: LegalDay, state: String }
}

row! {
    /// A look at a file of ours that nobody of ours has taken note of.
    #[derive(Debug, Clone)]
    struct Access { id: Uuid, user_name: String, organisation_name: String, subject_name: String }
}

/// More than anybody can have open; a guard, not a limit.
const MOST: i64 = 1_000;

impl Waiting {
    pub(super) fn is_returned(&self) -> bool {
        self.state == SchemeState::Returned.code()
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
    let list = select::<Asked>("FROM approvals a WHERE assignee_id = ");
    let list = list.b(me).s(" AND state = ").b(ApprovalState::Pending.code()).s(" AND ").within(tx, "a");
    let rows: Vec<Asked> = tx.all(list.s(" ORDER BY id LIMIT ").b(MOST)).await?;
    let waiting = |r: Asked| Waiting {
        id: r.id,
        number: if r.number.is_empty() { name_of(&r.form) } else { r.number },
        enterprise_name: r.enterprise_name,
        due_on: None,
        state: r.state,
    };
    Ok(rows.into_iter().map(waiting).collect())
}

fn name_of(form: &str) -> String {
    form.parse::<FormName>().map(FormName::zh).unwrap_or_default().to_owned()
}

/// The caller's own papers that came back, or that were agreed to and wait to be issued.
///
/// # Errors
/// Engine faults.
pub async fn own_papers(tx: &mut ReadTx<'_>) -> Result<Vec<ReminderItem>> {
    let (me, organ) = (tx.actor().user_id, tx.actor().organisation_id);
    let list = select::<Paper>("FROM paper_drafts p WHERE organisation_id = ").b(organ).s(" AND state IN (");
    let list = list.b(PaperState::Returned.code()).s(", ").b(PaperState::Approved.code()).s(") AND author_id = ");
    let list = list.b(me).s(" AND ").within(tx, "p");
    let rows: Vec<Paper> = tx.all(list.s(" ORDER BY id DESC LIMIT ").b(MOST)).await?;
    let item = |p: Paper| ReminderItem {
        kind: ReminderKind::Paper,
        subject_id: p.id,
        title: format!("{} {}", name_of(&p.form), p.state.zh()),
        enterprise_name: p.enterprise_name,
        due_on: None,
        level: None,
    };
    Ok(rows.into_iter().map(item).collect())
}

/// The caller's own schemes that are drafted or came back.
///
/// # Errors
/// Engine faults.
pub async fn own_schemes(tx: &mut ReadTx<'_>) -> Result<Vec<Waiting>> {
    let me = tx.actor().user_id;
    let list =
        authority::q("SELECT id, number, enterprise_name, inspect_from, state FROM schemes s WHERE author_id = ");
    let list = list.b(me).s(" AND state IN (").b(SchemeState::Draft.code()).s(",").b(SchemeState::Returned.code());
    tx.all(list.s(") AND ").within(tx, "s").s(" ORDER BY id DESC LIMIT ").b(MOST)).await
}

/// Inspections the caller is assigned to that are not concluded.
///
/// # Errors
/// Engine faults.
pub async fn own_inspections(tx: &mut ReadTx<'_>) -> Result<Vec<Waiting>> {
    let Some(officer) = tx.actor().officer_id else { return Ok(Vec::new()) };
    let list = select::<Inspection>(
        "FROM inspections i WHERE id IN (SELECT inspection_id FROM inspection_officers WHERE officer_id = ",
    );
    let list = list.b(officer).s(") AND state <> ").b(InspectionState::Concluded.code()).s(" AND ").within(tx, "i");
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

/// Looks of other organs at files within the caller's scope that wait for 已阅; not the caller's own, which somebody
/// else must note.
///
/// # Errors
/// Engine faults.
pub async fn unnoted_accesses(tx: &mut ReadTx<'_>) -> Result<Vec<ReminderItem>> {
    let (me, keys) = (tx.actor().user_id, tx.actor().keys.clone());
    let list = select::<Access>("FROM temporary_accesses t WHERE is_noted = ").b(false).s(" AND user_id <> ").b(me);
    // 由企业所在地机关确认，不提醒上级。
    let list = list.s(" AND prov = ").b(keys.prov).s(" AND city = ").b(keys.city).s(" AND county = ").b(keys.county);
    let list = list.s(" AND ").within(tx, "t").s(" ORDER BY id DESC LIMIT ").b(MOST);
    let rows: Vec<Access> = tx.all(list).await?;
    let item = |a: Access| ReminderItem {
        kind: ReminderKind::Access,
        subject_id: a.id,
        title: format!("{} {}查看了企业档案", a.organisation_name, a.user_name),
        enterprise_name: a.subject_name,
        due_on: None,
        level: None,
    };
    Ok(rows.into_iter().map(item).collect())
}
