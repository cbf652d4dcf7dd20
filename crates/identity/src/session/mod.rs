//! 登录会话 · sessions
//!
//! An opaque random token in an HttpOnly cookie; only its digest is stored, so that a stolen database opens no door.
//! A session can be ended at once, which is why it is not a signed token.

mod address;
pub mod end;
pub mod end_all;
pub mod hash;
pub mod list;
pub mod log_in;
pub mod log_out;
pub mod me;
pub mod store;
mod token;

pub use address::{Peer, TrustedProxies, behind_proxies};
pub use me::Me;
pub use token::{Token, forget_everybody, forget_organisation, forget_token, forget_user, identify};

use web::{OpenApiRouter, Routes, routes};

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(log_in::run, list::run, end_all::run))
        .routes(routes!(log_out::run))
        .routes(routes!(end::run))
        .routes(routes!(me::run))
}
