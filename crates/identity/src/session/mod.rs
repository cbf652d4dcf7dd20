//! 登录会话 · sessions
//!
//! An opaque random token in an HttpOnly cookie; only its digest is stored, so that a stolen database opens no door.
//! A session can be ended at once, which is why it is not a signed token.

pub mod hash;
pub mod log_in;
pub mod log_out;
pub mod me;
pub mod store;
mod token;

pub use me::Me;
pub use token::{Token, forget_organisation, forget_token, forget_user, identify};

/// How long a session lasts without use, in milliseconds: eight hours.
pub const IDLE_MS: i64 = 8 * 3600 * 1000;
/// How long a session lasts at most: thirty-six hours.
pub const LONGEST_MS: i64 = 36 * 3600 * 1000;
