//! 地区汇总情况 · the SQL of the sums; each walks one index that holds all it needs

use super::RegionNumbers;
use super::rules::Place;
use authority::{Bound, Open, Q, ReadTx, Result, q};
use inspection::on_site::state::InspectionState;
use inspection::rectification::state::RectificationState;
use lexicon::{LegalDay, Stage, Term};
use registers::enterprise::EnterpriseState;
use std::collections::BTreeMap;

/// The numbers of a place by the key of the next level.
///
/// # Errors
/// Engine faults.
pub async fn summed(tx: &mut ReadTx<'_>, place: &Place, today: LegalDay) -> Result<BTreeMap<String, RegionNumbers>> {
    let mut out: BTreeMap<String, RegionNumbers> = BTreeMap::new();
    for (key, enterprises, equipment) in enterprises(tx, place).await? {
        let line = out.entry(key).or_default();
        (line.enterprises, line.equipment) = (enterprises, equipment);
    }
    for (key, begun, concluded, problems) in inspections(tx, place).await? {
        let line = out.entry(key).or_default();
        (line.inspections, line.concluded, line.problems) = (begun, concluded, problems);
    }
    for (key, open, overdue, closed) in rectifications(tx, place, today).await? {
        let line = out.entry(key).or_default();
        (line.open, line.overdue, line.closed) = (open, overdue, closed);
    }
    Ok(out)
}

async fn enterprises(tx: &mut ReadTx<'_>, place: &Place) -> Result<Vec<(String, i64, i64)>> {
    let sums = q("SELECT ").column("x", place.by).s(", count(*), CAST(COALESCE(sum(x.equipment_count), 0) AS BIGINT) ");
    let sums = sums.s("FROM enterprises x WHERE x.state <> ").b(EnterpriseState::StruckOff.code()).s(" AND ");
    tx.all(gathered(sums, tx, place)).await
}

async fn inspections(tx: &mut ReadTx<'_>, place: &Place) -> Result<Vec<(String, i64, i64, i64)>> {
    let sums = q("SELECT ").column("x", place.by).s(", count(*) FILTER (WHERE x.state <> ");
    let sums = sums.b(InspectionState::FIRST.code()).s("), count(*) FILTER (WHERE x.state = ");
    let sums = sums.b(InspectionState::Concluded.code()).s("), CAST(COALESCE(sum(x.problems), 0) AS BIGINT) ");
    tx.all(gathered(sums.s("FROM inspections x WHERE "), tx, place)).await
}

async fn rectifications(tx: &mut ReadTx<'_>, place: &Place, today: LegalDay) -> Result<Vec<(String, i64, i64, i64)>> {
    let awaiting = RectificationState::AwaitingReCheck.code();
    let sums = q("SELECT ").column("x", place.by).s(", count(*) FILTER (WHERE x.state = ").b(awaiting);
    let sums = sums.s("), count(*) FILTER (WHERE x.state = ").b(awaiting).s(" AND x.due_on < ").b(today);
    let sums = sums.s("), count(*) FILTER (WHERE x.state <> ").b(awaiting).s(") FROM rectifications x WHERE ");
    tx.all(gathered(sums, tx, place)).await
}

fn gathered(sums: Q<Open>, tx: &ReadTx<'_>, place: &Place) -> Q<Bound> {
    let mut out = sums.within(tx, "x");
    if let Some((column, key)) = &place.above {
        // The levels above stand in the index before this one.
        for (above, digits) in [("prov", 2), ("city", 4)] {
            if above != *column && key.len() > digits {
                out = out.s(" AND ").column("x", above).s(" = ").b(key.get(..digits).unwrap_or_default());
            }
        }
        out = out.s(" AND ").column("x", column).s(" = ").b(key);
    }
    out.s(" GROUP BY ").column("x", place.by)
}
