//! 人员调动 · personnel
//!
//! Moving a person to another organ, and the work that stays behind. It stands above the parts whose work is handed
//! over: accounts know nothing of inspections.
//! Not here: creating and disabling accounts (identity), how one piece of work changes hands (inspection's handover).

pub mod transfer;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().merge(transfer::routes())
}
