//! 文书 · documents
//!
//! What happens to every statutory paper, whatever it says: number, freezing, printing, approval, reading.
//! Not here: what a paper says (forms, and the chapter that issues it), layout (typeset).

pub mod approval;
pub mod issue;
pub mod numbering;
pub mod seal;
pub mod verification;

pub use issue::{Draft, Issued, freeze, number, print, proof, recover};
use web::{OpenApiRouter, Routes, routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(approval::list::run))
        .routes(routes!(issue::read::one))
        .routes(routes!(issue::read::file))
        .merge(numbering::routes())
        .merge(seal::routes())
        .merge(verification::routes())
}
