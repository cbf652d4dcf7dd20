//! 设备行 · workshops, places and equipment in a workbook

use super::attributes;
use super::check::{Body, Past, Said};
use super::fields::{Line, several};
use lexicon::{EquipmentId, WorkshopId};
use registers::enterprise::{Attributes, EquipmentInput, WorkshopInput, rules};
use serde::{Deserialize, Serialize};
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};

/// One row of an equipment sheet, in keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub industry: String,
    pub unit: String,
    pub workshop: String,
    pub places: Vec<String>,
    /// Kind, name and specification; none on a row that only registers workshop and places.
    pub equipment: Option<(String, String, String)>,
    /// Of the equipment, as far as the sheet has columns for them; empty texts for empty cells.
    #[serde(default)]
    pub attributes: Attributes,
}

/// The most rows of one enterprise: its pieces, and as many rows for workshops as there may be workshops.
const MOST_ROWS: usize = rules::MOST_PIECES + rules::MOST_WORKSHOPS;

/// Reads one row and holds it to its enterprise, which stands earlier in the file.
pub(super) fn read(line: &mut Line<'_>, (n, industry): (u32, &seed::Industry), past: &mut Past) -> Said {
    let credit_code = line.required("credit_code", 40).to_ascii_uppercase();
    let mut owner = 0;
    if let Some(firm) = past.firm(&credit_code) {
        owner = firm.ordinal;
        if firm.is_good && firm.industries & (1_u128 << n.min(127)) == 0 {
            line.fault("credit_code", &credit_code, format!("该企业的行业类型没有填“{}”", industry.zh));
        }
    } else if !credit_code.is_empty() {
        line.fault("credit_code", &credit_code, "“企业信息”表中没有这一统一社会信用代码");
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
    let name = equipment.as_ref().map(|(_, name, _)| name.clone()).unwrap_or_default();
    let attributes = attributes::of_piece(line, industry);
    // 属性随设备填写；没有设备的行不知道是谁的属性。
    if let (None, Some((key, value))) = (&equipment, attributes.iter().find(|(_, value)| !value.is_empty())) {
        line.fault(&attributes::key(key), value, "这一行没有填设备，不能填设备的属性");
    }
    let piece = unit.filter(|_| line.is_good).map(|unit| {
        let (industry, unit) = (industry.key.clone(), unit.key.clone());
        Piece { industry, unit, workshop, places, equipment, attributes }
    });
    // 所属企业的行有错误的，设备行随它一起不导入。
    let piece = piece.filter(|piece| fits(line, (&credit_code, piece), past));
    let piece = piece.filter(|_| past.firm(&credit_code).is_some_and(|firm| firm.is_good));
    Said { credit_code, name, owner, body: piece.map(|piece| Body::Piece(Box::new(piece))) }
}

/// 同一车间内同种设备不得同名；一家企业的设备有上限。
fn fits(line: &mut Line<'_>, (code, piece): (&str, &Piece), past: &mut Past) -> bool {
    if let Some((kind, name, _)) = &piece.equipment {
        let mut hasher = std::hash::DefaultHasher::new();
        (code, &piece.industry, &piece.unit, &piece.workshop, kind, name).hash(&mut hasher);
        match past.pieces.entry(hasher.finish()) {
            Entry::Occupied(earlier) => {
                let sentence = format!("与第{}行重复，同一车间内同种设备的名称不得相同", earlier.get());
                line.fault("name", name, sentence);
                return false;
            }
            Entry::Vacant(free) => free.insert(line.row),
        };
    }
    let Some(firm) = past.firm(code) else { return false };
    firm.pieces += 1;
    if firm.pieces > MOST_ROWS {
        line.fault("credit_code", code, format!("一家企业的设备不能超过{}台", rules::MOST_PIECES));
        return false;
    }
    true
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
            Some(known) => {
                known.spec.clone_from(spec);
                known.attributes = attributes::after(known.attributes.as_ref(), &piece.attributes);
            }
            None => shop.equipment.push(EquipmentInput {
                id: EquipmentId::new(),
                kind: kind.clone(),
                name: name.clone(),
                spec: spec.clone(),
                attributes: attributes::after(None, &piece.attributes),
            }),
        }
    }
    out
}
