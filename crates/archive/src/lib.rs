//! 归档 · archive
//!
//! What happens to papers after they are issued: printed together, taken away as a set, bound into a volume (卷宗).
//! Not here: what a paper says and how it is issued (forms, documents); retention in an archive building.

pub mod bundle;
pub mod pdf;
pub mod volume;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().merge(bundle::routes()).merge(volume::routes())
}

/// Goes on with the volumes that were interrupted; how many there were.
///
/// # Errors
/// Engine faults.
pub async fn recover(app: &web::App) -> authority::Result<usize> {
    volume::job::recover(app).await
}
