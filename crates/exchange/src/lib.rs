//! 导入导出 · exchange
//!
//! Workbooks in. 执法对象批量导入: a template, a dry run that reports every fault by sheet, row and column, and a
//! confirmation that writes in one transaction. An imported row passes the same rules as the page. 执法人员、用户的导入、
//! 导出。检查事项的导入、导出。
//! Not here: the rules of enterprises, equipment and officers (registers) and of users (identity).

pub mod checklist;
pub mod columns;
pub mod import;
pub mod officer;
pub mod user;
pub mod workbook;

use web::{OpenApiRouter, Routes};

/// The routes of this part.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .merge(import::routes())
        .merge(officer::routes())
        .merge(user::routes())
        .merge(checklist::routes())
}

#[cfg(test)]
mod tests;
