//! 计划与任务 · planning
//!
//! What an organ means to inspect: plans of a year, of a campaign, of an occasion, each with its enterprises.
//! Not here: the scheme of one inspection (inspection); the enterprises themselves (registers).

pub mod plan;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().merge(plan::routes())
}
