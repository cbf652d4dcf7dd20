//! 成套取用 · several papers at once
//!
//! 选几份文书一起打印，或者打成一个压缩包带走；次序随选择。每一份都看权限：有一份看不到，就如同没有这一套。
//! 读法：rules → chosen → print → names → zip → list
//! 不在这里：卷宗（见 volume），单份文书（见 documents）

mod chosen;
pub mod list;
mod names;
mod print;
pub mod rules;
mod take;

#[cfg(test)]
mod tests;

use web::{OpenApiRouter, Routes, routes};

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list::run)).routes(routes!(print::run)).routes(routes!(take::run))
}
