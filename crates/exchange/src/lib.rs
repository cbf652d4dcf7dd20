//! 导入导出 · exchange
//!
//! Workbooks in and out. 执法对象批量导入: a template, a check that reports every fault by sheet, row and column, a
//! confirmation that writes chunk by chunk, an undo. An imported row passes the same rules as the page. 各种列表的导出在
//! 后台办理。执法人员、用户的导入，检查事项的导入、导出。
//! Not here: the rules of enterprises, equipment and officers (registers) and of users (identity).

pub mod checklist;
pub mod columns;
pub mod export;
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
        .merge(export::routes())
        .merge(officer::routes())
        .merge(user::routes())
        .merge(checklist::routes())
}

/// Goes on with the imports and exports that were interrupted; how many there were.
///
/// # Errors
/// Engine faults.
pub async fn recover(app: &web::App) -> authority::Result<usize> {
    Ok(import::job::recover(app).await? + export::job::recover(app).await?)
}

#[cfg(test)]
mod tests;
