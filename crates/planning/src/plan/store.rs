//! 专项计划 · the SQL of plans

use super::table::Line;
use super::{PlanColumn, PlanFields, PlanKind, PlanOffer, PlanProgress, PlanRow, PlanState, rules};
use authority::{Actor, Bound, Halt, Open, Q, ReadTx, Result, Scope, Val, Verb, WriteTx, q, row, select};
use lexicon::{EnterpriseId, Instant, LegalDay, OrganisationId, PlanId, Stage, Term};
use std::collections::BTreeMap;

row! {
    /// A plan on record, without its enterprises.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: PlanId, organisation_id: OrganisationId, organisation_name: String, name: String, industry: String,
        kind: PlanKind = term, starts_on: Option<LegalDay>, ends_on: Option<LegalDay>, enterprise_count: i64,
        state: PlanState = term, columns_json: Vec<PlanColumn> = json, created_by: String,
        submitted_at: Option<Instant>, submitted_by: String, filed_at: Option<Instant>, filed_by: String,
        revision: i64, updated_at: Instant, updated_by: String,
    }
}

row! {
    struct LineRow {
        enterprise_id: EnterpriseId, name: String, province_name: String, city_name: String, county_name: String,
        counts_json: BTreeMap<String, i64> = json,
    }
}

impl Row {
    /// What was filled in, with the enterprises of these lines.
    pub(super) fn fields(&self, lines: &[Line]) -> PlanFields {
        PlanFields {
            name: self.name.clone(),
            industry: self.industry.clone(),
            kind: self.kind,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            enterprises: lines.iter().map(|line| line.enterprise_id).collect(),
        }
    }

    /// What the state table, the caller's verbs and organ allow.
    fn acts(&self, actor: &Actor) -> Vec<PlanOffer> {
        if actor.organisation_id != self.organisation_id {
            return Vec::new();
        }
        let may = |offer: &PlanOffer| match offer {
            PlanOffer::Save => self.state != PlanState::Filed && actor.holds(Verb::EditPlan),
            PlanOffer::Submit => self.state == PlanState::Draft && actor.holds(Verb::EditPlan),
            PlanOffer::File => self.state == PlanState::Unfiled && actor.holds(Verb::FilePlan),
            PlanOffer::Delete => rules::delete(self.state).is_ok() && actor.holds(Verb::EditPlan),
        };
        PlanOffer::ALL.iter().copied().filter(may).collect()
    }

    /// The line of the list as a caller sees it on a day.
    #[must_use]
    pub fn shown(&self, actor: &Actor, today: LegalDay) -> PlanRow {
        PlanRow {
            id: self.id,
            name: self.name.clone(),
            industry: self.industry.clone(),
            kind: self.kind,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            enterprise_count: self.enterprise_count,
            state: self.state,
            progress: rules::progress(self.state, (self.starts_on, self.ends_on), today),
            organisation_name: self.organisation_name.clone(),
            filed_at: self.filed_at,
            updated_at: self.updated_at,
            revision: self.revision,
            acts: self.acts(actor),
        }
    }
}

/// 上级只看已经备案的：as [`rules::is_seen`], inside the statement. The scope holds the division; what is left is that
/// the division of the owner is smaller than the caller's.
fn seen(start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
    let start = start.s("(p.organisation_id = ").b(tx.actor().organisation_id);
    let start = start.s(" OR (p.state = ").b(PlanState::Filed.code());
    let start = match tx.scope() {
        Scope::Nation => start.s(" AND p.prov <> ").b(""),
        Scope::Province(_) => start.s(" AND p.city <> ").b(""),
        Scope::City(_) => start.s(" AND p.county <> ").b(""),
        Scope::County(_) | Scope::Nothing => start.s(" AND 1 = 0"),
    };
    start.s(")) AND ").within(tx, "p")
}

/// Conditions of the list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Pattern for `LIKE` over the names of plans and of their organs, in small letters.
    pub pattern: Option<String>,
    pub industry: Option<String>,
    pub kind: Option<PlanKind>,
    pub state: Option<PlanState>,
    pub progress: Option<PlanProgress>,
    /// First and last day of a year: plans that have a day in it.
    pub year: Option<(LegalDay, LegalDay)>,
}

impl Wanted {
    fn bind(&self, mut out: Q<Bound>, today: LegalDay) -> Q<Bound> {
        if let Some(pattern) = &self.pattern {
            out = out.s(" AND (lower(p.name) LIKE ").b(pattern).s(" ESCAPE '\\' OR p.organisation_name LIKE ");
            out = out.b(pattern).s(" ESCAPE '\\')");
        }
        if let Some(industry) = &self.industry {
            out = out.s(" AND p.industry = ").b(industry);
        }
        if let Some(kind) = self.kind {
            out = out.s(" AND p.kind = ").b(kind.code());
        }
        if let Some(state) = self.state {
            out = out.s(" AND p.state = ").b(state.code());
        }
        if let Some((first, last)) = self.year {
            out = out.s(" AND p.starts_on <= ").b(last).s(" AND p.ends_on >= ").b(first);
        }
        let Some(progress) = self.progress else { return out };
        let filed = out.s(" AND p.state = ").b(PlanState::Filed.code());
        match progress {
            PlanProgress::NotBegun => filed.s(" AND p.starts_on > ").b(today),
            PlanProgress::Running => filed.s(" AND p.starts_on <= ").b(today).s(" AND p.ends_on >= ").b(today),
            PlanProgress::Completed => filed.s(" AND p.ends_on < ").b(today),
        }
    }
}

/// A page of the list, newest first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(tx: &mut ReadTx<'_>, wanted: &Wanted, after: Option<PlanId>, size: i64) -> Result<(Vec<Row>, i64)> {
    let today = tx.today();
    let total = tx.count(wanted.bind(seen(q("SELECT 1 FROM plans p WHERE "), tx), today)).await?;
    Ok((following(tx, wanted, after, size + 1).await?, total))
}

/// The plans behind an id, newest first, at most so many.
///
/// # Errors
/// Engine faults.
pub async fn following(tx: &mut ReadTx<'_>, wanted: &Wanted, after: Option<PlanId>, most: i64) -> Result<Vec<Row>> {
    let today = tx.today();
    let mut page = wanted.bind(seen(select::<Row>("FROM plans p WHERE "), tx), today);
    if let Some(after) = after {
        page = page.s(" AND p.id < ").b(after);
    }
    tx.all(page.s(" ORDER BY p.id DESC LIMIT ").b(most)).await
}

/// How many plans there are, exactly.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, wanted: &Wanted) -> Result<i64> {
    let today = tx.today();
    Ok(tx.one::<(i64,)>(wanted.bind(seen(q("SELECT count(*) FROM plans p WHERE "), tx), today)).await?.0)
}

/// Whether the caller may see that this plan exists.
///
/// # Errors
/// Engine faults.
pub async fn is_within_sight(tx: &mut ReadTx<'_>, id: PlanId) -> Result<bool> {
    let found = seen(q("SELECT 1 FROM plans p WHERE p.id = ").b(id).s(" AND "), tx);
    Ok(tx.count(found).await? > 0)
}

/// One plan as its organ, or once it is filed a superior, may see it.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: PlanId) -> Result<Row> {
    tx.one(seen(select::<Row>("FROM plans p WHERE p.id = ").b(id).s(" AND "), tx)).await
}

/// As [`one`], for a change at the revision that was seen.
///
/// # Errors
/// Not found; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: PlanId, revision: i64) -> Result<Row> {
    let one = seen(select::<Row>("FROM plans p WHERE p.id = ").b(id).s(" AND "), tx).for_update();
    let row: Row = tx.one(one).await?;
    if row.revision == revision {
        return Ok(row);
    }
    Err(Halt::Stale { revision: row.revision, by: row.updated_by, at: row.updated_at })
}

const LINES: &str = "the enterprises of a plan that was taken within sight";

/// The enterprises of a plan as they were kept, in their order.
///
/// # Errors
/// Engine faults.
pub async fn lines(tx: &mut ReadTx<'_>, id: PlanId) -> Result<Vec<Line>> {
    let all = select::<LineRow>("FROM plan_enterprises WHERE plan_id = ").b(id).s(" ORDER BY ordinal");
    let rows: Vec<LineRow> = tx.all(all.beyond(LINES)).await?;
    let line = |row: LineRow| Line {
        enterprise_id: row.enterprise_id,
        name: row.name,
        places: [row.province_name, row.city_name, row.county_name],
        counts: row.counts_json,
        fault: String::new(),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Puts a plan on record, in the caller's own organ.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, id: PlanId, (f, lines): (&PlanFields, &[Line])) -> Result<()> {
    let actor = tx.actor().clone();
    let insert = q("INSERT INTO plans (id, organisation_id, organisation_name, prov, city, county, name, industry, \
         kind, starts_on, ends_on, enterprise_count, state, columns_json, created_at, created_by, submitted_by, \
         filed_by, revision, updated_at, updated_by) VALUES (")
    .list([
        id.into(),
        actor.organisation_id.into(),
        (&actor.organisation_name).into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        (&f.name).into(),
        (&f.industry).into(),
        f.kind.code().into(),
        f.starts_on.into(),
        f.ends_on.into(),
        (lines.len() as i64).into(),
        PlanState::FIRST.code().into(),
        "[]".into(),
        tx.at().into(),
        (&actor.name).into(),
        "".into(),
        "".into(),
        1_i64.into(),
        tx.at().into(),
        (&actor.name).into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond("the plan carries the caller's own keys")).await?;
    insert_lines(tx, id, lines).await
}

/// Rows of one statement; both engines limit its values.
const TOGETHER: usize = 100;

async fn insert_lines(tx: &mut WriteTx<'_>, id: PlanId, lines: &[Line]) -> Result<()> {
    let mut ordinal = 0_i64;
    for some in lines.chunks(TOGETHER) {
        let mut insert = q("INSERT INTO plan_enterprises (plan_id, enterprise_id, ordinal, name, province_name, \
             city_name, county_name, counts_json) VALUES ");
        for (n, line) in some.iter().enumerate() {
            ordinal += 1;
            let [province, city, county] = &line.places;
            let values: [Val; 8] = [
                id.into(),
                line.enterprise_id.into(),
                ordinal.into(),
                (&line.name).into(),
                province.into(),
                city.into(),
                county.into(),
                serde_json::to_string(&line.counts)?.into(),
            ];
            insert = insert.s(if n == 0 { "(" } else { ", (" }).list(values).s(")");
        }
        tx.exec(insert.beyond(LINES)).await?;
    }
    Ok(())
}

async fn delete_lines(tx: &mut WriteTx<'_>, id: PlanId) -> Result<()> {
    tx.exec(q("DELETE FROM plan_enterprises WHERE plan_id = ").b(id).beyond(LINES)).await?;
    Ok(())
}

fn changed(tx: &WriteTx<'_>, id: PlanId, update: Q<Open>) -> Q<Bound> {
    let update = update.s(", revision = revision + 1, updated_at = ").b(tx.at()).s(", updated_by = ");
    update.b(&tx.actor().name).s(" WHERE id = ").b(id).beyond("the plan was taken within sight")
}

/// Keeps what was filled in.
///
/// # Errors
/// Engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: PlanId, (f, lines): (&PlanFields, &[Line])) -> Result<()> {
    let update = q("UPDATE plans SET name = ").b(&f.name).s(", industry = ").b(&f.industry);
    let update = update.s(", kind = ").b(f.kind.code()).s(", starts_on = ").b(f.starts_on);
    let update = update.s(", ends_on = ").b(f.ends_on).s(", enterprise_count = ").b(lines.len() as i64);
    let update = changed(tx, id, update);
    tx.exec_one(update).await?;
    delete_lines(tx, id).await?;
    insert_lines(tx, id, lines).await
}

/// Keeps that a plan was submitted: by whom and when.
///
/// # Errors
/// Engine faults.
pub async fn keep_submission(tx: &mut WriteTx<'_>, id: PlanId, to: PlanState) -> Result<()> {
    let update = q("UPDATE plans SET state = ").b(to.code()).s(", submitted_at = ").b(tx.at());
    let update = update.s(", submitted_by = ").b(&tx.actor().name);
    let update = changed(tx, id, update);
    tx.exec_one(update).await
}

/// Keeps that a plan was filed: by whom and when, under which columns, and what its enterprises had on the day.
///
/// # Errors
/// Engine faults.
pub async fn keep_filing(
    tx: &mut WriteTx<'_>,
    id: PlanId,
    to: PlanState,
    (columns, lines): (&[PlanColumn], &[Line]),
) -> Result<()> {
    let update = q("UPDATE plans SET state = ").b(to.code()).s(", filed_at = ").b(tx.at());
    let update = update.s(", filed_by = ").b(&tx.actor().name);
    let update = update.s(", columns_json = ").b(serde_json::to_string(columns)?);
    let update = changed(tx, id, update);
    tx.exec_one(update).await?;
    delete_lines(tx, id).await?;
    insert_lines(tx, id, lines).await
}

/// Takes a plan that was never filed off the record, with its enterprises.
///
/// # Errors
/// Engine faults.
pub async fn delete(tx: &mut WriteTx<'_>, id: PlanId) -> Result<()> {
    delete_lines(tx, id).await?;
    tx.exec_one(q("DELETE FROM plans WHERE id = ").b(id).beyond("held within sight before")).await
}
