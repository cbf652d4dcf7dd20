//! 校验 · what can be said of a workbook without the register, row by row
//!
//! Pure: the workbook, the reference data, the caller's scope and the day. The rows are handed on in chunks, so that the
//! memory does not grow with the file; of what went by, only the credit codes are kept (with what the equipment rows
//! must know of their enterprise) and a mark of each piece.

use super::ImportError;
use super::attributes;
use super::fields::{Faults, Head, Line};
use super::firm;
use super::pieces::{self, Piece};
use crate::columns::{Columns, SheetMap};
use crate::workbook::{Cell, Unreadable, Workbook};
use authority::Scope;
use lexicon::{CreditCode, LegalDay, Refused, RegionCode, RegionKeys};
use registers::enterprise::Particulars;
use std::collections::HashMap;
use std::sync::Arc;

/// As many rows go into one chunk.
pub const CHUNK: usize = 1_000;

/// Against what a workbook is checked.
pub struct Against<'a> {
    pub reference: &'a seed::Seed,
    pub scope: &'a Scope,
    pub today: LegalDay,
}

/// What a row without a fault of its own says.
#[derive(Debug)]
pub enum Body {
    Firm(Box<Particulars>),
    Piece(Box<Piece>),
}

/// One row of the file.
#[derive(Debug)]
pub struct RowRead {
    /// Its place among all rows of the file, from 1; the same at every reading.
    pub ordinal: i64,
    /// Its place on the sheet, as Excel shows it.
    pub row: u32,
    /// Ordinal of the enterprise a piece belongs to; 0 for an enterprise itself.
    pub owner: i64,
    /// As written; empty when it is missing.
    pub credit_code: String,
    pub name: String,
    /// None when something is wrong.
    pub body: Option<Body>,
    pub faults: Vec<ImportError>,
}

/// Some rows of one sheet.
#[derive(Debug)]
pub struct Chunk {
    /// Place of the sheet in the order of reading.
    pub sheet_no: i64,
    pub head: Arc<Head>,
    pub rows: Vec<RowRead>,
}

/// What later rows must know of an enterprise of the file.
pub(super) struct Known {
    row: u32,
    pub(super) ordinal: i64,
    /// The row is good.
    pub(super) is_good: bool,
    /// A bit for each industry of the reference data.
    pub(super) industries: u128,
    pub(super) pieces: usize,
}

/// What went by.
#[derive(Default)]
pub(super) struct Past {
    pub(super) firms: HashMap<[u8; 18], Known>,
    /// Marks of the pieces, with their rows.
    pub(super) pieces: HashMap<u64, u32>,
    /// The divisions that were asked for, as they were written.
    places: HashMap<String, Place>,
}

/// A division: its code, full name and keys.
type Place = (RegionCode, String, RegionKeys);

impl Past {
    /// The enterprise with this code.
    pub(super) fn firm(&mut self, code: &str) -> Option<&mut Known> {
        self.firms.get_mut(&<[u8; 18]>::try_from(code.as_bytes()).ok()?)
    }
}

/// Reads and checks a workbook, and hands its rows on until `send` says that nobody wants them. Rows up to `skip` were
/// handed on at an earlier reading. Returns how many rows there are, and the headings of
/// 企业信息, to report what only the register knows.
///
/// # Errors
/// [`Unreadable`] when it cannot be read as a filled template.
pub fn check(
    book: &mut Workbook,
    columns: &Columns,
    against: &Against<'_>,
    skip: i64,
    send: &mut dyn FnMut(Chunk) -> bool,
) -> Result<(i64, Arc<Head>), Refused> {
    let sheet = columns.sheet_of(|name| book.has(name));
    if !book.has(sheet) {
        return Err(Unreadable::NoSheet.at("file"));
    }
    let (mut past, mut rows) = (Past::default(), Rows { ordinal: 0, skip, send, is_wanted: true });
    let map = columns.of_enterprises(&against.reference.industries);
    let head = lines(book, (0, sheet), &map, &mut rows, |line, ordinal| {
        row_of_firm(line, ordinal, (&map, against), &mut past)
    })?;
    let head = head.ok_or_else(|| {
        let mut refused = Unreadable::NoColumn.at("file");
        refused.sentence = format!("“{sheet}”表是空的");
        refused
    })?;
    for (n, industry) in (0..).zip(&against.reference.industries) {
        let sheet = industry.equipment_tab.as_str();
        if book.has(sheet) {
            lines(book, (n + 1, sheet), &columns.of_equipment(industry), &mut rows, |line, _| {
                pieces::read(line, (u32::try_from(n).unwrap_or(0), industry), &mut past)
            })?;
        }
    }
    Ok((rows.ordinal, head))
}

/// The rows on their way out.
struct Rows<'a> {
    ordinal: i64,
    skip: i64,
    send: &'a mut dyn FnMut(Chunk) -> bool,
    is_wanted: bool,
}

/// What a row is called, and what it says.
pub(super) struct Said {
    pub credit_code: String,
    pub name: String,
    pub owner: i64,
    pub body: Option<Body>,
}

/// Hands every row below the headings to `each` with its ordinal, and what it makes of them on in chunks. The head;
/// none when the sheet is empty.
fn lines(
    book: &mut Workbook,
    (sheet_no, sheet): (i64, &str),
    map: &SheetMap,
    rows: &mut Rows<'_>,
    mut each: impl FnMut(&mut Line<'_>, i64) -> Said,
) -> Result<Option<Arc<Head>>, Refused> {
    let mut head: Option<Result<Arc<Head>, Refused>> = None;
    let mut waiting: Vec<RowRead> = Vec::new();
    book.rows_while(sheet, |row, cells: &[Cell]| {
        let head = match &head {
            None => {
                head = Some(Head::read(sheet, map, cells).map(Arc::new));
                return matches!(head, Some(Ok(_)));
            }
            Some(Ok(head)) => head.clone(),
            Some(Err(_)) => return false,
        };
        rows.ordinal += 1;
        let mut faults = Faults::default();
        let mut line = Line { head: &head, row, cells, faults: &mut faults, is_good: true };
        let Said { credit_code, name, owner, body } = each(&mut line, rows.ordinal);
        if rows.ordinal > rows.skip {
            let (ordinal, faults) = (rows.ordinal, faults.take());
            waiting.push(RowRead { ordinal, row, owner, credit_code, name, body, faults });
        }
        if waiting.len() >= CHUNK {
            rows.is_wanted = (rows.send)(Chunk { sheet_no, head, rows: std::mem::take(&mut waiting) });
        }
        rows.is_wanted
    })?;
    let Some(head) = head.transpose()? else { return Ok(None) };
    if !waiting.is_empty() && rows.is_wanted {
        rows.is_wanted = (rows.send)(Chunk { sheet_no, head: head.clone(), rows: waiting });
    }
    Ok(Some(head))
}

fn row_of_firm(line: &mut Line<'_>, ordinal: i64, (map, against): (&SheetMap, &Against<'_>), past: &mut Past) -> Said {
    let code = line.parsed("credit_code", |text| CreditCode::parse(text).map_err(|e| e.to_string()));
    let earlier = code.as_ref().and_then(|code| past.firm(code.as_str())).map(|known| known.row);
    if let (Some(code), Some(row)) = (&code, earlier) {
        line.fault("credit_code", code.as_str(), format!("与第{row}行重复，同一企业只填一行"));
    }
    let place = place(line, against, &mut past.places);
    let name = line.required("name", 60);
    let region = place.map(|(code, ..)| code.to_string()).unwrap_or_default();
    let good =
        firm::particulars(line, (map, against), [line.text_of("credit_code"), &name, &region].map(str::to_owned));
    let credit_code = code.as_ref().map_or_else(|| line.text_of("credit_code").to_owned(), ToString::to_string);
    let key = code.as_ref().and_then(|code| <[u8; 18]>::try_from(code.as_str().as_bytes()).ok());
    if let Some(key) = key.filter(|_| earlier.is_none()) {
        let industries = good.as_ref().map_or(0, |p| bits(against.reference, &p.industries));
        past.firms.insert(key, Known { row: line.row, ordinal, is_good: good.is_some(), industries, pieces: 0 });
    }
    Said { credit_code, name, owner: 0, body: good.map(|particulars| Body::Firm(Box::new(particulars))) }
}

fn bits(reference: &seed::Seed, keys: &[String]) -> u128 {
    let places = (0..128_u32).zip(&reference.industries).filter(|(_, industry)| keys.contains(&industry.key));
    places.fold(0, |bits, (n, _)| bits | (1 << n))
}

/// 行政区划：现行的县级区划（不设县区的市为市），并在本机关管辖范围内。
fn place(line: &mut Line<'_>, against: &Against<'_>, known: &mut HashMap<String, Place>) -> Option<Place> {
    line.parsed("region_code", |text| {
        if let Some(place) = known.get(text) {
            return Ok(place.clone());
        }
        // 下拉选项是“代码 名称”，代码在前。
        let code = text.split_whitespace().next().unwrap_or_default();
        let code = RegionCode::parse(code).map_err(|e| e.to_string())?;
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
        let place = (code.clone(), table.full_name(&code).unwrap_or_default(), keys);
        known.insert(text.to_owned(), place.clone());
        Ok(place)
    })
}

/// An enterprise that is registered keeps what the file has no column for.
pub fn keep(p: &mut Particulars, before: &Particulars, has: impl Fn(&str) -> bool) {
    macro_rules! kept {
        ($($key:literal => $($field:ident).+),* $(,)?) => {$(
            if !has($key) { p.$($field).+.clone_from(&before.$($field).+); }
        )*};
    }
    kept!(
        "legal_title" => legal_title, "contact_title" => contact_title, "capacity" => capacity, "longitude" => longitude,
        "latitude" => latitude, "state" => state, "business_kind" => more.business_kind, "postcode" => more.postcode,
        "standard_grade" => more.standard_grade, "risk_level" => more.risk_level,
        "supervision_level" => more.supervision_level, "supervision_organ" => more.supervision_organ,
    );
    for (key, value) in before.more.attributes.iter().filter(|(key, _)| !has(&attributes::key(key))) {
        p.more.attributes.insert(key.clone(), value.clone());
    }
}
