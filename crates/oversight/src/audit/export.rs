//! 导出审计记录 · the trail as a workbook

use super::{Wanted, store};
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use lexicon::Term;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use web::{App, Caller, Exported, Query};

/// As many rows fit into one export; more are a matter of shorter periods.
const MOST: usize = 50_000;
const PAGE: i64 = 2_000;
const HEADINGS: [(&str, f64); 11] = [
    ("时间", 20.0),
    ("类别", 9.0),
    ("人员", 12.0),
    ("机构", 28.0),
    ("登录地址", 16.0),
    ("记录种类", 14.0),
    ("记录编号", 38.0),
    ("办理事项", 24.0),
    ("理由", 30.0),
    ("链中位置", 10.0),
    ("摘要", 66.0),
];

/// 导出审计记录（xlsx），条件与查询相同，最多五万行
#[utoipa::path(get, path = "/audit-entries/export", tag = "审计", operation_id = "export_audit_entries", params(Wanted),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(wanted): Query<Wanted>) -> web::Result<Response> {
    let permit = caller.may(Verb::ExportAudit)?;
    let wanted = wanted.checked()?;
    app.db.readings_written().await;
    let (mut book, mut rows, mut after) = (Workbook::new(), 0_usize, None);
    let sheet = book.add_worksheet_with_constant_memory().map_err(fault)?;
    begin(sheet).map_err(fault)?;
    loop {
        let asked = wanted.clone();
        let read = app
            .db
            .read(permit.clone(), move |tx| Box::pin(async move { store::page(tx, &asked, after, PAGE - 1).await }));
        let lines = read.await?;
        for line in lines.iter().take(MOST - rows) {
            rows += 1;
            write(sheet, rows, line).map_err(fault)?;
        }
        after = lines.last().map(|line| (line.at.0, line.id.0));
        if (lines.len() as i64) < PAGE || rows >= MOST {
            break;
        }
    }
    let bytes = book.save_to_buffer().map_err(fault)?;
    let name = format!("审计记录 {}.xlsx", app.clock.today());
    let export = Exported { kind: SubjectKind::Audit, act: "导出审计记录", name: &name, rows };
    web::exported(&app, permit, export, &wanted).await?;
    Ok(web::workbook_reply(bytes, &name))
}

fn fault(e: XlsxError) -> Halt {
    Halt::Fault(e.to_string())
}

fn begin(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("审计记录")?;
    let bold = Format::new().set_bold();
    for (column, (heading, width)) in (0_u16..).zip(HEADINGS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write(sheet: &mut Worksheet, row: usize, line: &store::Line) -> Result<(), XlsxError> {
    let row = u32::try_from(row).unwrap_or(u32::MAX);
    let cells = [
        line.at.to_beijing_text(),
        line.class.zh().to_owned(),
        line.user_name.clone(),
        line.organisation_name.clone(),
        line.address.clone(),
        line.subject_kind.zh().to_owned(),
        line.subject_id.to_string(),
        line.act.clone(),
        line.reason.clone(),
        line.seq.to_string(),
        line.hash.clone(),
    ];
    for (column, cell) in (0_u16..).zip(cells) {
        sheet.write(row, column, cell)?;
    }
    Ok(())
}
