//! 执法对象 · enterprises
//!
//! 企业基本信息、厂/分厂/车间、涉及场所和设备。Pieces that are gone are struck off, never deleted: old inspections
//! still name them. The region keys stand beside the code; they decide who sees the firm.
//! Not here: import from a workbook (exchange), which item concerns which piece (target).

pub mod edit_equipment;
pub mod index_store;
pub mod list;
pub mod look_up;
pub mod piece_store;
pub mod rules;
pub mod show;
pub mod store;

#[cfg(test)]
mod tests;

pub use piece_store::with as workshops_with;
pub use store::take;

use lexicon::{CreditCode, EnterpriseId, EquipmentId, Instant, RegionCode, RegionKeys, WorkshopId, terms};
use serde::{Deserialize, Serialize};
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
    /// Keys of its industries.
    pub industries: Vec<String>,
    /// 安全生产要素
    pub element: String,
    /// 法定代表人（负责人）
    pub legal_person: String,
    pub state: EnterpriseState,
    /// Pieces on record, without those struck off.
    pub equipment_count: i64,
    pub updated_at: Instant,
}

/// An enterprise with its workshops and equipment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Enterprise {
    #[serde(flatten)]
    pub row: EnterpriseRow,
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
    pub element: String,
    pub gb4754: String,
    pub scale: String,
    pub capacity: String,
    pub employees: i64,
    pub longitude: Option<f64>,
    pub latitude: Option<f64>,
    pub state: EnterpriseState,
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
        .routes(routes!(list::run))
        .routes(routes!(show::run))
        .routes(routes!(edit_equipment::run))
        .routes(routes!(look_up::run))
}
