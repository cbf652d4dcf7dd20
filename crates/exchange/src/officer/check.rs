//! 校验 · every row of a file of officers, by row and column

use super::{COLUMNS, SHEET};
use crate::columns::letters;
use crate::import::ImportError;
use crate::workbook::{Cell, LIMITS, Limits, Unreadable, Workbook};
use lexicon::{LegalDay, Refused};
use registers::officer::{OfficerFields, rules};
use std::collections::{HashMap, HashSet};

/// Rows of one file, with the heading.
const ROWS: u32 = 5_001;
/// As many faults are listed; the rest are counted.
const SHOWN: usize = 500;

/// A row that makes sense by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As Excel shows it.
    pub row: u32,
    pub fields: OfficerFields,
}

/// What the file holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub rows: i64,
    pub lines: Vec<Line>,
    pub errors: Vec<ImportError>,
    pub errors_total: i64,
    /// Where each column stands.
    pub at: HashMap<&'static str, u32>,
}

impl Checked {
    /// Notes a fault at a row and a column.
    pub fn fault(&mut self, row: u32, key: &str, (value, sentence): (&str, String)) {
        self.errors_total += 1;
        if self.errors.len() >= SHOWN {
            return;
        }
        let heading = COLUMNS.iter().find(|c| c.0 == key).map_or("", |c| c.1);
        self.errors.push(ImportError {
            sheet: SHEET.to_owned(),
            row: i64::from(row),
            column: self.at.get(key).map(|at| letters(*at)).unwrap_or_default(),
            heading: heading.to_owned(),
            value: value.to_owned(),
            sentence,
        });
    }
}

/// Reads and checks a file; what the register says of it is not asked here.
///
/// # Errors
/// A file that cannot be read at all.
pub fn check(bytes: Vec<u8>) -> Result<Checked, Refused> {
    let mut book = Workbook::open(bytes, Limits { rows: ROWS, ..LIMITS })?;
    if !book.has(SHEET) {
        let mut refused = Unreadable::NoSheet.at("file");
        refused.sentence = format!("工作簿里没有“{SHEET}”表");
        return Err(refused);
    }
    let mut rows: Vec<(u32, Vec<Cell>)> = Vec::new();
    book.rows(SHEET, |row, cells| rows.push((row, cells.to_vec())))?;
    let mut rows = rows.into_iter();
    let mut checked =
        Checked { at: head(rows.next().map(|(_, cells)| cells).unwrap_or_default())?, ..Checked::default() };
    let mut known = HashSet::new();
    for (row, cells) in rows {
        checked.rows += 1;
        if let Some(fields) = line(&mut checked, row, &cells) {
            let certificate = (fields.certificate_kind.clone(), fields.certificate_no.clone());
            if known.insert(certificate) {
                checked.lines.push(Line { row, fields });
            } else {
                let number = fields.certificate_no;
                checked.fault(row, "certificate_no", (&number, "这个证号在文件里出现了两次".to_owned()));
            }
        }
    }
    Ok(checked)
}

fn head(cells: Vec<Cell>) -> Result<HashMap<&'static str, u32>, Refused> {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '*').collect::<String>();
    let mut at = HashMap::new();
    for cell in cells {
        if let Some((key, ..)) = COLUMNS.iter().find(|c| plain(&cell.text) == c.1) {
            at.entry(*key).or_insert(cell.column);
        }
    }
    let missing: Vec<&str> = COLUMNS.iter().filter(|c| c.2 && !at.contains_key(c.0)).map(|c| c.1).collect();
    if missing.is_empty() {
        return Ok(at);
    }
    let mut refused = Unreadable::NoColumn.at("file");
    refused.sentence = format!("“{SHEET}”表缺少必填的列：{}", missing.join("、"));
    Err(refused)
}

/// The fields of one row, when nothing is wrong with it.
fn line(checked: &mut Checked, row: u32, cells: &[Cell]) -> Option<OfficerFields> {
    let before = checked.errors_total;
    let at = checked.at.clone();
    let cell = |key: &str| at.get(key).and_then(|column| cells.iter().find(|c| c.column == *column));
    let text = |key: &str| cell(key).map(|c| c.text.clone()).unwrap_or_default();
    for (key, ..) in COLUMNS {
        if let Some((value, fault)) = cell(key).and_then(|c| Some((&c.text, c.fault?))) {
            checked.fault(row, key, (value, fault.to_owned()));
        }
    }
    let mut day = |key: &'static str| {
        let value = text(key);
        let read = read_day(&value);
        if read.is_none() {
            let heading = COLUMNS.iter().find(|c| c.0 == key).map_or("", |c| c.1);
            let sentence = if value.is_empty() {
                format!("请填写{heading}")
            } else {
                "日期应写成 2026-05-20 的形式".to_owned()
            };
            checked.fault(row, key, (&value, sentence));
        }
        read
    };
    let (from, to) = (day("valid_from"), day("valid_to"));
    let any = from.or(to).unwrap_or_else(|| LegalDay::of_beijing(0));
    let fields = OfficerFields {
        name: text("name"),
        certificate_no: text("certificate_no"),
        certificate_kind: text("certificate_kind"),
        valid_from: from.unwrap_or(any),
        valid_to: to.unwrap_or(any),
        phone: text("phone"),
        remark: text("remark"),
    };
    for error in rules::faults(&fields) {
        checked.fault(row, &error.field.clone(), (&text(&error.field), error.sentence));
    }
    (checked.errors_total == before).then_some(fields)
}

/// A day as a text, or as the number Excel keeps of it.
fn read_day(text: &str) -> Option<LegalDay> {
    if let Ok(serial) = text.parse::<f64>() {
        // 36526 is 2000-01-01; five digits reach from 1927 to 2173.
        let days = (10_000.0..100_000.0).contains(&serial).then_some(serial.floor())?;
        #[allow(clippy::cast_possible_truncation, reason = "bounded above")]
        return LegalDay::new(2000, 1, 1).ok().map(|first| first.plus(days as i64 - 36_526));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).filter(|p| !p.is_empty()).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let day = LegalDay::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1900..=2200).contains(&day.year()).then_some(day)
}
