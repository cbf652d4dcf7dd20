//! 执法对象表 · the enterprises of a plan with their regions and their equipment by kind
//!
//! 设备栏出自行业模型：钢铁为高炉、转炉、电炉、煤气柜、铸造起重机、冶金起重机；模型没有规定的，按列入企业实有的设备。
//! Before it is filed a plan shows what the enterprises have today; afterwards what they had on the day of filing.

use super::rules;
use authority::{FieldError, ReadTx, Result};
use lexicon::{EnterpriseId, RegionCode, RegionLevel};
use registers::enterprise::{EnterpriseRow, kind_store, store};
use registers::industry::model;
use seed::Seed;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use utoipa::ToSchema;

/// 设备栏
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanColumn {
    /// 设备种类的键
    pub key: String,
    /// 高炉
    pub zh: String,
    /// 量词：座、台、套
    pub count_unit: String,
}

/// 一家执法对象
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanEnterprise {
    pub enterprise_id: EnterpriseId,
    pub name: String,
    /// 省
    pub province: String,
    /// 市（州）；没有的为空
    pub city: String,
    /// 县；没有的为空
    pub county: String,
    /// 各设备栏的数量，依栏的次序
    pub counts: Vec<i64>,
    /// 为什么不能列入；可以列入的为空
    pub fault: String,
}

/// 执法对象表
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanTable {
    pub columns: Vec<PlanColumn>,
    pub enterprises: Vec<PlanEnterprise>,
}

/// A line as it is kept: the counts by kind, whatever the columns are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub enterprise_id: EnterpriseId,
    pub name: String,
    /// Province, city, county; an unnamed level is empty.
    pub places: [String; 3],
    /// Pieces by kind of equipment.
    pub counts: BTreeMap<String, i64>,
    /// As in [`PlanEnterprise`].
    pub fault: String,
}

/// The names of the levels above and of a division itself: 甘肃省、庆阳市、西峰区. Unnamed levels stay empty.
#[must_use]
pub fn places(reference: &Seed, region: &str) -> [String; 3] {
    let mut out = <[String; 3]>::default();
    let mut at = RegionCode::parse(region).ok();
    while let Some(row) = at.and_then(|code| reference.divisions.find(&code)) {
        let [province, city, county] = &mut out;
        let place = match row.level {
            RegionLevel::Nation => break,
            RegionLevel::Province => province,
            RegionLevel::City => city,
            RegionLevel::County => county,
        };
        if !row.is_unnamed_level() {
            place.clone_from(&row.name);
        }
        at = row.parent.clone();
    }
    out
}

/// The columns of a plan of this industry over these enterprises.
#[must_use]
pub fn columns(reference: &Seed, industry: &str, lines: &[Line]) -> Vec<PlanColumn> {
    let Some(model) = model(reference, industry) else { return Vec::new() };
    let column = |kind: &seed::EquipmentKind| PlanColumn {
        key: kind.key.clone(),
        zh: kind.zh.clone(),
        count_unit: kind.count_unit.clone(),
    };
    if !model.plan_columns.is_empty() {
        return model.plan_columns.iter().filter_map(|key| model.equipment(key)).map(column).collect();
    }
    let mut known = HashSet::new();
    let kinds = model.units.iter().flat_map(|unit| &unit.equipment).filter(|kind| known.insert(kind.key.as_str()));
    let is_there = |kind: &&seed::EquipmentKind| lines.iter().any(|line| line.counts.contains_key(&kind.key));
    kinds.filter(is_there).map(column).collect()
}

/// The lines under their columns.
#[must_use]
pub fn shown(columns: Vec<PlanColumn>, lines: Vec<Line>) -> PlanTable {
    let counts = |line: &Line| columns.iter().map(|c| line.counts.get(&c.key).copied().unwrap_or_default()).collect();
    let enterprises = lines.into_iter().map(|line| {
        let counts = counts(&line);
        let [province, city, county] = line.places;
        PlanEnterprise {
            enterprise_id: line.enterprise_id,
            name: line.name,
            province,
            city,
            county,
            counts,
            fault: line.fault,
        }
    });
    PlanTable { enterprises: enterprises.collect(), columns }
}

/// The enterprises as they are today, in their order; those outside the caller's scope are left out.
///
/// # Errors
/// Engine faults.
pub async fn today(tx: &mut ReadTx<'_>, reference: &Seed, industry: &str, ids: &[EnterpriseId]) -> Result<Vec<Line>> {
    let wanted: Vec<(EnterpriseId,)> = ids.iter().map(|id| (*id,)).collect();
    let rows = store::rows(tx, &wanted).await?;
    let found: Vec<EnterpriseId> = rows.iter().map(|row| row.id).collect();
    let mut counted = kind_store::counted(tx, &found).await?;
    let model = model(reference, industry);
    let line = |row: store::Record| {
        let firm = EnterpriseRow::from(row);
        Line {
            enterprise_id: firm.id,
            places: places(reference, &firm.region_code),
            counts: counted.remove(&firm.id).unwrap_or_default().into_iter().collect(),
            fault: model.and_then(|model| rules::fault_of(&firm, model)).unwrap_or_default(),
            name: firm.name,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// What was kept, as it is today; an enterprise that is gone keeps its name.
///
/// # Errors
/// Engine faults.
pub async fn renewed(tx: &mut ReadTx<'_>, reference: &Seed, industry: &str, kept: Vec<Line>) -> Result<Vec<Line>> {
    let ids: Vec<EnterpriseId> = kept.iter().map(|line| line.enterprise_id).collect();
    let found = today(tx, reference, industry, &ids).await?;
    let mut found: HashMap<EnterpriseId, Line> = found.into_iter().map(|line| (line.enterprise_id, line)).collect();
    let line = |kept: Line| {
        let gone = Line { counts: BTreeMap::new(), fault: "已不在本辖区".to_owned(), ..kept };
        found.remove(&gone.enterprise_id).unwrap_or(gone)
    };
    Ok(kept.into_iter().map(line).collect())
}

/// What stands in the way of the lines of a plan, each at its place.
#[must_use]
pub fn faults(ids: &[EnterpriseId], lines: &[Line]) -> Vec<FieldError> {
    let by_id: HashMap<EnterpriseId, &Line> = lines.iter().map(|line| (line.enterprise_id, line)).collect();
    let fault = |(n, id): (usize, &EnterpriseId)| {
        let sentence = match by_id.get(id) {
            None => "没有这家企业，或者不在本辖区；请从表中删除，重新添加".to_owned(),
            Some(line) if line.fault.is_empty() => return None,
            Some(line) => format!("“{}”{}，请从表中删除", line.name, line.fault),
        };
        Some(FieldError::new(format!("enterprises[{n}]"), sentence))
    };
    ids.iter().enumerate().filter_map(fault).collect()
}
