//! 取值 · reading the fields of one row, and collecting what is wrong

use super::ImportError;
use crate::columns::{SheetMap, letters};
use crate::workbook::{Cell, Unreadable};
use lexicon::Refused;
use std::collections::HashMap;

/// What is wrong so far. A file of the small imports (用户、执法人员) is told in whole, up to [`SHOWN`]; the rows of the
/// large one are taken away chunk by chunk ([`Faults::take`]).
#[derive(Debug, Default)]
pub struct Faults {
    pub errors: Vec<ImportError>,
    pub total: i64,
}

/// 小文件只列出前五百处错误，其余只计数。
pub const SHOWN: usize = 500;

impl Faults {
    fn add(&mut self, error: ImportError) {
        self.total += 1;
        if self.errors.len() < SHOWN {
            self.errors.push(error);
        }
    }

    /// What was noted since the last time.
    pub fn take(&mut self) -> Vec<ImportError> {
        std::mem::take(&mut self.errors)
    }
}

/// Where the columns of a sheet stand.
#[derive(Debug, Clone)]
pub struct Head {
    pub sheet: String,
    /// By the names that the program knows the columns by.
    headings: HashMap<String, String>,
    at: HashMap<String, u32>,
}

impl Head {
    /// Finds the columns by their headings; unknown headings are left alone.
    ///
    /// # Errors
    /// `exchange.no_column`, naming what is missing.
    pub fn read(sheet: &str, map: &SheetMap, cells: &[Cell]) -> Result<Self, Refused> {
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '*').collect::<String>();
        let mut at = HashMap::new();
        for cell in cells {
            if let Some(column) = map.columns.iter().find(|c| plain(&c.heading) == plain(&cell.text)) {
                at.entry(column.key.clone()).or_insert(cell.column);
            }
        }
        let missing: Vec<&str> = map
            .columns
            .iter()
            .filter(|c| c.required && !at.contains_key(c.key.as_str()))
            .map(|c| c.heading.as_str())
            .collect();
        if missing.is_empty() {
            let headings = map.columns.iter().map(|c| (c.key.clone(), c.heading.clone())).collect();
            return Ok(Self { sheet: sheet.to_owned(), headings, at });
        }
        let mut refused = Unreadable::NoColumn.at("file");
        refused.sentence = format!("“{sheet}”表缺少必填的列：{}", missing.join("、"));
        Err(refused)
    }

    /// Whether the sheet has this column.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.at.contains_key(key)
    }

    /// A fault at a column of a row.
    #[must_use]
    pub fn error(&self, row: u32, (key, value): (&str, &str), sentence: impl Into<String>) -> ImportError {
        ImportError {
            sheet: self.sheet.clone(),
            row: i64::from(row),
            column: self.at.get(key).map(|column| letters(*column)).unwrap_or_default(),
            heading: self.headings.get(key).cloned().unwrap_or_else(|| key.to_owned()),
            value: value.chars().take(80).collect(),
            sentence: sentence.into(),
        }
    }

    /// Reports a fault at a column of a row.
    pub fn fault(&self, faults: &mut Faults, row: u32, (key, value): (&str, &str), sentence: impl Into<String>) {
        faults.add(self.error(row, (key, value), sentence));
    }
}

/// One row being read.
pub struct Line<'a> {
    pub head: &'a Head,
    pub row: u32,
    pub cells: &'a [Cell],
    pub faults: &'a mut Faults,
    /// Nothing wrong so far.
    pub is_good: bool,
}

impl Line<'_> {
    /// Reports a fault at a column.
    pub fn fault(&mut self, key: &str, value: &str, sentence: impl Into<String>) {
        self.is_good = false;
        self.head.fault(self.faults, self.row, (key, value), sentence);
    }

    /// Whether a fault of this row stands at a column already.
    #[must_use]
    pub fn is_told(&self, key: &str) -> bool {
        let heading = self.head.headings.get(key).map_or(key, String::as_str);
        self.faults.errors.iter().any(|e| e.heading == heading && e.row == i64::from(self.row))
    }

    /// The text of a column as it stands; empty when there is none.
    #[must_use]
    pub fn text_of(&self, key: &str) -> &str {
        let column = self.head.at.get(key).copied();
        self.cells.iter().find(|cell| Some(cell.column) == column).map_or("", |cell| cell.text.as_str())
    }

    /// The text of a column; empty when there is none. A column longer than `most` characters is a fault.
    pub fn text(&mut self, key: &str, most: usize) -> String {
        let column = self.head.at.get(key).copied();
        let Some(cell) = self.cells.iter().find(|cell| Some(cell.column) == column) else { return String::new() };
        let (text, fault) = (cell.text.clone(), cell.fault);
        if let Some(sentence) = fault {
            self.fault(key, &text, sentence);
        } else if text.chars().count() > most {
            self.fault(key, &text, format!("不能超过{most}字"));
        }
        text
    }

    /// The text of a column that must be filled.
    pub fn required(&mut self, key: &str, most: usize) -> String {
        let text = self.text(key, most);
        if text.is_empty() {
            self.fault(key, "", "必填，不能为空");
        }
        text
    }

    /// The value of a column that must be filled; a cell that is faulty as such is reported once.
    pub fn parsed<T>(&mut self, key: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let before = self.faults.total;
        let text = self.required(key, 200);
        if self.faults.total > before {
            return None;
        }
        self.read(key, &text, read)
    }

    /// The value of a column that may be empty.
    pub fn optional<T>(&mut self, key: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let before = self.faults.total;
        let text = self.text(key, 400);
        if text.is_empty() || self.faults.total > before {
            return None;
        }
        self.read(key, &text, read)
    }

    fn read<T>(&mut self, key: &str, text: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        match read(text) {
            Ok(value) => Some(value),
            Err(sentence) => {
                self.fault(key, text, sentence);
                None
            }
        }
    }
}

/// 分号、逗号或者换行隔开的几项。Not 顿号: the names of places hold it themselves.
#[must_use]
pub fn several(text: &str) -> Vec<String> {
    let parts = text.split([';', '；', ',', '，', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// A whole number from 0 to `most`.
///
/// # Errors
/// The sentence.
pub fn whole_number(text: &str, most: i64) -> Result<i64, String> {
    match text.parse::<i64>() {
        Ok(n) if (0..=most).contains(&n) => Ok(n),
        _ => Err(format!("应为0至{most}的整数")),
    }
}

/// Degrees as a decimal number; their bounds are the register's affair.
///
/// # Errors
/// The sentence.
pub fn number(text: &str) -> Result<f64, String> {
    text.parse::<f64>().ok().filter(|d| d.is_finite()).ok_or_else(|| "应为十进制度数，如 107.61376".to_owned())
}
