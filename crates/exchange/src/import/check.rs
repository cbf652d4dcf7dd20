//! 校验 · what can be said of a workbook without the register
//!
//! Pure: the bytes, the reference data, the caller's scope and the day.

use super::fields::{Faults, Head, Line, degrees, phone, several, whole_number};
use super::pieces::{self, Piece};
use crate::columns::{Columns, SheetMap};
use crate::workbook::{Cell, LIMITS, Unreadable, Workbook};
use authority::Scope;
use lexicon::{CreditCode, LegalDay, Refused, RegionCode, RegionKeys, Term};
use registers::enterprise::{EnterpriseState, MoreParticulars, Particulars};
use std::collections::HashMap;

/// Against what a workbook is checked.
pub struct Against<'a> {
    pub reference: &'a seed::Seed,
    pub scope: &'a Scope,
    pub today: LegalDay,
}

/// An enterprise of the file without a fault of its own.
#[derive(Debug)]
pub struct Firm {
    /// Row in 企业信息.
    pub row: u32,
    pub particulars: Particulars,
    pub pieces: Vec<Piece>,
}

/// What the file holds.
#[derive(Debug)]
pub struct Checked {
    pub firms: Vec<Firm>,
    /// Rows of all sheets.
    pub rows: i64,
    pub faults: Faults,
    /// The head of 企业信息, to report faults that only the register knows.
    pub head: Head,
}

/// Where a credit code stands in the file.
pub(super) struct Known {
    row: u32,
    /// Its place among the good ones.
    pub(super) firm: Option<usize>,
}

/// Reads and checks a workbook.
///
/// # Errors
/// [`Unreadable`] when it cannot be read as a filled template.
pub fn check(bytes: Vec<u8>, columns: &'static Columns, against: &Against<'_>) -> Result<Checked, Refused> {
    let mut book = Workbook::open(bytes, LIMITS)?;
    let sheet = columns.enterprise.sheet.as_str();
    if !book.has(sheet) {
        return Err(Unreadable::NoSheet.at("file"));
    }
    let mut faults = Faults::default();
    let (mut firms, mut known, mut rows) = (Vec::new(), HashMap::new(), 0);
    let head = lines(&mut book, sheet, &columns.enterprise, |head, row, cells| {
        rows += 1;
        let mut line = Line { head, row, cells, faults: &mut faults, is_good: true };
        firm(&mut line, (&columns.enterprise, against), &mut firms, &mut known);
    })?;
    let Some(head) = head else {
        let mut refused = Unreadable::NoColumn.at("file");
        refused.sentence = format!("“{sheet}”表是空的");
        return Err(refused);
    };
    for industry in &against.reference.industries {
        let sheet = industry.equipment_tab.as_str();
        if book.has(sheet) {
            lines(&mut book, sheet, &columns.equipment, |head, row, cells| {
                rows += 1;
                let mut line = Line { head, row, cells, faults: &mut faults, is_good: true };
                pieces::read(&mut line, industry, &mut firms, &known);
            })?;
        }
    }
    Ok(Checked { firms, rows, faults, head })
}

/// Hands every row below the headings to `each`; the head, when there is anything on the sheet.
fn lines(
    book: &mut Workbook,
    sheet: &str,
    map: &'static SheetMap,
    mut each: impl FnMut(&Head, u32, &[Cell]),
) -> Result<Option<Head>, Refused> {
    let mut head: Option<Result<Head, Refused>> = None;
    book.rows(sheet, |row, cells| match &head {
        None => head = Some(Head::read(sheet, map, cells)),
        Some(Ok(head)) => each(head, row, cells),
        Some(Err(_)) => {}
    })?;
    head.transpose()
}

fn firm(
    line: &mut Line<'_>,
    (map, against): (&SheetMap, &Against<'_>),
    firms: &mut Vec<Firm>,
    known: &mut HashMap<String, Known>,
) {
    let code = line.parsed("credit_code", |text| CreditCode::parse(text).map_err(|e| e.to_string()));
    let earlier = code.as_ref().and_then(|code| known.get(code.as_str())).map(|k| k.row);
    if let (Some(code), Some(row)) = (&code, earlier) {
        line.fault("credit_code", code.as_str(), format!("与第{row}行重复，同一企业只填一行"));
    }
    let place = place(line, against);
    let read = facts(line, (map, against), (code.clone(), place));
    let row = line.row;
    let good = read.filter(|_| line.is_good);
    if let Some(code) = code.filter(|_| earlier.is_none()) {
        known.insert(code.as_str().to_owned(), Known { row, firm: good.is_some().then_some(firms.len()) });
    }
    if let Some(particulars) = good {
        firms.push(Firm { row, particulars, pieces: Vec::new() });
    }
}

/// 行政区划：现行的县级区划（不设县区的市为市），并在本机关管辖范围内。
fn place(line: &mut Line<'_>, against: &Against<'_>) -> Option<(RegionCode, String, RegionKeys)> {
    line.parsed("region_code", |text| {
        let code = RegionCode::parse(text).map_err(|e| e.to_string())?;
        let table = &against.reference.divisions;
        let row = table.find(&code).ok_or("没有这个行政区划代码")?;
        let keys = table.keys(&code).filter(|keys| !keys.county.is_empty());
        let keys = keys.ok_or("应填到县（市、区）一级")?;
        if !row.is_in_force(against.today) {
            return Err("该行政区划已经撤销，请填现行代码".to_owned());
        }
        if !against.scope.holds(&keys) {
            return Err("不在本机关管辖范围内".to_owned());
        }
        let name = table.full_name(&code).unwrap_or_default();
        Ok((code, name, keys))
    })
}

/// All fields are read before anything is decided, so that one upload shows every fault of a row.
fn facts(
    line: &mut Line<'_>,
    (map, against): (&SheetMap, &Against<'_>),
    (code, place): (Option<CreditCode>, Option<(RegionCode, String, RegionKeys)>),
) -> Option<Particulars> {
    let name = line.required("name", 60);
    let address = line.required("address", 120);
    let legal_person = line.required("legal_person", 30);
    let legal_title = line.text("legal_title", 30);
    let number = line.parsed("phone", phone);
    let contact = line.required("contact", 30);
    let contact_title = line.text("contact_title", 30);
    let contact_phone = line.parsed("contact_phone", phone);
    let industries = line.parsed("industries", |text| industries(against.reference, text));
    let element = line.parsed("element", |text| one_of(map.choices("element"), text));
    let gb4754 = line.parsed("gb4754", |text| {
        let four = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        if four { Ok(text.to_owned()) } else { Err("应为四位数字的行业小类代码".to_owned()) }
    });
    let scale = line.parsed("scale", |text| one_of(map.choices("scale"), text));
    let capacity = line.text("capacity", 100);
    let employees = line.parsed("employees", |text| whole_number(text, 1_000_000));
    let longitude = line.optional("longitude", |text| degrees(text, (73.0, 136.0)));
    let latitude = line.optional("latitude", |text| degrees(text, (3.0, 54.0)));
    if line.is_good && longitude.is_some() != latitude.is_some() {
        line.fault("longitude", "", "经度、纬度应当同时填写");
    }
    let state = line.optional("state", |text| {
        let known = EnterpriseState::ALL.iter().copied().find(|state| state.zh() == text);
        known.ok_or_else(|| "应为正常、停产、核销之一".to_owned())
    });
    let (region_code, region_name, keys) = place?;
    Some(Particulars {
        credit_code: code?,
        name,
        region_code,
        region_name,
        keys,
        address,
        legal_person,
        legal_title,
        phone: number?,
        contact,
        contact_title,
        contact_phone: contact_phone?,
        is_special: registers::industry::is_special(against.reference, industries.as_deref().unwrap_or_default()),
        industries: industries?,
        element: element?,
        gb4754: gb4754?,
        scale: scale?,
        capacity,
        employees: employees?,
        longitude,
        latitude,
        state: state.unwrap_or(EnterpriseState::Normal),
        more: MoreParticulars::default(),
    })
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
