//! 执法人员批量导入 · officers by workbook
//!
//! 先校验，逐行逐列指出错误；没有错误才在一次事务中写入。按证件种类和证号比对：已登记的更新，未登记的新增并提交。
//! Not here: the rules of officers (registers); how a workbook is read safely (workbook), the export (export).

pub mod check;
pub mod template;
pub mod upload;

#[cfg(test)]
mod tests;

use crate::import::ImportError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// The sheet of the officers.
pub const SHEET: &str = "执法人员";

/// One column: its key, heading, whether it is owed, its width, and the note beside it.
pub type Column = (&'static str, &'static str, bool, f64, &'static str);

/// 模板的列
pub const COLUMNS: [Column; 7] = [
    ("name", "姓名", true, 14.0, "不超过20字"),
    ("certificate_no", "执法证号", true, 24.0, "按证件填写；单元格须为文本格式"),
    ("certificate_kind", "证件种类", true, 18.0, "如 行政执法证"),
    ("valid_from", "有效期起", true, 14.0, "如 2023-01-01"),
    ("valid_to", "有效期止", true, 14.0, "如 2027-12-31；这一天仍有效"),
    ("phone", "手机号", false, 16.0, "与登录账号相同的，自动关联本机关账号"),
    ("remark", "备注", false, 30.0, "不超过200字"),
];

/// What a file of officers holds, what is wrong in it, and what was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OfficerImport {
    pub file_name: String,
    /// 数据行数
    pub rows: i64,
    /// 新增的人数
    pub new_rows: i64,
    /// 更新的人数
    pub changed_rows: i64,
    /// The first 500 faults.
    pub errors: Vec<ImportError>,
    /// All faults.
    pub errors_total: i64,
    /// 已经写入的人数；校验时为零
    pub imported: i64,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(template::run)).routes(routes!(upload::check)).routes(routes!(upload::import))
}
