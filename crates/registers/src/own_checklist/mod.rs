//! 自定义检查事项 · the checklists an organ makes for itself and the organs below it
//!
//! 清单由机关编制，按版次施行：编制中的可以修改，发布后文字不再变动，修改即另编新版。停用的事项不再选用，已经写进方案和检查的照旧。
//! A list may be copied from a base list; when that gets a newer edition the difference is shown and items can be taken
//! over. 引用的条款须是已登记的法规版本中的条款。
//! 读法：rules → create → save → publish → begin → discard → disable → take_over
//! Not here: the base lists (seed); how items are chosen and shown (checklist).

pub mod begin;
pub mod create;
pub mod disable;
pub mod discard;
pub mod publish;
pub mod rules;
pub mod save;
pub mod show;
pub mod stop_store;
pub mod store;
pub mod take_over;

#[cfg(test)]
mod tests;

pub use rules::Refusal;

use crate::checklist::{HazardLevel, Measure};
use crate::statute::ProvisionRef;
use lexicon::terms;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 自定义检查事项清单可以办理的行为
    pub enum OwnListAct {
        Edit = "edit", "编辑";
        Publish = "publish", "发布";
        Discard = "discard", "放弃编制";
        BeginEdition = "begin_edition", "修订";
        TakeOver = "take_over", "采纳基础清单";
        Disable = "disable", "停用";
        Enable = "enable", "启用";
    }
}

/// One item as the organ writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnItem {
    /// 编号，清单内不重复，如 Z1
    pub code: String,
    /// 检查内容
    pub content: String,
    /// 检查方法，如 现场抽查
    pub method: String,
    /// 违法依据
    pub violated: Vec<ProvisionRef>,
    /// 处罚依据；没有罚则的可以为空
    pub penalised: Vec<ProvisionRef>,
    pub hazard_level: HazardLevel,
    /// 可采取的处理措施
    pub measures: Vec<Measure>,
    /// 问题描述的建议文字
    pub suggested_problem: String,
    /// 整改要求的建议文字
    pub suggested_measure: String,
    /// 建议整改期限，日历日
    pub suggested_days: i64,
    /// 提示；没有的为空
    #[serde(default)]
    pub note: String,
    /// Keys of production units.
    #[serde(default)]
    pub units: Vec<String>,
    /// Keys of kinds of equipment.
    #[serde(default)]
    pub equipment: Vec<String>,
    /// Keys of kinds of places.
    #[serde(default)]
    pub places: Vec<String>,
}

/// The revision of the list that the person saw.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnChecklistSeen {
    pub seen: i64,
}

/// Some items of a list, or the list as a whole.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnChecklistSwitch {
    /// The revision the person saw.
    pub seen: i64,
    /// 事项编号；为空是整个清单
    #[serde(default)]
    pub codes: Vec<String>,
    /// 原因
    pub reason: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(create::run))
        .routes(routes!(show::run))
        .routes(routes!(save::run, discard::run))
        .routes(routes!(begin::run))
        .routes(routes!(publish::run))
        .routes(routes!(disable::disable))
        .routes(routes!(disable::enable))
        .routes(routes!(take_over::run))
}
