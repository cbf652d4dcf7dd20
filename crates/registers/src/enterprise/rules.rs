//! 执法对象 · rules of equipment
//!
//! The page and the import pass the same rules.

use super::{Enterprise, EnterpriseState, EquipmentInput, WorkshopInput};
use crate::industry::model;
use authority::{FieldError, Halt, Result};
use lexicon::refusals;
use std::collections::HashSet;

refusals! {
    /// 修改执法对象不准的情形
    pub enum Refusal in "enterprise" {
        StruckOff = "struck_off", "企业已经核销，不能修改设备信息", way_out "如企业恢复生产经营，请先由业务管理员恢复其状态";
    }
}

/// The most pieces of one enterprise.
pub const MOST_PIECES: usize = 2000;
/// The most workshops of one enterprise.
pub const MOST_WORKSHOPS: usize = 300;
/// The longest name, in characters.
const LONGEST_NAME: usize = 60;

/// Whether the enterprise may still be changed.
///
/// # Errors
/// `enterprise.struck_off`.
pub fn still_open(enterprise: &Enterprise) -> Result<()> {
    if enterprise.row.state == EnterpriseState::StruckOff {
        let mut refused = Refusal::StruckOff.refused();
        refused.by_state = true;
        return Err(Halt::Refused(refused));
    }
    Ok(())
}

/// Whether the caller saw the present state.
///
/// # Errors
/// [`Halt::Stale`].
pub fn seen(enterprise: &Enterprise, seen: i64) -> Result<()> {
    if enterprise.revision == seen {
        return Ok(());
    }
    Err(Halt::Stale { revision: enterprise.revision, by: enterprise.updated_by.clone(), at: enterprise.row.updated_at })
}

/// The workshops as they are to be stored (names trimmed, numbers plain), checked against the industry model.
/// `industries` are the enterprise's.
///
/// # Errors
/// Every field that does not make sense.
pub fn workshops(
    reference: &seed::Seed,
    industries: &[String],
    asked: &[WorkshopInput],
) -> std::result::Result<Vec<WorkshopInput>, Vec<FieldError>> {
    let mut faults = Faults(Vec::new());
    let pieces: usize = asked.iter().map(|shop| shop.equipment.len()).sum();
    faults.unless(asked.len() <= MOST_WORKSHOPS, "workshops", || format!("厂、车间不能超过{MOST_WORKSHOPS}个"));
    faults.unless(pieces <= MOST_PIECES, "workshops", || format!("设备不能超过{MOST_PIECES}台，现有{pieces}台"));
    if faults.0.is_empty() {
        once(asked, &mut faults);
        let shops = asked.iter().enumerate().map(|(n, shop)| {
            faults.unless(industries.contains(&shop.industry), &format!("workshops[{n}].industry"), || {
                "企业没有这一行业类型".to_owned()
            });
            workshop(reference, (n, shop), &mut faults)
        });
        let shops: Vec<WorkshopInput> = shops.collect();
        if faults.0.is_empty() {
            return Ok(shops);
        }
    }
    faults.0.truncate(50);
    Err(faults.0)
}

struct Faults(Vec<FieldError>);

impl Faults {
    fn unless(&mut self, fine: bool, field: &str, sentence: impl FnOnce() -> String) {
        if !fine {
            self.0.push(FieldError::new(field, sentence()));
        }
    }
}

/// No id twice.
fn once(asked: &[WorkshopInput], faults: &mut Faults) {
    let mut shops = HashSet::new();
    let mut pieces = HashSet::new();
    for (n, shop) in asked.iter().enumerate() {
        faults.unless(shops.insert(shop.id), &format!("workshops[{n}].id"), || "厂、车间编号重复".to_owned());
        for (m, piece) in shop.equipment.iter().enumerate() {
            let field = format!("workshops[{n}].equipment[{m}].id");
            faults.unless(pieces.insert(piece.id), &field, || "设备编号重复".to_owned());
        }
    }
}

fn workshop(reference: &seed::Seed, (n, shop): (usize, &WorkshopInput), faults: &mut Faults) -> WorkshopInput {
    let at = |field: &str| format!("workshops[{n}].{field}");
    let name = shop.name.trim().to_owned();
    faults.unless(!name.is_empty(), &at("name"), || "请填写厂、分厂、车间名称".to_owned());
    faults.unless(name.chars().count() <= LONGEST_NAME, &at("name"), || format!("名称不能超过{LONGEST_NAME}字"));
    let industry = model(reference, &shop.industry);
    let unit = industry.and_then(|industry| industry.unit(&shop.unit));
    faults.unless(unit.is_some(), &at("unit"), || "该行业没有这一生产单元".to_owned());
    let mut places: Vec<String> = Vec::new();
    for place in &shop.places {
        let known = industry.is_some_and(|industry| industry.place(place).is_some());
        faults.unless(known, &at("places"), || format!("该行业没有“{place}”这种场所"));
        if !places.contains(place) {
            places.push(place.clone());
        }
    }
    let mut names = HashSet::new();
    let mut equipment = Vec::with_capacity(shop.equipment.len());
    for (m, piece) in shop.equipment.iter().enumerate() {
        let at = |field: &str| format!("workshops[{n}].equipment[{m}].{field}");
        let piece = one_piece(unit, piece, &at, faults);
        faults.unless(names.insert((piece.kind.clone(), piece.name.clone())), &at("name"), || {
            format!("同一车间内有两台同种设备都叫“{}”", piece.name)
        });
        equipment.push(piece);
    }
    WorkshopInput { id: shop.id, industry: shop.industry.clone(), unit: shop.unit.clone(), name, places, equipment }
}

fn one_piece(
    unit: Option<&seed::ProductionUnit>,
    piece: &EquipmentInput,
    at: &dyn Fn(&str) -> String,
    faults: &mut Faults,
) -> EquipmentInput {
    let name = piece.name.trim().to_owned();
    faults.unless(!name.is_empty(), &at("name"), || "请填写设备编号或描述".to_owned());
    faults.unless(name.chars().count() <= LONGEST_NAME, &at("name"), || format!("名称不能超过{LONGEST_NAME}字"));
    let kind = unit.and_then(|unit| unit.equipment(&piece.kind));
    faults.unless(unit.is_none() || kind.is_some(), &at("kind"), || "该生产单元没有这种设备".to_owned());
    let spec = match kind {
        None => piece.spec.clone(),
        Some(kind) => spec(&kind.spec, &piece.spec).unwrap_or_else(|sentence| {
            faults.0.push(FieldError::new(at("spec"), sentence));
            String::new()
        }),
    };
    EquipmentInput { id: piece.id, kind: piece.kind.clone(), name, spec, attributes: piece.attributes.clone() }
}

/// 规格: where the model names a unit, a positive number below a thousand million; the unit may be written behind it.
///
/// # Errors
/// What is wrong, in Chinese.
pub fn spec(model: &seed::Specification, text: &str) -> std::result::Result<String, String> {
    let text = text.trim();
    if model.unit.is_empty() {
        return if text.chars().count() <= LONGEST_NAME { Ok(text.to_owned()) } else { Err("规格过长".to_owned()) };
    }
    let number = text.strip_suffix(model.unit.as_str()).unwrap_or(text).trim();
    let plain = !number.is_empty() && number.len() <= 14 && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match number.parse::<f64>() {
        Ok(value) if plain && value > 0.0 && value < 1e9 => Ok(value.to_string()),
        _ => Err(format!("{}应填写大于零的数字，单位为{}", model.label, model.unit)),
    }
}
