//! 机构与人员 · identity
//!
//! Organs, users, their roles and who is logged in; the settings of the installation. Not here: officers and their
//! certificates (registers), what a built-in role may do (authority).

pub mod department;
pub mod organisation;
pub mod role;
pub mod session;
pub mod setting;
pub mod user;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .merge(session::routes())
        .merge(user::routes())
        .merge(role::routes())
        .merge(setting::routes())
        .merge(organisation::routes())
        .merge(department::routes())
}
