//! 批注文件 · the uploaded workbook with its faults marked
//!
//! 各表的行照原样列出，错误的单元格着色，最后一列写明错在哪里、怎样改；改正后删去这一列或者留着，都可以直接上传。
//! Texts only: the formats and pictures of the file that was sent are not taken over.

use super::row_store::{self, Fault, FaultKey};
use super::store;
use crate::workbook::{Cell, LIMITS, Workbook};
use authority::{Halt, Result, SubjectKind, Verb};
use axum::response::Response;
use lexicon::ImportId;
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook as Book, Worksheet, XlsxError};
use std::collections::{BTreeMap, VecDeque};
use std::path::Path as File;
use web::{App, Caller, Path, file_reply};

/// The heading of the added column.
const HEADING: &str = "错误说明";
/// Faults fetched at once.
const PAGE: i64 = 2_000;

/// 下载批注了错误的文件（xlsx）
#[utoipa::path(get, path = "/enterprise-imports/{id}/annotated", tag = "执法对象", operation_id = "annotated_enterprise_import", params(("id" = ImportId, Path)), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ImportId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ImportEnterprise)?;
    let reader = permit.clone();
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::take(tx, id).await }));
    let import = read.await?;
    let path = app.vault.path_of(&import.file_sha256).await?;
    let scratch = app.vault.scratch(&format!("{}.xlsx", lexicon::CommandId::new())).await?;
    let (send, faults) = tokio::sync::mpsc::channel::<Fault>(PAGE as usize);
    let (to, tabs) = (scratch.clone(), app.reference.industries.iter().map(|i| i.equipment_tab.clone()).collect());
    let writing = tokio::task::spawn_blocking(move || annotate((&path, &to), tabs, faults));
    fetch(&app, permit, id, send).await?;
    let written = writing.await.map_err(|e| Halt::Fault(e.to_string()))?;
    written.map_err(|e| Halt::Fault(e.to_string()))?;
    let name = format!("{} 批注.xlsx", import.file_name.trim_end_matches(".xlsx"));
    web::downloaded(&app, reader, (SubjectKind::EnterpriseImport, id.0), &name).await?;
    Ok(file_reply(&scratch, &name, true).await?)
}

/// Sends every fault in the order of the file. The reader goes away when it has failed; then there is no more to send.
async fn fetch(
    app: &App,
    permit: authority::Permit,
    id: ImportId,
    send: tokio::sync::mpsc::Sender<Fault>,
) -> Result<()> {
    let mut after: Option<FaultKey> = None;
    loop {
        let read = app.db.read(permit.clone(), move |tx| {
            Box::pin(async move { row_store::faults(tx, (id, ""), after, PAGE).await })
        });
        let faults = read.await?;
        let is_last = (faults.len() as i64) <= PAGE;
        for fault in faults.into_iter().take(PAGE as usize) {
            after = Some((fault.sheet_no, fault.row_no, fault.column_no, fault.ordinal));
            if send.send(fault).await.is_err() {
                return Ok(());
            }
        }
        if is_last {
            return Ok(());
        }
    }
}

/// The faults as they come, one looked ahead.
struct Faults {
    coming: tokio::sync::mpsc::Receiver<Fault>,
    next: VecDeque<Fault>,
}

impl Faults {
    /// Those of one row of one sheet; those of rows before are past.
    fn of(&mut self, (sheet_no, sheet): (i64, &str), row: i64) -> Vec<Fault> {
        let mut out = Vec::new();
        loop {
            if self.next.is_empty() {
                match self.coming.blocking_recv() {
                    Some(fault) => self.next.push_back(fault),
                    None => return out,
                }
            }
            let Some(first) = self.next.front() else { return out };
            match (first.sheet_no, first.row_no).cmp(&(sheet_no, row)) {
                std::cmp::Ordering::Greater => return out,
                std::cmp::Ordering::Equal if first.sheet == sheet => out.extend(self.next.pop_front()),
                _ => drop(self.next.pop_front()),
            }
        }
    }
}

fn annotate(
    (from, to): (&File, &File),
    tabs: Vec<String>,
    coming: tokio::sync::mpsc::Receiver<Fault>,
) -> std::result::Result<(), XlsxError> {
    let broken = |refused: lexicon::Refused| XlsxError::ParameterError(refused.sentence);
    let mut book = Workbook::open_kept(from, LIMITS).map_err(broken)?;
    let mut out = Book::new();
    let mut faults = Faults { coming, next: VecDeque::new() };
    let columns = crate::columns::columns().map_err(|_| XlsxError::ParameterError("columns".to_owned()))?;
    let sheets = book.sheets();
    let first = columns.sheet_of(|name| sheets.iter().any(|sheet| sheet.as_str() == name)).to_owned();
    // 与校验同一次序：先企业信息，后各设备表；别的表不照抄。
    let order: BTreeMap<String, i64> = tabs.into_iter().zip(1..).collect();
    let mut sheets: Vec<(i64, String)> = sheets
        .into_iter()
        .filter_map(|sheet| if sheet == first { Some((0, sheet)) } else { order.get(&sheet).map(|n| (*n, sheet)) })
        .collect();
    sheets.sort();
    for (sheet_no, name) in sheets {
        let sheet = out.add_worksheet_with_constant_memory()?;
        sheet.set_name(&name)?;
        let mut failed = None;
        let mut last_column = 0;
        let read = book.rows_while(&name, |row, cells| {
            let of_row = faults.of((sheet_no, &name), i64::from(row));
            let written = write_row(sheet, (row - 1, cells), &of_row, &mut last_column);
            failed = written.err();
            failed.is_none()
        });
        read.map_err(broken)?;
        if let Some(failed) = failed {
            return Err(failed);
        }
    }
    out.save(to)
}

fn write_row(
    sheet: &mut Worksheet,
    (row, cells): (u32, &[Cell]),
    faults: &[Fault],
    last_column: &mut u16,
) -> std::result::Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let bold = text.clone().set_bold();
    let wrong = text.clone().set_background_color(Color::RGB(0xFF_C7_CE)).set_font_color(Color::RGB(0x9C_00_06));
    if *last_column == 0 {
        // The first row with something in it holds the headings; the explanation stands behind them, where an earlier
        // one may stand already.
        let known = cells.iter().find(|cell| cell.text == HEADING).map(|cell| cell.column);
        let behind = cells.last().map_or(0, |cell| cell.column + 1);
        *last_column = u16::try_from(known.unwrap_or(behind)).unwrap_or(u16::MAX);
        sheet.set_column_width(*last_column, 80)?.set_freeze_panes(row + 1, 0)?;
        for cell in cells.iter().filter(|cell| Some(cell.column) != known) {
            let column = u16::try_from(cell.column).unwrap_or(u16::MAX);
            sheet.set_column_width(column, 18)?.write_string_with_format(row, column, &cell.text, &bold)?;
        }
        sheet.write_string_with_format(row, *last_column, HEADING, &bold)?;
        return Ok(());
    }
    let is_wrong = |column: u32| faults.iter().any(|fault| fault.column_no == i64::from(column) + 1);
    let mut at: BTreeMap<u16, (&str, bool)> = cells
        .iter()
        .filter_map(|cell| Some((u16::try_from(cell.column).ok()?, (cell.text.as_str(), is_wrong(cell.column)))))
        .filter(|(column, _)| column != last_column)
        .collect();
    for fault in faults {
        if let Some(column) = u16::try_from(fault.column_no - 1).ok().filter(|_| fault.column_no > 0) {
            at.entry(column).or_insert(("", true));
        }
    }
    for (column, (value, is_wrong)) in at {
        sheet.write_string_with_format(row, column, value, if is_wrong { &wrong } else { &text })?;
    }
    if !faults.is_empty() {
        let say = |fault: &Fault| format!("{}：{}", fault.heading, fault.sentence);
        let sentences: String = faults.iter().map(say).collect::<Vec<_>>().join("\n").chars().take(8_000).collect();
        let wrapped = text.clone().set_text_wrap().set_align(FormatAlign::Top);
        sheet.write_string_with_format(row, *last_column, sentences, &wrapped)?;
    }
    Ok(())
}
