//! 执法对象 · enterprises
//!
//! 企业基本信息、厂/分厂/车间、涉及场所和设备。Pieces that are gone are struck off, never deleted: old inspections
//! still name them. The region keys stand beside the code; they decide who sees the firm.
//! Not here: import from a workbook (exchange), which item concerns which piece (target).

pub mod bulk_store;
pub mod code;
pub mod create;
pub mod draft_store;
pub mod drafts;
pub mod edit;
pub mod edit_equipment;
pub mod facts;
pub mod index_store;
pub mod list;
pub mod look_up;
pub mod name_store;
pub mod piece_store;
pub mod restore;
pub mod rules;
mod search_store;
pub mod show;
pub mod store;
pub mod strike_off;
pub mod trail;

#[cfg(test)]
mod tests;

pub use name_store::registered_names;
pub use piece_store::with as workshops_with;
pub use store::take;

use lexicon::{CreditCode, EnterpriseId, EquipmentId, Instant, RegionCode, RegionKeys, RegionLevel, WorkshopId, terms};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 执法对象状态
    pub enum EnterpriseState {
        Normal = "normal", "正常";
        Suspended = "suspended", "停产";
        StruckOff = "struck_off", "核销";
    }
}

terms! {
    /// 核销原因
    pub enum StrikeOffCause {
        Closed = "closed", "关闭、取缔";
        Deregistered = "deregistered", "注销";
        Moved = "moved", "迁出本辖区";
        Duplicate = "duplicate", "重复登记";
        Other = "other", "其他";
    }
}

terms! {
    /// 企业类型
    pub enum BusinessKind {
        Company = "company", "企业";
        SelfEmployed = "self_employed", "个体工商户";
    }
}

terms! {
    /// 企业安全生产标准化等级
    pub enum StandardGrade {
        Unrated = "unrated", "未评定";
        One = "one", "一级";
        Two = "two", "二级";
        Three = "three", "三级";
    }
}

terms! {
    /// 企业风险等级
    pub enum RiskLevel {
        Unrated = "unrated", "未评估";
        Major = "major", "重大风险";
        Considerable = "considerable", "较大风险";
        General = "general", "一般风险";
        Low = "low", "低风险";
    }
}

/// Attributes of industries by their keys: choice key, number or text.
pub type Attributes = BTreeMap<String, String>;

/// An enterprise in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnterpriseRow {
    pub id: EnterpriseId,
    /// 企业名称
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: String,
    pub region_code: String,
    /// 区划全称
    pub region_name: String,
    /// 生产经营地址
    pub address: String,
    pub business_kind: BusinessKind,
    /// Keys of its industries.
    pub industries: Vec<String>,
    /// 专项：行业类型中有专项行业
    pub is_special: bool,
    /// 安全生产要素
    pub element: String,
    /// 风险等级
    pub risk_level: RiskLevel,
    /// 法定代表人（负责人）
    pub legal_person: String,
    pub state: EnterpriseState,
    /// Pieces on record, without those struck off.
    pub equipment_count: i64,
    /// 已并入的企业；没有并入其他企业的为空
    pub merged_into: Option<EnterpriseId>,
    pub updated_at: Instant,
}

/// An enterprise with its workshops and equipment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Enterprise {
    #[serde(flatten)]
    pub row: EnterpriseRow,
    /// 在本人管辖范围内；临时查看的不在，只能看，不能改
    pub is_within_scope: bool,
    /// 法定代表人职务
    pub legal_title: String,
    /// 法定代表人电话
    pub phone: String,
    /// 联系人
    pub contact: String,
    pub contact_title: String,
    pub contact_phone: String,
    /// 国民经济行业代码
    pub gb4754: String,
    /// 规模
    pub scale: String,
    /// 产能
    pub capacity: String,
    /// 从业人数
    pub employees: i64,
    /// 邮政编码
    pub postcode: String,
    /// 安全生产标准化等级
    pub standard_grade: StandardGrade,
    /// 监管层级
    pub supervision_level: RegionLevel,
    /// 监管机构
    pub supervision_organ: String,
    /// 行业属性
    pub attributes: BTreeMap<String, String>,
    /// 核销、恢复的缘由；没有核销过的为空
    pub state_reason: String,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    pub revision: i64,
    /// Who changed it last.
    pub updated_by: String,
    pub workshops: Vec<Workshop>,
    /// Level keys; records made for the enterprise carry them. Not sent.
    #[serde(skip)]
    pub keys: RegionKeys,
}

/// 厂、分厂、车间
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Workshop {
    pub id: WorkshopId,
    /// Key of the industry.
    pub industry: String,
    /// Key of the production unit.
    pub unit: String,
    /// 生产单元名称
    pub unit_zh: String,
    pub name: String,
    /// Keys of the kinds of places in it.
    pub places: Vec<String>,
    pub equipment: Vec<Equipment>,
}

/// 设备
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Equipment {
    pub id: EquipmentId,
    /// Key of its kind.
    pub kind: String,
    /// 设备种类名称
    pub kind_zh: String,
    /// 设备编号（或描述）
    pub name: String,
    /// 规格: a number
    pub spec: String,
    /// 规格单位
    pub spec_unit: String,
    /// 设备属性
    pub attributes: BTreeMap<String, String>,
}

/// A workshop as it is to be; new ones and new pieces bring an id made by the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkshopInput {
    pub id: WorkshopId,
    pub industry: String,
    pub unit: String,
    pub name: String,
    pub places: Vec<String>,
    pub equipment: Vec<EquipmentInput>,
}

/// A piece of equipment as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EquipmentInput {
    pub id: EquipmentId,
    pub kind: String,
    pub name: String,
    pub spec: String,
    /// 设备属性；不给的不变
    #[serde(default)]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// The base facts of an enterprise, for seeding and import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Particulars {
    pub credit_code: CreditCode,
    pub name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub keys: RegionKeys,
    pub address: String,
    pub legal_person: String,
    pub legal_title: String,
    pub phone: String,
    pub contact: String,
    pub contact_title: String,
    pub contact_phone: String,
    pub industries: Vec<String>,
    /// At least one of the industries is one of the programme's ([`crate::industry::is_special`]).
    pub is_special: bool,
    pub element: String,
    pub gb4754: String,
    pub scale: String,
    pub capacity: String,
    pub employees: i64,
    pub longitude: Option<f64>,
    pub latitude: Option<f64>,
    pub state: EnterpriseState,
    #[serde(flatten)]
    pub more: MoreParticulars,
}

/// The base facts that may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoreParticulars {
    pub business_kind: BusinessKind,
    pub postcode: String,
    pub standard_grade: StandardGrade,
    pub risk_level: RiskLevel,
    pub supervision_level: RegionLevel,
    pub supervision_organ: String,
    pub attributes: BTreeMap<String, String>,
}

impl Default for MoreParticulars {
    fn default() -> Self {
        Self {
            business_kind: BusinessKind::Company,
            postcode: String::new(),
            standard_grade: StandardGrade::Unrated,
            risk_level: RiskLevel::Unrated,
            supervision_level: RegionLevel::County,
            supervision_organ: String::new(),
            attributes: Attributes::new(),
        }
    }
}

impl From<&Enterprise> for MoreParticulars {
    fn from(e: &Enterprise) -> Self {
        Self {
            business_kind: e.row.business_kind,
            postcode: e.postcode.clone(),
            standard_grade: e.standard_grade,
            risk_level: e.row.risk_level,
            supervision_level: e.supervision_level,
            supervision_organ: e.supervision_organ.clone(),
            attributes: e.attributes.clone(),
        }
    }
}

impl Particulars {
    /// The base facts of an enterprise on record.
    ///
    /// # Errors
    /// A fault when a stored code is none.
    pub fn of(e: &Enterprise) -> authority::Result<Self> {
        let wrong = |what: &str| authority::Halt::Fault(format!("{}: {what}", e.row.id));
        Ok(Self {
            credit_code: CreditCode::parse(&e.row.credit_code).map_err(|_| wrong("credit code"))?,
            name: e.row.name.clone(),
            region_code: RegionCode::parse(&e.row.region_code).map_err(|_| wrong("region code"))?,
            region_name: e.row.region_name.clone(),
            keys: e.keys.clone(),
            address: e.row.address.clone(),
            legal_person: e.row.legal_person.clone(),
            legal_title: e.legal_title.clone(),
            phone: e.phone.clone(),
            contact: e.contact.clone(),
            contact_title: e.contact_title.clone(),
            contact_phone: e.contact_phone.clone(),
            industries: e.row.industries.clone(),
            element: e.row.element.clone(),
            gb4754: e.gb4754.clone(),
            scale: e.scale.clone(),
            capacity: e.capacity.clone(),
            employees: e.employees,
            longitude: e.longitude,
            latitude: e.latitude,
            state: e.row.state,
            is_special: e.row.is_special,
            more: MoreParticulars::from(e),
        })
    }
}

impl From<&Workshop> for WorkshopInput {
    fn from(shop: &Workshop) -> Self {
        let piece = |e: &Equipment| EquipmentInput {
            id: e.id,
            kind: e.kind.clone(),
            name: e.name.clone(),
            spec: e.spec.clone(),
            attributes: Some(e.attributes.clone()),
        };
        Self {
            id: shop.id,
            industry: shop.industry.clone(),
            unit: shop.unit.clone(),
            name: shop.name.clone(),
            places: shop.places.clone(),
            equipment: shop.equipment.iter().map(piece).collect(),
        }
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run, create::run))
        .routes(routes!(show::run, edit::run))
        .routes(routes!(restore::run))
        .routes(routes!(code::run))
        .routes(routes!(drafts::list, drafts::create))
        .routes(routes!(drafts::show, drafts::save, drafts::discard))
        .routes(routes!(edit_equipment::run))
        .routes(routes!(look_up::run))
}
