//! 典型案例 · the SQL of typical cases

use super::{CaseFields, CaseReport, CaseReportRow, TypicalCaseAct, TypicalCaseRow, TypicalCaseState};
use authority::{Actor, Bound, Halt, Open, Q, ReadTx, Result, Scope, Verb, WriteTx, q, row, select};
use evidence::attachment::{self, Attachment};
use lexicon::{AttachmentId, Instant, LegalDay, OrganisationId, Stage, Term, TypicalCaseId};

row! {
    /// A case on record.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: TypicalCaseId, organisation_id: OrganisationId, organisation_name: String, title: String, firm: String,
        region_code: String, region_name: String, happened_on: Option<LegalDay>, industry: String, facts: String,
        basis_json: Vec<String> = json, penalty: String, attachments_json: Vec<AttachmentId> = json,
        state: TypicalCaseState = term, return_reason: String, reported_at: Option<Instant>, reported_by: String,
        adopted_at: Option<Instant>, adopted_by: String, revision: i64, updated_at: Instant, updated_by: String,
    }
}

/// Whether the caller acts in the name of the ministry.
pub(super) fn is_of_ministry(actor: &Actor) -> bool {
    actor.scope == Scope::Nation
}

/// What the state table, the caller's verbs and organ allow.
fn acts(row: &Row, actor: &Actor) -> Vec<TypicalCaseAct> {
    let own = actor.organisation_id == row.organisation_id && actor.holds(Verb::ReportCase);
    let above = is_of_ministry(actor) && actor.holds(Verb::AdoptCase);
    let may = |act: &TypicalCaseAct| match act {
        TypicalCaseAct::Edit | TypicalCaseAct::Report => own,
        TypicalCaseAct::Adopt | TypicalCaseAct::Return => above,
    };
    row.state.acts().into_iter().filter(may).collect()
}

impl Row {
    /// What was written.
    pub(super) fn fields(&self) -> CaseFields {
        CaseFields {
            title: self.title.clone(),
            firm: self.firm.clone(),
            region_code: self.region_code.clone(),
            happened_on: self.happened_on,
            industry: self.industry.clone(),
            facts: self.facts.clone(),
            basis: self.basis_json.clone(),
            penalty: self.penalty.clone(),
            attachments: self.attachments_json.clone(),
        }
    }

    /// The line of 案例上报 as a caller sees it.
    pub(super) fn reported(&self, actor: &Actor) -> CaseReportRow {
        CaseReportRow {
            id: self.id,
            title: self.title.clone(),
            firm: self.firm.clone(),
            region_name: self.region_name.clone(),
            industry: self.industry.clone(),
            happened_on: self.happened_on,
            organisation_name: self.organisation_name.clone(),
            state: self.state,
            return_reason: self.return_reason.clone(),
            reported_at: self.reported_at,
            updated_at: self.updated_at,
            revision: self.revision,
            acts: acts(self, actor),
        }
    }

    /// The whole report as a caller sees it.
    pub(super) fn shown(self, actor: &Actor, files: Vec<super::CaseFile>) -> CaseReport {
        CaseReport {
            row: self.reported(actor),
            region_code: self.region_code,
            facts: self.facts,
            basis: self.basis_json,
            penalty: self.penalty,
            files,
            reported_by: self.reported_by,
            adopted_at: self.adopted_at,
            adopted_by: self.adopted_by,
            updated_by: self.updated_by,
        }
    }

    /// The line of 典型案例查询.
    pub(super) fn adopted(&self) -> TypicalCaseRow {
        TypicalCaseRow {
            id: self.id,
            title: self.title.clone(),
            firm: self.firm.clone(),
            region_name: self.region_name.clone(),
            industry: self.industry.clone(),
            happened_on: self.happened_on,
            organisation_name: self.organisation_name.clone(),
            adopted_at: self.adopted_at,
        }
    }
}

/// 采用以前：本机关的，应急管理部另看得见已经上报的；中间各级看不见。
fn seen_before_adoption(start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
    let start = start.s("(c.organisation_id = ").b(tx.actor().organisation_id);
    let start = match tx.scope() {
        Scope::Nation => start.s(" OR c.state <> ").b(TypicalCaseState::Draft.code()),
        _ => start,
    };
    start.s(") AND ").within(tx, "c")
}

/// Conditions of both lists.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Pattern for `LIKE` over titles, in small letters.
    pub pattern: Option<String>,
    /// The first and the last code of a division.
    pub region: Option<(String, String)>,
    pub industry: Option<String>,
    pub state: Option<TypicalCaseState>,
}

impl Wanted {
    fn bind(&self, mut out: Q<Bound>) -> Q<Bound> {
        if let Some(pattern) = &self.pattern {
            out = out.s(" AND lower(c.title) LIKE ").b(pattern).s(" ESCAPE '\\'");
        }
        if let Some((first, last)) = &self.region {
            out = out.s(" AND c.region_code >= ").b(first).s(" AND c.region_code <= ").b(last);
        }
        if let Some(industry) = &self.industry {
            out = out.s(" AND c.industry = ").b(industry);
        }
        if let Some(state) = self.state {
            out = out.s(" AND c.state = ").b(state.code());
        }
        out
    }
}

/// A page of 案例上报, newest first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn reports(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    after: Option<TypicalCaseId>,
    size: i64,
) -> Result<(Vec<Row>, i64)> {
    let counted = seen_before_adoption(q("SELECT 1 FROM typical_cases c WHERE "), tx);
    let total = tx.count(wanted.bind(counted)).await?;
    let mut page = wanted.bind(seen_before_adoption(select::<Row>("FROM typical_cases c WHERE "), tx));
    if let Some(after) = after {
        page = page.s(" AND c.id < ").b(after);
    }
    Ok((tx.all(page.s(" ORDER BY c.id DESC LIMIT ").b(size + 1)).await?, total))
}

/// One case as its organ or the ministry may see it.
///
/// # Errors
/// Not found.
pub async fn report(tx: &mut ReadTx<'_>, id: TypicalCaseId) -> Result<Row> {
    let one = select::<Row>("FROM typical_cases c WHERE c.id = ").b(id).s(" AND ");
    let one = seen_before_adoption(one, tx);
    tx.one(one).await
}

/// As [`report`], for a change at the revision that was seen.
///
/// # Errors
/// Not found; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: TypicalCaseId, seen: i64) -> Result<Row> {
    let one = select::<Row>("FROM typical_cases c WHERE c.id = ").b(id).s(" AND ");
    let one = seen_before_adoption(one, tx).for_update();
    let row: Row = tx.one(one).await?;
    if row.revision == seen {
        return Ok(row);
    }
    Err(Halt::Stale { revision: row.revision, by: row.updated_by, at: row.updated_at })
}

const FOR_EVERYBODY: &str = "an adopted case is published to every organ";

/// Where a page of 典型案例查询 begins: after the case adopted at this moment with this id.
pub type After = (i64, TypicalCaseId);

/// A page of adopted cases, the last adopted first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn adopted(tx: &mut ReadTx<'_>, wanted: &Wanted, after: Option<After>, size: i64) -> Result<(Vec<Row>, i64)> {
    let state = TypicalCaseState::Adopted.code();
    let counted = q("SELECT 1 FROM typical_cases c WHERE c.state = ").b(state).beyond(FOR_EVERYBODY);
    let total = tx.count(wanted.bind(counted)).await?;
    let page = select::<Row>("FROM typical_cases c WHERE c.state = ").b(state).beyond(FOR_EVERYBODY);
    let mut page = wanted.bind(page);
    if let Some((at, id)) = after {
        page = page.s(" AND (c.adopted_at < ").b(at).s(" OR (c.adopted_at = ").b(at).s(" AND c.id < ").b(id).s("))");
    }
    Ok((tx.all(page.s(" ORDER BY c.adopted_at DESC, c.id DESC LIMIT ").b(size + 1)).await?, total))
}

/// One adopted case.
///
/// # Errors
/// Not found.
pub async fn adopted_one(tx: &mut ReadTx<'_>, id: TypicalCaseId) -> Result<Row> {
    let one = select::<Row>("FROM typical_cases c WHERE c.state = ").b(TypicalCaseState::Adopted.code());
    tx.one(one.s(" AND c.id = ").b(id).beyond(FOR_EVERYBODY)).await
}

/// The files of a case, in the order they were handed in.
///
/// # Errors
/// Engine faults.
pub async fn files(tx: &mut ReadTx<'_>, row: &Row) -> Result<Vec<Attachment>> {
    attachment::of(tx, &row.attachments_json).await
}

/// Puts a draft on record, in the caller's own organ.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, id: TypicalCaseId, (f, region): (&CaseFields, &str)) -> Result<()> {
    let actor = tx.actor().clone();
    let insert =
        q("INSERT INTO typical_cases (id, organisation_id, organisation_name, prov, city, county, title, firm, \
         region_code, region_name, happened_on, industry, facts, basis_json, penalty, attachments_json, state, \
         return_reason, reported_by, adopted_by, revision, updated_at, updated_by) VALUES (")
        .list([
            id.into(),
            actor.organisation_id.into(),
            (&actor.organisation_name).into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            (&f.title).into(),
            (&f.firm).into(),
            (&f.region_code).into(),
            region.into(),
            f.happened_on.into(),
            (&f.industry).into(),
            (&f.facts).into(),
            serde_json::to_string(&f.basis)?.into(),
            (&f.penalty).into(),
            serde_json::to_string(&f.attachments)?.into(),
            TypicalCaseState::FIRST.code().into(),
            "".into(),
            "".into(),
            "".into(),
            1_i64.into(),
            tx.at().into(),
            (&actor.name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("the case carries the caller's own keys")).await
}

fn changed(tx: &WriteTx<'_>, id: TypicalCaseId, update: Q<Open>) -> Q<Bound> {
    let update = update.s(", revision = revision + 1, updated_at = ").b(tx.at()).s(", updated_by = ");
    update.b(&tx.actor().name).s(" WHERE id = ").b(id).beyond("the case was taken within the scope")
}

/// Keeps what was written.
///
/// # Errors
/// Engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: TypicalCaseId, (f, region): (&CaseFields, &str)) -> Result<()> {
    let update = q("UPDATE typical_cases SET title = ").b(&f.title).s(", firm = ").b(&f.firm);
    let update = update.s(", region_code = ").b(&f.region_code).s(", region_name = ").b(region);
    let update = update.s(", happened_on = ").b(f.happened_on).s(", industry = ").b(&f.industry);
    let update = update.s(", facts = ").b(&f.facts).s(", basis_json = ").b(serde_json::to_string(&f.basis)?);
    let update = update.s(", penalty = ").b(&f.penalty);
    let update = update.s(", attachments_json = ").b(serde_json::to_string(&f.attachments)?);
    let update = changed(tx, id, update);
    tx.exec_one(update).await
}

/// Keeps that a case was reported: by whom and when. The reason of an earlier return has done its work.
///
/// # Errors
/// Engine faults.
pub async fn keep_report(tx: &mut WriteTx<'_>, id: TypicalCaseId, to: TypicalCaseState) -> Result<()> {
    let update = q("UPDATE typical_cases SET state = ").b(to.code()).s(", return_reason = ").b("");
    let update = update.s(", reported_at = ").b(tx.at()).s(", reported_by = ").b(&tx.actor().name);
    let update = changed(tx, id, update);
    tx.exec_one(update).await
}

/// Keeps that the ministry adopted a case.
///
/// # Errors
/// Engine faults.
pub async fn keep_adoption(tx: &mut WriteTx<'_>, id: TypicalCaseId, to: TypicalCaseState) -> Result<()> {
    let update = q("UPDATE typical_cases SET state = ").b(to.code());
    let update = update.s(", adopted_at = ").b(tx.at()).s(", adopted_by = ").b(&tx.actor().name);
    let update = changed(tx, id, update);
    tx.exec_one(update).await
}

/// Keeps that the ministry gave a case back, and why.
///
/// # Errors
/// Engine faults.
pub async fn keep_return(tx: &mut WriteTx<'_>, id: TypicalCaseId, to: TypicalCaseState, reason: &str) -> Result<()> {
    let update = q("UPDATE typical_cases SET state = ").b(to.code()).s(", return_reason = ").b(reason);
    let update = changed(tx, id, update);
    tx.exec_one(update).await
}
