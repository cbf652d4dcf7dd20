//! 审核审批 · the SQL of approvals

use super::state::ApprovalState;
use super::{ApprovalStage, ApprovalStep, StepState};
use authority::{Halt, ReadTx, Result, SubjectKind, WriteTx, q, row, select};
use forms::FormName;
use lexicon::{ApprovalId, Instant, Term, UserId};
use uuid::Uuid;

row! {
    /// One stage of one round.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: ApprovalId, subject_kind: SubjectKind = term, subject_id: Uuid, round: i64, stage: ApprovalStage = term,
        assignee_id: UserId, assignee_name: String, assignee_title: String, form: String, title: String,
        enterprise_name: String, number: String, submitted_by: String, submitted_by_id: UserId, submitted_at: Instant,
        state: ApprovalState = term, opinion: String, decided_at: Option<Instant>, revision: i64,
    }
}

impl From<&Row> for ApprovalStep {
    fn from(r: &Row) -> Self {
        let state = match r.state {
            ApprovalState::Pending => StepState::Pending,
            ApprovalState::Agreed => StepState::Agreed,
            ApprovalState::Returned => StepState::Returned,
            ApprovalState::Withdrawn => StepState::Withdrawn,
        };
        Self {
            stage: r.stage,
            name: r.assignee_name.clone(),
            title: r.assignee_title.clone(),
            state,
            opinion: r.opinion.clone(),
            decided_at: r.decided_at,
        }
    }
}

/// A stage that is opened.
#[derive(Debug, Clone)]
pub struct Asked {
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// How many times the record was submitted.
    pub round: i64,
    pub stage: ApprovalStage,
    pub assignee: (UserId, String, String),
    pub form: FormName,
    pub title: String,
    pub enterprise_name: String,
    pub number: String,
    pub submitted_by: (UserId, String),
}

/// Which box of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InBox {
    Todo,
    Done,
}

/// Opens a stage for a person.
///
/// # Errors
/// Engine faults.
pub async fn ask(tx: &mut WriteTx<'_>, asked: &Asked) -> Result<ApprovalId> {
    let id = ApprovalId::new();
    let actor = tx.actor().clone();
    let now = tx.at();
    let insert = q("INSERT INTO approvals (id, subject_kind, subject_id, round, organisation_id, prov, city, county, stage, \
         assignee_id, assignee_name, assignee_title, form, title, enterprise_name, number, submitted_by, submitted_by_id, \
         submitted_at, state, opinion, decided_at, revision) VALUES (")
        .list([
            id.into(),
            asked.subject_kind.code().into(),
            asked.subject_id.into(),
            asked.round.into(),
            actor.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            asked.stage.code().into(),
            asked.assignee.0.into(),
            (&asked.assignee.1).into(),
            (&asked.assignee.2).into(),
            asked.form.code().into(),
            (&asked.title).into(),
            (&asked.enterprise_name).into(),
            (&asked.number).into(),
            (&asked.submitted_by.1).into(),
            asked.submitted_by.0.into(),
            now.into(),
            ApprovalState::Pending.code().into(),
            "".into(),
            None::<i64>.into(),
            1_i64.into(),
        ])
        .s(")")
        .beyond("the organ's own approval");
    tx.exec_one(insert).await?;
    Ok(id)
}

/// One stage within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: ApprovalId) -> Result<Row> {
    tx.one(select::<Row>("FROM approvals a WHERE id = ").b(id).s(" AND ").within(tx, "a")).await
}

/// Takes a stage for a decision, at the revision the person saw.
///
/// # Errors
/// Not found; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: ApprovalId, seen: i64) -> Result<Row> {
    let wanted = select::<Row>("FROM approvals a WHERE id = ").b(id).s(" AND ").within(tx, "a").for_update();
    let row: Row = tx.one(wanted).await?;
    if row.revision == seen {
        Ok(row)
    } else {
        let at = row.decided_at.unwrap_or(row.submitted_at);
        Err(Halt::Stale { revision: row.revision, by: row.assignee_name, at })
    }
}

/// All stages of a record that was taken within scope, oldest first.
///
/// # Errors
/// Engine faults.
pub async fn of_subject(tx: &mut ReadTx<'_>, subject: Uuid) -> Result<Vec<Row>> {
    let list = select::<Row>("FROM approvals a WHERE subject_id = ").b(subject).s(" AND ");
    tx.all(list.within(tx, "a").s(" ORDER BY id")).await
}

/// Keeps a decision.
///
/// # Errors
/// Engine faults.
pub async fn save(tx: &mut WriteTx<'_>, id: ApprovalId, state: ApprovalState, opinion: &str) -> Result<()> {
    let now = tx.at();
    let update =
        q("UPDATE approvals SET state = ").b(state.code()).s(", opinion = ").b(opinion).s(", decided_at = ").b(now);
    tx.exec_one(update.s(", revision = revision + 1 WHERE id = ").b(id).beyond("taken within scope before")).await
}

/// Gives a stage that waits to another person.
///
/// # Errors
/// Engine faults.
pub async fn reassign(tx: &mut WriteTx<'_>, id: ApprovalId, (to, name, title): (UserId, &str, &str)) -> Result<()> {
    let update = q("UPDATE approvals SET assignee_id = ").b(to).s(", assignee_name = ").b(name);
    let update = update.s(", assignee_title = ").b(title).s(", revision = revision + 1 WHERE id = ").b(id);
    let waits = ApprovalState::Pending.code();
    tx.exec_one(update.s(" AND state = ").b(waits).beyond("taken within scope before")).await
}

/// The caller's own stages, newest first, with one more than the page holds; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn mine(
    tx: &mut ReadTx<'_>,
    (in_box, text): (InBox, Option<String>),
    before: Option<ApprovalId>,
    size: i64,
) -> Result<(Vec<Row>, i64)> {
    let me = tx.actor().user_id;
    let filter = |statement: authority::Q<authority::Open>, tx: &ReadTx<'_>| {
        let side = if in_box == InBox::Todo { " AND state = " } else { " AND state <> " };
        let statement = statement.b(me).s(side).b(ApprovalState::Pending.code());
        let statement = match &text {
            Some(text) => {
                let like = authority::like_contains(text);
                statement
                    .s(" AND (enterprise_name LIKE ")
                    .b(&like)
                    .s(" ESCAPE '\\' OR number LIKE ")
                    .b(&like)
                    .s(" ESCAPE '\\')")
            }
            None => statement,
        };
        statement.s(" AND ").within(tx, "a")
    };
    let total = tx.count(filter(q("SELECT 1 FROM approvals a WHERE assignee_id = "), tx)).await?;
    let mut list = filter(select::<Row>("FROM approvals a WHERE assignee_id = "), tx);
    if let Some(before) = before {
        list = list.s(" AND id < ").b(before);
    }
    Ok((tx.all(list.s(" ORDER BY id DESC LIMIT ").b(size + 1)).await?, total))
}
