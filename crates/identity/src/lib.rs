//! 机构与人员 · identity
//!
//! Organs, users and who is logged in. Not here: officers and their certificates (registers), what a role may do
//! (authority).

pub mod department;
pub mod organisation;
pub mod session;
pub mod user;

use web::{OpenApiRouter, Routes, routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(session::log_in::run))
        .routes(routes!(session::log_out::run))
        .routes(routes!(session::me::run))
        .routes(routes!(user::password::run))
        .routes(routes!(user::approvers::run))
        .merge(organisation::routes())
        .merge(department::routes())
}
