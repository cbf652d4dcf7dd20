//! 校验 · every row of a file of items, by row and column
//!
//! Pure: the bytes, the industry and the places that can be cited.

use super::{COLUMNS, SHEET};
use crate::columns::letters;
use crate::import::ImportError;
use crate::workbook::{Cell, LIMITS, Limits, Unreadable, Workbook};
use lexicon::{Refused, Term};
use registers::checklist::{HazardLevel, Measure};
use registers::own_checklist::OwnItem;
use registers::own_checklist::rules::{self, Stage};
use registers::statute::{ProvisionRef, store::Found};
use std::collections::{HashMap, HashSet};

/// Rows of one file, with the heading.
const ROWS: u32 = 401;
/// As many faults are listed; the rest are counted.
const SHOWN: usize = 500;

/// What a file is checked against.
pub struct Against<'a> {
    pub reference: &'a seed::Seed,
    /// Key of the industry of the list.
    pub industry: &'a str,
    /// The places of the versions in force today.
    pub places: &'a [Found],
}

/// What the file holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub rows: i64,
    pub items: Vec<OwnItem>,
    pub errors: Vec<ImportError>,
    pub errors_total: i64,
    at: HashMap<&'static str, u32>,
}

impl Checked {
    fn fault(&mut self, row: u32, key: &str, (value, sentence): (&str, String)) {
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

/// Reads and checks a file.
///
/// # Errors
/// A file that cannot be read at all.
pub fn check(bytes: Vec<u8>, against: &Against<'_>) -> Result<Checked, Refused> {
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
    let mut codes = HashSet::new();
    for (row, cells) in rows {
        checked.rows += 1;
        let Some(item) = line(&mut checked, row, &cells, against) else { continue };
        if codes.insert(item.code.clone()) {
            checked.items.push(item);
        } else {
            checked.fault(row, "code", (&item.code, "这个编号在文件里出现了两次".to_owned()));
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

/// The item of one row, when nothing is wrong with it.
fn line(checked: &mut Checked, row: u32, cells: &[Cell], against: &Against<'_>) -> Option<OwnItem> {
    let before = checked.errors_total;
    let at = checked.at.clone();
    let cell = |key: &str| at.get(key).and_then(|column| cells.iter().find(|c| c.column == *column));
    let text = |key: &str| cell(key).map(|c| c.text.clone()).unwrap_or_default();
    for (key, ..) in COLUMNS {
        if let Some((value, fault)) = cell(key).and_then(|c| Some((&c.text, c.fault?))) {
            checked.fault(row, key, (value, fault.to_owned()));
        }
    }
    let industry = registers::industry::model(against.reference, against.industry);
    let units = |zh: &str| industry?.units.iter().find(|u| u.zh == zh).map(|u| u.key.clone());
    let kinds =
        |zh: &str| industry?.units.iter().flat_map(|u| &u.equipment).find(|e| e.zh == zh).map(|e| e.key.clone());
    let places = |zh: &str| industry?.places.iter().find(|p| p.zh == zh).map(|p| p.key.clone());
    let mut read = |key: &'static str, known: &dyn Fn(&str) -> Option<String>| {
        let value = text(key);
        let (found, unknown) = several(&value, known);
        for name in unknown {
            checked.fault(row, key, (&name, format!("没有“{name}”，可用的见模板的“填写说明”表")));
        }
        found
    };
    let measure = |zh: &str| Measure::ALL.iter().find(|m| m.zh() == zh).map(|m| m.code().to_owned());
    let measures = read("measures", &measure);
    let (units, equipment, places) = (read("units", &units), read("equipment", &kinds), read("places", &places));
    let mut cited = |key: &'static str| {
        let (found, unknown) = citations(&text(key), against.places);
        for name in unknown {
            checked.fault(
                row,
                key,
                (&name, format!("“{name}”不是已登记的现行条款，写法如《安全生产法》第四十一条第二款")),
            );
        }
        found
    };
    let (violated, penalised) = (cited("violated"), cited("penalised"));
    let level = HazardLevel::ALL.iter().copied().find(|h| h.zh() == text("hazard_level"));
    if level.is_none() {
        checked.fault(row, "hazard_level", (&text("hazard_level"), "请从下拉选项中选择隐患级别".to_owned()));
    }
    let item = OwnItem {
        code: text("code"),
        content: text("content"),
        method: text("method"),
        violated,
        penalised,
        hazard_level: level.unwrap_or(HazardLevel::General),
        measures: measures.iter().filter_map(|code| Measure::parse(code).ok()).collect(),
        suggested_problem: text("suggested_problem"),
        suggested_measure: text("suggested_measure"),
        suggested_days: text("suggested_days").trim_end_matches('日').trim().parse().unwrap_or(0),
        note: text("note"),
        units,
        equipment,
        places,
    };
    for error in rules::faults(against.reference, against.industry, std::slice::from_ref(&item), Stage::Publishing) {
        let key = error.field.trim_start_matches("items[0].").to_owned();
        // 已经逐个指出写错的名称，不再重复说没有填写。
        let told = checked.errors.iter().any(|e| e.row == i64::from(row) && is_heading(&e.heading, &key));
        if !told {
            checked.fault(row, &key, (&text(&key), error.sentence));
        }
    }
    (checked.errors_total == before).then_some(item)
}

fn is_heading(heading: &str, key: &str) -> bool {
    COLUMNS.iter().any(|c| c.0 == key && c.1 == heading)
}

/// Names joined by ； or 、: the keys of the known ones, and the unknown names. A name may have 、 in it
/// (退火炉、热处理炉), so the longest known name is taken.
fn several(value: &str, known: &dyn Fn(&str) -> Option<String>) -> (Vec<String>, Vec<String>) {
    let (mut found, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for piece in value.split(['；', ';']) {
        let parts: Vec<&str> = piece.split('、').map(str::trim).collect();
        let mut rest = parts.as_slice();
        while let [first, after @ ..] = rest {
            let longest = (1..=rest.len()).rev().find_map(|n| {
                let (name, left) = rest.split_at_checked(n)?;
                known(&name.join("、")).map(|key| (key, left))
            });
            rest = match longest {
                Some((key, left)) => {
                    if !found.contains(&key) {
                        found.push(key);
                    }
                    left
                }
                None if first.is_empty() => after,
                None => {
                    unknown.push((*first).to_owned());
                    after
                }
            };
        }
    }
    (found, unknown)
}

/// Citations one after the other, each beginning with 《: the known places, and what means none.
#[must_use]
pub fn citations(value: &str, places: &[Found]) -> (Vec<ProvisionRef>, Vec<String>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    let separators = |c: char| c.is_whitespace() || "、；;，,。".contains(c);
    for (n, piece) in value.split('《').enumerate() {
        let piece = piece.trim_matches(separators);
        if piece.is_empty() {
            continue;
        }
        let written = if n == 0 { piece.to_owned() } else { format!("《{piece}") };
        let place = places.iter().find(|f| {
            let citation = f.citation();
            written == citation.with_name(&f.name) || written == citation.with_name(&f.short_name)
        });
        match place {
            None => unknown.push(written),
            Some(f) => {
                let citation = f.citation();
                found.push(ProvisionRef {
                    cited: citation.with_name(&f.name),
                    edition: f.edition.clone(),
                    article: citation.article,
                    paragraph: citation.paragraph,
                    item: citation.item,
                    statute: citation.statute,
                });
            }
        }
    }
    (found, unknown)
}
