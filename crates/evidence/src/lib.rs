//! 取证 · evidence
//!
//! 照片和扫描件。Files are kept as they came, byte for byte, under their digest: what is evidence is never re-encoded.
//! Not here: what an attachment proves (the chapter that names it).

pub mod attachment;
pub mod licence;

pub use attachment::{Attachment, all_own, of};

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().merge(attachment::routes()).merge(licence::routes())
}
