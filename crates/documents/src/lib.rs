//! 文书 · documents
//!
//! What happens to every statutory paper, whatever it says: number, freezing, printing, approval, reading.
//! Not here: what a paper says (forms, and the chapter that issues it), layout (typeset).

pub mod approval;
pub mod detached;
pub mod issue;
pub mod life;
pub mod numbering;
pub mod paper;
pub mod seal;
pub mod template;
pub mod verification;

use authority::{FieldError, Halt};
pub use issue::{Draft, Issued, freeze, halt_of, number, print, proof, recover};
use web::{OpenApiRouter, Routes, routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(approval::list::run))
        .routes(routes!(issue::read::one))
        .routes(routes!(issue::read::file))
        .routes(routes!(issue::read::word))
        .merge(numbering::routes())
        .merge(paper::routes())
        .merge(life::routes())
        .merge(template::routes())
        .merge(seal::routes())
        .merge(verification::routes())
        .merge(detached::routes())
}

/// Ids come from the client and are of version 7, so that they sort by their making.
///
/// # Errors
/// [`Halt::Invalid`] at the field.
fn made_by_client(id: uuid::Uuid, field: &str) -> Result<(), Halt> {
    if id.get_version_num() == 7 {
        Ok(())
    } else {
        Err(Halt::Invalid(vec![FieldError::new(field, "编号应为UUIDv7")]))
    }
}
