//! on_site
pub mod open;

pub use open::{NewInspection, open};

use web::{OpenApiRouter, Routes};
/// Routes.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
}
