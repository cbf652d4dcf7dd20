//! 检查事项清单 · checklists
//!
//! 检查内容、检查方法、违法依据、处罚依据、隐患级别和可采取的措施。An item is named by list, edition and code
//! (`steel_8@2021/G1`), so a paper of last year keeps last year's wording.
//! 依据：《安全生产法》第六十五条（处理措施）
//! Not here: results (inspection); an organ's own items.

pub mod list;
pub mod rules;

#[cfg(test)]
mod tests;

pub use rules::{in_force, items};

use lexicon::{LegalDay, Term, terms};
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
    pub items: Vec<CheckItem>,
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
    OpenApiRouter::new().routes(routes!(list::run))
}
