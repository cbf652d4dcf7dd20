//! 写工作簿 · rows into sheets, without keeping them
//!
//! The rows of a sheet go to a temporary file as they come. A sheet holds at most a million rows, then the next begins.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Rows of one sheet, without the headings; Excel takes 1,048,576.
pub const MOST_ROWS: u32 = 1_000_000;

/// A cell.
pub enum Cell {
    Text(String),
    Number(f64),
}

impl From<i64> for Cell {
    #[allow(clippy::cast_precision_loss, reason = "counts are small")]
    fn from(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

/// The heading of a column.
pub struct Heading {
    text: String,
    /// In characters.
    width: f64,
    is_text: bool,
}

impl Heading {
    /// A heading over a column of this width, in characters.
    #[must_use]
    pub fn new(text: &str, width: impl Into<f64>) -> Self {
        Self { text: text.to_owned(), width: width.into(), is_text: false }
    }

    /// What is filled into the column later stays text.
    #[must_use]
    pub fn as_text(self) -> Self {
        Self { is_text: true, ..self }
    }
}

/// A workbook being written.
pub struct Sheets {
    book: Workbook,
    name: &'static str,
    headings: Vec<Heading>,
    /// Sheets begun, and the rows of the last.
    begun: usize,
    row: u32,
    most: u32,
    rows: i64,
    sha: Sha256,
}

impl Sheets {
    /// Begins a workbook whose sheets carry these headings with their widths.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(name: &'static str, headings: Vec<Heading>, (most, scratch): (u32, &Path)) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        book.set_tempdir(scratch)?;
        let mut sheets = Self { book, name, headings, begun: 0, row: 0, most, rows: 0, sha: Sha256::new() };
        sheets.begin()?;
        Ok(sheets)
    }

    fn begin(&mut self) -> Result<(), XlsxError> {
        self.begun += 1;
        self.row = 0;
        let name = if self.begun == 1 { self.name.to_owned() } else { format!("{}{}", self.name, self.begun) };
        let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        for (column, heading) in (0_u16..).zip(&self.headings) {
            sheet.set_column_width(column, heading.width)?;
            if heading.is_text {
                sheet.set_column_format(column, &text)?;
            }
            sheet.write_string_with_format(0, column, &heading.text, &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the writer says.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), XlsxError> {
        if self.row >= self.most {
            self.begin()?;
        }
        self.row += 1;
        self.rows += 1;
        let sheet = self.book.worksheet_from_index(self.begun - 1)?;
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    self.sha.update(text.as_bytes());
                    if !text.is_empty() {
                        sheet.write_string(self.row, column, text)?;
                    }
                }
                Cell::Number(number) => {
                    self.sha.update(number.to_string().as_bytes());
                    sheet.write_number(self.row, column, number)?;
                }
            }
            self.sha.update(b"\t");
        }
        self.sha.update(b"\n");
        Ok(())
    }

    /// Rows so far.
    #[must_use]
    pub fn rows(&self) -> i64 {
        self.rows
    }

    /// Adds the sheet 导出说明 and saves; the digest of the rows.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self, to: &Path, said: &[(&str, String)]) -> Result<(i64, String), XlsxError> {
        let digest = hex::encode(self.sha.finalize());
        let sheet = self.book.add_worksheet();
        sheet.set_name("导出说明")?.set_column_width(0, 22)?.set_column_width(1, 80)?;
        let bold = Format::new().set_bold();
        let own = [
            ("行数", self.rows.to_string()),
            ("工作表数", self.begun.to_string()),
            ("行内容的 SHA-256", digest.clone()),
            ("算法", "逐行：各栏文字后加制表符，行末加换行符，不含表头，UTF-8".to_owned()),
        ];
        for (row, (what, text)) in (0_u32..).zip(said.iter().cloned().chain(own)) {
            sheet.write_string_with_format(row, 0, what, &bold)?.write_string(row, 1, text)?;
        }
        self.book.save(to)?;
        Ok((self.rows, digest))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Heading, Sheets};
    use crate::workbook::{LIMITS, Workbook};

    /// 一张表写满了接着写下一张，表头各有一份；行数和摘要是各表合在一起的。
    #[test]
    fn a_full_sheet_is_followed_by_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("a.xlsx");
        let mut sheets = Sheets::new("名单", vec![Heading::new("名称", 10)], (2, folder.path())).unwrap();
        for name in ["甲", "乙", "丙", "丁", "戊"] {
            sheets.row([Cell::Text(name.to_owned())]).unwrap();
        }
        let (rows, digest) = sheets.finish(&to, &[]).unwrap();
        assert_eq!(rows, 5);
        assert_eq!(digest, web::Vault::digest("甲\t\n乙\t\n丙\t\n丁\t\n戊\t\n".as_bytes()));
        let mut book = Workbook::open(std::fs::read(&to).unwrap(), LIMITS).unwrap();
        let mut column = |sheet: &str| {
            let mut out = Vec::new();
            let read = |_, cells: &[crate::workbook::Cell]| {
                out.extend(cells.first().map(|cell| cell.text.clone()));
                true
            };
            book.rows_while(sheet, read).unwrap();
            out
        };
        assert_eq!(column("名单"), ["名称", "甲", "乙"]);
        assert_eq!(column("名单2"), ["名称", "丙", "丁"]);
        assert_eq!(column("名单3"), ["名称", "戊"]);
    }
}
