//! 导出企业基础信息 · the ledger as a workbook

use super::{LedgerRow, list};
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use lexicon::Term;
use registers::enterprise::list::Asked;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use web::{App, Caller, Exported, Query};

/// As many lines go into one sheet.
const MOST: i64 = 10_000;

const HEADINGS: [(&str, f64); 12] = [
    ("序号", 6.0),
    ("企业名称", 40.0),
    ("统一社会信用代码", 22.0),
    ("所在地区", 24.0),
    ("生产经营地址", 40.0),
    ("行业类型", 24.0),
    ("状态", 8.0),
    ("法定代表人", 12.0),
    ("规模", 8.0),
    ("产能", 16.0),
    ("从业人数", 10.0),
    ("设备数", 8.0),
];

/// 导出企业基础信息（xlsx），条件与列表相同，最多一万行；各种设备的数量各占一列
#[utoipa::path(get, path = "/enterprise-ledger/export", tag = "统计查询", operation_id = "export_enterprise_ledger", params(Asked),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Asked>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let wanted = asked.wanted(&app.reference, &caller.scope)?;
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { list::all(tx, &wanted, MOST).await }));
    let (found, _) = read.await?;
    let rows: Vec<LedgerRow> =
        found.into_iter().map(|(row, kinds)| LedgerRow::of(&app.reference, row, kinds)).collect();
    let bytes = workbook(&app.reference, &rows).map_err(|e| Halt::Fault(e.to_string()))?;
    let name = format!("企业基础信息 {}.xlsx", app.clock.today());
    let export =
        Exported { kind: SubjectKind::Enterprise, act: "导出企业基础信息", name: &name, rows: rows.len() };
    web::exported(&app, permit, export, &asked.conditions()).await?;
    Ok(web::workbook_reply(bytes, &name))
}

fn workbook(reference: &seed::Seed, rows: &[LedgerRow]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("企业基础信息")?;
    let bold = Format::new().set_bold();
    let mut kinds: Vec<(&str, &str)> = Vec::new();
    for kind in list::kinds(reference) {
        let is_there = rows.iter().any(|row| row.equipment.iter().any(|own| own.kind == kind.key));
        if is_there && !kinds.iter().any(|(key, _)| *key == kind.key) {
            kinds.push((&kind.key, &kind.zh));
        }
    }
    let headings = HEADINGS.iter().copied().chain(kinds.iter().map(|(_, zh)| (*zh, 12.0)));
    for (column, (heading, width)) in (0_u16..).zip(headings) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    for (line, row) in (1_u32..).zip(rows) {
        let firm = &row.enterprise;
        sheet.write(line, 0, line)?;
        let industry = |key: &String| registers::industry::model(reference, key).map_or(key.clone(), |i| i.zh.clone());
        let industries: Vec<String> = firm.industries.iter().map(industry).collect();
        let cells = [
            firm.name.as_str(),
            &firm.credit_code,
            &firm.region_name,
            &firm.address,
            &industries.join("、"),
            firm.state.zh(),
            &firm.legal_person,
            &row.scale,
            &row.capacity,
        ];
        for (column, cell) in (1_u16..).zip(cells) {
            sheet.write(line, column, cell)?;
        }
        sheet.write(line, 10, row.employees)?;
        sheet.write(line, 11, firm.equipment_count)?;
        for (column, (key, _)) in (12_u16..).zip(&kinds) {
            let count = row.equipment.iter().find(|own| own.kind == *key).map_or(0, |own| own.count);
            sheet.write(line, column, count)?;
        }
    }
    book.save_to_buffer()
}
