//! 行业模型 · industries to choose
//!
//! 行业类型 → 生产单元 → 设备、场所，供设备信息页和导入使用。
//! Not here: the model itself (seed).

use authority::Verb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, OpenApiRouter, Routes, routes};

/// A risk class with what a firm of it consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Industry {
    pub key: String,
    /// 钢铁企业
    pub zh: String,
    /// 设备页签名称，如 钢铁设备信息
    pub equipment_tab: String,
    /// 生产单元
    pub units: Vec<Unit>,
    /// 涉及场所
    pub places: Vec<PlaceKind>,
}

/// 生产单元
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Unit {
    pub key: String,
    /// 炼铁
    pub zh: String,
    /// What may stand in it.
    pub equipment: Vec<EquipmentKind>,
}

/// 设备种类
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EquipmentKind {
    pub key: String,
    /// 高炉
    pub zh: String,
    /// 量词：座、台、套
    pub count_unit: String,
    /// 规格名目，如 有效容积
    pub spec_label: String,
    /// 规格单位，如 立方米
    pub spec_unit: String,
    /// 默认名称，`{n}` 处填序号
    pub default_name: String,
}

/// 场所种类
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlaceKind {
    pub key: String,
    /// 操作室
    pub zh: String,
}

impl From<&seed::Industry> for Industry {
    fn from(i: &seed::Industry) -> Self {
        Self {
            key: i.key.clone(),
            zh: i.zh.clone(),
            equipment_tab: i.equipment_tab.clone(),
            units: i.units.iter().map(Unit::from).collect(),
            places: i.places.iter().map(|p| PlaceKind { key: p.key.clone(), zh: p.zh.clone() }).collect(),
        }
    }
}

impl From<&seed::ProductionUnit> for Unit {
    fn from(u: &seed::ProductionUnit) -> Self {
        Self {
            key: u.key.clone(),
            zh: u.zh.clone(),
            equipment: u
                .equipment
                .iter()
                .map(|e| EquipmentKind {
                    key: e.key.clone(),
                    zh: e.zh.clone(),
                    count_unit: e.count_unit.clone(),
                    spec_label: e.spec.label.clone(),
                    spec_unit: e.spec.unit.clone(),
                    default_name: e.default_name.clone(),
                })
                .collect(),
        }
    }
}

/// The model of an industry.
#[must_use]
pub fn model<'a>(reference: &'a seed::Seed, key: &str) -> Option<&'a seed::Industry> {
    reference.industries.iter().find(|i| i.key == key)
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(run))
}

/// 行业类型
#[utoipa::path(get, path = "/industries", tag = "基础资料", operation_id = "list_industries", responses((status = 200, body = Vec<Industry>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<Industry>>> {
    caller.may(Verb::ReadReference)?;
    Ok(Json(app.reference.industries.iter().map(Industry::from).collect()))
}
