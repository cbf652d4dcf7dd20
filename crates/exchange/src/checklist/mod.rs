//! 检查事项导入、导出 · checklists by workbook
//!
//! 导出的表可以照样导入。导入只校验，逐行逐列指出错误，读出的事项由页面放进编制中的版次再暂存。
//! Not here: the rules of own lists (registers); how a workbook is read safely (workbook).

pub mod check;
pub mod export;
pub mod template;
pub mod upload;

#[cfg(test)]
mod tests;

use crate::import::ImportError;
use registers::own_checklist::OwnItem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// The sheet of the items.
pub const SHEET: &str = "检查事项";

/// One column: its key, heading, whether it is owed, its width, and the note beside it.
pub type Column = (&'static str, &'static str, bool, f64, &'static str);

/// 模板的列
pub const COLUMNS: [Column; 14] = [
    ("code", "编号", true, 10.0, "字母、数字，清单内不重复，如 Z1"),
    ("content", "检查内容", true, 50.0, "不超过300字"),
    ("method", "检查方法", true, 50.0, "如 现场抽查：……；不超过1000字"),
    ("violated", "违法依据", true, 40.0, "如《安全生产法》第四十一条第二款；几条的接着写，每条以《》开头"),
    ("penalised", "处罚依据", false, 40.0, "写法同违法依据；没有罚则的不填"),
    ("hazard_level", "隐患级别", true, 16.0, "从下拉选项中选择"),
    ("measures", "处理措施", true, 30.0, "几项的用分号隔开；可用的见“填写说明”表"),
    ("suggested_problem", "建议问题描述", true, 36.0, "不超过300字"),
    ("suggested_measure", "建议整改要求", true, 36.0, "不超过300字"),
    ("suggested_days", "建议整改期限", true, 14.0, "日数，1至365"),
    ("units", "生产单元", false, 20.0, "几项的用分号隔开；可用的见“填写说明”表"),
    ("equipment", "设备种类", false, 24.0, "几项的用分号隔开；都不填的针对企业整体"),
    ("places", "涉及场所", false, 24.0, "几项的用分号隔开；都不填的针对企业整体"),
    ("note", "提示", false, 30.0, "不超过200字"),
];

/// What a file of items holds and what is wrong in it; nothing is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChecklistImport {
    pub file_name: String,
    /// 数据行数
    pub rows: i64,
    /// 编号在编制中的版次里没有的
    pub new_rows: i64,
    /// 编号已有、内容不同的
    pub changed_rows: i64,
    /// The items, when nothing is wrong.
    pub items: Vec<OwnItem>,
    /// The first 500 faults.
    pub errors: Vec<ImportError>,
    /// All faults.
    pub errors_total: i64,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(template::run))
        .routes(routes!(upload::run))
        .routes(routes!(export::heads))
        .routes(routes!(export::edition))
}
