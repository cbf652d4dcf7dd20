//! 变更记录 · an entry as lines that can be read: Chinese names of fields and values, equipment piece by piece

use super::FieldChange;
use lexicon::{RegionLevel, Term};
use registers::enterprise::{BusinessKind, EnterpriseState, RiskLevel, StandardGrade};
use registers::industry::model;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Fields in the order of the form. What is not named here (keys, counts, ids) means nothing to a reader.
const LABELS: &[(&str, &str)] = &[
    ("name", "企业名称"),
    ("business_kind", "企业类型"),
    ("credit_code", "统一社会信用代码"),
    ("region_name", "所在地区"),
    ("address", "生产经营地址"),
    ("postcode", "邮政编码"),
    ("longitude", "经度"),
    ("latitude", "纬度"),
    ("legal_person", "法定代表人（负责人）"),
    ("legal_title", "法定代表人职务"),
    ("phone", "联系电话"),
    ("contact", "联系人"),
    ("contact_title", "联系人职务"),
    ("contact_phone", "联系人电话"),
    ("industries", "行业类型"),
    ("element", "安全生产要素"),
    ("gb4754", "国民经济行业"),
    ("scale", "企业规模"),
    ("capacity", "产能"),
    ("employees", "从业人数"),
    ("standard_grade", "安全生产标准化等级"),
    ("risk_level", "风险等级"),
    ("supervision_level", "监管层级"),
    ("supervision_organ", "监管机构"),
    ("state", "状态"),
];

/// What differs between the two sides of an entry.
#[must_use]
pub fn fields(reference: &seed::Seed, before: &Value, after: &Value) -> Vec<FieldChange> {
    let (before, after) = (plain(before), plain(after));
    let mut out = Vec::new();
    for (key, label) in LABELS {
        if before.contains_key(*key) || after.contains_key(*key) {
            let word = |side: &Map<String, Value>| side.get(*key).map(|v| word(reference, key, v)).unwrap_or_default();
            push(&mut out, label, word(&before), word(&after));
        }
    }
    let (old, new) = (map(before.get("attributes")), map(after.get("attributes")));
    attributes(reference, "", (&old, &new), &mut out);
    workshops(reference, (before.get("workshops"), after.get("workshops")), &mut out);
    out
}

fn push(out: &mut Vec<FieldChange>, label: &str, before: String, after: String) {
    if before != after {
        out.push(FieldChange { label: label.to_owned(), before, after });
    }
}

/// One side as fields: an equipment check keeps a list of workshops, an import the facts and the workshops in a pair.
fn plain(side: &Value) -> Map<String, Value> {
    match side {
        Value::Object(fields) => fields.clone(),
        Value::Array(parts) => match parts.as_slice() {
            [Value::Object(facts), Value::Array(shops)] if facts.contains_key("credit_code") => {
                let mut fields = facts.clone();
                fields.insert("workshops".to_owned(), Value::Array(shops.clone()));
                fields
            }
            shops => Map::from_iter([("workshops".to_owned(), Value::Array(shops.to_vec()))]),
        },
        _ => Map::new(),
    }
}

fn term<T: Term>(code: &str) -> String {
    T::parse(code).map_or_else(|_| code.to_owned(), |term| term.zh().to_owned())
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

fn word(reference: &seed::Seed, key: &str, value: &Value) -> String {
    let code = text(value);
    match key {
        "state" => term::<EnterpriseState>(&code),
        "business_kind" => term::<BusinessKind>(&code),
        "standard_grade" => term::<StandardGrade>(&code),
        "risk_level" => term::<RiskLevel>(&code),
        "supervision_level" => term::<RegionLevel>(&code),
        "phone" | "contact_phone" if !code.contains('*') => lexicon::masked_phone(&code),
        "gb4754" => {
            let name = reference.economic_classes.name_of(&code).unwrap_or_default();
            format!("{code} {name}").trim().to_owned()
        }
        "industries" => {
            let keys = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let name = |key: &Value| model(reference, &text(key)).map_or_else(|| text(key), |i| i.zh.clone());
            keys.iter().map(name).collect::<Vec<_>>().join("、")
        }
        _ => code,
    }
}

fn map(value: Option<&Value>) -> BTreeMap<String, String> {
    let fields = value.and_then(Value::as_object);
    fields.map(|f| f.iter().map(|(k, v)| (k.clone(), text(v))).collect()).unwrap_or_default()
}

fn attributes(
    reference: &seed::Seed,
    owner: &str,
    (old, new): (&BTreeMap<String, String>, &BTreeMap<String, String>),
    out: &mut Vec<FieldChange>,
) {
    let known: Vec<&seed::Attribute> = reference.industries.iter().flat_map(|i| &i.attributes).collect();
    let keys: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for key in keys {
        let attribute = known.iter().find(|a| a.key == *key);
        let word = |value: Option<&String>| {
            let code = value.cloned().unwrap_or_default();
            let choice = attribute.and_then(|a| a.choices.iter().find(|c| c.key == code));
            let unit = attribute.map(|a| a.unit.clone()).filter(|_| !code.is_empty()).unwrap_or_default();
            choice.map_or_else(|| format!("{code}{unit}"), |choice| choice.zh.clone())
        };
        let zh = attribute.map_or(key.as_str(), |a| a.zh.as_str());
        push(out, &format!("{owner}{zh}"), word(old.get(key)), word(new.get(key)));
    }
}

/// A workshop of an entry.
struct Shop<'a> {
    title: String,
    places: String,
    pieces: BTreeMap<String, Piece<'a>>,
}

/// A piece of an entry, with what it is called.
struct Piece<'a> {
    shop: String,
    zh: String,
    attributes: BTreeMap<String, String>,
    value: &'a Value,
}

fn workshops(reference: &seed::Seed, (old, new): (Option<&Value>, Option<&Value>), out: &mut Vec<FieldChange>) {
    let (old, new) = (shops(reference, old), shops(reference, new));
    let ids: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for id in ids {
        let (was, is) = (old.get(id), new.get(id));
        let title = |shop: Option<&Shop<'_>>| shop.map(|s| s.title.clone()).unwrap_or_default();
        push(out, "厂/分厂/车间", title(was), title(is));
        if let (Some(was), Some(is)) = (was, is) {
            push(out, &format!("{} 涉及场所", is.title), was.places.clone(), is.places.clone());
        }
    }
    let all = |side: &BTreeMap<String, Shop<'_>>| -> BTreeMap<String, (String, String, BTreeMap<String, String>)> {
        let pieces = side.values().flat_map(|shop| shop.pieces.iter());
        pieces.map(|(id, p)| (id.clone(), (p.shop.clone(), p.zh.clone(), p.attributes.clone()))).collect()
    };
    let (was, is) = (all(&old), all(&new));
    let ids: std::collections::BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for id in ids {
        let place = |p: Option<&(String, String, BTreeMap<String, String>)>| p.map(|p| p.0.clone()).unwrap_or_default();
        let zh = |p: Option<&(String, String, BTreeMap<String, String>)>| p.map(|p| p.1.clone()).unwrap_or_default();
        let (a, b) = (was.get(id), is.get(id));
        let owner = if b.is_some() { place(b) } else { place(a) };
        push(out, &format!("{owner} 设备"), zh(a), zh(b));
        if let (Some(a), Some(b)) = (a, b) {
            attributes(reference, &format!("{} ", b.1), (&a.2, &b.2), out);
        }
    }
}

fn shops<'a>(reference: &seed::Seed, side: Option<&'a Value>) -> BTreeMap<String, Shop<'a>> {
    let list = side.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|shop| (field(shop, "id"), one_shop(reference, shop))).collect()
}

fn field(value: &Value, key: &str) -> String {
    value.get(key).map(text).unwrap_or_default()
}

fn one_shop<'a>(reference: &seed::Seed, shop: &'a Value) -> Shop<'a> {
    let industry = model(reference, &field(shop, "industry"));
    let unit = industry.and_then(|i| i.unit(&field(shop, "unit")));
    let unit_zh = unit.map_or_else(|| field(shop, "unit"), |u| u.zh.clone());
    let title = format!("{unit_zh} / {}", field(shop, "name"));
    let places = shop.get("places").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let place = |key: &Value| {
        let known = industry.and_then(|i| i.place(&text(key)));
        known.map_or_else(|| text(key), |p| p.zh.clone())
    };
    let pieces = shop.get("equipment").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let piece = |value: &'a Value| {
        let kind = unit.and_then(|u| u.equipment(&field(value, "kind")));
        let kind_zh = kind.map_or_else(|| field(value, "kind"), |k| k.zh.clone());
        let spec = kind.map_or_else(String::new, |k| k.spec.unit.clone());
        let zh = format!("{}（{kind_zh}，{}{spec}）", field(value, "name"), field(value, "spec"));
        let attributes = map(value.get("attributes"));
        (field(value, "id"), Piece { shop: title.clone(), zh, attributes, value })
    };
    Shop {
        places: places.iter().map(place).collect::<Vec<_>>().join("、"),
        pieces: pieces.iter().map(piece).filter(|(_, p)| p.value.is_object()).collect(),
        title,
    }
}
