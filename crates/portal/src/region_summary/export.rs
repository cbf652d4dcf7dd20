//! 导出地区汇总情况 · the summary as a workbook

use super::{RegionNumbers, RegionSummary, Wanted, list};
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use web::{App, Caller, Exported, Query};

const HEADINGS: [(&str, f64); 9] = [
    ("地区", 26.0),
    ("企业", 10.0),
    ("设备", 10.0),
    ("开展检查", 10.0),
    ("检查完结", 10.0),
    ("发现问题", 10.0),
    ("待复查", 10.0),
    ("逾期未复查", 12.0),
    ("已办结", 10.0),
];

/// 导出地区汇总情况（xlsx）
#[utoipa::path(get, path = "/region-summaries/export", tag = "统计查询", operation_id = "export_region_summary", params(Wanted),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(wanted): Query<Wanted>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadInspection)?;
    let summary = list::summary(&app, &caller, permit.clone(), &wanted).await?;
    let bytes = workbook(&summary).map_err(|e| Halt::Fault(e.to_string()))?;
    let name = format!("地区汇总情况 {} {}.xlsx", summary.name, summary.today);
    let rows = summary.rows.len();
    let export = Exported { kind: SubjectKind::Inspection, act: "导出地区汇总情况", name: &name, rows };
    web::exported(&app, permit, export, &wanted).await?;
    Ok(web::workbook_reply(bytes, &name))
}

fn workbook(summary: &RegionSummary) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("地区汇总情况")?;
    let bold = Format::new().set_bold();
    for (column, (heading, width)) in (0_u16..).zip(HEADINGS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let mut line = 1;
    for row in &summary.rows {
        write(sheet, line, &row.name, &row.numbers)?;
        line += 1;
    }
    write(sheet, line, "合计", &summary.total)?;
    book.save_to_buffer()
}

fn write(sheet: &mut Worksheet, line: u32, name: &str, n: &RegionNumbers) -> Result<(), XlsxError> {
    sheet.write(line, 0, name)?;
    let numbers = [n.enterprises, n.equipment, n.inspections, n.concluded, n.problems, n.open, n.overdue, n.closed];
    for (column, number) in (1_u16..).zip(numbers) {
        sheet.write(line, column, number)?;
    }
    Ok(())
}
