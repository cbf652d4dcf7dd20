//! 行业模型 · industry models
//!
//! What a firm of a risk class consists of: production units, kinds of equipment, places, attributes.

use lexicon::{LegalDay, terms};
use serde::Deserialize;

/// A risk class of the programme (行业类型).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Industry {
    /// e.g. `steel`.
    pub key: String,
    /// 钢铁企业
    pub zh: String,
    /// 企业页上设备标签的名称，如 钢铁设备信息
    pub equipment_tab: String,
    /// Its place among the industries on screens and in the import template, from 1.
    pub ordinal: u16,
    /// Edition of the model, usually the year of the standard it follows.
    pub edition: String,
    /// First day the model may be used; no checklist of the industry begins earlier.
    pub valid_from: LegalDay,
    /// Path below `seed/` it was read from.
    #[serde(skip)]
    pub file: String,
    /// 专项行业：工贸专项执法的四类风险行业
    #[serde(default)]
    pub is_special: bool,
    /// 专项计划对象表的设备栏：设备种类的键，依栏的次序。空的，按列入企业实有的设备列栏。
    #[serde(default)]
    pub plan_columns: Vec<String>,
    /// What is recorded beside units and places.
    #[serde(default, rename = "attribute")]
    pub attributes: Vec<Attribute>,
    /// 生产单元
    #[serde(rename = "unit")]
    pub units: Vec<ProductionUnit>,
    /// 涉及场所
    #[serde(rename = "place")]
    pub places: Vec<Place>,
}

terms! {
    /// 属性归属
    pub enum AttributeScope {
        Enterprise = "enterprise", "企业";
        Equipment = "equipment", "设备";
    }
}

/// A further fact, of the firm or of each piece of equipment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// e.g. `dust_kind`.
    pub key: String,
    /// 名称
    pub zh: String,
    /// Whose fact it is.
    pub scope: AttributeScope,
    /// Unit of a number, e.g. 人; empty for text and choices.
    #[serde(default)]
    pub unit: String,
    /// Closed list; empty for free text and numbers.
    #[serde(default)]
    pub choices: Vec<Choice>,
}

/// One value of a closed list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Stored.
    pub key: String,
    /// Shown.
    pub zh: String,
}

/// 生产单元（工艺）
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductionUnit {
    /// e.g. `ironmaking`.
    pub key: String,
    /// 炼铁
    pub zh: String,
    /// What may stand in it. A kind may stand in several units (the casting crane does).
    pub equipment: Vec<EquipmentKind>,
}

/// A kind of equipment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EquipmentKind {
    /// e.g. `blast_furnace`.
    pub key: String,
    /// 高炉
    pub zh: String,
    /// Measure word of the count: 座, 台, 套.
    pub count_unit: String,
    /// What its one number means.
    pub spec: Specification,
    /// Name proposed for the n-th piece: `{n}号高炉`.
    pub default_name: String,
}

/// 规格
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specification {
    /// 有效容积
    pub label: String,
    /// 立方米
    pub unit: String,
}

/// A kind of place (涉及场所).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// e.g. `operation_room`.
    pub key: String,
    /// 操作室
    pub zh: String,
}

impl Industry {
    /// The unit with this key.
    #[must_use]
    pub fn unit(&self, key: &str) -> Option<&ProductionUnit> {
        self.units.iter().find(|u| u.key == key)
    }

    /// The kind of equipment with this key, in whichever unit it is listed first.
    #[must_use]
    pub fn equipment(&self, key: &str) -> Option<&EquipmentKind> {
        self.units.iter().flat_map(|u| &u.equipment).find(|e| e.key == key)
    }

    /// The kind of place with this key.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<&Place> {
        self.places.iter().find(|p| p.key == key)
    }
}

impl ProductionUnit {
    /// The kind of equipment with this key, if it may stand here.
    #[must_use]
    pub fn equipment(&self, key: &str) -> Option<&EquipmentKind> {
        self.equipment.iter().find(|e| e.key == key)
    }
}

impl EquipmentKind {
    /// The proposed name of the n-th piece, counted from 1.
    #[must_use]
    pub fn name_of(&self, n: usize) -> String {
        self.default_name.replace("{n}", &n.to_string())
    }
}
