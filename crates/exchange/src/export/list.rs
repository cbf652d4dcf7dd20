//! 列表 · a list as a workbook, page by page
//!
//! Everything is read as it was at one moment, and written as it is read: memory does not grow with the rows.

use super::job;
use super::manifest;
use super::sheets::{Cell, Heading, MOST_ROWS, Sheets};
use super::store::Record;
use authority::{Halt, Permit, ReadTx, Result};
use rust_xlsxwriter::XlsxError;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use web::App;

/// Rows read at once; a story makes it small to see several pages.
pub static PAGE: AtomicI64 = AtomicI64::new(2_000);

/// A list that is exported: what its rows are, and where the next page begins.
pub(super) trait List: Sized + Send + 'static {
    /// Name of the sheet.
    const SHEET: &'static str;
    /// The first column counts the rows.
    const IS_NUMBERED: bool = true;

    /// The list under the conditions that were asked.
    ///
    /// # Errors
    /// Conditions that no list takes.
    fn of(app: &App, permit: &Permit, conditions: &serde_json::Value) -> Result<Self>;

    /// The headings.
    ///
    /// # Errors
    /// Conditions that no list takes; engine faults.
    fn begin(&mut self, tx: &mut ReadTx<'_>) -> impl Future<Output = Result<Vec<Heading>>> + Send;

    /// How many rows there are, exactly.
    ///
    /// # Errors
    /// Engine faults.
    fn count(&self, tx: &mut ReadTx<'_>) -> impl Future<Output = Result<i64>> + Send;

    /// The rows behind those read before, at most so many.
    ///
    /// # Errors
    /// Engine faults.
    fn next(&mut self, tx: &mut ReadTx<'_>, most: i64) -> impl Future<Output = Result<Vec<Vec<Cell>>>> + Send;
}

fn fault(e: XlsxError) -> Halt {
    match e {
        XlsxError::IoError(e) if e.kind() == std::io::ErrorKind::StorageFull => Halt::Full,
        e => Halt::Fault(e.to_string()),
    }
}

/// Writes every row that the conditions and the permit's scope hold; how many, and their digest.
///
/// # Errors
/// Conditions that no list takes; engine faults; a full disk.
pub(super) async fn write<L: List>(app: &App, permit: Permit, export: Record, to: PathBuf) -> Result<(i64, String)> {
    let mut list = L::of(app, &permit, &export.conditions_json)?;
    let folder = to.parent().map(PathBuf::from).unwrap_or_default();
    let inner = app.clone();
    let work = app.db.snapshot(permit, move |tx| {
        Box::pin(async move {
            let numbers = L::IS_NUMBERED.then(|| Heading::new("序号", 8));
            let headings = numbers.into_iter().chain(list.begin(tx).await?).collect();
            let total = list.count(tx).await?;
            job::advance(export.id, (0, total));
            let mut sheets = Sheets::new(L::SHEET, headings, (MOST_ROWS, &folder)).map_err(fault)?;
            let most = PAGE.load(Ordering::Relaxed);
            loop {
                let rows = list.next(tx, most).await?;
                let is_last = (rows.len() as i64) < most;
                for row in rows {
                    let number = L::IS_NUMBERED.then(|| Cell::from(sheets.rows() + 1));
                    sheets.row(number.into_iter().chain(row)).map_err(fault)?;
                }
                job::advance(export.id, (sheets.rows(), total));
                if is_last {
                    break;
                }
            }
            let said = manifest::of(tx, &inner.reference, &export).await?;
            sheets.finish(&to, &said).map_err(fault)
        })
    });
    work.await
}
