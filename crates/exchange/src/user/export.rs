//! 导出用户 · the list as a workbook

use authority::{Command, Entry, EntryClass, Halt, SubjectKind, Verb};
use axum::response::Response;
use identity::user::list::Filter;
use identity::user::{UserRow, admin_store};
use lexicon::{Instant, Term};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use web::{App, Caller, Query, TOTAL_LIMIT, workbook_reply};

const HEADINGS: [(&str, f64); 9] = [
    ("序号", 6.0),
    ("姓名", 12.0),
    ("账号", 16.0),
    ("机构", 34.0),
    ("内设机构", 20.0),
    ("职务", 24.0),
    ("角色", 36.0),
    ("状态", 10.0),
    ("最近登录", 14.0),
];

/// 导出用户（xlsx），条件与列表相同，手机号遮盖，最多一万行；留痕为导出
#[utoipa::path(get, path = "/users/export", tag = "统一用户管理", operation_id = "export_users", params(Filter), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(filter): Query<Filter>) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::ExportUser)?;
    let now = app.clock.now();
    // 取件
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let wanted = filter.wanted(tx).await?;
            let users = admin_store::page(tx, &wanted, (None, TOTAL_LIMIT), now).await?;
            let beside = admin_store::beside(tx, &users).await?;
            Ok(users.iter().map(|user| user.row(&beside, now)).collect::<Vec<_>>())
        })
    });
    let rows = read.await?;
    let bytes = workbook(&rows).map_err(|e| Halt::Fault(e.to_string()))?;
    // 留痕
    let (organ, count) = (caller.organisation_id, rows.len());
    let write = app.db.write(permit, Command::of_system(), move |tx| {
        Box::pin(async move {
            let entry = Entry::on(SubjectKind::Organisation, organ, "导出用户").class(EntryClass::Export);
            tx.record(entry.with(&count), ()).await
        })
    });
    write.await?;
    Ok(workbook_reply(bytes, &format!("用户 {}.xlsx", app.clock.today())))
}

fn workbook(rows: &[UserRow]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("用户")?;
    let bold = Format::new().set_bold();
    for (column, (heading, width)) in (0_u16..).zip(HEADINGS) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, heading, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1_u32..).zip(rows) {
        sheet.write(line, 0, line)?;
        let built_in = row.roles.iter().map(|role| role.zh());
        let roles: Vec<&str> = built_in.chain(row.own_roles.iter().map(String::as_str)).collect();
        let cells = [
            row.name.clone(),
            row.account.clone(),
            row.organisation_name.clone(),
            row.department.clone(),
            row.title.clone(),
            roles.join("；"),
            row.state.zh().to_owned(),
            row.last_login_at.map(|at: Instant| at.day().to_string()).unwrap_or_default(),
        ];
        for (column, cell) in (1_u16..).zip(cells) {
            sheet.write_string(line, column, cell)?;
        }
    }
    book.save_to_buffer()
}
