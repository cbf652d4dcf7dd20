//! 期间 · legal periods
//!
//! 期间开始之日不计；末日是法定休假日的，以休假日后的第一个工作日为届满日。
//! Working days only where the statute says so; the unit is in the type.
//!
//! 依据：《民事诉讼法》第八十五条；《行政处罚法》第八十五条；《行政强制法》第六十九条

use crate::LegalDay;
use std::collections::BTreeSet;

/// Calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(pub u32);

/// Working days (工作日), counted by the State Council's yearly calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkingDays(pub u32);

/// The statutory holidays and the weekend days turned into working days (调休).
#[derive(Debug, Clone, Default)]
pub struct WorkCalendar {
    off: BTreeSet<LegalDay>,
    working: BTreeSet<LegalDay>,
}

impl WorkCalendar {
    /// A calendar from its holidays and its working weekend days.
    #[must_use]
    pub fn new(off: impl IntoIterator<Item = LegalDay>, working: impl IntoIterator<Item = LegalDay>) -> Self {
        Self { off: off.into_iter().collect(), working: working.into_iter().collect() }
    }

    /// Whether offices work on this day.
    #[must_use]
    pub fn is_working_day(&self, day: LegalDay) -> bool {
        if self.working.contains(&day) {
            return true;
        }
        !(self.off.contains(&day) || day.is_weekend())
    }

    /// The last day of a period of calendar days that an event on `from` sets off; a last day on a holiday moves to
    /// the next working day.
    #[must_use]
    pub fn end_of_days(&self, from: LegalDay, period: Days) -> LegalDay {
        self.on_or_after(from.plus(i64::from(period.0)))
    }

    /// The last day of a period of working days that an event on `from` sets off.
    #[must_use]
    pub fn end_of_working_days(&self, from: LegalDay, period: WorkingDays) -> LegalDay {
        let mut day = from;
        for _ in 0..period.0 {
            day = self.on_or_after(day.plus(1));
        }
        day
    }

    /// The first working day on or after `day`.
    #[must_use]
    pub fn on_or_after(&self, day: LegalDay) -> LegalDay {
        let mut day = day;
        while !self.is_working_day(day) {
            day = day.plus(1);
        }
        day
    }
}
