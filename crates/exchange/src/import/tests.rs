//! The import, as sentences.

use super::check::{Against, Checked, check};
use super::confirm::{may_write, put};
use super::fields::{phone, several};
use super::matching::compare;
use super::template::template;
use super::{ImportError, Report};
use crate::columns::columns;
use authority::{Actor, Command, Db, Entry, Permit, Role, Scope, SubjectKind, Verb};
use lexicon::{Clock, CreditCode, EnterpriseId, ImportId, LegalDay, OrganisationId, Refused, RegionKeys, UserId};
use registers::enterprise::store;
use rust_xlsxwriter::Workbook;
use std::sync::Arc;

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
        "",
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

fn checked(bytes: Vec<u8>) -> Result<Checked, Refused> {
    let seed = seed::all().unwrap();
    let scope = Scope::County("621002".to_owned());
    let today = LegalDay::parse("2026-05-20").unwrap();
    check(bytes, columns().unwrap(), &Against { reference: &seed, scope: &scope, today })
}
fn found(bytes: Vec<u8>) -> Vec<(String, i64, String, String)> {
    let errors = checked(bytes).unwrap().faults.errors;
    let short = |e: ImportError| (e.sheet, e.row, e.column, e.heading);
    errors.into_iter().map(short).collect()
}

#[test]
fn the_empty_template_has_no_faults_and_no_rows() {
    let seed = seed::all().unwrap();
    let bytes = template(columns().unwrap(), &seed.industries).unwrap();
    let checked = checked(bytes).unwrap();
    assert_eq!((checked.rows, checked.faults.total, checked.firms.len()), (0, 0, 0));
}

#[test]
fn a_filled_row_becomes_an_enterprise_with_its_pieces() {
    let pieces = vec![
        piece(1, ["炼钢", "炼钢车间", "操作室；更衣室（含澡堂）", "转炉", "1号转炉", "120"]),
        piece(1, ["炼钢", "炼钢车间", "", "吊运熔融金属的冶金铸造起重机", "1号起重机", "100吨"]),
        piece(1, ["轧钢", "轧钢车间", "休息室", "", "", ""]),
    ];
    let checked = checked(firms_and_pieces(vec![firm(1)], pieces)).unwrap();
    assert_eq!((checked.rows, checked.faults.errors), (4, vec![]));
    let firm = &checked.firms[0];
    assert_eq!(firm.particulars.region_name, "甘肃省庆阳市西峰区");
    assert_eq!(firm.particulars.industries, ["steel"]);
    assert_eq!((firm.particulars.employees, firm.particulars.longitude), (35, Some(107.6)));
    assert_eq!(firm.pieces[0].places, ["operation_room", "changing_room"]);
    assert_eq!(firm.pieces[1].equipment.as_ref().unwrap().2, "100");
    assert_eq!(firm.pieces[2].equipment, None);
    let shops = super::pieces::merge(Vec::new(), &firm.pieces);
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
    assert_eq!(set(15, "三十"), one("P"));
    assert_eq!(set(16, "10.5"), one("Q"));
    assert_eq!(set(17, ""), one("Q"));
    assert_eq!(set(18, "倒闭"), one("S"));
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
        let errors = checked(firms_and_pieces(firms, vec![row])).unwrap().faults.errors;
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
    let errors = checked(firms_and_pieces(vec![firm(1), firm(1)], vec![same.clone(), same])).unwrap().faults.errors;
    assert_eq!(errors.iter().map(|e| (e.row, e.column.as_str())).collect::<Vec<_>>(), [(3, "B"), (3, "F")]);
    assert!(errors.iter().all(|e| e.sentence.contains("与第2行重复")));
}

#[test]
fn at_most_five_hundred_faults_are_listed_and_all_are_counted() {
    let rows = (0..300).map(|_| vec!["甲".to_owned()]).collect();
    let faults = checked(firms_and_pieces(rows, vec![])).unwrap().faults;
    assert_eq!(faults.errors.len(), 500);
    assert!(faults.total > 3_000);
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

fn permit() -> Permit {
    let actor = Actor {
        user_id: UserId::new(),
        name: "孙三".to_owned(),
        title: String::new(),
        organisation_id: OrganisationId::new(),
        organisation_name: "西峰区应急管理局".to_owned(),
        keys: RegionKeys { prov: "62".to_owned(), city: "6210".to_owned(), county: "621002".to_owned() },
        officer_id: None,
        roles: vec![Role::BusinessAdmin],
        verbs: authority::Verbs::of_roles(&[Role::BusinessAdmin]),
        scope: Scope::County("621002".to_owned()),
        ..Actor::of_system("")
    };
    Arc::new(actor).may(Verb::ImportEnterprise).unwrap()
}

async fn open(dir: &std::path::Path) -> (Db, Arc<seed::Seed>) {
    let clock = Clock::at(LegalDay::parse("2026-05-20").unwrap());
    let db = Db::new(database::Db::open_file(&dir.join("t.db")).unwrap(), clock);
    db.migrate(migrations::MIGRATIONS).await.unwrap();
    let seed = Arc::new(seed::all().unwrap());
    let reference = seed.clone();
    let install = db.write(Permit::of_system("系统"), Command::of_system(), move |tx| {
        Box::pin(async move {
            registers::install::enterprises(tx, &reference).await?;
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "初始化"), ()).await
        })
    });
    install.await.unwrap();
    (db, seed)
}

async fn import(db: &Db, seed: &Arc<seed::Seed>, bytes: Vec<u8>) -> Report {
    let (checked, reference) = (checked(bytes).unwrap(), seed.clone());
    let write = db.write(permit(), Command::of_system(), move |tx| {
        Box::pin(async move {
            let (report, ready) = compare(tx, &reference, checked).await?;
            let id = ImportId::new();
            for one in &ready {
                put(tx, one, id).await?;
            }
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "确认导入"), report).await
        })
    });
    write.await.unwrap()
}

async fn known(db: &Db, codes: Vec<String>) -> Vec<Option<(EnterpriseId, bool)>> {
    let read = db.read(permit(), move |tx| {
        Box::pin(async move {
            let found = store::by_credit_codes(tx, &codes).await?;
            Ok(codes.iter().map(|code| found.get(code).copied()).collect())
        })
    });
    read.await.unwrap()
}

/// 按统一社会信用代码比对：先新增，再导入即更新；设备只增加和更新，不核销。
#[tokio::test]
async fn a_second_import_changes_what_the_first_one_made() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = open(dir.path()).await;
    let row = |name: &str, spec: &str| piece(1, ["炼钢", "一车间", "", "转炉", name, spec]);
    let first = import(&db, &seed, firms_and_pieces(vec![firm(1)], vec![row("1号", "100"), row("2号", "100")])).await;
    assert_eq!((first.new_rows, first.changed_rows, first.good_rows, first.errors_total), (1, 0, 3, 0));
    let mut renamed = firm(1);
    renamed[0] = "演示铸钢新厂".to_owned();
    let second = import(&db, &seed, firms_and_pieces(vec![renamed], vec![row("2号", "120"), row("3号", "80")])).await;
    assert_eq!((second.new_rows, second.changed_rows), (0, 1));
    let (id, is_own) = known(&db, vec![code(1)]).await[0].unwrap();
    assert!(is_own);
    let reference = seed.clone();
    let take = db.read(permit(), move |tx| Box::pin(async move { store::take(tx, &reference, id).await }));
    let firm = take.await.unwrap();
    assert_eq!((firm.row.name.as_str(), firm.row.equipment_count, firm.workshops.len()), ("演示铸钢新厂", 3, 1));
    let specs: Vec<_> = firm.workshops[0].equipment.iter().map(|e| (e.name.as_str(), e.spec.as_str())).collect();
    assert_eq!(specs, [("1号", "100"), ("2号", "120"), ("3号", "80")]);
}

/// 管辖范围之外的企业不能由导入改动，也不透露其情况。
#[tokio::test]
async fn an_enterprise_of_another_county_is_refused_and_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let (db, seed) = open(dir.path()).await;
    let other = seed.enterprises.iter().find(|e| e.region_code.as_str() != "621002").unwrap();
    let mut row = firm(1);
    row[1] = other.credit_code.to_string();
    let report = import(&db, &seed, firms_and_pieces(vec![row, firm(2)], vec![])).await;
    assert_eq!((report.new_rows, report.changed_rows, report.good_rows, report.errors_total), (1, 0, 1, 1));
    assert_eq!((report.errors[0].row, report.errors[0].column.as_str()), (2, "B"));
    assert!(!report.errors[0].sentence.contains(&other.name));
    assert!(matches!(known(&db, vec![other.credit_code.to_string()]).await[0], Some((_, false))));
}
