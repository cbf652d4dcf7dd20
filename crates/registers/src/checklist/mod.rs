//! 检查事项清单 · checklists
//!
//! 检查内容、检查方法、违法依据、处罚依据、隐患级别和可采取的措施。An item is named by list, edition and code
//! (`steel_8@2021/G1`), so a paper of last year keeps last year's wording.
//! 依据：《安全生产法》第六十五条（处理措施）
//! 基础检查事项由国家统一编制，只读；自定义检查事项由机关编制，本机关及下级机关可用，上级和同级看不到。
//! Not here: results (inspection); how an organ makes its own lists (own_checklist).

pub mod difference;
pub mod edition;
pub mod heads;
pub mod list;
pub mod rules;
pub mod shelf;

#[cfg(test)]
mod tests;

pub use rules::{in_force, items};
pub use shelf::usable;

use crate::own_checklist::OwnListAct;
use crate::statute::ProvisionRef;
use lexicon::{Instant, LegalDay, OrganisationId, OwnChecklistId, Term, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 隐患级别
    pub enum HazardLevel {
        Major = "major", "重大事故隐患";
        General = "general", "一般事故隐患";
    }
}

impl From<seed::HazardLevel> for HazardLevel {
    fn from(level: seed::HazardLevel) -> Self {
        match level {
            seed::HazardLevel::Major => Self::Major,
            seed::HazardLevel::Ordinary => Self::General,
        }
    }
}

terms! {
    /// 处理措施
    pub enum Measure {
        FixNow = "fix_now", "责令立即排除";
        Rectify = "rectify", "责令限期整改";
        Evacuate = "evacuate", "从危险区域内撤出作业人员";
        SuspendProduction = "suspend_production", "责令暂时停产停业";
        StopUse = "stop_use", "责令停止使用相关设施、设备";
        Seize = "seize", "查封、扣押";
        FileCase = "file_case", "立案查处";
        Transfer = "transfer", "移送有关部门";
    }
}

impl Measure {
    /// 清单所列措施中可在现场检查时对一项问题采取的。停止供电、当场处罚、挂牌督办各有自己的程序，不在此列。
    #[must_use]
    pub fn of_finding(measure: seed::Measure) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.code() == measure.code())
    }
}

/// One edition of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Checklist {
    pub key: String,
    /// 钢铁8项
    pub zh: String,
    /// Key of the industry.
    pub industry: String,
    pub edition: String,
    /// First day an inspection may use it.
    pub valid_from: LegalDay,
    pub origin: ListOrigin,
    /// 编制机关；基础检查事项为空
    pub organisation_name: String,
    pub items: Vec<CheckItem>,
}

terms! {
    /// 检查事项来源
    pub enum ListOrigin {
        Base = "base", "基础检查事项";
        Own = "own", "自定义检查事项";
    }
}

terms! {
    /// 停启用状态
    pub enum UseState {
        InUse = "in_use", "启用";
        Stopped = "stopped", "停用";
    }
}

terms! {
    /// 清单版次的效力
    pub enum EditionState {
        Draft = "draft", "编制中";
        Coming = "coming", "尚未施行";
        InForce = "in_force", "现行";
        Past = "past", "已不再使用";
    }
}

/// A list with its editions, for the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChecklistHead {
    pub key: String,
    /// 自定义清单的编号；基础清单没有
    pub id: Option<OwnChecklistId>,
    pub origin: ListOrigin,
    /// Name of the edition shown first.
    pub zh: String,
    /// Key of the industry.
    pub industry: String,
    pub organisation_id: Option<OrganisationId>,
    /// 编制机关；基础检查事项为空
    pub organisation_name: String,
    pub state: UseState,
    pub stopped_on: Option<LegalDay>,
    pub stop_reason: String,
    /// Newest first.
    pub editions: Vec<EditionHead>,
    /// The edition to show first: the draft, else the one in force, else the newest.
    pub shown: String,
    /// 所复制的基础清单 `key@edition`；不是复制的为空
    pub based_on: String,
    /// 所复制的基础清单名称
    pub based_on_zh: String,
    /// 基础清单已有的更新版次；没有的为空
    pub newer_base: String,
    pub revision: i64,
    pub updated_at: Option<Instant>,
    pub updated_by: String,
    /// What the caller may do now.
    pub acts: Vec<OwnListAct>,
}

/// One edition of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditionHead {
    pub edition: String,
    pub zh: String,
    pub state: EditionState,
    /// First day; none for a draft.
    pub valid_from: Option<LegalDay>,
    /// Last day; none while no later edition is known.
    pub valid_to: Option<LegalDay>,
    /// How many items it has.
    pub items: i64,
    /// 发布人；基础清单为空
    pub published_by: String,
}

/// One edition with its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChecklistEdition {
    pub key: String,
    pub edition: String,
    pub zh: String,
    /// Key of the industry.
    pub industry: String,
    pub origin: ListOrigin,
    /// 编制机关；基础检查事项为空
    pub organisation_name: String,
    pub items: Vec<ItemDetail>,
}

/// 一段停用期间
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StopPeriod {
    pub stopped_on: LegalDay,
    /// 启用之日；当日起又可以使用
    pub resumed_on: LegalDay,
    pub stop_reason: String,
}

/// An item with its state and its references.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemDetail {
    #[serde(flatten)]
    pub item: CheckItem,
    pub state: UseState,
    pub stopped_on: Option<LegalDay>,
    pub stop_reason: String,
    /// 停用后又启用的，原来的停用期间，先的在前；清单整个停用的也算
    pub past_stops: Vec<StopPeriod>,
    /// 判定标准条款；没有的为空
    pub standard_clause: String,
    /// 违法依据所引的条款
    pub violated_places: Vec<ProvisionRef>,
    /// 处罚依据所引的条款
    pub penalised_places: Vec<ProvisionRef>,
}

/// One item, with its citations printed in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckItem {
    /// `steel_8@2021/G1`
    pub id: String,
    pub list_key: String,
    pub list_zh: String,
    /// `G1`
    pub code: String,
    /// 序号，从1起
    pub ordinal: i64,
    /// 检查内容
    pub content: String,
    /// 检查方法
    pub method: String,
    /// 违法依据，如 《中华人民共和国安全生产法》第四十一条第二款
    pub violated: Vec<String>,
    /// 处罚依据
    pub penalised: Vec<String>,
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
    pub note: String,
    /// What it is asked of.
    pub applies_to: AppliesTo,
}

/// What an item is asked of: equipment of these kinds in these units, places of these kinds in workshops of these
/// units; neither equipment nor places: the enterprise as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppliesTo {
    /// Key of the industry.
    pub industry: String,
    /// Keys of production units.
    pub units: Vec<String>,
    /// Keys of kinds of equipment.
    pub equipment: Vec<String>,
    /// Keys of kinds of places.
    pub places: Vec<String>,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(heads::run))
        .routes(routes!(edition::run))
        .routes(routes!(difference::run))
        .routes(routes!(difference::from_base))
}
