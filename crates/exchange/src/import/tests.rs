//! The import, as sentences.

use super::check::{Against, Body, check};
use super::confirm::may_write;
use super::fields::several;
use super::pieces::Piece;
use super::template::{places, template};
use super::{ImportError, ImportState};
use crate::columns::columns;
use authority::Scope;
use lexicon::{CreditCode, LegalDay, Refused};
use registers::enterprise::Particulars;
use registers::enterprise::facts::phone;
use rust_xlsxwriter::Workbook;

/// A right credit code for an unreal organisation.
fn code(n: u32) -> String {
    let body = format!("91621002000009{n:03}");
    let check = char::from(CreditCode::check_character(&body).unwrap());
    format!("{body}{check}")
}

const HEADINGS: [&str; 19] = [
    "企业名称",
    "统一社会信用代码",
    "行政区划代码",
    "生产经营地址",
    "法定代表人（负责人）",
    "法定代表人职务",
    "法定代表人电话",
    "联系人",
    "联系人职务",
    "联系人电话",
    "行业类型",
    "安全生产要素",
    "国民经济行业代码",
    "企业规模",
    "产能",
    "从业人数",
    "经度",
    "纬度",
    "状态",
];
const PIECE_HEADINGS: [&str; 7] =
    ["统一社会信用代码", "生产单元", "厂、分厂、车间", "涉及场所", "设备种类", "设备编号（或描述）", "规格"];

fn firm(n: u32) -> Vec<String> {
    let code = code(n);
    [
        &format!("演示铸钢{n}厂"),
        code.as_str(),
        "621002",
        "甘肃省庆阳市西峰区演示路9号",
        "赵一",
        "厂长",
        "12000000001",
        "钱二",
        "",
        "0934-8000001",
        "钢铁企业",
        "工贸",
        "3120",
        "小型",
        "铸件2万吨/年",
        "35",
        "107.6",
        "35.7",
        "",
    ]
    .iter()
    .map(|t| (*t).to_owned())
    .collect()
}
fn piece(n: u32, texts: [&str; 6]) -> Vec<String> {
    std::iter::once(code(n)).chain(texts.iter().map(|t| (*t).to_owned())).collect()
}

/// Name, headings and rows of a sheet.
type Sheet<'a> = (&'a str, &'a [&'a str], Vec<Vec<String>>);

fn book(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, headings, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (at, heading) in (0..).zip(*headings) {
            sheet.write_string(0, at, *heading).unwrap();
        }
        for (row, cells) in (1..).zip(rows) {
            for (at, text) in (0..).zip(cells) {
                sheet.write_string(row, at, text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}
fn firms_and_pieces(firms: Vec<Vec<String>>, pieces: Vec<Vec<String>>) -> Vec<u8> {
    book(&[("企业信息", &HEADINGS, firms), ("钢铁设备信息", &PIECE_HEADINGS, pieces)])
}

/// What a file says, all chunks together.
#[derive(Debug, Default)]
struct Checked {
    rows: i64,
    firms: Vec<Particulars>,
    pieces: Vec<(i64, Piece)>,
    errors: Vec<ImportError>,
    ordinals: Vec<i64>,
    largest_chunk: usize,
}

fn read(bytes: Vec<u8>, skip: i64) -> Result<Checked, Refused> {
    let seed = seed::all().unwrap();
    let scope = Scope::County("621002".to_owned());
    let today = LegalDay::parse("2026-05-20").unwrap();
    let mut book = crate::workbook::Workbook::open(bytes, crate::workbook::LIMITS)?;
    let mut out = Checked::default();
    let against = Against { reference: &seed, scope: &scope, today };
    let (rows, _) = check(&mut book, columns().unwrap(), &against, skip, &mut |chunk| {
        out.largest_chunk = out.largest_chunk.max(chunk.rows.len());
        for row in chunk.rows {
            out.ordinals.push(row.ordinal);
            out.errors.extend(row.faults);
            match row.body {
                Some(Body::Firm(firm)) => out.firms.push(*firm),
                Some(Body::Piece(piece)) => out.pieces.push((row.owner, *piece)),
                None => {}
            }
        }
        true
    })?;
    out.rows = rows;
    Ok(out)
}
fn checked(bytes: Vec<u8>) -> Result<Checked, Refused> {
    read(bytes, 0)
}
fn found(bytes: Vec<u8>) -> Vec<(String, i64, String, String)> {
    let errors = checked(bytes).unwrap().errors;
    let short = |e: ImportError| (e.sheet, e.row, e.column, e.heading);
    errors.into_iter().map(short).collect()
}

#[test]
fn the_empty_template_has_no_faults_and_no_rows() {
    let seed = seed::all().unwrap();
    let places = places(&seed, &Scope::County("621002".to_owned()), LegalDay::parse("2026-05-20").unwrap());
    assert_eq!(places, ["621002 西峰区"]);
    let bytes = template(columns().unwrap(), &seed.industries, &places).unwrap();
    let checked = checked(bytes).unwrap();
    assert_eq!((checked.rows, checked.errors.len(), checked.firms.len()), (0, 0, 0));
}

#[test]
fn a_filled_row_becomes_an_enterprise_with_its_pieces() {
    let pieces = vec![
        piece(1, ["炼钢", "炼钢车间", "操作室；更衣室（含澡堂）", "转炉", "1号转炉", "120"]),
        piece(1, ["炼钢", "炼钢车间", "", "吊运熔融金属的冶金铸造起重机", "1号起重机", "100吨"]),
        piece(1, ["轧钢", "轧钢车间", "休息室", "", "", ""]),
    ];
    let checked = checked(firms_and_pieces(vec![firm(1)], pieces)).unwrap();
    assert_eq!((checked.rows, checked.errors), (4, vec![]));
    let firm = &checked.firms[0];
    assert_eq!(firm.region_name, "甘肃省庆阳市西峰区");
    assert_eq!(firm.industries, ["steel"]);
    assert_eq!((firm.employees, firm.longitude), (35, Some(107.6)));
    assert!(checked.pieces.iter().all(|(owner, _)| *owner == 1), "each hangs on the first row");
    let pieces: Vec<Piece> = checked.pieces.into_iter().map(|(_, piece)| piece).collect();
    assert_eq!(pieces[0].places, ["operation_room", "changing_room"]);
    assert_eq!(pieces[1].equipment.as_ref().unwrap().2, "100");
    assert_eq!(pieces[2].equipment, None);
    let shops = super::pieces::merge(Vec::new(), &pieces);
    assert_eq!(shops.iter().map(|s| (s.places.len(), s.equipment.len())).collect::<Vec<_>>(), [(2, 2), (1, 0)]);
}

/// 逐行指出表、行、列、表头、内容和错处，一次报全。
#[test]
fn every_fault_is_reported_with_sheet_row_column_and_heading() {
    let at = |change: &dyn Fn(&mut Vec<String>)| {
        let mut row = firm(1);
        change(&mut row);
        found(firms_and_pieces(vec![row], vec![]))
            .into_iter()
            .map(|(_, row, column, _)| (row, column))
            .collect::<Vec<_>>()
    };
    let set = |n: usize, text: &'static str| at(&move |row| row[n] = text.to_owned());
    let one = |column: &str| vec![(2, column.to_owned())];
    assert_eq!(set(0, ""), one("A"));
    assert_eq!(set(1, "916210020000090011"), one("B"));
    assert_eq!(set(2, "999999"), one("C"));
    assert_eq!(set(2, "621000"), one("C"));
    assert_eq!(set(2, "621027"), one("C"));
    assert_eq!(set(6, "12345"), one("G"));
    assert_eq!(set(10, "航天企业"), one("K"));
    assert_eq!(set(11, "工"), one("L"));
    assert_eq!(set(12, "31"), one("M"));
    assert_eq!(set(12, "3190"), one("M"));
    assert_eq!(set(12, "3129"), one("M"));
    assert_eq!(set(15, "三十"), one("P"));
    assert_eq!(set(16, "10.5"), one("Q"));
    assert_eq!(set(17, ""), one("Q"));
    assert_eq!(set(18, "倒闭"), one("S"));
    // 与页面同一规则：职务、产能要填，行业代码、规模、人数、联系人电话可以不填；工贸企业至少一种行业类型。
    assert_eq!(set(5, ""), one("F"));
    assert_eq!(set(14, ""), one("O"));
    assert_eq!(set(10, ""), one("K"));
    for may_be_empty in [9, 12, 13, 15] {
        assert_eq!(set(may_be_empty, ""), [], "{may_be_empty}");
    }
    assert_eq!(set(16, "35.7"), one("Q"), "longitude and latitude are in the wrong order or out of the country");
    let all = at(&|row| row.iter_mut().for_each(String::clear));
    assert_eq!(all, []);
    let mut bad = firm(1);
    bad[3].clear();
    bad[6] = "x".to_owned();
    let faults = found(firms_and_pieces(vec![bad], vec![]));
    assert_eq!(faults[0], ("企业信息".to_owned(), 2, "D".to_owned(), "生产经营地址".to_owned()));
    assert_eq!(faults[1], ("企业信息".to_owned(), 2, "G".to_owned(), "法定代表人电话".to_owned()));
}

#[test]
fn equipment_rows_are_held_to_their_enterprise_and_the_model() {
    let sentences = |firms: Vec<Vec<String>>, row: Vec<String>| {
        let errors = checked(firms_and_pieces(firms, vec![row])).unwrap().errors;
        errors.into_iter().map(|e| (e.column, e.sentence)).collect::<Vec<_>>()
    };
    let fine = ["炼钢", "一车间", "", "转炉", "1号", "120"];
    let columns = |texts: [&str; 6]| {
        sentences(vec![firm(1)], piece(1, texts)).into_iter().map(|(column, _)| column).collect::<Vec<_>>()
    };
    assert_eq!(columns(fine), [""; 0]);
    assert!(sentences(vec![firm(1)], piece(2, fine))[0].1.contains("没有这一统一社会信用代码"));
    let mut dusty = firm(1);
    dusty[10] = "粉尘涉爆企业".to_owned();
    assert!(sentences(vec![dusty], piece(1, fine))[0].1.contains("钢铁企业"));
    assert_eq!(columns(["炼铜", "一车间", "", "转炉", "1号", "120"]), ["B"]);
    assert_eq!(columns(["炼铁", "一车间", "", "转炉", "1号", "120"]), ["E"]);
    assert_eq!(columns(["炼钢", "", "", "转炉", "1号", "120"]), ["C"]);
    assert_eq!(columns(["炼钢", "一车间", "月球", "转炉", "1号", "120"]), ["D"]);
    assert_eq!(columns(["炼钢", "一车间", "", "转炉", "", "120"]), ["F"]);
    assert_eq!(columns(["炼钢", "一车间", "", "转炉", "1号", "很大"]), ["G"]);
}

/// 同一企业只填一行，同一车间内同种设备不得同名。
#[test]
fn what_stands_twice_in_the_file_is_refused_with_the_first_row() {
    let same = piece(1, ["炼钢", "一车间", "", "转炉", "1号", "120"]);
    let errors = checked(firms_and_pieces(vec![firm(1), firm(1)], vec![same.clone(), same])).unwrap().errors;
    assert_eq!(errors.iter().map(|e| (e.row, e.column.as_str())).collect::<Vec<_>>(), [(3, "B"), (3, "F")]);
    assert!(errors.iter().all(|e| e.sentence.contains("与第2行重复")));
}

/// 错误全部列出，不限处数；行分段交出，内存不随文件增大。
#[test]
fn every_fault_is_handed_on_and_no_chunk_is_large() {
    let rows = (0..2_500).map(|_| vec!["甲".to_owned()]).collect();
    let checked = checked(firms_and_pieces(rows, vec![])).unwrap();
    assert!(checked.errors.len() >= 22_500, "{}", checked.errors.len());
    assert_eq!((checked.rows, checked.largest_chunk), (2_500, super::check::CHUNK));
}

/// 断电以后接着校验：跳过已经交出的行，其余的与第一次一样。
#[test]
fn a_second_reading_hands_on_only_what_is_left_and_says_the_same() {
    let rows: Vec<_> = (1..=9).map(|n| firm(if n == 7 { 2 } else { n })).collect();
    let bytes = firms_and_pieces(rows, vec![piece(3, ["炼钢", "一车间", "", "转炉", "1号", "120"])]);
    let (whole, rest) = (checked(bytes.clone()).unwrap(), read(bytes, 4).unwrap());
    assert_eq!(whole.ordinals, (1..=10).collect::<Vec<_>>());
    assert_eq!(rest.ordinals, (5..=10).collect::<Vec<_>>());
    assert_eq!((rest.errors.as_slice(), rest.rows), (whole.errors.as_slice(), whole.rows));
    assert!(rest.errors[0].sentence.contains("与第3行重复"), "the row before the crash is still known");
    assert_eq!(rest.pieces, whole.pieces);
}

#[test]
fn a_workbook_without_the_sheet_or_a_required_column_is_refused() {
    let refused = |bytes| checked(bytes).map(|_| ()).map_err(|r| (r.code, r.sentence));
    assert_eq!(refused(book(&[("表一", &HEADINGS, vec![])])).unwrap_err().0, "exchange.no_sheet");
    let (code, sentence) = refused(book(&[("企业信息", &HEADINGS[1..], vec![firm(1)])])).unwrap_err();
    assert_eq!(code, "exchange.no_column");
    assert!(sentence.contains("企业名称"));
    assert_eq!(refused(book(&[("企业信息", &[], vec![])])).unwrap_err().0, "exchange.no_column");
}

/// 有错误行的，不选择跳过就不写入。
#[test]
fn faulty_rows_stand_in_the_way_unless_they_are_skipped() {
    let code = |faults, ready, skip| may_write(faults, ready, skip).map_err(|r| r.code);
    assert_eq!(code(1, 5, false), Err("exchange.faulty_rows".into()));
    assert_eq!(code(1, 5, true), Ok(()));
    assert_eq!(code(0, 5, false), Ok(()));
    assert_eq!(code(3, 0, true), Err("exchange.nothing_to_import".into()));
}

#[test]
fn telephone_numbers_are_mobile_or_with_an_area_code() {
    for fine in ["12000000001", "0934-8000001", "01080000001", "010-80000001-12"] {
        assert!(phone(fine).is_ok(), "{fine}");
    }
    for wrong in ["1200000000", "8000001", "0934-80", "电话", "22000000001", "0934-8000001-"] {
        assert!(phone(wrong).is_err(), "{wrong}");
    }
    assert_eq!(several("操作室；主控室、值班室, 其他;"), ["操作室", "主控室、值班室", "其他"]);
}

/// 状态表：每个状态都到得了、走得出。
#[test]
fn the_table_of_states_is_whole() {
    lexicon::check_machine::<ImportState>().unwrap();
}

mod attributes;
mod register;
