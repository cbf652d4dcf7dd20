//! 基本信息 · a row of 企业信息 as the page would have sent it, judged by the rules of the page
//!
//! 各栏先读成页面所填的内容，再交给登记的同一判定；一次报全，每处错误指到所在的列。
//! Not here: what the register knows of the enterprise (judge), duplicates within the file (check).

use super::attributes;
use super::check::Against;
use super::fields::{Line, number, several, whole_number};
use crate::columns::SheetMap;
use lexicon::Term;
use registers::enterprise::facts::{self, Facts};
use registers::enterprise::{EnterpriseState, MoreParticulars, Particulars};

/// What stands in for a telephone number that an export has covered; the register puts the number back (judge).
const STAND_IN: &str = "12000000000";

/// Whether a telephone number is written as exports write it.
#[must_use]
pub fn is_covered(text: &str) -> bool {
    text.contains('*') && text.chars().all(|c| c.is_ascii_digit() || c == '*')
}

/// The enterprise of a row; none when something is wrong, which is then reported.
pub(super) fn particulars(
    line: &mut Line<'_>,
    (map, against): (&SheetMap, &Against<'_>),
    [credit_code, name, region_code]: [String; 3],
) -> Option<Particulars> {
    let state = line.optional("state", term::<EnterpriseState>).unwrap_or(EnterpriseState::Normal);
    let mut read = read(line, (map, against), [credit_code, name, region_code]);
    let written = [std::mem::take(&mut read.phone), std::mem::take(&mut read.contact_phone)];
    let [phone, contact_phone] = written.clone().map(|text| if is_covered(&text) { STAND_IN.to_owned() } else { text });
    (read.phone, read.contact_phone) = (phone, contact_phone);
    let law = facts::Against { reference: against.reference, scope: against.scope, today: against.today };
    match facts::particulars(&read, &law) {
        Ok(particulars) => {
            let [phone, contact_phone] = written;
            // 核销的行由比对处理：没有变化的不报错，其余指明去哪里办。
            line.is_good.then_some(Particulars { phone, contact_phone, state, ..particulars })
        }
        Err(faults) => {
            for fault in faults.into_iter().filter(|fault| !line.is_told(&fault.field)).collect::<Vec<_>>() {
                let value = line.text_of(&fault.field).to_owned();
                line.fault(&fault.field, &value, fault.sentence);
            }
            None
        }
    }
}

/// All cells are read before anything is decided, so that one upload shows every fault of a row.
fn read(
    line: &mut Line<'_>,
    (map, against): (&SheetMap, &Against<'_>),
    [credit_code, name, region_code]: [String; 3],
) -> Facts {
    let address = line.required("address", 120);
    let legal_person = line.required("legal_person", 30);
    let legal_title = line.required("legal_title", 30);
    let phone = line.required("phone", 40);
    let contact = line.required("contact", 30);
    let contact_title = line.text("contact_title", 30);
    let contact_phone = line.text("contact_phone", 40);
    let industries = line.optional("industries", |text| industries(against.reference, text));
    let element = line.parsed("element", |text| one_of(map.choices("element"), text)).unwrap_or_default();
    let gb4754 = line.text("gb4754", 40);
    let scale = line.optional("scale", |text| one_of(map.choices("scale"), text)).unwrap_or_default();
    let capacity = line.text("capacity", 100);
    let employees = line.optional("employees", |text| whole_number(text, facts::MOST_EMPLOYEES));
    let (longitude, latitude) = (line.optional("longitude", number), line.optional("latitude", number));
    let is_point = !line.is_told("longitude") && !line.is_told("latitude");
    let own = (!line.is_told("industries")).then(|| industries.clone().unwrap_or_default());
    let attributes = attributes::of_firm(line, &against.reference.industries, own.as_deref());
    let usual = MoreParticulars::default();
    Facts {
        name,
        business_kind: line.optional("business_kind", term).unwrap_or(usual.business_kind),
        credit_code,
        region_code,
        address,
        postcode: line.text("postcode", 40),
        longitude: longitude.filter(|_| is_point),
        latitude: latitude.filter(|_| is_point),
        legal_person,
        legal_title,
        phone,
        contact,
        contact_title,
        contact_phone,
        industries: industries.unwrap_or_default(),
        element,
        gb4754,
        scale,
        capacity,
        employees,
        standard_grade: line.optional("standard_grade", term).unwrap_or(usual.standard_grade),
        risk_level: line.optional("risk_level", term).unwrap_or(usual.risk_level),
        supervision_level: line.optional("supervision_level", term).unwrap_or(usual.supervision_level),
        supervision_organ: line.text("supervision_organ", 60),
        state: EnterpriseState::Normal,
        attributes,
    }
}

/// A value of a closed set, by its Chinese term.
fn term<T: Term>(text: &str) -> Result<T, String> {
    let known = T::ALL.iter().copied().find(|value| value.zh() == text);
    known.ok_or_else(|| format!("应为{}之一", T::ALL.iter().map(|value| value.zh()).collect::<Vec<_>>().join("、")))
}

fn one_of(choices: &[String], text: &str) -> Result<String, String> {
    if choices.iter().any(|choice| choice == text) {
        Ok(text.to_owned())
    } else {
        Err(format!("应为{}之一", choices.join("、")))
    }
}

fn industries(reference: &seed::Seed, text: &str) -> Result<Vec<String>, String> {
    let mut out: Vec<String> = Vec::new();
    for part in several(text) {
        let known = reference.industries.iter().find(|industry| industry.zh == part);
        let industry = known.ok_or_else(|| {
            let all: Vec<&str> = reference.industries.iter().map(|i| i.zh.as_str()).collect();
            format!("没有“{part}”这种行业类型；可填：{}", all.join("；"))
        })?;
        if !out.contains(&industry.key) {
            out.push(industry.key.clone());
        }
    }
    if out.is_empty() { Err("至少填一种行业类型".to_owned()) } else { Ok(out) }
}
