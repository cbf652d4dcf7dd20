//! 导出 · every list as a workbook: the rows of the screen, page by page; who may take it; what the last sheet says

use crate::import::{code, good_row, import_of, workbook};
use crate::path::{self, Cast};
use crate::permissions::Gate::{self, Holds, LoggedIn};
use crate::search::{firm, on_record};
use crate::world::{County, Person, id};
use authority::Verb;
use calamine::Reader;
use lexicon::EnterpriseId;
use registers::enterprise::Particulars;
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

/// The operations of exports in the matrix.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("post",   "/enterprise-exports",                     Holds(Verb::ReadEnterprise)),
        ("post",   "/enterprise-ledger-exports",              Holds(Verb::ReadEnterprise)),
        ("post",   "/officer-record-exports",                 Holds(Verb::ExportOfficer)),
        ("post",   "/user-exports",                           Holds(Verb::ExportUser)),
        ("post",   "/rectification-exports",                  Holds(Verb::ReadRectification)),
        ("post",   "/audit-entry-exports",                    Holds(Verb::ExportAudit)),
        ("get",    "/exports",                                LoggedIn),
        ("get",    "/exports/{id}",                           LoggedIn),
        ("get",    "/exports/{id}/file",                      LoggedIn),
    ]
}

/// An export that is written, and its workbook.
pub struct Exported {
    pub record: Value,
    pub file: Vec<u8>,
}

impl Exported {
    fn sheet(&self, name: &str) -> Vec<Vec<String>> {
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(self.file.clone())).unwrap();
        let range = book.worksheet_range(name).unwrap();
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    /// The rows of a sheet, without the headings.
    pub fn rows(&self, sheet: &str) -> Vec<Vec<String>> {
        self.sheet(sheet).split_off(1)
    }

    pub fn headings(&self, sheet: &str) -> Vec<String> {
        self.sheet(sheet).swap_remove(0)
    }

    /// The cells below a heading.
    pub fn column(&self, sheet: &str, heading: &str) -> Vec<String> {
        let headings = self.headings(sheet);
        let at = headings.iter().position(|told| told.starts_with(heading));
        let at = at.unwrap_or_else(|| panic!("{headings:?}"));
        self.rows(sheet).into_iter().map(|mut row| row.swap_remove(at)).collect()
    }

    /// A line of the sheet 导出说明.
    pub fn said(&self, what: &str) -> String {
        let found = self.sheet("导出说明").into_iter().find(|line| line[0] == what);
        found.unwrap_or_else(|| panic!("{what}")).swap_remove(1)
    }
}

/// The export when nothing is to be done on it any more.
pub async fn settled(who: &Person, export: &Value) -> Value {
    let at = format!("/exports/{}", export["id"].as_str().unwrap());
    loop {
        let now = who.get(&at).await.ok();
        if now["state"] != "running" {
            return now;
        }
        tokio::task::yield_now().await;
    }
}

/// Begins an export and waits until it is written.
pub async fn written(who: &Person, path: &str) -> Value {
    let begun = who.post(path, &json!({"id": id()})).await.ok();
    let export = settled(who, &begun).await;
    assert_eq!(export["state"], "ready", "{path}: {export}");
    export
}

/// Takes the workbook of an export that is written.
pub async fn taken(who: &Person, record: Value) -> Exported {
    let file = who.get(&format!("/exports/{}/file", record["id"].as_str().unwrap())).await;
    assert!(file.bytes.starts_with(b"PK"), "{}", file.text());
    Exported { record, file: file.bytes }
}

pub async fn exported(who: &Person, path: &str) -> Exported {
    let record = written(who, path).await;
    taken(who, record).await
}

/// One field of every row that the list shows, page after page.
async fn listed(who: &Person, list: &str, field: &str) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    let sign = if list.contains('?') { '&' } else { '?' };
    loop {
        let page = who.get(&format!("{list}{sign}size=10&cursor={cursor}")).await.ok();
        all.extend(page["items"].as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return all,
        }
    }
}

/// The digest as 导出说明 tells to compute it.
fn digest(rows: &[Vec<String>]) -> String {
    let text = rows.iter().map(|row| row.iter().map(|cell| format!("{cell}\t")).collect::<String>() + "\n");
    web::Vault::digest(text.collect::<String>().as_bytes())
}

/// A list, its export, the sheet, a field of the list and the column it stands in.
type List = (&'static str, &'static str, &'static str, (&'static str, &'static str));
const LISTS: [(&str, List); 7] = [
    ("li", ("/enterprises", "/enterprise-exports", "执法对象", ("name", "企业名称"))),
    (
        "zhao",
        ("/enterprise-ledger?element=", "/enterprise-ledger-exports?element=", "企业基础信息", ("name", "企业名称")),
    ),
    ("li", ("/officer-records", "/officer-record-exports", "执法人员", ("certificate_no", "*执法证号"))),
    ("zhou", ("/users", "/user-exports", "用户", ("account", "账号"))),
    (
        "zheng",
        ("/rectifications?mine=all", "/rectification-exports?mine=all", "整改复查任务", ("order_number", "指令书文号")),
    ),
    ("li", ("/plans", "/plan-exports", "专项计划", ("name", "计划名称"))),
    ("wei", ("/audit-entries?class=act", "/audit-entry-exports?class=act", "审计记录", ("hash", "摘要"))),
];

/// 每种列表都能导出，一页装不下的接着下一页：行数、次序与列表相同，末页的行数和摘要与内容相符，何人何时何条件写明，留痕。
#[tokio::test]
async fn every_list_is_exported_row_by_row_over_many_pages_with_a_manifest() {
    exchange::export::list::PAGE.store(3, Ordering::Relaxed);
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::open_rectification(&county, &cast).await;
    for n in 0..5 {
        crate::plans::kept(&county.person("li").await, &json!({"name": format!("计划{n}")})).await;
    }
    for (key, (list, export, sheet, (field, column))) in LISTS {
        let who = county.person(key).await;
        let shown = listed(&who, list, field).await;
        let file = exported(&who, export).await;
        let rows = file.rows(sheet);
        assert_eq!(file.column(sheet, column), shown, "{export}");
        assert!(rows.len() > 3 || sheet == "整改复查任务", "{export} has one page");
        assert_eq!(file.record["done"], json!(rows.len()), "{export}");
        assert_eq!((file.said("行数"), file.said("导出人")), (rows.len().to_string(), who.name.clone()), "{export}");
        assert_eq!(file.said("行内容的 SHA-256"), digest(&rows), "{export}");
        assert_eq!(json!(digest(&rows)), file.record["rows_sha256"], "{export}");
        let act = format!("导出{sheet}");
        let trail = county.trail().await;
        let line = trail.iter().find(|line| line.act == act).unwrap_or_else(|| panic!("{act}"));
        assert!(line.class == "export" && line.after_json.contains(&format!("\"行数\":{}", rows.len())), "{line:?}");
    }
}

/// 导出的次序就是列表的次序：三种排序，有没有检索，逐页看到的与导出的逐行相同，末页写明次序；没有的次序不导出。
#[tokio::test]
async fn an_export_stands_in_the_order_of_the_screen_whichever_was_chosen() {
    exchange::export::list::PAGE.store(3, Ordering::Relaxed);
    let county = County::new().await;
    let li = county.person("li").await;
    // Older ones touched last, and two counties mixed: the three orders differ.
    for (n, region) in (0_u32..14).zip(["621002", "621027"].into_iter().cycle()) {
        let firm = Particulars { name: format!("次序试验厂{n:02}"), ..firm(&county, 700 + n, region) };
        on_record(&county, vec![(EnterpriseId::new(), firm)]).await;
    }
    let newest = li.get("/enterprises?q=%E6%AC%A1%E5%BA%8F").await.ok()["items"].as_array().unwrap().clone();
    for row in newest.iter().rev().take(3) {
        county.hours_pass(1);
        let at = format!("/enterprises/{}", row["id"].as_str().unwrap());
        let strike = json!({"seen": 1, "cause": "closed", "reason": "依法关闭"});
        county.person("li").await.post(&format!("{at}/striking-off"), &strike).await.ok();
    }
    let zheng = county.person("zheng").await;
    let mut seen = std::collections::BTreeSet::new();
    for (sort, zh) in [("newest", "最近登记"), ("updated", "最近更新"), ("placed", "按所在地区"), ("", "最近登记")]
    {
        for query in ["", "&q=%E6%AC%A1%E5%BA%8F", "&industry=dust", "&region=621002"] {
            let asked = format!("sort={sort}{query}");
            let shown = listed(&zheng, &format!("/enterprises?{asked}"), "name").await;
            let file = exported(&zheng, &format!("/enterprise-exports?{asked}")).await;
            assert_eq!(
                (file.column("执法对象", "企业名称"), file.said("次序")),
                (shown.clone(), zh.to_owned()),
                "{asked}"
            );
            if query == "&q=%E6%AC%A1%E5%BA%8F" {
                let ledger = exported(&zheng, &format!("/enterprise-ledger-exports?{asked}")).await;
                let told = (ledger.column("企业基础信息", "企业名称"), ledger.said("次序"));
                assert_eq!(told, (shown.clone(), zh.to_owned()), "{asked}");
                seen.insert(shown);
            }
        }
    }
    assert_eq!(seen.len(), 3, "the three orders differ");
    // Begun anew after a stop, it stands in the same order.
    let before = exported(&zheng, "/enterprise-exports?sort=updated").await;
    county.behind("UPDATE exports SET state = 'running', rows_written = 0").await;
    exchange::recover(&county.app).await.unwrap();
    assert_eq!(settled(&zheng, &before.record).await["rows_sha256"], before.record["rows_sha256"]);
    let wrong = zheng.post("/enterprise-exports?sort=poem", &json!({"id": id()})).await;
    let wrong = wrong.is_refused(422, "request.invalid");
    assert_eq!(wrong["errors"][0]["field"], "sort", "{wrong}");
}

/// 一次导出的条件写进末页，用屏幕上的话；电话遮盖；别人看不到进度，拿不走文件。
#[tokio::test]
async fn an_export_keeps_its_conditions_covers_telephones_and_is_its_makers_own() {
    let county = County::new().await;
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let codes: Vec<String> = (0..30).map(code).collect();
    let rows: Vec<_> = codes.iter().map(|code| good_row(code, "试验机械厂")).collect();
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    import_of(&li, &workbook(&rows)).await;
    let export =
        exported(&li, "/enterprise-exports?q=%E8%AF%95%E9%AA%8C%E6%9C%BA%E6%A2%B0&state=normal&industry=dust").await;
    let phones: Vec<String> = export.rows("执法对象").iter().map(|row| row[7].clone()).collect();
    assert_eq!(phones, vec!["120****0101"; 30]);
    let conditions = "行业类型：粉尘涉爆企业；企业名称、代码或者地址：试验机械；状态：正常";
    assert_eq!((export.said("条件"), export.said("范围")), (conditions.to_owned(), "甘肃省庆阳市西峰区".to_owned()));
    let at = format!("/exports/{}", export.record["id"].as_str().unwrap());
    zhao.get(&at).await.is_not_found();
    zhao.get(&format!("{at}/file")).await.is_not_found();
    let wrong = li.post("/enterprise-exports?state=poem", &json!({"id": id()})).await;
    wrong.is_refused(422, "request.invalid");
}

/// 台账的设备栏：只有查到的企业里有的种类才成一栏，各行之和等于设备数。
#[tokio::test]
async fn the_ledger_has_a_column_for_each_kind_of_equipment_that_is_there() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let counted = async |filter: &str| {
        let export = exported(&zhao, &format!("/enterprise-ledger-exports?{filter}")).await;
        let (headings, rows) = (export.headings("企业基础信息"), export.rows("企业基础信息"));
        for row in &rows {
            let numbers: Vec<i64> = row[11..].iter().map(|cell| cell.parse().unwrap()).collect();
            assert_eq!(numbers[0], numbers[1..].iter().sum::<i64>(), "{row:?}");
        }
        for (at, heading) in headings.iter().enumerate().skip(12) {
            assert!(rows.iter().any(|row| row[at] != "0"), "{heading} is a column of zeros");
        }
        headings.len()
    };
    let (all, steel, none) =
        (counted("").await, counted("industry=steel").await, counted("industry=tobacco&q=%E6%97%A0%E6%AD%A4").await);
    assert!(all >= steel && steel > none && none == 12, "{all} {steel} {none}");
}

/// 导出中途程序停了：重新启动后从头再写一遍，内容一样；导出人已没有这项权限的，不再写。
#[tokio::test]
async fn an_interrupted_export_is_written_anew_unless_its_maker_may_no_longer() {
    let county = County::new().await;
    let (zhou, zhao) = (county.person("zhou").await, county.person("zhao").await);
    let before = exported(&zhou, "/user-exports?role=system_admin").await;
    let ledger = written(&zhao, "/enterprise-ledger-exports").await;
    county.behind("UPDATE exports SET state = 'running', rows_written = 0").await;
    county.behind("UPDATE users SET roles = 'auditor' WHERE name = '赵明远'").await;
    assert_eq!(exchange::recover(&county.app).await.unwrap(), 2);
    let again = settled(&zhou, &before.record).await;
    assert_eq!((&again["state"], &again["rows_sha256"]), (&json!("ready"), &before.record["rows_sha256"]));
    let refused: Vec<_> = county.trail().await.into_iter().filter(|line| line.act == "导出完成").collect();
    assert!(refused.iter().any(|line| line.after_json.contains("没有导出的权限")), "{refused:?}");
    assert_eq!(ledger["state"], "ready");
}

/// 我的导出只列本人的：条件、次序、行数、保存到什么时候；再次下载的是同一份文件；同一机关的人、上级、邻县都看不到。
#[tokio::test]
async fn ones_own_exports_are_listed_with_what_was_asked_and_taken_again_by_nobody_else() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    assert_eq!(zhao.get("/exports").await.ok(), json!({"items": [], "next": null, "total": 0, "total_is_more": false}));
    let first = exported(&zhao, "/enterprise-exports?region=621002&sort=placed").await;
    county.hours_pass(1);
    let second = exported(&zhao, "/enterprise-ledger-exports").await;
    let list = zhao.get("/exports").await.ok();
    let told = |n: usize, key: &str| list["items"][n][key].clone();
    assert_eq!(
        (&list["total"], told(0, "id"), told(1, "id")),
        (&json!(2), second.record["id"].clone(), first.record["id"].clone())
    );
    assert_eq!(
        (told(0, "conditions"), told(0, "order"), told(0, "kind")),
        (json!("全部"), json!("最近登记"), json!("ledger"))
    );
    assert_eq!((told(1, "conditions"), told(1, "order")), (json!("所在地区：甘肃省庆阳市西峰区"), json!("按所在地区")));
    assert_eq!(
        (told(1, "state"), told(1, "done"), told(1, "file")),
        (json!("ready"), first.record["done"].clone(), json!("kept"))
    );
    let hours = told(1, "expires_at").as_i64().unwrap() - told(1, "finished_at").as_i64().unwrap();
    assert_eq!(hours, 24 * 3_600_000);
    let again = taken(&zhao, list["items"][1].clone()).await;
    assert_eq!(again.file, first.file);
    let page = zhao.get("/exports?size=10&cursor=poem").await.is_refused(422, "request.invalid");
    assert_eq!(page["errors"][0]["field"], "cursor", "{page}");
    for key in ["qian", "li", "zheng", "wang"] {
        let other = county.person(key).await;
        assert_eq!(other.get("/exports").await.ok()["total"], 0, "{key}");
        other.get(&format!("/exports/{}", first.record["id"].as_str().unwrap())).await.is_not_found();
        other.get(&format!("/exports/{}/file", first.record["id"].as_str().unwrap())).await.is_not_found();
    }
}

/// 文件保存一天：过了一天，列表上写明已清理，下载不准，说明去处；没有写成的写明缘由；已没有权限的不能再下载。
#[tokio::test]
async fn an_export_is_kept_for_a_day_and_then_says_where_to_go() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let export = exported(&zhao, "/enterprise-exports").await;
    let file = format!("/exports/{}/file", export.record["id"].as_str().unwrap());
    county.hours_pass(23);
    let zhao = county.person("zhao").await;
    assert_eq!(zhao.get("/exports").await.ok()["items"][0]["file"], "kept");
    assert!(zhao.get(&file).await.bytes.starts_with(b"PK"));
    county.behind("UPDATE users SET roles = 'auditor' WHERE name = '赵明远'").await;
    let auditor = county.person("zhao").await;
    assert_eq!(auditor.get("/exports").await.ok()["items"][0]["file"], "not_allowed");
    assert_eq!(auditor.get(&file).await.status.as_u16(), 403);
    county.behind("UPDATE users SET roles = 'officer' WHERE name = '赵明远'").await;
    county.hours_pass(1);
    let zhao = county.person("zhao").await;
    assert_eq!(zhao.get("/exports").await.ok()["items"][0]["file"], "expired");
    let refused = zhao.get(&file).await.is_refused(409, "export.expired");
    assert!(refused["way_out"].as_str().unwrap().contains("重新导出"), "{refused}");
    county.behind("UPDATE exports SET state = 'failed', failure = '磁盘已满'").await;
    let failed = zhao.get("/exports").await.ok()["items"][0].clone();
    assert_eq!(
        (&failed["file"], &failed["failure"], &failed["expires_at"]),
        (&json!("nothing"), &json!("磁盘已满"), &json!(null))
    );
}
