//! 现场执法检查 · the SQL of inspections

use super::papers::Filled;
use super::rules;
use super::state::InspectionState;
use super::{Finding, InspectionParticulars, OtherProblem, Verdict};
use authority::{Halt, Open, Q, ReadTx, Result, Val, WriteTx, q, row, select};
use lexicon::{
    AttachmentId, EnterpriseId, FindingId, InspectionId, Instant, LegalDay, OfficerId, OrganisationId, ProblemId,
    RectificationId, SchemeId, Stage, Term,
};
use registers::checklist::{CheckItem, Measure};

const CHILD: &str = "rows of an inspection that was taken within the scope";

row! {
    /// An inspection on record, without its answers.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: InspectionId, scheme_id: SchemeId, organisation_id: OrganisationId, organisation_name: String,
        enterprise_id: EnterpriseId, enterprise_name: String, scheme_number: String, officers: String,
        officer_ids: Vec<OfficerId> = json, inspect_from: LegalDay, inspect_to: LegalDay,
        state: InspectionState = term, number: String, items_json: Vec<CheckItem> = json,
        targets_json: Vec<String> = json, particulars_json: InspectionParticulars = json, papers_json: Filled = json,
        problems: i64, rectification_id: Option<RectificationId>, revision: i64, updated_at: Instant,
        updated_by: String,
    }
}

row! {
    /// An answer on record. Where the target is, is kept as it was when it was answered.
    #[derive(Debug, Clone)]
    pub struct Answer {
        id: FindingId, item_id: String, target: String, unit_zh: String, workshop: String, target_name: String,
        verdict: Verdict = term, description: String, measure: String, due_on: Option<LegalDay>,
        attachments: Vec<AttachmentId> = json,
    }
}

row! {
    /// Another problem on record.
    #[derive(Debug, Clone)]
    pub struct Other {
        id: ProblemId, description: String, measure: Measure = term, due_on: Option<LegalDay>, violated: String,
        attachments: Vec<AttachmentId> = json,
    }
}

row! {
    /// What the register of enterprises knows for the head of a record.
    #[derive(Debug, Clone)]
    pub struct Known { legal_person: String, legal_title: String, phone: String, address: String }
}

impl From<Answer> for Finding {
    fn from(a: Answer) -> Self {
        Self {
            measure: Measure::parse(&a.measure).ok(),
            id: a.id,
            item_id: a.item_id,
            target: a.target,
            verdict: a.verdict,
            description: a.description,
            due_on: a.due_on,
            attachments: a.attachments,
            target_name: a.target_name,
        }
    }
}

impl From<Other> for OtherProblem {
    fn from(o: Other) -> Self {
        Self {
            id: o.id,
            description: o.description,
            measure: o.measure,
            due_on: o.due_on,
            violated: o.violated,
            attachments: o.attachments,
        }
    }
}

/// One inspection within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: InspectionId) -> Result<Row> {
    tx.one(select::<Row>("FROM inspections x WHERE id = ").b(id).s(" AND ").within_or_granted(tx, "x")).await
}

/// Locks an inspection for papers that are begun in it, until the transaction ends.
///
/// # Errors
/// Not found.
pub async fn lock(tx: &mut WriteTx<'_>, id: InspectionId) -> Result<Row> {
    let wanted = select::<Row>("FROM inspections x WHERE id = ").b(id).s(" AND ").within(tx, "x").for_update();
    tx.one(wanted).await
}

/// Takes an inspection for a change by one of its own officers, at the revision the person saw.
///
/// # Errors
/// Not found; stale; of another organ; not assigned.
pub async fn take(tx: &mut WriteTx<'_>, id: InspectionId, seen: i64) -> Result<Row> {
    let wanted = select::<Row>("FROM inspections x WHERE id = ").b(id).s(" AND ").within(tx, "x").for_update();
    let row: Row = tx.one(wanted).await?;
    owned(tx, &row, seen)?;
    Ok(row)
}

/// Whether the caller may change this row as it was seen.
///
/// # Errors
/// Stale; of another organ; not assigned.
pub fn owned(tx: &ReadTx<'_>, row: &Row, seen: i64) -> Result<()> {
    if row.revision != seen {
        return Err(Halt::Stale { revision: row.revision, by: row.updated_by.clone(), at: row.updated_at });
    }
    tx.actor().acts_for(row.organisation_id)?;
    Ok(rules::assigned(&row.officer_ids, &row.officers, tx.actor().officer_id)?)
}

/// Keeps what an act changed; returns the new revision.
///
/// # Errors
/// Engine faults.
pub async fn save(tx: &mut WriteTx<'_>, row: &Row) -> Result<i64> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = reached(row.state, at)
        .s(", number = ")
        .b(&row.number)
        .s(", officers = ")
        .b(&row.officers)
        .s(", officer_ids = ")
        .b(serde_json::to_string(&row.officer_ids)?)
        .s(", targets_json = ")
        .b(serde_json::to_string(&row.targets_json)?)
        .s(", particulars_json = ")
        .b(serde_json::to_string(&row.particulars_json)?)
        .s(", papers_json = ")
        .b(serde_json::to_string(&row.papers_json)?)
        .s(", problems = ")
        .b(row.problems)
        .s(", rectification_id = ")
        .b(row.rectification_id)
        .s(", revision = revision + 1, updated_at = ")
        .b(at)
        .s(", updated_by = ")
        .b(by)
        .s(" WHERE id = ")
        .b(row.id)
        .s(" AND revision = ")
        .b(row.revision);
    tx.exec_one(update.beyond("taken within scope before")).await?;
    Ok(row.revision + 1)
}

/// The beginning of an update that brings an inspection into a state: when it was begun and concluded is kept the first
/// time, for the counts of the portal.
fn reached(state: InspectionState, at: Instant) -> Q<Open> {
    let begun = (state != InspectionState::FIRST).then_some(at);
    let concluded = InspectionState::FINAL.contains(&state).then_some(at);
    let update = q("UPDATE inspections SET state = ").b(state.code()).s(", begun_at = COALESCE(begun_at, ").b(begun);
    update.s("), concluded_at = COALESCE(concluded_at, ").b(concluded).s(")")
}

/// Keeps the state and the count of problems after answers were kept; returns the new revision.
///
/// # Errors
/// Engine faults.
pub async fn save_count(tx: &mut WriteTx<'_>, row: &Row, state: InspectionState, problems: i64) -> Result<i64> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = reached(state, at).s(", problems = ").b(problems);
    let update = update.s(", revision = revision + 1, updated_at = ").b(at).s(", updated_by = ").b(by);
    let update = update.s(" WHERE id = ").b(row.id).s(" AND revision = ").b(row.revision);
    tx.exec_one(update.beyond("taken within scope before")).await?;
    Ok(row.revision + 1)
}

/// Keeps who carries the inspection out, for “my inspections”.
///
/// # Errors
/// Engine faults.
pub async fn assign(tx: &mut WriteTx<'_>, id: InspectionId, officers: &[OfficerId]) -> Result<()> {
    tx.exec(q("DELETE FROM inspection_officers WHERE inspection_id = ").b(id).beyond(CHILD)).await?;
    for officer in officers {
        let insert = q("INSERT INTO inspection_officers (officer_id, inspection_id) VALUES (");
        tx.exec_one(insert.b(*officer).s(", ").b(id).s(")").beyond(CHILD)).await?;
    }
    Ok(())
}

/// Puts another officer of the same organ in the place of one.
///
/// # Errors
/// Not found; engine faults.
pub async fn replace_officer(tx: &mut WriteTx<'_>, id: InspectionId, (from, to): (OfficerId, OfficerId)) -> Result<()> {
    let row = one(tx, id).await?;
    let other = |list: &[OfficerId]| list.iter().map(|o| if *o == from { to } else { *o }).collect::<Vec<_>>();
    let officer_ids = other(&row.officer_ids);
    let officers = registers::officer::names(tx, &officer_ids).await?;
    assign(tx, id, &officer_ids).await?;
    let mut particulars_json = row.particulars_json.clone();
    particulars_json.officers = other(&particulars_json.officers);
    save(tx, &Row { officer_ids, officers, particulars_json, ..row }).await.map(drop)
}

/// All answers of an inspection.
///
/// # Errors
/// Engine faults.
pub async fn answers(tx: &mut ReadTx<'_>, id: InspectionId) -> Result<Vec<Answer>> {
    let list = select::<Answer>("FROM findings WHERE inspection_id = ").b(id).s(" ORDER BY item_id, target");
    tx.all(list.beyond(CHILD)).await
}

/// Keeps answers, each in the place of an earlier one to the same item at the same target.
///
/// # Errors
/// Engine faults.
pub async fn answer(tx: &mut WriteTx<'_>, id: InspectionId, answers: &[Answer]) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    for chunk in answers.chunks(400) {
        let mut insert =
            q("INSERT INTO findings (inspection_id, item_id, target, id, unit_zh, workshop, target_name, \
             verdict, description, measure, due_on, attachments, answered_at, answered_by) VALUES ");
        for (i, a) in chunk.iter().enumerate() {
            let values: [Val; 14] = [
                id.into(),
                (&a.item_id).into(),
                (&a.target).into(),
                a.id.into(),
                (&a.unit_zh).into(),
                (&a.workshop).into(),
                (&a.target_name).into(),
                a.verdict.code().into(),
                (&a.description).into(),
                (&a.measure).into(),
                a.due_on.into(),
                serde_json::to_string(&a.attachments)?.into(),
                at.into(),
                (&by).into(),
            ];
            insert = insert.s(if i == 0 { "(" } else { ", (" }).list(values).s(")");
        }
        let insert = insert.s(" ON CONFLICT (inspection_id, item_id, target) DO UPDATE SET \
             unit_zh = excluded.unit_zh, workshop = excluded.workshop, target_name = excluded.target_name, \
             verdict = excluded.verdict, description = excluded.description, measure = excluded.measure, \
             due_on = excluded.due_on, attachments = excluded.attachments, answered_at = excluded.answered_at, \
             answered_by = excluded.answered_by");
        tx.exec(insert.beyond(CHILD)).await?;
    }
    Ok(())
}

/// The other problems of an inspection in their order.
///
/// # Errors
/// Engine faults.
pub async fn others(tx: &mut ReadTx<'_>, id: InspectionId) -> Result<Vec<Other>> {
    let list = select::<Other>("FROM other_problems WHERE inspection_id = ").b(id).s(" ORDER BY ordinal");
    tx.all(list.beyond(CHILD)).await
}

/// Puts this list in the place of the other problems.
///
/// # Errors
/// Engine faults.
pub async fn replace_others(tx: &mut WriteTx<'_>, id: InspectionId, problems: &[OtherProblem]) -> Result<()> {
    tx.exec(q("DELETE FROM other_problems WHERE inspection_id = ").b(id).beyond(CHILD)).await?;
    for (ordinal, p) in (1_i64..).zip(problems) {
        let insert =
            q("INSERT INTO other_problems (id, inspection_id, ordinal, description, measure, due_on, violated, \
             attachments) VALUES (")
            .list([
                p.id.into(),
                id.into(),
                ordinal.into(),
                (&p.description).into(),
                p.measure.code().into(),
                p.due_on.into(),
                (&p.violated).into(),
                serde_json::to_string(&p.attachments)?.into(),
            ])
            .s(")");
        tx.exec_one(insert.beyond(CHILD)).await?;
    }
    Ok(())
}

/// How many problems an inspection has: defective answers and other problems.
///
/// # Errors
/// Engine faults.
pub async fn problems(tx: &mut ReadTx<'_>, id: InspectionId) -> Result<i64> {
    let count = q("SELECT (SELECT count(*) FROM findings WHERE inspection_id = ")
        .b(id)
        .s(" AND verdict = ")
        .b(Verdict::Defective.code())
        .s(") + (SELECT count(*) FROM other_problems WHERE inspection_id = ")
        .b(id)
        .s(")");
    let (problems,): (i64,) = tx.one(count.beyond(CHILD)).await?;
    Ok(problems)
}

/// The targets that have an answer.
///
/// # Errors
/// Engine faults.
pub async fn answered_targets(tx: &mut ReadTx<'_>, id: InspectionId) -> Result<Vec<(String, String)>> {
    let list = q("SELECT target, max(target_name) FROM findings WHERE inspection_id = ").b(id).s(" GROUP BY target");
    tx.all(list.beyond(CHILD)).await
}

/// The head of the record as the register knows it, within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn known(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<Known> {
    tx.one(select::<Known>("FROM enterprises e WHERE id = ").b(id).s(" AND ").within(tx, "e")).await
}

/// The names of the workshops that hold the chosen targets, of an enterprise taken within the scope.
///
/// # Errors
/// Engine faults.
pub async fn workshop_names(tx: &mut ReadTx<'_>, id: EnterpriseId, targets: &[String]) -> Result<Vec<(String,)>> {
    let ids = |kind: &str| -> Vec<Val> {
        let rest = targets.iter().filter_map(|key| key.strip_prefix(kind)?.split(':').next());
        rest.filter_map(|id| uuid::Uuid::parse_str(id).ok()).map(Val::from).collect()
    };
    let (pieces, places) = (ids("equipment:"), ids("place:"));
    let nothing = || vec![Val::from(uuid::Uuid::nil())];
    let list = q("SELECT name FROM workshops WHERE enterprise_id = ").b(id).s(" AND is_struck_off = ").b(false);
    let list = list.s(" AND (id IN (").list(if places.is_empty() { nothing() } else { places });
    let list = list.s(") OR id IN (SELECT workshop_id FROM equipment WHERE id IN (");
    let list = list.list(if pieces.is_empty() { nothing() } else { pieces }).s("))) ORDER BY ordinal");
    tx.all(list.beyond("workshops of an enterprise taken within the scope")).await
}
