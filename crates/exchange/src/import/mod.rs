//! 执法对象批量导入 · import of enterprises
//!
//! 先校验、后写入：上传后逐行校验并暂存，逐格指出错误，逐家比对差别；确认后分段写入，断电后从上次写到的地方继续；
//! 没有人用过、改过的，可以整批撤销。按统一社会信用代码比对：已登记的更新，未登记的新增，没有变化的不写；导入不核销
//! 设备，核销在企业页面办理。
//! Not here: how a workbook is read safely (workbook).
//!
//! 读法：state（状态）→ check（逐行读）→ judge（与库比对）→ job（分段办理）→ confirm、undo（人的决定）。

pub mod annotated;
pub mod attributes;
pub mod cancel;
pub mod check;
pub mod confirm;
pub mod difference;
pub mod faults;
pub mod fields;
mod firm;
pub mod job;
pub mod judge;
pub mod list;
pub mod pieces;
pub mod resume;
pub mod row_store;
pub mod rows;
pub mod show;
pub mod state;
pub mod store;
pub mod sweep;
pub mod template;
pub mod undo;
pub mod upload;
pub mod write;

#[cfg(test)]
mod tests;

pub use state::{ImportAct, ImportState, RowState};

use lexicon::{EnterpriseId, ImportId, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// One import: what the file holds, how far it is, what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnterpriseImport {
    pub id: ImportId,
    pub revision: i64,
    pub state: ImportState,
    pub file_name: String,
    /// 正在办理的一步做了多少行
    pub done: i64,
    /// 这一步共有多少行；校验时为估计
    pub total: i64,
    /// 数据行数，各表合计
    pub rows: i64,
    /// 没有错误、可以导入的行数
    pub good_rows: i64,
    /// 可以导入的企业中，新增的
    pub new_rows: i64,
    /// 可以导入的企业中，更新的
    pub changed_rows: i64,
    /// 与库中完全一致、不需要写入的企业
    pub unchanged_rows: i64,
    /// All faults.
    pub errors_total: i64,
    /// 已经写入的企业数
    pub imported: i64,
    /// 校验之后被他人改动、因而没有写入的企业数
    pub conflicts: i64,
    /// 撤销了的企业数
    pub taken_back: i64,
    /// 撤销时已被使用或者修改、因而保留的企业数
    pub kept: i64,
    /// 校验为什么失败，或者办理为什么停下
    pub failure: String,
    /// 停下了：没有在办，可以继续
    pub is_stopped: bool,
    /// 逐行明细和错误清单已经清理
    pub is_swept: bool,
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

/// One enterprise of the file against the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    pub sheet: String,
    pub row: i64,
    pub state: RowState,
    pub name: String,
    pub credit_code: String,
    pub enterprise_id: Option<EnterpriseId>,
    /// 更新的逐项差别；新增的没有
    pub differences: Vec<Difference>,
    /// 为什么没有写入或者没有撤销
    pub sentence: String,
}

/// 一项差别
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// 栏目
    pub heading: String,
    pub before: String,
    pub after: String,
}

/// What is counted of an import, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    pub rows: i64,
    pub good_rows: i64,
    pub new_rows: i64,
    pub changed_rows: i64,
    pub unchanged_rows: i64,
    pub errors_total: i64,
    pub imported: i64,
    pub conflicts: i64,
    pub taken_back: i64,
    pub kept: i64,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(template::run))
        .routes(routes!(upload::run, list::run))
        .routes(routes!(show::run))
        .routes(routes!(faults::run))
        .routes(routes!(rows::run))
        .routes(routes!(annotated::run))
        .routes(routes!(confirm::run))
        .routes(routes!(cancel::run))
        .routes(routes!(resume::run))
        .routes(routes!(undo::check, undo::run))
}
