//! What a file of officers is told, row by row.

use super::check::check;
use super::{SHEET, template};
use rust_xlsxwriter::Workbook;

fn file(rows: &[[&str; 7]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    template::head(sheet).unwrap();
    for (line, row) in (1_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(row) {
            sheet.write_string(line, column, *text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

const ZHAO: [&str; 7] = ["赵启", "甘M10029001", "行政执法证", "2023-01-01", "2027/12/31", "12000000071", ""];

/// 逐行逐列指出错误；一行可以有几处错误。
#[test]
fn every_fault_is_told_by_row_and_column() {
    let checked = check(file(&[
        ZHAO,
        ["", "甘M10029002", "行政执法证", "2023-01-01", "2027-12-31", "", ""],
        ["钱程", "甘M10029003", "行政执法证", "某年", "2027-12-31", "", ""],
        ["孙芳", "甘M10029001", "行政执法证", "2023-01-01", "2027-12-31", "", ""],
        ["李想", "甘M10029005", "行政执法证", "2028-01-01", "2027-12-31", "", ""],
    ]))
    .unwrap();
    let told: Vec<(i64, &str)> = checked.errors.iter().map(|e| (e.row, e.column.as_str())).collect();
    assert_eq!(told, [(3, "A"), (4, "D"), (5, "B"), (6, "E")]);
    assert_eq!((checked.rows, checked.lines.len(), checked.errors_total), (5, 1, 4));
    assert_eq!(checked.errors[1].value, "某年");
    assert_eq!(checked.lines[0].fields.valid_to.to_string(), "2027-12-31", "斜线写法也认");
}

/// Excel 把日期存成数字：46022 是 2025-12-31。
#[test]
fn a_day_that_excel_keeps_as_a_number_is_read() {
    let mut row = ZHAO;
    row[4] = "46022";
    let checked = check(file(&[row])).unwrap();
    assert_eq!(checked.lines[0].fields.valid_to.to_string(), "2025-12-31");
}

/// 空模板没有数据行；缺列、缺表直接说明。
#[test]
fn the_template_reads_as_an_empty_file_and_a_missing_column_is_named() {
    assert_eq!(check(template::template().unwrap()).unwrap().rows, 0);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET).unwrap().write_string(0, 0, "姓名").unwrap();
    let refused = check(book.save_to_buffer().unwrap()).unwrap_err();
    assert!(refused.sentence.contains("执法证号") && refused.code == "exchange.no_column", "{}", refused.sentence);
    let other = check(Workbook::new().save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(other.code, "exchange.no_sheet");
}
