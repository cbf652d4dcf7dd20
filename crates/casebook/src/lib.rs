//! 案例库 · casebook
//!
//! Cases others should learn from: reported by any organ straight to the ministry, adopted there, read by everybody.
//! Not here: the files of a case in hand (inspection, documents); papers, photographs (evidence).

pub mod typical_case;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().merge(typical_case::routes())
}
