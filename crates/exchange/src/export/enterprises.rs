//! 导出执法对象 · the list of enterprises as a workbook

use super::job::{self, said};
use super::sheets::{Cell, MOST_ROWS, Sheets};
use super::store::Record;
use crate::columns::columns;
use crate::import::difference::texts;
use authority::{Halt, Permit, Result};
use lexicon::masked_phone;
use registers::enterprise::list::Asked;
use registers::enterprise::{Enterprise, Particulars, bulk_store};
use rust_xlsxwriter::XlsxError;
use std::path::PathBuf;
use web::App;

/// Rows read at once.
const PAGE: i64 = 2_000;

fn fault(e: XlsxError) -> Halt {
    match e {
        XlsxError::IoError(e) if e.kind() == std::io::ErrorKind::StorageFull => Halt::Full,
        e => Halt::Fault(e.to_string()),
    }
}

/// Writes every enterprise that the conditions and the permit's scope hold; rows and their digest.
///
/// # Errors
/// Conditions that no list takes; engine faults; a full disk.
pub async fn write(app: &App, permit: Permit, export: Record, to: PathBuf) -> Result<(i64, String)> {
    let asked: Asked = serde_json::from_value(export.conditions_json.clone())?;
    let wanted = asked.wanted(&app.reference, permit.scope())?;
    let map = &columns()?.enterprise;
    let mut headings: Vec<(String, f64)> = vec![("序号".to_owned(), 8.0)];
    headings.extend(map.columns.iter().map(|c| (c.heading.clone(), f64::from(c.width))));
    headings.extend([("所在地区".to_owned(), 24.0), ("设备数".to_owned(), 8.0)]);
    let folder = to.parent().map(PathBuf::from).unwrap_or_default();
    let inner = app.clone();
    let work = app.db.snapshot(permit, move |tx| {
        Box::pin(async move {
            let total = bulk_store::counted(tx, &wanted).await?;
            job::advance(export.id, (0, total));
            let mut sheets = Sheets::new("执法对象", headings, (MOST_ROWS, &folder)).map_err(fault)?;
            let mut after = None;
            loop {
                let rows = bulk_store::page(tx, &wanted, after, PAGE).await?;
                let is_last = (rows.len() as i64) < PAGE;
                for row in rows {
                    after = Some(row.id);
                    let enterprise = Enterprise::from(row);
                    sheets.row(&cells(&inner.reference, &enterprise, sheets.rows() + 1)?).map_err(fault)?;
                }
                job::advance(export.id, (sheets.rows(), total));
                if is_last {
                    break;
                }
            }
            let manifest = said(tx, &inner.reference, &export);
            sheets.finish(&to, &manifest).map_err(fault)
        })
    });
    work.await
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn cells(reference: &seed::Seed, enterprise: &Enterprise, n: i64) -> Result<Vec<Cell>> {
    let mut out = vec![Cell::Number(n as f64)];
    let particulars = Particulars::of(enterprise)?;
    out.extend(texts(reference, &particulars).into_iter().map(|(key, text)| match key {
        "employees" => Cell::Number(particulars.employees as f64),
        "phone" | "contact_phone" => Cell::Text(masked_phone(&text)),
        _ => Cell::Text(text),
    }));
    out.push(Cell::Text(particulars.region_name));
    out.push(Cell::Number(enterprise.row.equipment_count as f64));
    Ok(out)
}
