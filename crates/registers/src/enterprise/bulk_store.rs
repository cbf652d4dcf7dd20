//! 成批登记 · the SQL of many enterprises at once, for imports and exports
//!
//! The rules were passed before; the same facts are written by one statement for many rows.

use super::{Enterprise, EnterpriseState, Particulars, index_store, piece_store, store};
use authority::{Q, ReadTx, Result, Val, WriteTx, q, select};
use lexicon::{EnterpriseId, RegionKeys, Term};
use std::collections::HashMap;

const WHY: &str = "the keys were checked against the scope before";
/// Rows of one statement; both engines limit its values.
const TOGETHER: usize = 250;

/// Those of the enterprises that lie within the caller's scope, with their workshops.
///
/// # Errors
/// Engine faults.
pub async fn taken(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    ids: &[EnterpriseId],
) -> Result<HashMap<EnterpriseId, Enterprise>> {
    let mut out = HashMap::with_capacity(ids.len());
    for some in ids.chunks(TOGETHER) {
        let list: Q<_> = select::<store::Record>("FROM enterprises e WHERE id IN (");
        let list = list.list(some.iter().map(|id| Val::from(*id))).s(") AND ").within(tx, "e");
        let rows: Vec<store::Record> = tx.all(list).await?;
        let mut shops = piece_store::of_many(tx, reference, some).await?;
        for row in rows {
            let mut enterprise = Enterprise::from(row);
            enterprise.workshops = shops.remove(&enterprise.row.id).unwrap_or_default();
            out.insert(enterprise.row.id, enterprise);
        }
    }
    Ok(out)
}

/// How many enterprises there are, exactly.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, wanted: &store::Wanted) -> Result<i64> {
    Ok(tx.one::<(i64,)>(wanted.rows(q("SELECT count(*)"), tx)).await?.0)
}

/// The enterprises behind a row in the order of the list, without counting.
///
/// # Errors
/// Engine faults.
pub async fn page(
    tx: &mut ReadTx<'_>,
    wanted: &store::Wanted,
    after: Option<&store::After>,
    size: i64,
) -> Result<Vec<store::Record>> {
    let page = wanted.rows(select::<store::Record>(""), tx);
    tx.all(wanted.ordered(page, after).b(size)).await
}

/// Puts new enterprises on record, without workshops.
///
/// # Errors
/// A credit code that is taken is a refusal; engine faults.
pub async fn insert_all(tx: &mut WriteTx<'_>, new: &[(EnterpriseId, &Particulars)]) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    for some in new.chunks(TOGETHER) {
        let mut insert = q("INSERT INTO enterprises (");
        let mut industries: Vec<(EnterpriseId, &String, &RegionKeys)> = Vec::new();
        for (n, (id, p)) in some.iter().enumerate() {
            let facts = store::facts(p)?;
            if n == 0 {
                for (column, _) in &facts {
                    insert = insert.s(column).s(", ");
                }
                insert = insert.s("equipment_count, revision, created_at, updated_at, updated_by, id) VALUES ");
            }
            let rest = [0_i64.into(), 1_i64.into(), at.into(), at.into(), (&by).into(), (*id).into()];
            insert = insert.s(if n == 0 { "(" } else { ", (" });
            insert = insert.list(facts.into_iter().map(|(_, value)| value).chain(rest)).s(")");
            industries.extend(p.industries.iter().map(|industry| (*id, industry, &p.keys)));
        }
        tx.exec(insert.beyond(WHY)).await?;
        let mut of = q("INSERT INTO enterprise_industries (enterprise_id, industry, prov, city, county) VALUES ");
        for (n, (id, industry, keys)) in industries.iter().enumerate() {
            let values =
                [(*id).into(), (*industry).into(), (&keys.prov).into(), (&keys.city).into(), (&keys.county).into()];
            of = of.s(if n == 0 { "(" } else { ", (" }).list(values).s(")");
        }
        if !industries.is_empty() {
            tx.exec(of.beyond(WHY)).await?;
        }
        index_store::keep_all(tx, some).await?;
    }
    Ok(())
}

/// Strikes an enterprise off that is as it was at a revision. False when it has been changed.
///
/// # Errors
/// Engine faults.
pub async fn strike_off_at(tx: &mut WriteTx<'_>, id: EnterpriseId, seen: i64, reason: &str) -> Result<bool> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let strike = q("UPDATE enterprises SET state = ").b(EnterpriseState::StruckOff.code());
    let strike = strike.s(", state_reason = ").b(reason).s(", revision = revision + 1, updated_at = ").b(at);
    let strike = strike.s(", updated_by = ").b(by).s(" WHERE id = ").b(id).s(" AND revision = ").b(seen);
    let touched = tx.exec(strike.beyond("the import that made it was taken within the scope")).await?;
    Ok(touched == 1)
}

/// Says why an enterprise has come into the state it was just put into.
///
/// # Errors
/// Engine faults.
pub async fn set_reason(tx: &mut WriteTx<'_>, id: EnterpriseId, reason: &str) -> Result<()> {
    let set = q("UPDATE enterprises SET state_reason = ").b(reason).s(" WHERE id = ").b(id);
    tx.exec_one(set.beyond("the import changed the enterprise in this transaction")).await
}
