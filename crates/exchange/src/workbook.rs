//! 工作簿 · reading a workbook that somebody sent
//!
//! A workbook is a zip of XML, and both can lie about their size. So: the directory is checked first, then every part
//! is unpacked once with a limit and thrown away, then the cells are read as a stream with limits on rows, columns,
//! cells and time. The reader's dense range is never used: two cells at opposite corners would make it ask for
//! gigabytes.

use crate::columns::letters;
use calamine::{DataRef, Reader, Xlsx};
use lexicon::{Refused, refusals};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;
use std::time::{Duration, Instant};

refusals! {
    /// 工作簿不能读取的情形
    pub enum Unreadable in "exchange" {
        NotXlsx = "not_xlsx", "文件不是 xlsx 工作簿，或者已经损坏", way_out "请下载导入模板，用 Excel 或 WPS 填写后另存为 .xlsx 再上传；加密的文件请先取消密码";
        TooBig = "too_big", "工作簿解压后过大", way_out "请删去多余的工作表、图片和格式，或者分成几个文件导入";
        TooManyRows = "too_many_rows", "行数超过上限", way_out "请分成几个文件导入，并删去表尾多余的行";
        TooManyColumns = "too_many_columns", "列数超过上限", way_out "请删去模板之外的列，再上传";
        TooSlow = "too_slow", "工作簿内容过于复杂，读取超时", way_out "请把数据复制到新下载的模板中再上传";
        NoSheet = "no_sheet", "工作簿里没有“企业信息”表", way_out "请下载导入模板，在模板中填写，不要改动表名";
        NoColumn = "no_column", "工作表缺少必填的列", way_out "请下载导入模板，在模板中填写，不要改动表头";
    }
}

/// Bounds of a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of all parts unpacked.
    pub unpacked: u64,
    /// Unpacked bytes per packed byte, for what unpacks to more than a megabyte.
    pub ratio: u64,
    /// Rows of one sheet.
    pub rows: u32,
    /// Columns of one sheet.
    pub columns: u32,
    /// Time for all sheets.
    pub time: Duration,
}

/// 导入用的上限
pub const LIMITS: Limits =
    Limits { unpacked: 400 * 1024 * 1024, ratio: 200, rows: 200_000, columns: 200, time: Duration::from_secs(60) };
/// Parts of a workbook; a real one has some dozens.
const MOST_PARTS: usize = 2_000;
/// Entries of the table of strings.
const MOST_STRINGS: u64 = 5_000_000;
/// The longest text of a cell, in characters.
const LONGEST_CELL: usize = 2_000;

/// One cell with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Counted from 0.
    pub column: u32,
    /// Text, without blanks around it.
    pub text: String,
    /// What is wrong with the cell as such: a formula that failed, a code that was read as a number.
    pub fault: Option<&'static str>,
}

/// Where the bytes come from: a file, or memory.
pub trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// An open workbook.
pub struct Workbook {
    xlsx: Xlsx<Box<dyn Source>>,
    limits: Limits,
    /// Time spent in reading so far; what is done with a row does not count.
    spent: Duration,
}

impl Workbook {
    /// Checks the bytes and opens them.
    ///
    /// # Errors
    /// [`Unreadable`], at `file`.
    pub fn open(bytes: Vec<u8>, limits: Limits) -> Result<Self, Refused> {
        parts(Cursor::new(&bytes), limits)?;
        Self::of(Box::new(Cursor::new(bytes)), limits)
    }

    /// Opens a file of the vault whose parts were measured ([`measured`]) before it was kept.
    ///
    /// # Errors
    /// [`Unreadable`], at `file`.
    pub fn open_kept(path: &Path, limits: Limits) -> Result<Self, Refused> {
        let file = File::open(path).map_err(|_| Unreadable::NotXlsx.at("file"))?;
        Self::of(Box::new(BufReader::with_capacity(64 * 1024, file)), limits)
    }

    fn of(source: Box<dyn Source>, limits: Limits) -> Result<Self, Refused> {
        let begun = Instant::now();
        let xlsx = Xlsx::new(source).map_err(|_| Unreadable::NotXlsx.at("file"))?;
        Ok(Self { xlsx, limits, spent: begun.elapsed() })
    }

    /// Whether there is a sheet of this name.
    #[must_use]
    pub fn has(&self, sheet: &str) -> bool {
        self.xlsx.sheet_names().iter().any(|name| name == sheet)
    }

    /// The names of all sheets.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        self.xlsx.sheet_names()
    }

    /// Hands every row with something in it to `each`: its number as Excel shows it, and its cells from left to right.
    ///
    /// # Errors
    /// [`Unreadable`], at `file`.
    pub fn rows(&mut self, sheet: &str, mut each: impl FnMut(u32, &[Cell])) -> Result<(), Refused> {
        self.rows_while(sheet, |row, cells| {
            each(row, cells);
            true
        })
    }

    /// As [`Workbook::rows`], until `each` says that it wants no more.
    ///
    /// # Errors
    /// [`Unreadable`], at `file`.
    pub fn rows_while(&mut self, sheet: &str, mut each: impl FnMut(u32, &[Cell]) -> bool) -> Result<(), Refused> {
        let limits = self.limits;
        let broken = |_| about(Unreadable::NotXlsx, &format!("“{sheet}”表的内容已经损坏"));
        let mut watch = Watch { begun: Instant::now(), spent: self.spent, most: limits.time };
        let mut cells = self.xlsx.worksheet_cells_reader(sheet).map_err(broken)?;
        let (mut row, mut current): (u32, Vec<Cell>) = (0, Vec::new());
        let mut read: u32 = 0;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            read = read.wrapping_add(1);
            if read.is_multiple_of(4096) {
                watch.check()?;
            }
            let (at, column) = cell.get_position();
            let Some(cell) = text_of(column, cell.get_value()) else { continue };
            within(sheet, (at, column), limits)?;
            if at != row && !current.is_empty() {
                if !watch.aside(|| each(row + 1, &current)) {
                    return Ok(());
                }
                current.clear();
            }
            if at < row {
                return Err(broken(calamine::XlsxError::Unexpected("row order")));
            }
            row = at;
            current.push(cell);
        }
        if !current.is_empty() {
            watch.aside(|| each(row + 1, &current));
        }
        self.spent = watch.spent + watch.begun.elapsed();
        Ok(())
    }
}

/// Counts the time of reading, and not the time that somebody else takes over a row.
struct Watch {
    begun: Instant,
    spent: Duration,
    most: Duration,
}

impl Watch {
    fn check(&self) -> Result<(), Refused> {
        if self.spent + self.begun.elapsed() > self.most { Err(Unreadable::TooSlow.at("file")) } else { Ok(()) }
    }

    fn aside<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let at = Instant::now();
        self.spent += at.duration_since(self.begun);
        let out = work();
        self.begun = Instant::now();
        out
    }
}

fn about(refusal: Unreadable, sentence: &str) -> Refused {
    let mut refused = refusal.at("file");
    refused.sentence = sentence.to_owned();
    refused
}

fn within(sheet: &str, (row, column): (u32, u32), limits: Limits) -> Result<(), Refused> {
    if column >= limits.columns {
        let sentence = format!("“{sheet}”表在{}列还有内容，列数不能超过{}", letters(column), limits.columns);
        return Err(about(Unreadable::TooManyColumns, &sentence));
    }
    if row >= limits.rows {
        let sentence = format!("“{sheet}”表在第{}行还有内容，行数不能超过{}", row.saturating_add(1), limits.rows);
        return Err(about(Unreadable::TooManyRows, &sentence));
    }
    Ok(())
}

/// Checks a file before it is kept; about how many rows all sheets have.
///
/// # Errors
/// [`Unreadable`], at `file`.
pub fn measured(path: &Path, limits: Limits) -> Result<u64, Refused> {
    let file = File::open(path).map_err(|_| Unreadable::NotXlsx.at("file"))?;
    parts(BufReader::with_capacity(64 * 1024, file), limits)
}

/// Unpacks every part once with a limit; nothing is kept but the number of rows. What the directory says is believed
/// only to refuse.
fn parts(source: impl Read + Seek, limits: Limits) -> Result<u64, Refused> {
    let not_xlsx = || Unreadable::NotXlsx.at("file");
    let mut zip = zip::ZipArchive::new(source).map_err(|_| not_xlsx())?;
    if zip.len() > MOST_PARTS {
        return Err(Unreadable::TooBig.at("file"));
    }
    let declared: u64 =
        (0..zip.len()).filter_map(|n| zip.by_index_raw(n).ok().map(|f| f.size())).fold(0, u64::saturating_add);
    if declared > limits.unpacked {
        return Err(Unreadable::TooBig.at("file"));
    }
    let (mut left, mut rows) = (limits.unpacked, 0);
    for n in 0..zip.len() {
        let part = zip.by_index(n).map_err(|_| not_xlsx())?;
        let most = part.compressed_size().saturating_mul(limits.ratio).max(1024 * 1024).min(left);
        let name = part.name().map_err(|_| not_xlsx())?.to_ascii_lowercase();
        let mut sheet = name.contains("worksheets/").then(RowScan::default);
        let unpacked = measure(part, most, name.contains("sharedstrings"), sheet.as_mut())?;
        left = left.saturating_sub(unpacked);
        // The first row holds the headings.
        rows += sheet.map_or(0, |sheet| sheet.rows.saturating_sub(1));
    }
    Ok(rows)
}

/// Counts `<row` in the bytes of a sheet, in whatever pieces they come.
#[derive(Default)]
struct RowScan {
    matched: usize,
    rows: u64,
}

impl RowScan {
    fn read(&mut self, bytes: &[u8]) {
        const MARK: &[u8] = b"<row";
        for byte in bytes {
            if self.matched == MARK.len() {
                self.rows += u64::from(matches!(byte, b' ' | b'>' | b'/'));
                self.matched = 0;
            }
            self.matched = match MARK.get(self.matched) {
                Some(expected) if expected == byte => self.matched + 1,
                _ => usize::from(*byte == b'<'),
            };
        }
    }
}

fn measure(mut part: impl Read, most: u64, is_strings: bool, mut sheet: Option<&mut RowScan>) -> Result<u64, Refused> {
    let mut buffer = vec![0; 64 * 1024];
    let (mut total, mut scan) = (0_u64, CountScan::default());
    loop {
        let read = part.read(&mut buffer).map_err(|_| Unreadable::NotXlsx.at("file"))?;
        if read == 0 {
            return Ok(total);
        }
        total += read as u64;
        if total > most {
            return Err(Unreadable::TooBig.at("file"));
        }
        if let (Some(sheet), Some(bytes)) = (sheet.as_mut(), buffer.get(..read)) {
            sheet.read(bytes);
        }
        if is_strings && !buffer.get(..read).is_some_and(|bytes| scan.is_fine(bytes)) {
            return Err(Unreadable::NotXlsx.at("file"));
        }
    }
}

/// The reader reserves as much memory as `uniqueCount` in the table of strings says, before it has read one; a false
/// count would end the process. So no count above [`MOST_STRINGS`] gets through, in whatever pieces the bytes come.
#[derive(Default)]
struct CountScan {
    matched: usize,
    is_after: bool,
    number: u64,
    has_digit: bool,
}

impl CountScan {
    fn is_fine(&mut self, bytes: &[u8]) -> bool {
        bytes.iter().all(|byte| self.step(*byte))
    }

    fn step(&mut self, byte: u8) -> bool {
        const NAME: &[u8] = b"uniqueCount";
        // NUL and ESC: UTF-16 and shift encodings would hide the word. XML allows neither character.
        if byte == 0 || byte == 0x1B {
            return false;
        }
        if self.is_after {
            match byte {
                b'0'..=b'9' => {
                    self.has_digit = true;
                    self.number = self.number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                    return self.number <= MOST_STRINGS;
                }
                b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n' | b'+' if !self.has_digit => return true,
                _ => *self = Self::default(),
            }
        }
        self.matched = match NAME.get(self.matched) {
            Some(expected) if *expected == byte => self.matched + 1,
            _ => usize::from(byte == b'u'),
        };
        self.is_after = self.matched == NAME.len();
        true
    }
}

fn text_of(column: u32, value: &DataRef<'_>) -> Option<Cell> {
    let mut fault = None;
    let text = match value {
        DataRef::Empty => return None,
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(f) => {
            // Excel keeps fifteen digits; the rest of a long code is lost.
            if f.abs() >= 1e15 {
                fault = Some("被 Excel 当作数字，末几位已经丢失，请把单元格设为文本格式后重新填写");
            }
            f.to_string()
        }
        DataRef::String(s) => s.clone(),
        DataRef::SharedString(s) => (*s).to_owned(),
        DataRef::Bool(b) => b.to_string(),
        DataRef::DateTime(d) => d.as_f64().to_string(),
        DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => s.clone(),
        DataRef::Error(e) => {
            fault = Some("公式出错，请改填数值或文字");
            e.to_string()
        }
    };
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    if trimmed.chars().count() > LONGEST_CELL {
        fault = Some("文字过长");
    }
    Some(Cell { column, text: trimmed.chars().take(LONGEST_CELL).filter(|c| !c.is_control()).collect(), fault })
}
