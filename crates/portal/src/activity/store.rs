//! 执法活动 · the SQL of the counters

use super::PeriodCounts;
use authority::{ReadTx, Result, q};
use lexicon::{Instant, LegalDay};

/// How many inspections within the scope have this moment in the year, month, week and day of `today`. The week may
/// begin in the year before.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, moment: &'static str, today: LegalDay) -> Result<PeriodCounts> {
    let start = |day: LegalDay| -> Instant { day.at_beijing(0, 0) };
    let (year, week) = (start(today.first_of_year()), start(today.first_of_week()));
    let mut count = q("SELECT ");
    for (n, from) in [year, start(today.first_of_month()), week, start(today)].into_iter().enumerate() {
        count = count.s(if n == 0 { "" } else { ", " }).s("count(*) FILTER (WHERE ").column("i", moment);
        count = count.s(" >= ").b(from).s(")");
    }
    let count = count.s(" FROM inspections i WHERE ").column("i", moment).s(" >= ").b(year.min(week)).s(" AND ");
    let (year, month, week, today): (i64, i64, i64, i64) = tx.one(count.within(tx, "i")).await?;
    Ok(PeriodCounts { year, month, week, today })
}
