//! 执法对象 · rules of equipment
//!
//! The page and the import pass the same rules.

use super::facts::{self, Facts};
use super::{Enterprise, EnterpriseState, EquipmentInput, Particulars, WorkshopInput};
use crate::industry::model;
use authority::{FieldError, Halt, Result};
use lexicon::refusals;
use std::collections::HashSet;

refusals! {
    /// 修改执法对象不准的情形
    pub enum Refusal in "enterprise" {
        StruckOff = "struck_off", "企业已经核销，不能修改", way_out "如企业恢复生产经营，请先由业务管理员恢复其状态";
        AlreadyStruckOff = "already_struck_off", "企业已经核销", way_out "请刷新页面；要改缘由的，恢复后再核销";
        NotStruckOff = "not_struck_off", "企业没有核销，不用恢复", way_out "请刷新页面；正常、停产之间的变化在编辑中修改";
        CodeTaken = "code_taken", "本辖区已经登记了这一统一社会信用代码", way_out "请打开已登记的企业核对；已核销的可以恢复，不要重复登记";
        CodeTakenElsewhere = "code_taken_elsewhere", "这一统一社会信用代码已由其他地区登记", way_out "请核对代码；企业迁入本地的，请报共同的上级应急管理部门的业务管理员，由其修改企业的所在地区";
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
        return Err(by_state(Refusal::StruckOff));
    }
    Ok(())
}

/// The reason that was given, without blanks around it.
///
/// # Errors
/// None, or more than 500 characters.
pub fn reason(text: &str) -> Result<String> {
    let text = text.trim();
    let wrong = |sentence: &str| Err(Halt::Invalid(vec![FieldError::new("reason", sentence)]));
    match text.chars().count() {
        0 => wrong("请说明原因"),
        1..=500 => Ok(text.to_owned()),
        _ => wrong("原因不能超过500字"),
    }
}

/// 已经核销的不再核销。
///
/// # Errors
/// `enterprise.already_struck_off`.
pub fn not_struck_off(state: EnterpriseState) -> Result<()> {
    if state == EnterpriseState::StruckOff { Err(by_state(Refusal::AlreadyStruckOff)) } else { Ok(()) }
}

/// 只恢复已经核销的，恢复为正常或者停产；须说明原因。
///
/// # Errors
/// `enterprise.not_struck_off`; a state or a reason that does not make sense.
pub fn restore(state: EnterpriseState, to: EnterpriseState, why: &str) -> Result<String> {
    if state != EnterpriseState::StruckOff {
        return Err(by_state(Refusal::NotStruckOff));
    }
    if to == EnterpriseState::StruckOff {
        return Err(Halt::Invalid(vec![FieldError::new("state", "请选择恢复为正常还是停产")]));
    }
    reason(why)
}

fn by_state(refusal: Refusal) -> Halt {
    let mut refused = refusal.refused();
    refused.by_state = true;
    Halt::Refused(refused)
}

/// Base facts and workshops together, so that one answer tells every fault of both pages.
///
/// # Errors
/// Every field that does not make sense: `facts.…` and `workshops[…]…`.
pub fn whole(
    reference: &seed::Seed,
    (scope, today): (&authority::Scope, lexicon::LegalDay),
    facts: &Facts,
    shops: &[WorkshopInput],
) -> std::result::Result<(Particulars, Vec<WorkshopInput>), Vec<FieldError>> {
    let against = facts::Against { reference, scope, today };
    let particulars = facts::particulars(facts, &against);
    let workshops = workshops(reference, &facts.industries, shops);
    match (particulars, workshops) {
        (Ok(particulars), Ok(workshops)) => Ok((particulars, workshops)),
        (particulars, workshops) => {
            let base = particulars.err().unwrap_or_default().into_iter();
            let base = base.map(|f| FieldError::new(format!("facts.{}", f.field), f.sentence));
            Err(base.chain(workshops.err().unwrap_or_default()).collect())
        }
    }
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
        let piece = one_piece((reference, &shop.industry, unit), piece, &at, faults);
        faults.unless(names.insert((piece.kind.clone(), piece.name.clone())), &at("name"), || {
            format!("同一车间内有两台同种设备都叫“{}”", piece.name)
        });
        equipment.push(piece);
    }
    WorkshopInput { id: shop.id, industry: shop.industry.clone(), unit: shop.unit.clone(), name, places, equipment }
}

fn one_piece(
    (reference, industry, unit): (&seed::Seed, &str, Option<&seed::ProductionUnit>),
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
    let attributes = piece.attributes.as_ref().map(|given| {
        let given = (seed::AttributeScope::Equipment, given);
        let at = |key: &str| at(&format!("attributes.{key}"));
        facts::attributes(reference, &[industry.to_owned()], given, &at).unwrap_or_else(|mut wrong| {
            faults.0.append(&mut wrong);
            super::Attributes::new()
        })
    });
    EquipmentInput { id: piece.id, kind: piece.kind.clone(), name, spec, attributes }
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
