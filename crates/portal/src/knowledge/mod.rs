//! 知识库 · what one looks things up in: the law registry and the sample papers
//!
//! 法规登记（名称、文号、制定机关、日期、已登记的条款）和文书样张。检查事项清单见 registers 的 checklist。
//! 不在这里：法规全文（由安装单位另行导入），典型案例

pub mod samples;
pub mod statutes;

use web::{OpenApiRouter, Routes, routes};

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(statutes::run)).routes(routes!(samples::list)).routes(routes!(samples::show))
}
