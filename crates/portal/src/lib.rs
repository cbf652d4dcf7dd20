//! 门户 · portal
//!
//! What a person meets first: the workbench with its reminders, and the trail of a record. Reads only.

pub mod trail;
pub mod workbench;

use web::{OpenApiRouter, Routes, routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(workbench::run)).routes(routes!(trail::run))
}
