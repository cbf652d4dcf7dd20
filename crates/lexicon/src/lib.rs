//! 词汇 · lexicon
//!
//! The words every other crate speaks: ids, legal days, periods, money, regions, citations, refusals, state tables.
//! Not here: any IO, any async, any table, any HTTP. Compiles in seconds and is settled early, because everything
//! depends on it.
#![deny(missing_docs)]

mod citation;
mod clock;
mod credit_code;
mod ids;
mod legal_day;
mod mask;
mod money;
mod officer_pair;
mod period;
mod refusal;
mod region;
mod schema;
mod stage;
mod terms;

pub use citation::{Citation, numeral};
pub use clock::{Clock, Instant};
pub use credit_code::{CreditCode, NotACreditCode};
pub use ids::*;
pub use legal_day::{LegalDay, LegalTime, NotADay};
pub use mask::masked_phone;
pub use money::Fen;
pub use officer_pair::{CertifiedOfficer, OfficerPair, PairRefusal};
pub use period::{Days, WorkCalendar, WorkingDays};
pub use refusal::{Refused, Ruling};
pub use region::{NotARegion, RegionCode, RegionKeys, RegionLevel};
#[doc(hidden)]
pub use schema::term_schema;
pub use stage::{NotNow, Stage, check_machine};
pub use terms::{Term, UnknownTerm};

#[doc(hidden)]
pub mod reexport {
    pub use {serde, utoipa};
}

#[cfg(test)]
mod tests;
