//! 监督 · oversight
//!
//! The auditor's view of the trail, and records opened to a person of another organ for some hours.
//! Not here: how an entry is written and chained (authority), the trail of one record (portal).

pub mod access;
pub mod audit;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().merge(audit::routes()).merge(access::routes())
}
