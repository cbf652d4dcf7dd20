//! 人员调动 · personnel
//!
//! Moving a person to another organ, switching an account off, ending an organ: the acts that could leave work behind.
//! It stands above the parts whose work is handed over: accounts know nothing of inspections.
//! Not here: creating accounts and organs (identity), how one piece of work changes hands (inspection's handover).

pub mod departure;
pub mod transfer;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().merge(transfer::routes()).merge(departure::routes())
}
