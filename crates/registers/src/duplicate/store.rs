//! 疑似重复 · the SQL of pairs

use super::{Duplicate, DuplicateFirm, DuplicateReason, DuplicateState, rules};
use crate::enterprise::EnterpriseState;
use authority::{Bound, Class, Index, Open, Q, ReadTx, Result, Scope, Search, WriteTx, q, row, select};
use lexicon::{DuplicateId, EnterpriseId, Instant, RegionKeys, Term};
use std::collections::HashMap;

row! {
    /// A pair as stored; the smaller id stands left.
    #[derive(Debug, Clone)]
    pub struct Pair {
        id: DuplicateId, left_id: EnterpriseId, right_id: EnterpriseId, score: i64, reasons: String,
        state: DuplicateState = term, reason: String, revision: i64, updated_at: Instant, updated_by: String,
    }
}

row! {
    #[derive(Debug, Clone)]
    struct Firm {
        id: EnterpriseId, name: String, credit_code: String, region_name: String, address: String,
        state: EnterpriseState = term,
    }
}

row! {
    /// What is compared.
    #[derive(Debug, Clone)]
    pub struct Compared {
        id: EnterpriseId, credit_code: String, name: String, prov: String, city: String, county: String,
        address: String, legal_person: String, phone: String, contact_phone: String,
    }
}

impl Compared {
    /// Its division.
    #[must_use]
    pub fn keys(&self) -> RegionKeys {
        RegionKeys { prov: self.prov.clone(), city: self.city.clone(), county: self.county.clone() }
    }
}

/// What of the list is wanted.
#[derive(Debug, Default)]
pub struct Wanted {
    pub state: Option<DuplicateState>,
    pub reason: Option<DuplicateReason>,
    pub least: i64,
}

impl Wanted {
    fn bind(&self, start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
        let mut out = start.s(" FROM duplicate_pairs p WHERE ").within(tx, "p");
        if let Some(state) = self.state {
            out = out.s(" AND p.state = ").b(state.code());
        }
        if let Some(reason) = self.reason {
            out = out.s(" AND p.reasons LIKE ").b(format!("%,{},%", reason.code()));
        }
        out.s(" AND p.score >= ").b(self.least)
    }
}

/// A page of pairs, the highest score first, with one more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    after: Option<(i64, DuplicateId)>,
    size: i64,
) -> Result<(Vec<Pair>, i64)> {
    let counted = tx.count(wanted.bind(q("SELECT 1"), tx)).await?;
    let mut page = wanted.bind(select::<Pair>(""), tx);
    if let Some((score, id)) = after {
        page = page.s(" AND (p.score, p.id) < (").list([score.into(), id.into()]).s(")");
    }
    let rows = tx.all(page.s(" ORDER BY p.score DESC, p.id DESC LIMIT ").b(size + 1)).await?;
    Ok((rows, counted))
}

/// One pair, within the caller's scope.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take(tx: &mut ReadTx<'_>, id: DuplicateId) -> Result<Pair> {
    tx.one(select::<Pair>("FROM duplicate_pairs p WHERE id = ").b(id).s(" AND ").within(tx, "p").for_update()).await
}

/// The pairs with what a list tells of the two; a pair whose firms are not both within the scope is left out.
///
/// # Errors
/// Engine faults.
pub async fn shown(tx: &mut ReadTx<'_>, pairs: Vec<Pair>) -> Result<Vec<Duplicate>> {
    let ids: Vec<authority::Val> = pairs.iter().flat_map(|p| [p.left_id.into(), p.right_id.into()]).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let some = select::<Firm>("FROM enterprises e WHERE id IN (").list(ids).s(") AND ").within(tx, "e");
    let firms: Vec<Firm> = tx.all(some).await?;
    let firms: HashMap<EnterpriseId, Firm> = firms.into_iter().map(|firm| (firm.id, firm)).collect();
    let told = |id: &EnterpriseId| {
        firms.get(id).cloned().map(|f| DuplicateFirm {
            id: f.id,
            name: f.name,
            credit_code: f.credit_code,
            region_name: f.region_name,
            address: f.address,
            state: f.state,
        })
    };
    let pair = |p: Pair| {
        let (left, right) = (told(&p.left_id)?, told(&p.right_id)?);
        let reasons = p.reasons.split(',').filter_map(|code| DuplicateReason::parse(code).ok()).collect();
        Some(Duplicate {
            id: p.id,
            score: p.score,
            reasons,
            state: p.state,
            reason: p.reason,
            left,
            right,
            revision: p.revision,
            updated_at: p.updated_at,
            updated_by: p.updated_by,
        })
    };
    Ok(pairs.into_iter().filter_map(pair).collect())
}

/// Puts a conclusion on a pair as it was taken.
///
/// # Errors
/// Engine faults.
pub async fn decide(tx: &mut WriteTx<'_>, pair: &Pair, (state, reason): (DuplicateState, &str)) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE duplicate_pairs SET state = ").b(state.code()).s(", reason = ").b(reason);
    let update = update.s(", revision = revision + 1, updated_at = ").b(at).s(", updated_by = ").b(by);
    let update = update.s(" WHERE id = ").b(pair.id).s(" AND revision = ").b(pair.revision);
    tx.exec_one(update.beyond("a pair that was taken within the scope")).await
}

const WHY: &str = "suspicions are computed over all enterprises; each pair is told within its scope only";

/// Whether one of these was merged into another enterprise.
///
/// # Errors
/// Engine faults.
pub async fn any_merged(tx: &mut ReadTx<'_>, ids: [EnterpriseId; 2]) -> Result<bool> {
    let some = q("SELECT id FROM enterprises WHERE merged_into IS NOT NULL AND id IN (").list(ids.map(Into::into));
    Ok(tx.opt::<(EnterpriseId,)>(some.s(")").beyond("both were taken within the scope")).await?.is_some())
}

/// What is compared of these enterprises; those merged into another are left out.
///
/// # Errors
/// Engine faults.
pub async fn compared(tx: &mut ReadTx<'_>, ids: &[EnterpriseId]) -> Result<Vec<Compared>> {
    let mut out = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let list = select::<Compared>("FROM enterprises WHERE id IN (").list(some.iter().map(|id| (*id).into()));
        out.extend(tx.all::<Compared>(list.s(") AND merged_into IS NULL").beyond(WHY)).await?);
    }
    Ok(out)
}

/// Enterprises that share a text with one, within a division; at most `most`, the newest.
///
/// # Errors
/// Engine faults.
pub async fn sharing(
    tx: &mut ReadTx<'_>,
    texts: &[(Class, String)],
    (scope, most): (&Scope, i64),
) -> Result<Vec<EnterpriseId>> {
    let Some(search) = Search::any(texts) else { return Ok(Vec::new()) };
    let found = q("SELECT d.id").found(tx, (Index::ENTERPRISES, None), (&search, scope)).s("1 = 1").beyond(WHY);
    let found: Vec<(EnterpriseId,)> = tx.all(found.newest_found(tx, most)).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Writes the suspicions about one enterprise anew. What was decided stays decided.
///
/// # Errors
/// Engine faults.
pub async fn suspect(
    tx: &mut WriteTx<'_>,
    firm: &Compared,
    found: &[(Compared, i64, Vec<DuplicateReason>)],
) -> Result<()> {
    let others: Vec<EnterpriseId> = found.iter().map(|(other, ..)| other.id).collect();
    forget(tx, firm.id, &others).await?;
    let (at, by) = (tx.at(), tx.actor().name.clone());
    for (other, score, reasons) in found {
        let (left, right) = if firm.id < other.id { (firm, other) } else { (other, firm) };
        let keys = common(&left.keys(), &right.keys());
        let reasons: String = reasons.iter().fold(",".to_owned(), |all, reason| all + reason.code() + ",");
        let insert =
            q("INSERT INTO duplicate_pairs (id, left_id, right_id, prov, city, county, score, reasons, state, \
             reason, revision, created_at, updated_at, updated_by) VALUES (")
            .list([
                DuplicateId::new().into(),
                left.id.into(),
                right.id.into(),
                keys.prov.into(),
                keys.city.into(),
                keys.county.into(),
                (*score).into(),
                reasons.into(),
                DuplicateState::Suspected.code().into(),
                "".into(),
                1_i64.into(),
                at.into(),
                at.into(),
                (&by).into(),
            ]);
        // A pair that is suspected again keeps its id: somebody may be looking at it.
        let again =
            insert.s(") ON CONFLICT (left_id, right_id) DO UPDATE SET prov = excluded.prov, city = excluded.city, \
             county = excluded.county, score = excluded.score, reasons = excluded.reasons, \
             updated_at = excluded.updated_at, updated_by = excluded.updated_by WHERE duplicate_pairs.state = ");
        tx.exec(again.b(DuplicateState::Suspected.code()).beyond(WHY)).await?;
    }
    Ok(())
}

/// Drops the open suspicions about an enterprise, but for those about `others`; they are computed, not decided.
///
/// # Errors
/// Engine faults.
pub async fn forget(tx: &mut WriteTx<'_>, id: EnterpriseId, others: &[EnterpriseId]) -> Result<()> {
    for (side, other) in [("left_id", "right_id"), ("right_id", "left_id")] {
        let drop = q("DELETE FROM duplicate_pairs WHERE ").s(side).s(" = ").b(id).s(" AND state = ");
        let mut drop = drop.b(DuplicateState::Suspected.code());
        if !others.is_empty() {
            let kept = others.iter().map(|id| authority::Val::from(*id));
            drop = drop.s(" AND ").s(other).s(" NOT IN (").list(kept).s(")");
        }
        tx.exec(drop.beyond(WHY)).await?;
    }
    Ok(())
}

/// The division both lie in: as deep as they agree.
fn common(a: &RegionKeys, b: &RegionKeys) -> RegionKeys {
    if a.county == b.county && a.city == b.city {
        return a.clone();
    }
    if a.city == b.city && a.prov == b.prov {
        return RegionKeys { county: String::new(), ..a.clone() };
    }
    if a.prov == b.prov {
        return RegionKeys { city: String::new(), county: String::new(), ..a.clone() };
    }
    RegionKeys::default()
}

/// What is compared of a firm, in the form in which it is compared.
#[must_use]
pub fn facts(reference: &seed::Seed, firm: &Compared) -> rules::Facts {
    let code = |key: &str| lexicon::RegionCode::parse(&format!("{key:0<6}")).ok();
    let name = |key: &str| code(key).and_then(|code| reference.divisions.find(&code)).map(|d| d.name.as_str());
    let names: Vec<&str> = [&firm.prov, &firm.city, &firm.county].into_iter().filter_map(|key| name(key)).collect();
    let places = rules::places(&names);
    let digits = |text: &String| text.chars().filter(char::is_ascii_digit).collect::<String>();
    rules::Facts {
        code: firm.credit_code.clone(),
        name: authority::fold(&firm.name),
        core: rules::core(&firm.name, &places),
        address: rules::door(&firm.address, &places),
        phones: [&firm.phone, &firm.contact_phone].map(digits).into_iter().filter(|d| d.len() >= 7).collect(),
        person: firm.legal_person.trim().to_owned(),
    }
}
