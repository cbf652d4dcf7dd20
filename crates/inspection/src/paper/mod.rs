//! 检查中的文书制作 · any paper of the catalogue, drawn up within an inspection
//!
//! 列出本次检查可以制作的文书及不能制作的原因，按检查、企业、机关的情况和前面的文书预填；复查的文书归入它的检查。
//! 读法：facts → work → create
//! 不在这里：编制、审批、出具（见 documents::paper），现场检查记录和指令书（见 on_site）

mod create;
mod facts;
mod work;

pub use facts::of as known;
pub use work::PaperWork;

use web::{OpenApiRouter, Routes, routes};

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(work::run)).routes(routes!(create::run))
}
