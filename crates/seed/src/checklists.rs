//! 检查事项清单 · checklists
//!
//! What is asked, of which equipment and places, how it is looked at, what it violates and what follows.
//! 依据：《安全生产法》第六十五条（处理措施）
//! Not here: results (those belong to an inspection); an organ's own items.

use lexicon::{Citation, LegalDay, terms};
use serde::Deserialize;

/// One list, e.g. 钢铁8项.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// e.g. `steel_8`.
    pub key: String,
    /// 钢铁8项
    pub zh: String,
    /// Key of the industry; empty: a list for firms of every industry, whose items are asked of the firm as a whole.
    #[serde(default)]
    pub industry: String,
    /// Edition of the list.
    pub edition: String,
    /// First day an inspection may use it; all its citations are of the law of that day.
    pub valid_from: LegalDay,
    /// Last day an inspection may use it when it ends without a later edition (停用); none while it holds.
    #[serde(default)]
    pub valid_to: Option<LegalDay>,
    /// Items in their order.
    #[serde(rename = "item")]
    pub items: Vec<ChecklistItem>,
}

terms! {
    /// 隐患级别
    pub enum HazardLevel {
        Major = "重大", "重大事故隐患";
        Ordinary = "一般", "一般事故隐患";
    }
}

terms! {
    /// 处理措施
    pub enum Measure {
        FixNow = "fix_now", "责令当场改正";
        Rectify = "rectify", "责令限期整改";
        Evacuate = "evacuate", "从危险区域内撤出作业人员";
        SuspendProduction = "suspend_production", "责令暂时停产停业";
        StopUse = "stop_use", "责令停止使用相关设施、设备";
        Seize = "seize", "查封、扣押";
        StopPower = "stop_power", "停止供电";
        SimplePenalty = "simple_penalty", "当场处罚";
        FileCase = "file_case", "立案查处";
        Transfer = "transfer", "移送有关部门";
        MajorHazardRegistration = "major_hazard_registration", "重大事故隐患挂牌督办";
    }
}

/// One item. Without units, equipment and places it is asked of the firm as a whole; else it is asked of equipment whose kind
/// is in `equipment` and whose unit is in `units`, and of places whose kind is in `places` in workshops of those units.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// e.g. `G1`.
    pub code: String,
    /// 检查内容：一句完整的问句
    pub content: String,
    /// Keys of production units.
    pub units: Vec<String>,
    /// Keys of kinds of equipment.
    pub equipment: Vec<String>,
    /// Keys of kinds of places.
    pub places: Vec<String>,
    /// 检查方法
    pub method: String,
    /// 违法依据
    pub violated: Vec<Citation>,
    /// 处罚依据
    pub penalised: Vec<Citation>,
    /// 隐患级别
    pub hazard_level: HazardLevel,
    /// 可采取的处理措施
    pub measures: Vec<Measure>,
    /// 问题描述的建议文字
    pub suggested_problem: String,
    /// 整改要求的建议文字
    pub suggested_measure: String,
    /// 建议整改期限，日历日
    pub suggested_days: u32,
    /// 判定标准条款；没有的为空
    pub standard_clause: String,
    /// 提示；没有的为空
    #[serde(default)]
    pub note: String,
    /// Last day the item is asked (停用); none while it is.
    #[serde(default)]
    pub valid_to: Option<LegalDay>,
}

impl ChecklistItem {
    /// Whether the item is asked of this kind of equipment in this unit.
    #[must_use]
    pub fn applies_to_equipment(&self, unit: &str, equipment: &str) -> bool {
        has(&self.units, unit) && has(&self.equipment, equipment)
    }

    /// Whether the item is asked of this kind of place in a workshop of this unit.
    #[must_use]
    pub fn applies_to_place(&self, unit: &str, place: &str) -> bool {
        has(&self.units, unit) && has(&self.places, place)
    }
}

fn has(keys: &[String], key: &str) -> bool {
    keys.iter().any(|k| k == key)
}
