//! 整改复查 · the SQL of rectifications

use super::extend::NewExtension;
use super::order::NewRectification;
use super::re_check::submit::NewReCheck;
use super::rules::{Judged, Standing};
use super::state::RectificationState;
use super::{Origin, ReCheckDraft, ReCheckFinding};
use authority::{Halt, Q, ReadTx, Result, WriteTx, q, row, select};
use documents::Issued;
use lexicon::{
    AttachmentId, DocumentId, EnterpriseId, ExtensionId, InspectionId, Instant, LegalDay, LegalTime, OfficerId,
    OrganisationId, ProblemId, ReCheckId, RectificationId, Term,
};
use registers::checklist::Measure;

row! {
    /// A rectification on record.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: RectificationId, inspection_id: InspectionId, organisation_id: OrganisationId, organisation_name: String,
        enterprise_id: EnterpriseId, enterprise_name: String, officers: String, officer_ids: Vec<OfficerId> = json,
        inspected_on: LegalDay, ordered_on: LegalDay, order_document_id: DocumentId, order_number: String,
        originally_due_on: LegalDay, due_on: LegalDay, is_extended: bool, origin: Origin = term,
        state: RectificationState = term, problems: i64, termination_reason: String, terminated_at: Option<Instant>,
        terminated_by: String, revision: i64, updated_at: Instant, updated_by: String,
    }
}

row! {
    /// A problem that has to be put right.
    #[derive(Debug, Clone)]
    pub struct Problem {
        id: ProblemId, ordinal: i64, text: String, unit_zh: String, workshop: String, target_name: String,
        measure: Measure = term, due_on: LegalDay, violated: String,
    }
}

row! {
    /// An extension that was granted.
    #[derive(Debug, Clone)]
    pub struct Extended {
        id: ExtensionId, from_day: LegalDay, to_day: LegalDay, requested_on: LegalDay, reason: String,
        attachment_id: Option<AttachmentId>, by_name: String, at: Instant,
    }
}

row! {
    /// What was filled in of a re-check so far.
    #[derive(Debug, Clone)]
    pub struct Draft { draft: ReCheckDraft = json, revision: i64, by_name: String, at: Instant }
}

row! {
    /// A re-check that was submitted.
    #[derive(Debug, Clone)]
    pub struct Checked {
        id: ReCheckId, checked_at: LegalTime, officers: String, findings_json: Vec<ReCheckFinding> = json,
        conclusion: String, document_id: DocumentId, document_number: String, result: RectificationState = term,
    }
}

impl Row {
    /// The rectification as its rules look at it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing { state: self.state, ordered_on: self.ordered_on, due_on: self.due_on, is_extended: self.is_extended }
    }
}

const CHILD: &str = "belongs to a rectification that was taken within scope";

/// One rectification within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: RectificationId) -> Result<Row> {
    tx.one(select::<Row>("FROM rectifications r WHERE id = ").b(id).s(" AND ").within_or_granted(tx, "r")).await
}

/// Takes a rectification of the own organ for a change, whatever its revision.
///
/// # Errors
/// Not found; another organ's.
pub async fn take_any(tx: &mut WriteTx<'_>, id: RectificationId) -> Result<Row> {
    let wanted = select::<Row>("FROM rectifications r WHERE id = ").b(id).s(" AND ").within(tx, "r").for_update();
    let row: Row = tx.one(wanted).await?;
    tx.actor().acts_for(row.organisation_id)?;
    Ok(row)
}

/// Takes a rectification of the own organ for a change, at the revision the officer saw.
///
/// # Errors
/// Not found; another organ's; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: RectificationId, seen: i64) -> Result<Row> {
    let row = take_any(tx, id).await?;
    if row.revision == seen {
        Ok(row)
    } else {
        Err(Halt::Stale { revision: row.revision, by: row.updated_by, at: row.updated_at })
    }
}

/// The problems of a rectification, in the order of the paper.
///
/// # Errors
/// Engine faults.
pub async fn problems(tx: &mut ReadTx<'_>, id: RectificationId) -> Result<Vec<Problem>> {
    let list = select::<Problem>("FROM rectification_problems WHERE rectification_id = ").b(id).s(" ORDER BY ordinal");
    tx.all(list.beyond(CHILD)).await
}

/// The extensions of a rectification.
///
/// # Errors
/// Engine faults.
pub async fn extensions(tx: &mut ReadTx<'_>, id: RectificationId) -> Result<Vec<Extended>> {
    let list = select::<Extended>("FROM extensions WHERE rectification_id = ").b(id).s(" ORDER BY id");
    tx.all(list.beyond(CHILD)).await
}

/// The draft of a re-check.
///
/// # Errors
/// Engine faults.
pub async fn draft(tx: &mut ReadTx<'_>, id: RectificationId) -> Result<Option<Draft>> {
    let sql = q("SELECT draft_json, revision, by_name, at FROM re_check_drafts WHERE rectification_id = ");
    tx.opt(sql.b(id).beyond(CHILD)).await
}

/// The re-check that closed a rectification.
///
/// # Errors
/// Engine faults.
pub async fn re_check(tx: &mut ReadTx<'_>, id: RectificationId) -> Result<Option<Checked>> {
    tx.opt(select::<Checked>("FROM re_checks WHERE rectification_id = ").b(id).beyond(CHILD)).await
}

/// Puts a rectification with its problems on record.
///
/// # Errors
/// Engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, id: RectificationId, new: &NewRectification, due_on: LegalDay) -> Result<()> {
    let actor = tx.actor().clone();
    let now = tx.at();
    let count = i64::try_from(new.problems.len()).unwrap_or(i64::MAX);
    let insert = q("INSERT INTO rectifications (id, inspection_id, organisation_id, organisation_name, prov, city, county, \
         enterprise_id, enterprise_name, officers, officer_ids, inspected_on, ordered_on, order_document_id, order_number, \
         originally_due_on, due_on, is_extended, origin, state, problems, termination_reason, terminated_at, \
         terminated_by, revision, created_at, updated_at, updated_by) VALUES (")
        .list([
            id.into(),
            new.inspection_id.into(),
            actor.organisation_id.into(),
            (&actor.organisation_name).into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            new.enterprise_id.into(),
            (&new.enterprise_name).into(),
            (&new.officers).into(),
            serde_json::to_string(&new.officer_ids)?.into(),
            new.inspected_on.into(),
            new.ordered_on.into(),
            new.order_document_id.into(),
            (&new.order_number).into(),
            due_on.into(),
            due_on.into(),
            false.into(),
            Origin::Web.code().into(),
            RectificationState::AwaitingReCheck.code().into(),
            count.into(),
            "".into(),
            None::<i64>.into(),
            "".into(),
            1_i64.into(),
            now.into(),
            now.into(),
            (&actor.name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("the organ's own order")).await?;
    for (ordinal, problem) in (1_i64..).zip(&new.problems) {
        insert_problem(tx, id, ordinal, problem).await?;
    }
    Ok(())
}

async fn insert_problem(
    tx: &mut WriteTx<'_>,
    id: RectificationId,
    ordinal: i64,
    problem: &super::order::NewProblem,
) -> Result<()> {
    let insert =
        q("INSERT INTO rectification_problems (id, rectification_id, ordinal, text, unit_zh, workshop, target_name, \
         measure, due_on, violated) VALUES (")
        .list([
            problem.id.into(),
            id.into(),
            ordinal.into(),
            (&problem.text).into(),
            (&problem.unit_zh).into(),
            (&problem.workshop).into(),
            (&problem.target_name).into(),
            (&problem.measure).into(),
            problem.due_on.into(),
            (&problem.violated).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond(CHILD)).await
}

/// Changes of a rectification all end the same way: who, when, one revision on.
fn touched(tx: &WriteTx<'_>, update: Q<authority::Open>, id: RectificationId) -> Q<authority::Bound> {
    let update = update.s(", updated_at = ").b(tx.at()).s(", updated_by = ").b(&tx.actor().name);
    update.s(", revision = revision + 1 WHERE id = ").b(id).beyond("taken within scope before")
}

/// Keeps an extension.
///
/// # Errors
/// Engine faults.
pub async fn save_extension(tx: &mut WriteTx<'_>, before: &Row, after: Standing, asked: &NewExtension) -> Result<()> {
    let update = q("UPDATE rectifications SET due_on = ").b(after.due_on).s(", is_extended = ").b(after.is_extended);
    let update = touched(tx, update, before.id);
    tx.exec_one(update).await?;
    let by = tx.actor().name.clone();
    let at = tx.at();
    let insert =
        q("INSERT INTO extensions (id, rectification_id, from_day, to_day, requested_on, reason, attachment_id, \
         by_name, at) VALUES (")
        .list([
            asked.id.into(),
            before.id.into(),
            before.due_on.into(),
            after.due_on.into(),
            asked.requested_on.into(),
            (&asked.reason).into(),
            asked.attachment_id.into(),
            by.into(),
            at.into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond(CHILD)).await
}

/// Keeps a termination.
///
/// # Errors
/// Engine faults.
pub async fn save_termination(
    tx: &mut WriteTx<'_>,
    id: RectificationId,
    state: RectificationState,
    reason: &str,
) -> Result<()> {
    let (by, at) = (tx.actor().name.clone(), tx.at());
    let update = q("UPDATE rectifications SET state = ").b(state.code()).s(", termination_reason = ").b(reason);
    let update = update.s(", terminated_at = ").b(at).s(", terminated_by = ").b(by);
    let update = touched(tx, update, id);
    tx.exec_one(update).await
}

/// Keeps a draft, at the revision of the draft that the officer saw.
///
/// # Errors
/// Stale, when somebody else saved another one meanwhile.
pub async fn save_draft(
    tx: &mut WriteTx<'_>,
    id: RectificationId,
    (before, seen): (Option<&Draft>, Option<i64>),
    draft: &ReCheckDraft,
) -> Result<()> {
    if let Some(before) = before
        && Some(before.revision) != seen
    {
        return Err(Halt::Stale { revision: before.revision, by: before.by_name.clone(), at: before.at });
    }
    let (by, at, text) = (tx.actor().name.clone(), tx.at(), serde_json::to_string(draft)?);
    let save = q("INSERT INTO re_check_drafts (rectification_id, draft_json, revision, by_name, at) VALUES (")
        .list([id.into(), (&text).into(), 1_i64.into(), (&by).into(), at.into()])
        .s(") ON CONFLICT (rectification_id) DO UPDATE SET draft_json = ")
        .b(&text)
        .s(", revision = re_check_drafts.revision + 1, by_name = ")
        .b(&by)
        .s(", at = ")
        .b(at);
    tx.exec_one(save.beyond(CHILD)).await
}

/// Keeps a re-check and closes the rectification.
///
/// # Errors
/// Engine faults.
pub async fn save_re_check(
    tx: &mut WriteTx<'_>,
    row: &Row,
    judged: &Judged,
    (asked, issued): (&NewReCheck, &Issued),
) -> Result<()> {
    let update = touched(tx, q("UPDATE rectifications SET state = ").b(judged.state.code()), row.id);
    tx.exec_one(update).await?;
    tx.exec(q("DELETE FROM re_check_drafts WHERE rectification_id = ").b(row.id).beyond(CHILD)).await?;
    let (by, at) = (tx.actor().name.clone(), tx.at());
    let insert = q("INSERT INTO re_checks (id, rectification_id, checked_at, officers, findings_json, conclusion, \
         document_id, document_number, result, at, by_name) VALUES (")
    .list([
        asked.id.into(),
        row.id.into(),
        judged.checked_at.into(),
        judged.officers.names().into(),
        serde_json::to_string(&asked.draft.findings)?.into(),
        (&judged.conclusion).into(),
        issued.id.into(),
        (&issued.number).into(),
        judged.state.code().into(),
        at.into(),
        by.into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond(CHILD)).await
}

/// Puts another officer of the same organ in the place of one.
///
/// # Errors
/// Not found; engine faults.
pub async fn replace_officer(
    tx: &mut WriteTx<'_>,
    id: RectificationId,
    (from, to): (OfficerId, OfficerId),
) -> Result<()> {
    let row = one(tx, id).await?;
    let officers: Vec<OfficerId> = row.officer_ids.iter().map(|o| if *o == from { to } else { *o }).collect();
    let names = registers::officer::names(tx, &officers).await?;
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE rectifications SET officer_ids = ").b(serde_json::to_string(&officers)?).s(", officers = ");
    let update = update.b(names).s(", updated_at = ").b(at).s(", updated_by = ").b(by);
    let update = update.s(", revision = revision + 1 WHERE id = ").b(id).s(" AND revision = ").b(row.revision);
    tx.exec_one(update.beyond("taken within scope before")).await
}
