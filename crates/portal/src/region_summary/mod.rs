//! 地区汇总情况 · what stands in each division below the chosen one
//!
//! 部 → 省 → 市 → 县逐级汇总：企业、设备、检查、问题、整改复查。企业按所在地，检查和整改按办理机关所在地归入；上级机关
//! 自己办理的列为“本级机关”。
//! 读法：rules → store → list → export
//! 不在这里：企业名录（见 ledger）

pub mod export;
pub mod list;
pub mod rules;
mod store;

use lexicon::{LegalDay, RegionLevel};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{OpenApiRouter, Routes, routes};

/// The numbers of one division.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionNumbers {
    /// 企业，不含核销的
    pub enterprises: i64,
    /// 设备
    pub equipment: i64,
    /// 开展检查
    pub inspections: i64,
    /// 检查完结
    pub concluded: i64,
    /// 发现问题
    pub problems: i64,
    /// 待复查，含逾期的
    pub open: i64,
    /// 逾期未复查
    pub overdue: i64,
    /// 已办结
    pub closed: i64,
}

/// One line: a division directly below the chosen one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionRow {
    /// 六位代码；本级机关的为空
    pub code: String,
    /// 地区
    pub name: String,
    /// 还有下级
    pub has_children: bool,
    #[serde(flatten)]
    pub numbers: RegionNumbers,
}

/// A step of the way down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionStep {
    pub code: String,
    pub name: String,
}

/// The summary of a division.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionSummary {
    pub today: LegalDay,
    pub code: String,
    /// 地区全称
    pub name: String,
    pub level: RegionLevel,
    /// 从本人管辖的地区逐级到此
    pub path: Vec<RegionStep>,
    pub rows: Vec<RegionRow>,
    /// 合计
    pub total: RegionNumbers,
}

/// Which division is summed up.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 行政区划代码；不给时为本人管辖的地区
    #[serde(default)]
    pub region: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list::run)).routes(routes!(export::run))
}

#[cfg(test)]
mod tests;
