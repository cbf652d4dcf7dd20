//! 用户导入模板 · the template

use super::columns;
use crate::columns::SheetMap;
use authority::{Halt, Role, Verb};
use axum::response::Response;
use lexicon::Term;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use web::{App, Caller, workbook_reply};

/// Rows that text format and notes reach to.
const LAST_ROW: u32 = 300;

/// 用户导入模板
#[utoipa::path(get, path = "/user-imports/template", tag = "统一用户管理", operation_id = "user_import_template", responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, _app: App) -> web::Result<Response> {
    caller.may(Verb::EditUser)?;
    let bytes = template(columns()?).map_err(|e| Halt::Fault(e.to_string()))?;
    Ok(workbook_reply(bytes, "用户导入模板.xlsx"))
}

/// Writes the template: the sheet to fill in, and the notes.
///
/// # Errors
/// What the writer says.
pub fn template(map: &SheetMap) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(&map.sheet)?;
    let text = Format::new().set_num_format("@");
    for (at, column) in (0_u16..).zip(&map.columns) {
        sheet.set_column_width(at, column.width)?.set_column_format(at, &text)?;
        let heading = if column.required { format!("*{}", column.heading) } else { column.heading.clone() };
        sheet.write_string_with_format(0, at, heading, &heading_format(column.required))?;
        let rule = DataValidation::new().set_input_title(&column.heading)?.set_input_message(&column.note)?;
        sheet.add_data_validation(1, at, LAST_ROW, at, &rule)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let notes = book.add_worksheet();
    notes.set_name("填写说明")?.set_column_width(0, 20)?.set_column_width(1, 90)?;
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.zh()).collect();
    let lines = [
        ("带*号的列必填", "不要改动表名和表头；一次至多三百人".to_owned()),
        ("内置角色", roles.join("；")),
        ("不能兼任", "系统管理、审计、执法业务不能由一人兼任；签章添加与签章审核不能由一人兼任".to_owned()),
        ("初始密码", "导入后显示一次，请当场打印密码条发给本人".to_owned()),
    ];
    for (row, (what, note)) in (0_u32..).zip(lines) {
        notes.write_string(row, 0, what)?.write_string(row, 1, note)?;
    }
    book.save_to_buffer()
}

fn heading_format(required: bool) -> Format {
    let format = Format::new().set_bold().set_border(FormatBorder::Thin).set_align(FormatAlign::Center);
    let format = format.set_background_color(Color::RGB(0xDD_E7_F3));
    if required { format.set_font_color(Color::RGB(0xB0_1E_1E)) } else { format }
}
