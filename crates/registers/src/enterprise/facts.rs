//! 基本信息 · the base facts as they are sent, and the rules they pass
//!
//! 新建、编辑和暂存用同一份内容。All faults are found at once, each at its field; what passes is parsed for good.
//! Not here: workshops and equipment (rules), whether a code is taken (code).

use super::{Attributes, BusinessKind, EnterpriseState, MoreParticulars, Particulars, RiskLevel, StandardGrade};
use crate::industry::{is_special, model};
use authority::{FieldError, Scope};
use lexicon::{CreditCode, LegalDay, RegionCode, RegionKeys, RegionLevel, Term};
use seed::AttributeScope;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use utoipa::ToSchema;

/// 安全生产要素
pub const ELEMENTS: [&str; 3] = ["工贸", "危化品", "其他企业"];
/// 企业规模
pub const SCALES: [&str; 4] = ["大型", "中型", "小型", "微型"];
/// The most people of one enterprise.
pub const MOST_EMPLOYEES: i64 = 1_000_000;

/// The base facts of an enterprise as they were filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Facts {
    /// 企业名称
    pub name: String,
    pub business_kind: BusinessKind,
    /// 统一社会信用代码
    pub credit_code: String,
    /// 县级区划（不设县区的市为市）的六位代码
    pub region_code: String,
    /// 生产经营地址
    pub address: String,
    /// 邮政编码
    pub postcode: String,
    /// 东经
    pub longitude: Option<f64>,
    /// 北纬
    pub latitude: Option<f64>,
    /// 法定代表人（负责人、经营者）
    pub legal_person: String,
    pub legal_title: String,
    /// 联系电话
    pub phone: String,
    /// 联系人
    pub contact: String,
    pub contact_title: String,
    pub contact_phone: String,
    /// 行业类型
    pub industries: Vec<String>,
    /// 安全生产要素
    pub element: String,
    /// 国民经济行业代码
    pub gb4754: String,
    /// 规模
    pub scale: String,
    /// 产能
    pub capacity: String,
    /// 从业人数
    pub employees: Option<i64>,
    pub standard_grade: StandardGrade,
    pub risk_level: RiskLevel,
    /// 监管层级
    pub supervision_level: RegionLevel,
    /// 监管机构
    pub supervision_organ: String,
    /// 正常或者停产
    pub state: EnterpriseState,
    /// 行业属性
    pub attributes: BTreeMap<String, String>,
}

/// Against what facts are judged.
pub struct Against<'a> {
    pub reference: &'a seed::Seed,
    pub scope: &'a Scope,
    pub today: LegalDay,
}

/// The facts, parsed and put in order.
///
/// # Errors
/// Every field that does not make sense.
pub fn particulars(facts: &Facts, against: &Against<'_>) -> Result<Particulars, Vec<FieldError>> {
    let mut faults = Faults::default();
    let credit_code = faults.parsed("credit_code", "统一社会信用代码", &facts.credit_code, |text| {
        CreditCode::parse(text).map_err(|e| e.to_string())
    });
    let place = faults.parsed("region_code", "所在地区", &facts.region_code, |text| place(text, against));
    let (legal_person, legal_title) = (
        faults.required("legal_person", "法定代表人（负责人）", &facts.legal_person, 30),
        faults.required("legal_title", "法定代表人职务", &facts.legal_title, 30),
    );
    let (contact, contact_title) = (
        faults.required("contact", "联系人", &facts.contact, 30),
        faults.text("contact_title", &facts.contact_title, 30),
    );
    let numbers = faults.parsed("phone", "联系电话", &facts.phone, phone);
    let contact_phone = faults.optional("contact_phone", &facts.contact_phone, phone);
    let (longitude, latitude) = faults.coordinates(facts);
    let industries = industries(facts, against.reference, &mut faults);
    let attributes =
        attributes(against.reference, &industries, (AttributeScope::Enterprise, &facts.attributes), &|key| {
            format!("attributes.{key}")
        });
    let attributes = attributes.unwrap_or_else(|mut wrong| {
        faults.0.append(&mut wrong);
        Attributes::new()
    });
    let name = faults.required("name", "企业名称", &facts.name, 60);
    let address = faults.required("address", "生产经营地址", &facts.address, 120);
    let rest = rest(facts, against.reference, &mut faults);
    let (Some(credit_code), Some((region_code, region_name, keys)), Some(numbers), true) =
        (credit_code, place, numbers, faults.0.is_empty())
    else {
        return Err(faults.0);
    };
    Ok(Particulars {
        credit_code,
        name,
        region_code,
        region_name,
        keys,
        address,
        legal_person,
        legal_title,
        phone: numbers,
        contact,
        contact_title,
        contact_phone: contact_phone.unwrap_or_default(),
        is_special: is_special(against.reference, &industries),
        industries,
        element: facts.element.clone(),
        gb4754: facts.gb4754.trim().to_owned(),
        scale: facts.scale.clone(),
        capacity: rest.capacity,
        employees: facts.employees.unwrap_or(0),
        longitude,
        latitude,
        state: facts.state,
        more: MoreParticulars {
            business_kind: facts.business_kind,
            postcode: rest.postcode,
            standard_grade: facts.standard_grade,
            risk_level: facts.risk_level,
            supervision_level: facts.supervision_level,
            supervision_organ: rest.supervision_organ,
            attributes,
        },
    })
}

struct Rest {
    capacity: String,
    postcode: String,
    supervision_organ: String,
}

fn rest(facts: &Facts, reference: &seed::Seed, faults: &mut Faults) -> Rest {
    faults.unless(ELEMENTS.contains(&facts.element.as_str()), "element", || "请选择安全生产要素".to_owned());
    let scale = facts.scale.is_empty() || SCALES.contains(&facts.scale.as_str());
    faults.unless(scale, "scale", || format!("规模应为{}之一", SCALES.join("、")));
    faults.optional("gb4754", &facts.gb4754, |code| reference.economic_classes.check(code).map_err(|e| e.to_string()));
    let people = (0..=MOST_EMPLOYEES).contains(&facts.employees.unwrap_or(0));
    faults.unless(people, "employees", || format!("从业人数应为0至{MOST_EMPLOYEES}的整数"));
    faults.unless(facts.state != EnterpriseState::StruckOff, "state", || {
        "核销须单独办理并说明原因，这里只能选正常或者停产".to_owned()
    });
    // 个体工商户不填产能；企业的产能是方案和文书上的栏目。
    let capacity = if facts.business_kind == BusinessKind::SelfEmployed {
        faults.text("capacity", &facts.capacity, 100)
    } else {
        faults.required("capacity", "产能", &facts.capacity, 100)
    };
    let postcode = faults.optional("postcode", &facts.postcode, |text| {
        let six = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        if six { Ok(text.to_owned()) } else { Err("邮政编码为六位数字".to_owned()) }
    });
    let supervision_organ = faults.text("supervision_organ", &facts.supervision_organ, 60);
    Rest { capacity, postcode: postcode.unwrap_or_default(), supervision_organ }
}

/// 行业类型：工贸企业至少一种；危化品和其他企业可以没有。
fn industries(facts: &Facts, reference: &seed::Seed, faults: &mut Faults) -> Vec<String> {
    let mut seen = HashSet::new();
    let own: Vec<String> = facts.industries.iter().filter(|key| seen.insert(key.as_str())).cloned().collect();
    for key in own.iter().filter(|key| model(reference, key).is_none()) {
        faults.unless(false, "industries", || format!("没有“{key}”这种行业类型"));
    }
    let enough = !own.is_empty() || facts.element != "工贸";
    faults.unless(enough, "industries", || "工贸企业至少选一种行业类型".to_owned());
    own
}

/// 行政区划：现行的县级区划（不设县区的市为市），并在本机关管辖范围内。
fn place(text: &str, against: &Against<'_>) -> Result<(RegionCode, String, RegionKeys), String> {
    let code = RegionCode::parse(text).map_err(|e| e.to_string())?;
    let table = &against.reference.divisions;
    let row = table.find(&code).ok_or("没有这个行政区划")?;
    let keys = table.keys(&code).filter(|keys| !keys.county.is_empty());
    let keys = keys.ok_or("应选到县（市、区）一级")?;
    if !row.is_in_force(against.today) {
        return Err("该行政区划已经撤销，请选现行的区划".to_owned());
    }
    if !against.scope.holds(&keys) {
        return Err("不在本机关管辖范围内".to_owned());
    }
    Ok((code.clone(), table.full_name(&code).unwrap_or_default(), keys))
}

/// The attributes that the industries define, in order; what belongs to none of them falls away with its industry.
///
/// # Errors
/// A value that is no choice, no whole number or too long, at the field `at` names.
pub fn attributes(
    reference: &seed::Seed,
    industries: &[String],
    (scope, given): (AttributeScope, &Attributes),
    at: &dyn Fn(&str) -> String,
) -> Result<Attributes, Vec<FieldError>> {
    let mut out = Attributes::new();
    let mut wrong = Vec::new();
    let defined = industries.iter().filter_map(|key| model(reference, key)).flat_map(|industry| &industry.attributes);
    for one in defined.filter(|a| a.scope == scope) {
        let value = given.get(&one.key).map(|text| text.trim()).unwrap_or_default();
        if value.is_empty() {
            continue;
        }
        match attribute(one, value) {
            Ok(()) => {
                out.insert(one.key.clone(), value.to_owned());
            }
            Err(sentence) => wrong.push(FieldError::new(at(&one.key), sentence)),
        }
    }
    if wrong.is_empty() { Ok(out) } else { Err(wrong) }
}

/// Whether an attribute may hold a value that is not empty.
///
/// # Errors
/// The sentence.
pub fn attribute(attribute: &seed::Attribute, value: &str) -> Result<(), String> {
    if !attribute.choices.is_empty() {
        let known = attribute.choices.iter().any(|choice| choice.key == value);
        return if known { Ok(()) } else { Err(format!("请选择{}", attribute.zh)) };
    }
    if !attribute.unit.is_empty() {
        let fits = value.parse::<i64>().is_ok_and(|n| (0..=MOST_EMPLOYEES).contains(&n));
        return if fits { Ok(()) } else { Err(format!("{}应为整数，单位为{}", attribute.zh, attribute.unit)) };
    }
    if value.chars().count() <= 60 { Ok(()) } else { Err(format!("{}不能超过60字", attribute.zh)) }
}

/// 电话：手机号，或者带区号的固定电话，可有分机。
///
/// # Errors
/// The sentence.
pub fn phone(text: &str) -> Result<String, String> {
    let digits =
        |s: &str, least: usize, most: usize| (least..=most).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let is_mobile = text.starts_with('1') && digits(text, 11, 11);
    let parts: Vec<&str> = text.split('-').collect();
    let is_fixed = match parts.as_slice() {
        [whole] => whole.starts_with('0') && digits(whole, 10, 12),
        [area, number] => area.starts_with('0') && digits(area, 3, 4) && digits(number, 7, 8),
        [area, number, inner] => {
            area.starts_with('0') && digits(area, 3, 4) && digits(number, 7, 8) && digits(inner, 1, 6)
        }
        _ => false,
    };
    if is_mobile || is_fixed {
        Ok(text.to_owned())
    } else {
        Err("应为11位手机号，或者带区号的固定电话，如 0934-8000000".to_owned())
    }
}

/// Whether a point lies within the bounds of the country.
fn in_country(longitude: f64, latitude: f64) -> bool {
    (73.0..=136.0).contains(&longitude) && (3.0..=54.0).contains(&latitude)
}

#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn unless(&mut self, fine: bool, field: &str, sentence: impl FnOnce() -> String) {
        if !fine {
            self.0.push(FieldError::new(field, sentence()));
        }
    }
    fn text(&mut self, field: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        self.unless(text.chars().count() <= most, field, || format!("不能超过{most}字"));
        text.to_owned()
    }
    fn required(&mut self, field: &str, label: &str, text: &str, most: usize) -> String {
        self.unless(!text.trim().is_empty(), field, || format!("请填写{label}"));
        self.text(field, text, most)
    }
    fn parsed<T>(
        &mut self,
        field: &str,
        label: &str,
        text: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if text.trim().is_empty() {
            self.unless(false, field, || format!("请填写{label}"));
            return None;
        }
        self.optional(field, text, read)
    }
    fn optional<T>(&mut self, field: &str, text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(sentence) => {
                self.0.push(FieldError::new(field, sentence));
                None
            }
        }
    }
    /// 经纬度同时填写，在国境之内；填反了的说明白。
    fn coordinates(&mut self, facts: &Facts) -> (Option<f64>, Option<f64>) {
        let (Some(east), Some(north)) = (facts.longitude, facts.latitude) else {
            let neither = facts.longitude.is_none() && facts.latitude.is_none();
            self.unless(neither, "longitude", || "经度、纬度应当同时填写".to_owned());
            return (None, None);
        };
        let swapped = in_country(north, east);
        self.unless(in_country(east, north), "longitude", || {
            if swapped {
                "经度、纬度填反了：经度在前，约73至136度"
            } else {
                "经纬度不在国境之内，请核对"
            }
            .to_owned()
        });
        let to_the_metre = |degrees: f64| (degrees * 1e6).round() / 1e6;
        (Some(to_the_metre(east)), Some(to_the_metre(north)))
    }
}

/// What an entry keeps of the facts: by their fields, telephone numbers masked.
#[must_use]
pub fn told(p: &Particulars) -> serde_json::Value {
    let mut value = serde_json::to_value(p).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("phone".to_owned(), lexicon::masked_phone(&p.phone).into());
        fields.insert("contact_phone".to_owned(), lexicon::masked_phone(&p.contact_phone).into());
        fields.remove("keys");
        fields.insert("state".to_owned(), p.state.code().into());
    }
    value
}
