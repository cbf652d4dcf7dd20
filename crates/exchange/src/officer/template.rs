//! 执法人员导入模板 · the template

use super::{COLUMNS, SHEET};
use authority::{Halt, Verb};
use axum::response::Response;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use web::{App, Caller, attachment_reply};

/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows that the notes beside the cells reach to.
const LAST_ROW: u32 = 5_000;

/// 执法人员导入模板
#[utoipa::path(get, path = "/officer-imports/template", tag = "执法人员", responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, _app: App) -> web::Result<Response> {
    caller.may(Verb::EditOfficer)?;
    let bytes = template().map_err(|e| Halt::Fault(e.to_string()))?;
    Ok(attachment_reply(bytes, XLSX, "执法人员导入模板.xlsx", true))
}

/// Writes the template.
///
/// # Errors
/// What the writer says.
pub fn template() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    head(book.add_worksheet())?;
    book.save_to_buffer()
}

/// The headings in text format: a certificate number must not become a number.
pub(super) fn head(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    let text = Format::new().set_num_format("@");
    for (at, (_, heading, required, width, note)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(at, width)?.set_column_format(at, &text)?;
        let shown = if required { format!("*{heading}") } else { heading.to_owned() };
        sheet.write_string_with_format(0, at, shown, &heading_format(required))?;
        let rule = DataValidation::new().set_input_title(heading)?.set_input_message(note)?;
        sheet.add_data_validation(1, at, LAST_ROW, at, &rule)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn heading_format(required: bool) -> Format {
    let format = Format::new().set_bold().set_border(FormatBorder::Thin).set_align(FormatAlign::Center);
    let format = format.set_background_color(Color::RGB(0xDD_E7_F3));
    if required { format.set_font_color(Color::RGB(0xB0_1E_1E)) } else { format }
}
