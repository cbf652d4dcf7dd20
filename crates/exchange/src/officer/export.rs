//! 导出执法人员 · the register as a workbook that can be imported again

use super::template::{self, XLSX};
use authority::{Command, Entry, EntryClass, Halt, SubjectKind, Verb};
use axum::response::Response;
use lexicon::Term;
use registers::officer::record_store::{self, Record};
use registers::officer::records::OfficersAsked;
use rust_xlsxwriter::{Workbook, XlsxError};
use web::{App, Caller, Query, attachment_reply};

/// 导出执法人员（xlsx），条件与列表相同，最多一万行；留痕为导出
#[utoipa::path(get, path = "/officer-records/export", tag = "执法人员", operation_id = "export_officers", params(OfficersAsked), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<OfficersAsked>) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::ExportOfficer)?;
    // 取件
    let wanted = asked.wanted()?;
    let read =
        app.db.read(permit.clone(), move |tx| Box::pin(async move { record_store::everything(tx, &wanted).await }));
    let rows = read.await?;
    let bytes = workbook(&rows).map_err(|e| Halt::Fault(e.to_string()))?;
    // 留痕
    let (organ, count) = (caller.organisation_id, rows.len());
    let write = app.db.write(permit, Command::of_system(), move |tx| {
        Box::pin(async move {
            let entry = Entry::on(SubjectKind::Organisation, organ, "导出执法人员").class(EntryClass::Export);
            tx.record(entry.with(&count), ()).await
        })
    });
    write.await?;
    Ok(attachment_reply(bytes, XLSX, &format!("执法人员 {}.xlsx", app.clock.today()), true))
}

fn workbook(rows: &[Record]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    template::head(sheet)?;
    sheet.write(0, 7, "执法单位")?.write(0, 8, "状态")?.set_column_width(7, 30)?;
    for (line, row) in (1_u32..).zip(rows) {
        let cells = [
            row.name.clone(),
            row.certificate_no.clone(),
            row.certificate_kind.clone(),
            row.valid_from.to_string(),
            row.valid_to.to_string(),
            row.phone.clone(),
            row.remark.clone(),
            row.organisation_name.clone(),
            row.state.zh().to_owned(),
        ];
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(line, column, cell)?;
        }
    }
    book.save_to_buffer()
}
