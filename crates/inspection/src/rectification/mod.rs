//! 整改复查 · rectification and re-check
use web::{OpenApiRouter, Routes};
pub mod order;
/// Routes.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
}
