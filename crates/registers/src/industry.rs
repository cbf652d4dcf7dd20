//! 行业模型 · industries to choose
//!
//! 行业类型 → 生产单元 → 设备、场所，供设备信息页和导入使用。
//! Not here: the model itself (seed).

use authority::Verb;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
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
    /// 专项行业
    pub is_special: bool,
    /// 企业属性
    pub enterprise_attributes: Vec<Attribute>,
    /// 设备属性
    pub equipment_attributes: Vec<Attribute>,
}

/// 属性：有选项的为单选，有单位的为数字，其余为文字
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attribute {
    pub key: String,
    /// 涉粉作业总人数
    pub zh: String,
    /// 数字的单位；文字和单选为空
    pub unit: String,
    pub choices: Vec<AttributeChoice>,
}

/// 选项
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttributeChoice {
    pub key: String,
    pub zh: String,
}

impl From<&seed::Attribute> for Attribute {
    fn from(a: &seed::Attribute) -> Self {
        let choice = |c: &seed::Choice| AttributeChoice { key: c.key.clone(), zh: c.zh.clone() };
        Self {
            key: a.key.clone(),
            zh: a.zh.clone(),
            unit: a.unit.clone(),
            choices: a.choices.iter().map(choice).collect(),
        }
    }
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
            is_special: i.is_special,
            enterprise_attributes: attributes(i, seed::AttributeScope::Enterprise),
            equipment_attributes: attributes(i, seed::AttributeScope::Equipment),
        }
    }
}

fn attributes(industry: &seed::Industry, scope: seed::AttributeScope) -> Vec<Attribute> {
    industry.attributes.iter().filter(|a| a.scope == scope).map(Attribute::from).collect()
}

/// 专项企业：行业类型中至少有一种专项行业。
#[must_use]
pub fn is_special(reference: &seed::Seed, industries: &[String]) -> bool {
    industries.iter().any(|key| model(reference, key).is_some_and(|industry| industry.is_special))
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

/// Every kind of equipment of every industry, in the order of the model; a kind of two industries comes once.
#[must_use]
pub fn equipment_kinds(reference: &seed::Seed) -> Vec<&seed::EquipmentKind> {
    let mut known = HashSet::new();
    let all = reference.industries.iter().flat_map(|industry| industry.units.iter().flat_map(|unit| &unit.equipment));
    all.filter(|kind| known.insert(kind.key.as_str())).collect()
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
