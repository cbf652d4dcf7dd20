//! 演示企业 · demonstration enterprises
//!
//! Invented firms with workshops, places and equipment; enough to try every list, every page and the matrix of
//! items × equipment at full size.

use lexicon::{CreditCode, RegionCode};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnterpriseFile {
    pub(crate) enterprise: Vec<Enterprise>,
}

/// A firm or a self-employed business.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enterprise {
    /// English slug.
    pub key: String,
    /// 名称
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: CreditCode,
    /// Where it stands.
    pub region_code: RegionCode,
    /// 生产经营地址
    pub address: String,
    /// 法定代表人（负责人、经营者）
    pub legal_person: String,
    /// 其职务
    pub legal_title: String,
    /// 其电话
    pub phone: String,
    /// 联系人
    pub contact: String,
    /// 联系人职务
    pub contact_title: String,
    /// 联系人电话
    pub contact_phone: String,
    /// Keys of its industries, at least one.
    pub industries: Vec<String>,
    /// 安全生产要素：工贸、危化品、其他企业
    pub element: String,
    /// 国民经济行业代码（GB/T 4754），四位
    pub gb4754: String,
    /// 规模：大型、中型、小型、微型
    pub scale: String,
    /// 产能
    pub capacity: String,
    /// 从业人数
    pub employees: u32,
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// 状态：正常、停产、核销
    pub state: String,
    /// Attributes of its industries: key → choice key, number or text.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    /// 厂、分厂、车间
    #[serde(rename = "workshop")]
    pub workshops: Vec<Workshop>,
}

/// A workshop of one production unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workshop {
    /// Key of the industry.
    pub industry: String,
    /// Key of the unit.
    pub unit: String,
    /// 名称
    pub name: String,
    /// Keys of the kinds of places in it.
    pub places: Vec<String>,
    /// What stands in it.
    pub equipment: Vec<PieceOfEquipment>,
}

/// One piece of equipment (设备), or one confined space.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PieceOfEquipment {
    /// Key of its kind.
    pub kind: String,
    /// 设备编号（或描述）
    pub name: String,
    /// 规格: a number; label and unit stand in the industry file.
    pub spec: f64,
    /// Attributes of the piece, e.g. the main danger of a confined space.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
}

impl Enterprise {
    /// How many pieces of equipment stand in all workshops.
    #[must_use]
    pub fn equipment_count(&self) -> usize {
        self.workshops.iter().map(|w| w.equipment.len()).sum()
    }
}
