//! 门户 · portal
//!
//! What a person meets first: the start page with its counters, the workbench with its reminders, 知识库 and 法规 to
//! look things up in, the ledger of enterprises and the roll-up by region, and the trail of a record. Reads only.

pub mod activity;
pub mod enterprise_change;
pub mod intelligence;
pub mod knowledge;
pub mod ledger;
pub mod penalty_case;
pub mod region_summary;
pub mod trail;
pub mod workbench;

use web::{OpenApiRouter, Routes, routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(workbench::run))
        .routes(routes!(workbench::counts::run))
        .routes(routes!(activity::run))
        .merge(knowledge::routes())
        .merge(ledger::routes())
        .merge(penalty_case::routes())
        .merge(intelligence::routes())
        .merge(enterprise_change::routes())
        .merge(region_summary::routes())
        .routes(routes!(trail::run))
}
