//! 差别 · an enterprise before and after an import, field by field, as a reader says it

use super::judge::Whole;
use super::{Difference, attributes};
use crate::columns::Columns;
use lexicon::{Term, masked_phone};
use registers::enterprise::{Attributes, Particulars, WorkshopInput};
use registers::industry::model;
use seed::AttributeScope;
use std::borrow::Cow;
use std::collections::HashMap;

/// What differs, in the order of the columns; then the equipment.
#[must_use]
pub fn differences(reference: &seed::Seed, columns: &Columns, (before, after): (&Whole, &Whole)) -> Vec<Difference> {
    let (old, new) = (texts(reference, &before.particulars), texts(reference, &after.particulars));
    let map = columns.of_enterprises(&reference.industries);
    let fields = old.into_iter().zip(new).filter(|((_, was), (_, is))| was != is);
    let mut out: Vec<Difference> = fields
        .map(|((key, was), (_, is))| {
            let mask = |text: String| if key.ends_with("phone") { masked_phone(&text) } else { text };
            Difference { heading: map.heading(&key).to_owned(), before: mask(was), after: mask(is) }
        })
        .collect();
    out.extend(equipment(reference, &before.workshops, &after.workshops));
    out
}

/// The fields of the workbook as they are written there, in the order of its columns.
#[must_use]
pub fn texts(reference: &seed::Seed, p: &Particulars) -> Vec<(Cow<'static, str>, String)> {
    let all = attributes::of_firms(&reference.industries);
    let of_industries =
        all.map(|(_, one)| (attributes::key(&one.key).into(), attributes::text(one, &p.more.attributes)));
    base(reference, p).into_iter().map(|(key, text)| (key.into(), text)).chain(of_industries).collect()
}

fn base(reference: &seed::Seed, p: &Particulars) -> Vec<(&'static str, String)> {
    let industry = |key: &String| model(reference, key).map_or(key.clone(), |industry| industry.zh.clone());
    let industries: Vec<String> = p.industries.iter().map(industry).collect();
    let degrees = |d: Option<f64>| d.map(|d| d.to_string()).unwrap_or_default();
    let more = &p.more;
    vec![
        ("name", p.name.clone()),
        ("credit_code", p.credit_code.to_string()),
        ("region_code", p.region_code.to_string()),
        ("address", p.address.clone()),
        ("legal_person", p.legal_person.clone()),
        ("legal_title", p.legal_title.clone()),
        ("phone", p.phone.clone()),
        ("contact", p.contact.clone()),
        ("contact_title", p.contact_title.clone()),
        ("contact_phone", p.contact_phone.clone()),
        ("industries", industries.join("；")),
        ("element", p.element.clone()),
        ("gb4754", p.gb4754.clone()),
        ("scale", p.scale.clone()),
        ("capacity", p.capacity.clone()),
        ("employees", p.employees.to_string()),
        ("longitude", degrees(p.longitude)),
        ("latitude", degrees(p.latitude)),
        ("state", p.state.zh().to_owned()),
        ("business_kind", more.business_kind.zh().to_owned()),
        ("postcode", more.postcode.clone()),
        ("standard_grade", more.standard_grade.zh().to_owned()),
        ("risk_level", more.risk_level.zh().to_owned()),
        ("supervision_level", more.supervision_level.zh().to_owned()),
        ("supervision_organ", more.supervision_organ.clone()),
    ]
}

/// 逐台说设备的增减；车间涉及场所的变化说车间。
fn equipment(reference: &seed::Seed, before: &[WorkshopInput], after: &[WorkshopInput]) -> Vec<Difference> {
    let place = |shop: &WorkshopInput| {
        let unit = model(reference, &shop.industry).and_then(|industry| industry.unit(&shop.unit));
        format!("{} {}", unit.map_or(shop.unit.as_str(), |unit| unit.zh.as_str()), shop.name)
    };
    let all = |shops: &[WorkshopInput]| -> Vec<(lexicon::EquipmentId, String, String)> {
        let mut out = Vec::new();
        for shop in shops {
            let unit = model(reference, &shop.industry).and_then(|industry| industry.unit(&shop.unit));
            for piece in &shop.equipment {
                let kind = unit.and_then(|unit| unit.equipment(&piece.kind));
                let measure = kind.map(|kind| kind.spec.unit.as_str()).unwrap_or_default();
                let spec = (!piece.spec.is_empty()).then(|| format!("{}{measure}", piece.spec));
                let more = said(model(reference, &shop.industry), piece.attributes.as_ref());
                let told = spec.into_iter().chain(more).collect::<Vec<_>>().join("；");
                let text = if told.is_empty() { piece.name.clone() } else { format!("{}（{told}）", piece.name) };
                out.push((piece.id, place(shop), text));
            }
        }
        out
    };
    let known: HashMap<_, _> = all(before).into_iter().map(|(id, _, text)| (id, text)).collect();
    let mut out = Vec::new();
    for (id, place, text) in all(after) {
        match known.get(&id) {
            None => out.push(Difference { heading: place, before: String::new(), after: text }),
            Some(was) if *was != text => out.push(Difference { heading: place, before: was.clone(), after: text }),
            Some(_) => {}
        }
    }
    let places: HashMap<_, _> = before.iter().map(|shop| (shop.id, &shop.places)).collect();
    for shop in after.iter().filter(|shop| places.get(&shop.id).is_none_or(|old| **old != shop.places)) {
        let zh = |key: &String| {
            let known = model(reference, &shop.industry).and_then(|industry| industry.place(key));
            known.map_or(key.clone(), |place| place.zh.clone())
        };
        let say = |keys: &[String]| keys.iter().map(zh).collect::<Vec<_>>().join("；");
        let was = places.get(&shop.id).map(|old| say(old)).unwrap_or_default();
        let is = say(&shop.places);
        if was != is {
            out.push(Difference { heading: format!("{} 涉及场所", place(shop)), before: was, after: is });
        }
    }
    out
}

/// 设备的属性，逐项说。
fn said(industry: Option<&seed::Industry>, stored: Option<&Attributes>) -> Vec<String> {
    let (Some(industry), Some(stored)) = (industry, stored) else { return Vec::new() };
    let all = attributes::of(industry, AttributeScope::Equipment).map(|one| (one, attributes::text(one, stored)));
    all.filter(|(_, text)| !text.is_empty()).map(|(one, text)| format!("{}：{text}{}", one.zh, one.unit)).collect()
}
