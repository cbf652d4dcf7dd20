//! 检查 · inspection
//!
//! 方案 → 现场检查 → 整改复查. A chapter opens the next one and never looks back: scheme opens on_site, on_site opens
//! rectification; rectification, the model chapter, knows neither.

pub mod handover;
pub mod on_site;
pub mod paper;
pub mod rectification;
pub mod scheme;
pub mod striking_off;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .merge(scheme::routes())
        .merge(on_site::routes())
        .merge(paper::routes())
        .merge(rectification::routes())
        .merge(striking_off::routes())
}
