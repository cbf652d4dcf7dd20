//! 设备行 · workshops, places and equipment in a workbook

use super::check::{Firm, Known};
use super::fields::{Line, several};
use lexicon::{EquipmentId, WorkshopId};
use registers::enterprise::{EquipmentInput, WorkshopInput, rules};
use std::collections::HashMap;

/// One row of an equipment sheet, in keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub row: u32,
    pub industry: String,
    pub unit: String,
    pub workshop: String,
    pub places: Vec<String>,
    /// Kind, name and specification; none on a row that only registers workshop and places.
    pub equipment: Option<(String, String, String)>,
}

/// The most rows of one enterprise: its pieces, and as many rows for workshops as there may be workshops.
const MOST_ROWS: usize = rules::MOST_PIECES + rules::MOST_WORKSHOPS;

/// Reads one row and hangs it on its enterprise.
pub(super) fn read(line: &mut Line<'_>, industry: &seed::Industry, firms: &mut [Firm], known: &HashMap<String, Known>) {
    let code = line.required("credit_code", 40).to_ascii_uppercase();
    let owner = known.get(&code);
    if owner.is_none() && !code.is_empty() {
        line.fault("credit_code", &code, "“企业信息”表中没有这一统一社会信用代码");
    }
    let mut firm = owner.and_then(|known| known.firm).and_then(|n| firms.get_mut(n));
    if let Some(firm) = &firm
        && !firm.particulars.industries.contains(&industry.key)
    {
        line.fault("credit_code", &code, format!("该企业的行业类型没有填“{}”", industry.zh));
    }
    let unit = line.parsed("unit", |text| {
        let units = &industry.units;
        units.iter().find(|unit| unit.zh == text).ok_or_else(|| {
            let all: Vec<&str> = units.iter().map(|unit| unit.zh.as_str()).collect();
            format!("没有这一生产单元；可填：{}", all.join("；"))
        })
    });
    let workshop = line.required("workshop", 60);
    let places = line.optional("places", |text| places(industry, text)).unwrap_or_default();
    let equipment = equipment(line, unit);
    let (row, true, Some(unit), Some(firm)) = (line.row, line.is_good, unit, firm.as_mut()) else { return };
    let piece = Piece { row, industry: industry.key.clone(), unit: unit.key.clone(), workshop, places, equipment };
    if let Some(earlier) = firm.pieces.iter().find(|other| is_same(other, &piece)) {
        let name = piece.equipment.map(|(_, name, _)| name).unwrap_or_default();
        line.fault("name", &name, format!("与第{}行重复，同一车间内同种设备的名称不得相同", earlier.row));
    } else if firm.pieces.len() >= MOST_ROWS {
        line.fault("credit_code", &code, format!("一家企业的设备不能超过{}台", rules::MOST_PIECES));
    } else {
        firm.pieces.push(piece);
    }
}

/// Whether two rows name the same piece of equipment.
fn is_same(one: &Piece, other: &Piece) -> bool {
    let what = |piece: &Piece| piece.equipment.as_ref().map(|(kind, name, _)| (kind.clone(), name.clone()));
    one.equipment.is_some()
        && one.unit == other.unit
        && one.industry == other.industry
        && one.workshop == other.workshop
        && what(one) == what(other)
}

fn places(industry: &seed::Industry, text: &str) -> Result<Vec<String>, String> {
    let find = |part: String| {
        let known = industry.places.iter().find(|place| place.zh == part);
        known.map(|place| place.key.clone()).ok_or_else(|| {
            let all: Vec<&str> = industry.places.iter().map(|place| place.zh.as_str()).collect();
            format!("没有“{part}”这种场所；可填：{}", all.join("；"))
        })
    };
    several(text).into_iter().map(find).collect()
}

/// Kind, name and number together, or none of them.
fn equipment(line: &mut Line<'_>, unit: Option<&seed::ProductionUnit>) -> Option<(String, String, String)> {
    let texts = [line.text("kind", 60), line.text("name", 60), line.text("spec", 60)];
    if texts.iter().all(String::is_empty) {
        return None;
    }
    let unit = unit?;
    let kind = line.parsed("kind", |text| {
        unit.equipment.iter().find(|kind| kind.zh == text).ok_or_else(|| format!("“{}”没有这种设备", unit.zh))
    });
    let name = line.required("name", 60);
    let spec = kind.and_then(|kind| line.parsed("spec", |text| rules::spec(&kind.spec, text)));
    Some((kind?.key.clone(), name, spec?))
}

/// The workshops of an enterprise after the rows were added to what stands: workshops are known by unit and name,
/// pieces by kind and name in their workshop; nothing is struck off.
#[must_use]
pub fn merge(standing: Vec<WorkshopInput>, pieces: &[Piece]) -> Vec<WorkshopInput> {
    let mut out = standing;
    for piece in pieces {
        let same = |shop: &WorkshopInput| {
            shop.industry == piece.industry && shop.unit == piece.unit && shop.name == piece.workshop
        };
        let at = out.iter().position(same).unwrap_or_else(|| {
            out.push(WorkshopInput {
                id: WorkshopId::new(),
                industry: piece.industry.clone(),
                unit: piece.unit.clone(),
                name: piece.workshop.clone(),
                places: Vec::new(),
                equipment: Vec::new(),
            });
            out.len() - 1
        });
        let Some(shop) = out.get_mut(at) else { continue };
        for place in &piece.places {
            if !shop.places.contains(place) {
                shop.places.push(place.clone());
            }
        }
        let Some((kind, name, spec)) = &piece.equipment else { continue };
        match shop.equipment.iter_mut().find(|e| e.kind == *kind && e.name == *name) {
            Some(known) => known.spec.clone_from(spec),
            None => shop.equipment.push(EquipmentInput {
                id: EquipmentId::new(),
                kind: kind.clone(),
                name: name.clone(),
                spec: spec.clone(),
                attributes: None,
            }),
        }
    }
    out
}
