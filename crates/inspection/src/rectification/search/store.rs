//! 整改复查查询 · the SQL of the list

use super::super::ReminderLevel;
use super::super::list::{Mine, Wanted};
use super::super::state::RectificationState;
use super::super::store::Row;
use authority::{Bound, Open, Q, ReadTx, Result, like_contains, q, select};
use lexicon::{LegalDay, RectificationId, Term};

/// How many rectifications fit the filters.
///
/// # Errors
/// Engine faults.
pub async fn count(tx: &mut ReadTx<'_>, wanted: &Wanted, today: LegalDay) -> Result<i64> {
    let count = filtered(q("SELECT 1 FROM rectifications r WHERE "), tx, wanted, today);
    tx.count(count).await
}

/// How many rectifications fit the filters, exactly.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, wanted: &Wanted, today: LegalDay) -> Result<i64> {
    let count = filtered(q("SELECT count(*) FROM rectifications r WHERE "), tx, wanted, today);
    Ok(tx.one::<(i64,)>(count).await?.0)
}

/// The page after the cursor, by the day they fall due, with one row more than the page holds.
///
/// # Errors
/// Engine faults.
pub async fn page(tx: &mut ReadTx<'_>, wanted: &Wanted, today: LegalDay) -> Result<Vec<Row>> {
    let after = wanted.cursor.as_ref().and_then(|c| after(&c.0));
    following(tx, (wanted, today), after, wanted.size.0 + 1).await
}

/// Rows after a day and an id, by the day they fall due, at most so many.
///
/// # Errors
/// Engine faults.
pub async fn following(
    tx: &mut ReadTx<'_>,
    (wanted, today): (&Wanted, LegalDay),
    after: Option<(LegalDay, RectificationId)>,
    most: i64,
) -> Result<Vec<Row>> {
    let mut list = filtered(select::<Row>("FROM rectifications r WHERE "), tx, wanted, today);
    if let Some((day, id)) = after {
        list = list.s(" AND (due_on > ").b(day).s(" OR (due_on = ").b(day).s(" AND id > ").b(id).s("))");
    }
    tx.all(list.s(" ORDER BY due_on, id LIMIT ").b(most)).await
}

/// The open rectifications of the caller's own organ, soonest first.
///
/// # Errors
/// Engine faults.
pub async fn due(tx: &mut ReadTx<'_>) -> Result<Vec<Row>> {
    let organ = tx.actor().organisation_id;
    let list = select::<Row>("FROM rectifications r WHERE organisation_id = ").b(organ).s(" AND state = ");
    let list = list.b(RectificationState::AwaitingReCheck.code()).s(" AND ").within(tx, "r");
    tx.all(list.s(" ORDER BY due_on, id LIMIT ").b(1_000_i64)).await
}

fn after(parts: &[String]) -> Option<(LegalDay, RectificationId)> {
    match parts {
        [day, id] => Some((LegalDay::parse(day).ok()?, id.parse().ok()?)),
        _ => None,
    }
}

fn filtered(start: Q<Open>, tx: &ReadTx<'_>, wanted: &Wanted, today: LegalDay) -> Q<Bound> {
    let mut list = start.within(tx, "r");
    if let Some(text) = wanted.q.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        list = list.s(" AND enterprise_name LIKE ").b(like_contains(text)).s(" ESCAPE '\\'");
    }
    if let Some(state) = wanted.state {
        list = list.s(" AND state = ").b(state.code());
    }
    if let Some(officer) = tx.actor().officer_id {
        let mine = like_contains(&officer.to_string());
        list = match wanted.mine {
            Some(Mine::Yes) => list.s(" AND officer_ids LIKE ").b(mine).s(" ESCAPE '\\'"),
            Some(Mine::No) => list.s(" AND officer_ids NOT LIKE ").b(mine).s(" ESCAPE '\\'"),
            Some(Mine::All) | None => list,
        };
    } else if wanted.mine == Some(Mine::Yes) {
        list = list.s(" AND 1 = 0");
    }
    match wanted.level {
        Some(level) => between(list, days(level), today),
        None => list,
    }
}

/// Days left that a level covers; the same boundaries as [`super::super::rules::reminder`].
fn days(level: ReminderLevel) -> (Option<i64>, Option<i64>) {
    match level {
        ReminderLevel::Overdue => (None, Some(-1)),
        ReminderLevel::Within1 => (Some(0), Some(1)),
        ReminderLevel::Within5 => (Some(2), Some(5)),
        ReminderLevel::Within10 => (Some(6), Some(10)),
        ReminderLevel::Later => (Some(11), None),
    }
}

fn between(list: Q<Bound>, (from, to): (Option<i64>, Option<i64>), today: LegalDay) -> Q<Bound> {
    let mut list = list.s(" AND state = ").b(RectificationState::AwaitingReCheck.code());
    if let Some(from) = from {
        list = list.s(" AND due_on >= ").b(today.plus(from));
    }
    if let Some(to) = to {
        list = list.s(" AND due_on <= ").b(today.plus(to));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::super::super::{ReminderLevel, rules};
    use lexicon::{LegalDay, Term};

    /// 列表按提醒筛选与提醒本身用同一界限。
    #[test]
    fn the_filter_and_the_reminder_draw_the_same_lines() {
        let today = LegalDay::parse("2026-05-10").unwrap();
        for left in -40..40 {
            let level = rules::reminder(today.plus(left), today);
            for other in ReminderLevel::ALL {
                let (from, to) = super::days(*other);
                let inside = from.is_none_or(|f| left >= f) && to.is_none_or(|t| left <= t);
                assert_eq!(inside, *other == level, "{left} days, {other:?}");
            }
        }
    }
}
