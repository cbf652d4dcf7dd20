//! 知识库 · what one looks things up in: the sample papers
//!
//! 不在这里：法规和条款（registers 的 statute），检查事项清单（registers 的 checklist），典型案例

pub mod samples;

use web::{OpenApiRouter, Routes, routes};

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(samples::list)).routes(routes!(samples::show))
}
