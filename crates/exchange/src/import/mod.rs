//! 执法对象批量导入 · import of enterprises
//!
//! 先校验、后写入：上传只作校验，逐行指出错误；确认时重新读取所存文件，在一次事务中写入。按统一社会信用代码比对：
//! 已登记的更新，未登记的新增；导入不核销设备，核销在企业页面办理。
//! Not here: how a workbook is read safely (workbook).

pub mod check;
pub mod confirm;
pub mod fields;
pub mod matching;
pub mod pieces;
pub mod show;
pub mod store;
pub mod template;
pub mod upload;

#[cfg(test)]
mod tests;

use lexicon::{ImportId, Instant, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 导入状态
    pub enum ImportState {
        Checked = "checked", "已校验";
        Imported = "imported", "已导入";
    }
}

/// One import: what the file holds, what is wrong in it, what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnterpriseImport {
    pub id: ImportId,
    pub revision: i64,
    pub state: ImportState,
    pub file_name: String,
    /// 数据行数，各表合计
    pub rows: i64,
    /// 没有错误、可以导入的行数
    pub good_rows: i64,
    /// 可以导入的企业中，新增的
    pub new_rows: i64,
    /// 可以导入的企业中，更新的
    pub changed_rows: i64,
    /// The first 500 faults.
    pub errors: Vec<ImportError>,
    /// All faults.
    pub errors_total: i64,
    /// 已经写入的企业数
    pub imported: i64,
    pub created_at: Instant,
    pub created_by: String,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportError {
    /// 工作表
    pub sheet: String,
    /// 行号，与 Excel 所示一致
    pub row: i64,
    /// 列的字母，如 C
    pub column: String,
    /// 表头
    pub heading: String,
    /// 所填内容
    pub value: String,
    /// 错在哪里、怎样改
    pub sentence: String,
}

/// What a check found, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub rows: i64,
    pub good_rows: i64,
    pub new_rows: i64,
    pub changed_rows: i64,
    pub errors: Vec<ImportError>,
    pub errors_total: i64,
    pub imported: i64,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(template::run))
        .routes(routes!(upload::run))
        .routes(routes!(show::run))
        .routes(routes!(confirm::run))
}
