//! Hostile workbooks, as sentences.

use crate::columns::{columns, letters};
use crate::workbook::{Cell, LIMITS, Workbook};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="企业信息" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook by hand: the inside of `sheetData`, and perhaps a table of strings.
fn workbook(sheet_data: &str, strings: Option<&str>) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet_data}</sheetData></worksheet>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    if let Some(strings) = strings {
        parts.push(("xl/sharedStrings.xml", strings.as_bytes()));
    }
    zipped(&parts)
}

fn read(bytes: Vec<u8>) -> Result<Vec<(u32, Vec<Cell>)>, String> {
    let mut out = Vec::new();
    let mut book = Workbook::open(bytes, LIMITS).map_err(|refused| refused.code)?;
    book.rows("企业信息", |row, cells| out.push((row, cells.to_vec()))).map_err(|refused| refused.code)?;
    Ok(out)
}

#[test]
fn a_small_workbook_is_read_with_the_row_numbers_that_excel_shows() {
    let bytes = workbook(
        r#"<row r="2"><c r="B2"><v>621002</v></c><c r="C2" t="inlineStr"><is><t> 甲 </t></is></c></row><row r="5"><c r="A5"><v>123456789012345678</v></c></row>"#,
        None,
    );
    let rows = read(bytes).unwrap();
    assert_eq!(rows.iter().map(|(row, cells)| (*row, cells.len())).collect::<Vec<_>>(), [(2, 2), (5, 1)]);
    assert_eq!((rows[0].1[0].text.as_str(), rows[0].1[1].text.as_str()), ("621002", "甲"));
    assert!(rows[1].1[0].fault.unwrap().contains("文本格式"));
}

#[test]
fn what_is_no_workbook_is_refused_in_a_sentence() {
    let good = workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, None);
    let half = good[..good.len() / 2].to_vec();
    let mut damaged = good.clone();
    let sheet = damaged.windows(9).position(|w| w == b"sheet1.xm").unwrap();
    for byte in &mut damaged[sheet + 12..sheet + 60] {
        *byte ^= 0x5A;
    }
    let other = zipped(&[("hello.txt", b"hello")]);
    let open_xml = workbook(r#"<row r="1"><c r="A1"><v>1"#, None);
    for (what, bytes) in [
        ("text", b"name,code\n1,2".to_vec()),
        ("nothing", Vec::new()),
        ("half", half),
        ("damaged", damaged),
        ("other zip", other),
        ("open xml", open_xml),
        ("old xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(64)),
    ] {
        assert_eq!(read(bytes), Err("exchange.not_xlsx".to_owned()), "{what}");
    }
}

#[test]
fn two_cells_at_opposite_corners_do_not_take_memory() {
    let corner = workbook(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
        None,
    );
    assert!(corner.len() < 4_000);
    assert_eq!(read(corner), Err("exchange.too_many_columns".to_owned()));
    let deep = workbook(r#"<row r="200001"><c r="A200001"><v>1</v></c></row>"#, None);
    assert_eq!(read(deep), Err("exchange.too_many_rows".to_owned()));
    // Formats without content, as Excel leaves them far out, are nothing.
    let empty = workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>"#, None);
    assert_eq!(read(empty).unwrap().len(), 1);
}

#[test]
fn a_part_that_unpacks_to_far_more_than_it_weighs_is_refused() {
    let blanks = " ".repeat(20 * 1024 * 1024);
    let bomb = workbook(&blanks, None);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(bomb), Err("exchange.too_big".to_owned()));
}

#[test]
fn a_false_count_of_strings_does_not_end_the_process() {
    let cell = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let strings = |count: &str| {
        format!(
            r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {count}><si><t>甲</t></si></sst>"#
        )
    };
    let fine = workbook(cell, Some(&strings(r#"count="1" uniqueCount="1""#)));
    assert_eq!(read(fine).unwrap()[0].1[0].text, "甲");
    for lie in ["uniqueCount=\"1000000000000\"", "uniqueCount = '99999999999999999999'", "uniqueCount=\n\"5000001\""] {
        assert_eq!(read(workbook(cell, Some(&strings(lie)))), Err("exchange.not_xlsx".to_owned()), "{lie}");
    }
}

#[test]
fn rows_that_run_backwards_are_a_damaged_sheet() {
    let bytes = workbook(r#"<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#, None);
    assert_eq!(read(bytes), Err("exchange.not_xlsx".to_owned()));
}

#[test]
fn columns_are_named_as_excel_names_them() {
    let names: Vec<String> = [0, 25, 26, 701, 702, 16_383].into_iter().map(letters).collect();
    assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
}

#[test]
fn the_column_map_can_be_read_and_no_heading_stands_twice() {
    let columns = columns().unwrap();
    for map in [&columns.enterprise, &columns.equipment] {
        let mut headings: Vec<&str> = map.columns.iter().map(|c| c.heading.as_str()).collect();
        headings.sort_unstable();
        headings.dedup();
        assert_eq!(headings.len(), map.columns.len());
    }
}
