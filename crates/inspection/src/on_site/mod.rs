//! on_site
use web::{OpenApiRouter, Routes};
/// Routes.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
}
