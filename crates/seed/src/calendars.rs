//! 工作日历 · work calendars
//!
//! One file per year after the State Council's notice: days off and weekend days turned into working days (调休).
//! A year whose notice has not come is provisional and knows only weekends.

use crate::Seed;
use lexicon::{LegalDay, WorkCalendar};
use serde::Deserialize;

/// One year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The year, e.g. 2026.
    pub year: i16,
    /// 放假的日子（含放假期内的周末）
    pub off: Vec<LegalDay>,
    /// 调休上班的周末
    pub workdays: Vec<LegalDay>,
    /// 来源文件
    pub source: String,
    /// The notice has not come yet: weekends only.
    pub provisional: bool,
}

impl Seed {
    /// All years as one calendar for counting periods.
    #[must_use]
    pub fn work_calendar(&self) -> WorkCalendar {
        WorkCalendar::new(
            self.calendars.iter().flat_map(|c| c.off.iter().copied()),
            self.calendars.iter().flat_map(|c| c.workdays.iter().copied()),
        )
    }
}
