//! 时钟 · the clock as a value
//!
//! Rules get `today` as an argument; acts take it from the clock in the application state. Tests and the training
//! county set it. No other code reads the time (clippy holds it).

use crate::LegalDay;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A moment, in milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The Beijing calendar day of this moment.
    #[must_use]
    pub fn day(self) -> LegalDay {
        LegalDay::of_beijing(self.0)
    }

    /// As shown in lists: 2026-05-20 09:30:05, Beijing time.
    #[must_use]
    pub fn to_beijing_text(self) -> String {
        let seconds = (self.0 - self.day().at_beijing(0, 0).0) / 1000;
        format!("{} {:02}:{:02}:{:02}", self.day(), seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

impl utoipa::PartialSchema for Instant {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        crate::schema::number_schema("时刻，自 1970-01-01 UTC 起的毫秒数")
    }
}
impl utoipa::ToSchema for Instant {}

/// Where an act takes its time from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A clock that stands still until it is set; for tests and training.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A standing clock, at nine o'clock in Beijing on this day.
    #[must_use]
    pub fn at(day: LegalDay) -> Self {
        Self::Set(Arc::new(AtomicI64::new(day.at_beijing(9, 0).0)))
    }

    /// Sets a standing clock to nine o'clock of the day; the machine's clock stays as it is.
    pub fn set(&self, day: LegalDay) {
        if let Self::Set(ms) = self {
            ms.store(day.at_beijing(9, 0).0, Ordering::SeqCst);
        }
    }

    /// Lets time pass on a standing clock; the machine's clock goes on by itself.
    pub fn pass(&self, milliseconds: i64) {
        if let Self::Set(ms) = self {
            ms.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }

    /// Now.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant(jiff::Timestamp::now().as_millisecond()),
            Self::Set(ms) => Instant(ms.load(Ordering::SeqCst)),
        }
    }

    /// Today in Beijing.
    #[must_use]
    pub fn today(&self) -> LegalDay {
        self.now().day()
    }
}
