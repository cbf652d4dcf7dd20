//! 法定日 · the Beijing calendar day
//!
//! Deadlines are days, not moments. China has one legal time (UTC+8, no summer time since 1991), so a fixed offset
//! is enough and no time-zone table is needed.

use crate::Instant;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

const BEIJING_MS: i64 = 8 * 3600 * 1000;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// A calendar day in Beijing; written `2026-05-20`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalDay(Date);

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是有效日期，应写成 2026-05-20 的形式")]
pub struct NotADay(pub String);

impl LegalDay {
    /// A day from its numbers.
    ///
    /// # Errors
    /// When the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, NotADay> {
        Date::new(year, month, day).map(Self).map_err(|_| NotADay(format!("{year}-{month}-{day}")))
    }

    /// Reads `2026-05-20`.
    ///
    /// # Errors
    /// When the text is not a day between 1900 and 2200.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let wrong = || NotADay(text.chars().take(20).collect());
        if text.len() != 10 {
            return Err(wrong());
        }
        let date: Date = text.parse().map_err(|_| wrong())?;
        if (1900..=2200).contains(&date.year()) { Ok(Self(date)) } else { Err(wrong()) }
    }

    /// The Beijing day of a moment in milliseconds.
    #[must_use]
    pub fn of_beijing(ms: i64) -> Self {
        let days = (ms + BEIJING_MS).div_euclid(DAY_MS);
        Self(epoch().saturating_add(jiff::Span::new().days(days.clamp(-700_000, 700_000))))
    }

    /// The moment of a wall-clock time on this day in Beijing.
    #[must_use]
    pub fn at_beijing(self, hour: i64, minute: i64) -> Instant {
        Instant(self.days_since_epoch() * DAY_MS - BEIJING_MS + (hour * 60 + minute) * 60_000)
    }

    /// The day so many calendar days later (earlier when negative).
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-700_000, 700_000))))
    }

    /// Calendar days from `self` to `other`; negative when `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        other.days_since_epoch() - self.days_since_epoch()
    }

    /// Saturday or Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
    }

    /// The year, as it stands in a document number.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The Monday of its week.
    #[must_use]
    pub fn first_of_week(self) -> Self {
        self.plus(-i64::from(self.0.weekday().to_monday_zero_offset()))
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// New Year's Day of its year.
    #[must_use]
    pub fn first_of_year(self) -> Self {
        Self(self.0.first_of_year())
    }

    /// As printed on papers: 2026年5月20日.
    #[must_use]
    pub fn zh(self) -> String {
        format!("{}年{}月{}日", self.0.year(), self.0.month(), self.0.day())
    }

    fn days_since_epoch(self) -> i64 {
        epoch().until(self.0).map_or(0, |s| i64::from(s.get_days()))
    }
}

fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}

impl fmt::Display for LegalDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}
impl fmt::Debug for LegalDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for LegalDay {
    type Err = NotADay;
    fn from_str(s: &str) -> Result<Self, NotADay> {
        Self::parse(s)
    }
}
impl Serialize for LegalDay {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for LegalDay {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
impl utoipa::PartialSchema for LegalDay {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        crate::schema::text_schema("北京时间的日历日，如 2026-05-20", Some(utoipa::openapi::schema::KnownFormat::Date))
    }
}
impl utoipa::ToSchema for LegalDay {}

/// A wall-clock time in Beijing to the minute, as an officer writes it on a record; written `2026-05-20T09:30`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LegalTime {
    day: LegalDay,
    minute: u16,
}

impl LegalTime {
    /// Reads `2026-05-20T09:30`.
    ///
    /// # Errors
    /// When the text is not a time of this form.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let wrong = || NotADay(text.chars().take(20).collect());
        let (day, time) = text.split_once('T').ok_or_else(wrong)?;
        let (hour, minute) = time.split_once(':').ok_or_else(wrong)?;
        if hour.len() != 2 || minute.len() != 2 {
            return Err(wrong());
        }
        let (hour, minute): (u16, u16) = (hour.parse().map_err(|_| wrong())?, minute.parse().map_err(|_| wrong())?);
        if hour > 23 || minute > 59 {
            return Err(wrong());
        }
        Ok(Self { day: LegalDay::parse(day)?, minute: hour * 60 + minute })
    }

    /// The day of this time.
    #[must_use]
    pub fn day(self) -> LegalDay {
        self.day
    }

    /// The moment of this time.
    #[must_use]
    pub fn instant(self) -> Instant {
        self.day.at_beijing(0, i64::from(self.minute))
    }

    /// As printed on papers: 2026年5月20日9时30分.
    #[must_use]
    pub fn zh(self) -> String {
        format!("{}{}时{}分", self.day.zh(), self.minute / 60, self.minute % 60)
    }
}

impl fmt::Display for LegalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.day, self.minute / 60, self.minute % 60)
    }
}
impl fmt::Debug for LegalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl Serialize for LegalTime {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for LegalTime {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}
impl utoipa::PartialSchema for LegalTime {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        crate::schema::text_schema("北京时间，精确到分，如 2026-05-20T09:30", None)
    }
}
impl utoipa::ToSchema for LegalTime {}
