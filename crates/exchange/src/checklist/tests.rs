//! A file of items, read and refused cell by cell.

use super::check::{Against, check};
use super::{COLUMNS, export, template};
use lexicon::LegalDay;
use registers::checklist::edition;
use registers::statute::store::Found;
use rust_xlsxwriter::Workbook;
use seed::Seed;

fn places(seed: &Seed, on: LegalDay) -> Vec<Found> {
    let found = |a: &seed::Article| {
        let s = seed.edition_on(&a.place.statute, on).filter(|s| s.edition == a.edition)?;
        Some(Found {
            statute: s.key.clone(),
            edition: s.edition.clone(),
            ordinal: 0,
            name: s.name.clone(),
            short_name: s.short_name.clone(),
            kind: s.kind,
            number: s.number.clone(),
            issuer: s.issuer.clone(),
            promulgated_on: s.promulgated_on,
            effective_from: s.effective_from,
            effective_to: s.effective_to,
            article: i64::from(a.place.article),
            paragraph: i64::from(a.place.paragraph.unwrap_or_default()),
            item: i64::from(a.place.item.unwrap_or_default()),
            gist: a.gist.clone(),
            is_unsure: a.unsure,
        })
    };
    seed.articles.iter().filter_map(found).collect()
}

const GOOD: [&str; 14] = [
    "Z1",
    "煤气柜是否设置检测报警装置？",
    "现场抽查。",
    "《安全生产法》第四十一条第二款、《中华人民共和国安全生产法》第三十六条第一款",
    "《安全生产法》第一百〇二条",
    "一般事故隐患",
    "责令限期整改、责令停止使用相关设施、设备",
    "未设置检测报警装置。",
    "设置检测报警装置。",
    "15日",
    "",
    "",
    "",
    "",
];

fn file(rows: &[[&str; 14]]) -> Vec<u8> {
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

/// 导出的文件照样导入，读出的就是原来的事项。
#[test]
fn every_base_list_comes_back_from_its_own_export() {
    let (seed, on) = (seed::all().unwrap(), LegalDay::parse("2026-05-20").unwrap());
    let places = places(&seed, on);
    for list in &seed.checklists {
        let edition = edition::of_base(&seed, list, on);
        let bytes = export::workbook(&seed, std::slice::from_ref(&edition)).unwrap();
        let checked = check(bytes, &Against { reference: &seed, industry: &list.industry, places: &places }).unwrap();
        assert_eq!(checked.errors, [], "{}", list.zh);
        let own: Vec<_> = edition.items.into_iter().map(registers::own_checklist::rules::copied).collect();
        assert_eq!(checked.items.len(), own.len());
        for (read, written) in checked.items.iter().zip(&own) {
            let one_line = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
            assert_eq!(
                (&read.code, &read.violated, &read.penalised),
                (&written.code, &written.violated, &written.penalised)
            );
            assert_eq!(
                (&read.units, &read.equipment, &read.places),
                (&written.units, &written.equipment, &written.places)
            );
            assert_eq!((read.hazard_level, &read.measures), (written.hazard_level, &written.measures));
            assert_eq!(read.method, one_line(&written.method));
            assert_eq!(read.suggested_days, written.suggested_days);
        }
    }
}

/// 逐行逐列指出错误；法条写错的指出是哪一条。
#[test]
fn every_fault_is_told_by_row_and_column() {
    let (seed, on) = (seed::all().unwrap(), LegalDay::parse("2026-05-20").unwrap());
    let places = places(&seed, on);
    let with = |at: usize, text: &'static str| {
        let mut row = GOOD;
        row[at] = text;
        row
    };
    let mut second = with(3, "《安全生产法》第九百条");
    second[0] = "Z2";
    let rows = [GOOD, second, GOOD, with(5, "较大"), with(6, "罚款"), with(9, "很快"), with(10, "炼丹"), with(1, "")];
    let checked = check(file(&rows), &Against { reference: &seed, industry: "steel", places: &places }).unwrap();
    let told: Vec<(i64, &str)> = checked.errors.iter().map(|e| (e.row, e.column.as_str())).collect();
    assert_eq!(told, [(3, "D"), (4, "A"), (5, "F"), (6, "G"), (7, "J"), (8, "K"), (9, "B")]);
    assert_eq!(checked.errors[0].value, "《安全生产法》第九百条");
    assert_eq!((checked.rows, checked.items.len(), checked.errors_total), (8, 1, 7));
    let good = &checked.items[0];
    assert_eq!((good.violated.len(), good.suggested_days, good.measures.len()), (2, 15, 2));
}

/// 空模板没有数据行；缺列直接说明。
#[test]
fn the_template_reads_as_an_empty_file_and_a_missing_column_is_named() {
    let seed = seed::all().unwrap();
    let against = Against { reference: &seed, industry: "steel", places: &[] };
    let empty = check(template::template(seed.industries.first()).unwrap(), &against).unwrap();
    assert_eq!((empty.rows, empty.errors_total), (0, 0));
    let mut book = Workbook::new();
    book.add_worksheet().set_name(super::SHEET).unwrap().write_string(0, 0, COLUMNS[0].1).unwrap();
    let refused = check(book.save_to_buffer().unwrap(), &against).unwrap_err();
    assert!(refused.sentence.contains("检查内容") && refused.code == "exchange.no_column", "{}", refused.sentence);
}
