//! 检查事项导入模板 · the template: headings with notes, drop-downs, and what may be written

use super::{COLUMNS, SHEET};
use authority::{Halt, Verb};
use axum::response::Response;
use lexicon::{OwnChecklistId, Term};
use registers::checklist::{HazardLevel, Measure};
use registers::industry::model;
use registers::own_checklist::store;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use web::{App, Caller, Path, workbook_reply};

/// Rows that the notes beside the cells reach to.
const LAST_ROW: u32 = 400;

/// 自定义检查事项导入模板
#[utoipa::path(get, path = "/own-checklists/{id}/template", tag = "检查事项", params(("id" = OwnChecklistId, Path)), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<OwnChecklistId>) -> web::Result<Response> {
    let permit = caller.may(Verb::EditChecklist)?;
    let list = app.db.read(permit, move |tx| Box::pin(async move { store::take(tx, id).await })).await?;
    let bytes = template(model(&app.reference, &list.industry)).map_err(|e| Halt::Fault(e.to_string()))?;
    Ok(workbook_reply(bytes, "检查事项导入模板.xlsx"))
}

/// Writes the template for lists of an industry.
///
/// # Errors
/// What the writer says.
pub fn template(industry: Option<&seed::Industry>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    head(book.add_worksheet())?;
    let sheet = book.add_worksheet();
    sheet.set_name("填写说明")?;
    let mut row = 0;
    let mut line = |sheet: &mut Worksheet, what: &str, words: String| -> Result<(), XlsxError> {
        sheet.write_string(row, 0, what)?.write_string(row, 1, words)?;
        row += 1;
        Ok(())
    };
    sheet.set_column_width(0, 24)?.set_column_width(1, 100)?;
    line(sheet, "隐患级别", HazardLevel::ALL.iter().map(|h| h.zh()).collect::<Vec<_>>().join("；"))?;
    line(sheet, "处理措施", Measure::ALL.iter().map(|m| m.zh()).collect::<Vec<_>>().join("；"))?;
    let Some(industry) = industry else { return book.save_to_buffer() };
    for unit in &industry.units {
        let kinds: Vec<&str> = unit.equipment.iter().map(|e| e.zh.as_str()).collect();
        line(sheet, &format!("生产单元“{}”的设备种类", unit.zh), kinds.join("；"))?;
    }
    line(sheet, "涉及场所", industry.places.iter().map(|p| p.zh.as_str()).collect::<Vec<_>>().join("；"))?;
    book.save_to_buffer()
}

/// The headings in text format, with notes and the drop-down of hazard levels.
pub(super) fn head(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    for (at, (key, heading, required, width, note)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(at, width)?.set_column_format(at, &text)?;
        let shown = if required { format!("*{heading}") } else { heading.to_owned() };
        sheet.write_string_with_format(0, at, shown, &heading_format(required))?;
        let rule = if key == "hazard_level" {
            let choices: Vec<&str> = HazardLevel::ALL.iter().map(|h| h.zh()).collect();
            DataValidation::new().allow_list_strings(&choices)?
        } else {
            DataValidation::new()
        };
        let rule = rule.set_input_title(heading)?.set_input_message(note)?;
        sheet.add_data_validation(1, at, LAST_ROW, at, &rule)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

pub(super) fn heading_format(required: bool) -> Format {
    let format = Format::new().set_bold().set_border(FormatBorder::Thin).set_align(FormatAlign::Center);
    let format = format.set_background_color(Color::RGB(0xDD_E7_F3));
    if required { format.set_font_color(Color::RGB(0xB0_1E_1E)) } else { format }
}
