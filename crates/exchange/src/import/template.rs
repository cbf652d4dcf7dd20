//! 执法对象批量导入 · the template

use super::attributes;
use crate::columns::{Column, Columns, SheetMap, columns};
use authority::{Halt, Scope, Verb};
use axum::response::Response;
use lexicon::{LegalDay, RegionLevel};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};
use web::{App, Caller, attachment_reply};

/// Rows that drop-downs and text format reach to.
const LAST_ROW: u32 = 199_999;
/// The sheet of the choices; hidden.
const CHOICES: &str = "选项";

/// 导入模板
#[utoipa::path(get, path = "/enterprise-imports/template", tag = "执法对象", operation_id = "enterprise_import_template", responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Response> {
    caller.may(Verb::ImportEnterprise)?;
    let places = places(&app.reference, &caller.scope, app.clock.today());
    let bytes = template(columns()?, &app.reference.industries, &places).map_err(|e| Halt::Fault(e.to_string()))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(attachment_reply(bytes, kind, "检查对象导入模板.xlsx", true))
}

/// 本机关管辖范围内现行的县级区划（没有县区的市为市），作为下拉选项：“代码 名称”。
#[must_use]
pub fn places(reference: &seed::Seed, scope: &Scope, today: LegalDay) -> Vec<String> {
    let table = &reference.divisions;
    let in_force = table.list.iter().filter(|row| row.level != RegionLevel::Province && row.is_in_force(today));
    let own = in_force.filter(|row| {
        let keys = table.keys(&row.code).filter(|keys| !keys.county.is_empty());
        keys.is_some_and(|keys| scope.holds(&keys))
    });
    own.map(|row| format!("{} {}", row.code, row.name)).collect()
}

/// Writes the template: notes, enterprises, one sheet of equipment per industry, and the choices.
///
/// # Errors
/// What the writer says.
pub fn template(columns: &Columns, industries: &[seed::Industry], places: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    notes(book.add_worksheet(), columns, industries)?;
    let firms = book.add_worksheet();
    head(firms, &columns.enterprise.sheet, &columns.of_enterprises(industries))?;
    for (key, list) in [("region_code", places.len()), ("industries", industries.len())] {
        let at = u16::try_from(columns.enterprise.columns.iter().position(|c| c.key == key).unwrap_or(0)).unwrap_or(0);
        let note = columns.enterprise.columns.iter().find(|c| c.key == key).map_or("", |c| c.note.as_str());
        // 几种行业类型用分号隔开，只写代码的区划也认：下拉之外的填法只提醒。
        let letters = crate::columns::letters(if key == "industries" { 0 } else { 1 });
        let formula = Formula::new(format!("={CHOICES}!${letters}$1:${letters}${}", list.max(1)));
        let rule = DataValidation::new().allow_list_formula(formula).set_error_style(DataValidationErrorStyle::Warning);
        firms.add_data_validation(1, at, LAST_ROW, at, &rule.set_input_message(note)?)?;
    }
    for (n, industry) in (0..).zip(industries) {
        let sheet = book.add_worksheet();
        head(sheet, &industry.equipment_tab, &columns.of_equipment(industry))?;
        let units = (n * 2 + 2, industry.units.len());
        let kinds = (n * 2 + 3, kinds(industry).len());
        for (key, (column, count)) in [("unit", units), ("kind", kinds)] {
            let Some(at) = (0..).zip(&columns.equipment.columns).find(|(_, c)| c.key == key).map(|(at, _)| at) else {
                continue;
            };
            let letters = crate::columns::letters(column);
            let formula = Formula::new(format!("={CHOICES}!${letters}$1:${letters}${count}"));
            sheet.add_data_validation(1, at, LAST_ROW, at, &DataValidation::new().allow_list_formula(formula))?;
        }
    }
    choices(book.add_worksheet(), industries, places)?;
    book.save_to_buffer()
}

fn kinds(industry: &seed::Industry) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for kind in industry.units.iter().flat_map(|unit| &unit.equipment) {
        if !out.contains(&kind.zh.as_str()) {
            out.push(&kind.zh);
        }
    }
    out
}

/// Column A the industries, B the divisions, then units and kinds of each industry.
fn choices(sheet: &mut Worksheet, industries: &[seed::Industry], places: &[String]) -> Result<(), XlsxError> {
    sheet.set_name(CHOICES)?.set_hidden(true);
    for (row, industry) in (0..).zip(industries) {
        sheet.write_string(row, 0, &industry.zh)?;
    }
    for (row, place) in (0..).zip(places) {
        sheet.write_string(row, 1, place)?;
    }
    for (n, industry) in (0_u16..).zip(industries) {
        for (row, unit) in (0..).zip(&industry.units) {
            sheet.write_string(row, n * 2 + 2, &unit.zh)?;
        }
        for (row, kind) in (0..).zip(kinds(industry)) {
            sheet.write_string(row, n * 2 + 3, kind)?;
        }
    }
    Ok(())
}

/// Headings, text format (a code must not become a number), drop-downs and the note beside the cell.
fn head(sheet: &mut Worksheet, name: &str, map: &SheetMap) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let text = Format::new().set_num_format("@");
    for (at, column) in (0_u16..).zip(&map.columns) {
        sheet.set_column_width(at, column.width)?.set_column_format(at, &text)?;
        let heading = if column.required { format!("*{}", column.heading) } else { column.heading.clone() };
        sheet.write_string_with_format(0, at, heading, &heading_format(column))?;
        let mut rule = DataValidation::new();
        if !column.choices.is_empty() {
            rule = rule.allow_list_strings(&column.choices)?;
        }
        if !["unit", "kind", "industries", "region_code"].contains(&column.key.as_str()) {
            let rule = rule.set_input_title(&column.heading)?.set_input_message(&column.note)?;
            sheet.add_data_validation(1, at, LAST_ROW, at, &rule)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// 各行业自己的列换一种底色。
fn heading_format(column: &Column) -> Format {
    let format = Format::new().set_bold().set_border(FormatBorder::Thin).set_align(FormatAlign::Center);
    let is_base = !column.key.starts_with(&attributes::key(""));
    let format = format.set_background_color(Color::RGB(if is_base { 0xDD_E7_F3 } else { 0xE6_F1_DE }));
    if column.required { format.set_font_color(Color::RGB(0xB0_1E_1E)) } else { format }
}

fn notes(sheet: &mut Worksheet, columns: &Columns, industries: &[seed::Industry]) -> Result<(), XlsxError> {
    sheet.set_name("填写说明")?.set_column_width(0, 24)?.set_column_width(1, 24)?.set_column_width(2, 90)?;
    let bold = Format::new().set_bold();
    let mut row = 0;
    for line in [
        "一、每家企业在“企业信息”表填一行；其设备按行业填在相应的设备表，一台一行，用统一社会信用代码与企业对应。",
        "二、带*号的列必填。不要改动表名和表头；可以增加自用的列，导入时不读取。",
        "三、上传后先校验，逐行指出错误；确认后才写入。已登记的企业按统一社会信用代码更新，可以反复导入。",
        "四、导入只增加和更新设备，不核销设备；设备拆除的，请在企业页面核对设备信息时删去。",
    ] {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    let firms = columns.of_enterprises(industries);
    for (title, map) in [(firms.sheet.as_str(), &firms), ("各设备表", &columns.equipment)] {
        row += 1;
        sheet.write_string_with_format(row, 0, title, &bold)?;
        row += 1;
        for column in &map.columns {
            let must = if column.required { "必填" } else { "选填" };
            sheet.write_string(row, 0, &column.heading)?.write_string(row, 1, must)?;
            sheet.write_string(row, 2, &column.note)?;
            row += 1;
        }
    }
    for industry in industries {
        row += 1;
        sheet.write_string_with_format(row, 0, &industry.zh, &bold)?;
        sheet.write_string_with_format(row, 1, &industry.equipment_tab, &bold)?;
        let places: Vec<&str> = industry.places.iter().map(|p| p.zh.as_str()).collect();
        sheet.write_string(row, 2, format!("涉及场所：{}", places.join("；")))?;
        row += 1;
        for (unit, kind) in industry.units.iter().flat_map(|unit| unit.equipment.iter().map(move |k| (unit, k))) {
            sheet.write_string(row, 0, &unit.zh)?.write_string(row, 1, &kind.zh)?;
            sheet.write_string(row, 2, format!("规格：{}（{}）", kind.spec.label, kind.spec.unit))?;
            row += 1;
        }
        let own = columns.of_equipment(industry);
        for column in own.columns.iter().skip(columns.equipment.columns.len()) {
            sheet.write_string(row, 0, &column.heading)?.write_string(row, 1, "选填")?;
            sheet.write_string(row, 2, &column.note)?;
            row += 1;
        }
    }
    Ok(())
}
