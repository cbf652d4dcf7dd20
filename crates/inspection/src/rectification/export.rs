//! 导出整改复查任务 · the list as a workbook

use super::list::{RectificationRow, Wanted};
use super::search;
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use lexicon::Term;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use web::{App, Caller, Exported, Query};

const HEADINGS: [(&str, f64); 10] = [
    ("序号", 6.0),
    ("企业名称", 40.0),
    ("执法人员", 24.0),
    ("检查时间", 12.0),
    ("待复查时间", 12.0),
    ("提醒", 10.0),
    ("状态", 12.0),
    ("是否延期", 10.0),
    ("指令书文号", 34.0),
    ("问题数", 8.0),
];

/// 导出整改复查任务（xlsx），条件与列表相同，最多一万行
#[utoipa::path(get, path = "/rectifications/export", tag = "整改复查", operation_id = "export_rectifications", params(Wanted),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(wanted): Query<Wanted>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadRectification)?;
    let today = app.clock.today();
    let (asked, exporter) = (wanted.clone(), permit.clone());
    let read = app.db.read(permit, move |tx| Box::pin(async move { search::everything(tx, &wanted, today).await }));
    let rows: Vec<_> = read.await?.iter().map(|row| RectificationRow::of(row, &caller, today)).collect();
    let bytes = workbook(&rows).map_err(|e| Halt::Fault(e.to_string()))?;
    let name = format!("整改复查任务 {today}.xlsx");
    let export =
        Exported { kind: SubjectKind::Rectification, act: "导出整改复查任务", name: &name, rows: rows.len() };
    web::exported(&app, exporter, export, &asked).await?;
    Ok(web::workbook_reply(bytes, &name))
}

fn workbook(rows: &[RectificationRow]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("整改复查任务")?;
    let bold = Format::new().set_bold();
    for (column, (heading, width)) in (0_u16..).zip(HEADINGS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1_u32..).zip(rows) {
        sheet.write(line, 0, line)?;
        let cells = [
            row.enterprise_name.clone(),
            row.officers.clone(),
            row.inspected_on.to_string(),
            row.due_on.to_string(),
            row.level.map(Term::zh).unwrap_or_default().to_owned(),
            row.state.zh().to_owned(),
            if row.is_extended { "是" } else { "否" }.to_owned(),
            row.order_number.clone(),
        ];
        for (column, cell) in (1_u16..).zip(cells) {
            sheet.write(line, column, cell)?;
        }
        sheet.write(line, 9, row.problems)?;
    }
    book.save_to_buffer()
}
