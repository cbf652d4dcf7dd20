//! 列 · the columns of a workbook and their Chinese headings
//!
//! Read from `columns.toml`; the template is written and a workbook is read by the same map. Each industry adds columns
//! of its own (`import::attributes`).

use authority::{Halt, Result};
use serde::Deserialize;
use std::sync::LazyLock;

/// The column maps of the enterprise import.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    pub enterprise: SheetMap,
    pub equipment: SheetMap,
}

/// The columns of one sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetMap {
    /// Name of the sheet; empty when the industry names it.
    pub sheet: String,
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The name the program knows it by.
    pub key: String,
    /// 表头
    pub heading: String,
    pub required: bool,
    /// Width in characters.
    pub width: u16,
    /// 填写说明
    pub note: String,
    /// 下拉选项
    #[serde(default)]
    pub choices: Vec<String>,
}

/// What an export calls the sheet of enterprises; it is taken back as it was given out.
const EXPORTED: &str = "执法对象";

impl Columns {
    /// The sheet of enterprises of a workbook: as the template calls it, or as an export does.
    #[must_use]
    pub fn sheet_of(&self, has: impl Fn(&str) -> bool) -> &str {
        let own = self.enterprise.sheet.as_str();
        if !has(own) && has(EXPORTED) { EXPORTED } else { own }
    }
}

impl SheetMap {
    /// The heading of a column; the key itself for one that is not in the map.
    #[must_use]
    pub fn heading<'a>(&'a self, key: &'a str) -> &'a str {
        self.columns.iter().find(|c| c.key == key).map_or(key, |c| c.heading.as_str())
    }

    /// The choices of a column.
    #[must_use]
    pub fn choices(&self, key: &str) -> &[String] {
        self.columns.iter().find(|c| c.key == key).map_or(&[], |c| c.choices.as_slice())
    }
}

static COLUMNS: LazyLock<std::result::Result<Columns, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../columns.toml")).map_err(|e| e.to_string()));

/// The column maps.
///
/// # Errors
/// A fault when the embedded file is broken (a test holds that it is not).
pub fn columns() -> Result<&'static Columns> {
    COLUMNS.as_ref().map_err(|why| Halt::Fault(why.clone()))
}

/// The letters of a column counted from 0: A, Z, AA, XFD.
#[must_use]
pub fn letters(column: u32) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        out.push(char::from_u32(u32::from(b'A') + digit).unwrap_or('?'));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}
