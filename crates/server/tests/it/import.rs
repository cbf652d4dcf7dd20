//! 批量导入 · the workbook of enterprises: check with errors by cell, differences, confirmation, undo; hostile files

use crate::permissions::Gate::{self, Holds};
use crate::world::{Answer, County, Person, id};
use authority::Verb;
use serde_json::{Value, json};

/// The operations of imports and exports in the matrix.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/enterprise-imports/template",            Holds(Verb::ImportEnterprise)),
        ("post",   "/enterprise-imports",                     Holds(Verb::ImportEnterprise)),
        ("get",    "/enterprise-imports",                     Holds(Verb::ImportEnterprise)),
        ("get",    "/enterprise-imports/{id}",                Holds(Verb::ImportEnterprise)),
        ("get",    "/enterprise-imports/{id}/faults",         Holds(Verb::ImportEnterprise)),
        ("get",    "/enterprise-imports/{id}/rows",           Holds(Verb::ImportEnterprise)),
        ("get",    "/enterprise-imports/{id}/annotated",      Holds(Verb::ImportEnterprise)),
        ("get",    "/enterprise-imports/{id}/undoing",        Holds(Verb::ImportEnterprise)),
        ("post",   "/enterprise-imports/{id}/confirmation",   Holds(Verb::ImportEnterprise)),
        ("post",   "/enterprise-imports/{id}/cancellation",   Holds(Verb::ImportEnterprise)),
        ("post",   "/enterprise-imports/{id}/resumption",     Holds(Verb::ImportEnterprise)),
        ("post",   "/enterprise-imports/{id}/undoing",        Holds(Verb::ImportEnterprise)),
    ]
}

/// Bodies that make sense there.
pub fn body(path: &str) -> Value {
    match path {
        "/enterprise-imports/{id}/undoing" => json!({"seen": 999, "reason": "填错了表"}),
        _ => json!({"seen": 999}),
    }
}

pub async fn upload(who: &Person, bytes: &[u8]) -> Answer {
    who.upload("/enterprise-imports", &id(), ("企业.xlsx", bytes)).await
}

/// The import when the program has nothing to do on it for now.
pub async fn settled(who: &Person, import: &Value) -> Value {
    let at = format!("/enterprise-imports/{}", import["id"].as_str().unwrap());
    loop {
        let now = who.get(&at).await.ok();
        assert!(now["failure"] == "" || now["state"] == "failed", "{now}");
        if !["uploaded", "checking", "importing", "undoing"].contains(&now["state"].as_str().unwrap()) {
            return now;
        }
        tokio::task::yield_now().await;
    }
}

/// Uploads a workbook and waits for the check.
pub async fn checked(who: &Person, bytes: &[u8]) -> Value {
    settled(who, &upload(who, bytes).await.ok()).await
}

/// Confirms an import and waits until everything is written.
pub async fn imported(who: &Person, import: &Value, skip: bool) -> Value {
    let at = format!("/enterprise-imports/{}/confirmation", import["id"].as_str().unwrap());
    let begun = who.post(&at, &json!({"seen": import["revision"], "skip_faulty_rows": skip})).await.ok();
    settled(who, &begun).await
}

/// A workbook without a fault, checked and imported.
pub async fn import_of(who: &Person, bytes: &[u8]) {
    imported(who, &checked(who, bytes).await, false).await;
}

/// What is below an import.
pub async fn below(who: &Person, import: &Value, path: &str) -> Value {
    who.get(&format!("/enterprise-imports/{}/{path}", import["id"].as_str().unwrap())).await.ok()
}

/// 损坏的、不是表格的、只有两个天涯海角单元格的文件，都有中文答复，服务照常。
#[tokio::test]
async fn a_hostile_workbook_gets_a_sentence() {
    let county = County::new().await;
    let li = county.person("li").await;
    let template = li.get("/enterprise-imports/template").await;
    assert!(template.bytes.starts_with(b"PK"), "{}", template.text());
    let mut torn = template.bytes.clone();
    torn.truncate(torn.len() / 2);
    for (what, bytes) in [("torn", torn), ("text", b"name,code".to_vec())] {
        let answer = upload(&li, &bytes).await;
        assert_eq!(answer.status.as_u16(), 422, "{what}: {}", answer.text());
        let code = answer.json()["code"].as_str().unwrap().to_owned();
        assert!(code.starts_with("exchange."), "{what}: {code}");
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("企业信息").unwrap();
    sheet.write(0, 0, "企业名称").unwrap();
    sheet.write(1_048_575, 16_383, "天涯").unwrap();
    let far = checked(&li, &book.save_to_buffer().unwrap()).await;
    assert_eq!(far["state"], "failed");
    assert!(far["failure"].as_str().unwrap().contains("列数不能超过"), "{far}");
    let at = format!("/enterprise-imports/{}/confirmation", far["id"].as_str().unwrap());
    li.post(&at, &json!({"seen": far["revision"]})).await.is_refused(409, "exchange.not_now");
    li.get("/me").await.ok();
}

/// The columns of the enterprise sheet, as the template has them: key and heading in order.
pub fn columns() -> Vec<(String, String)> {
    let map: toml::Table = include_str!("../../../exchange/columns.toml").parse().unwrap();
    let text = |column: &toml::Value, name: &str| column[name].as_str().unwrap().to_owned();
    map["enterprise"]["column"].as_array().unwrap().iter().map(|c| (text(c, "key"), text(c, "heading"))).collect()
}

pub fn workbook(rows: &[&[(&str, &str)]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("企业信息").unwrap();
    for (column, (key, heading)) in (0_u16..).zip(columns()) {
        sheet.write(0, column, heading).unwrap();
        for (line, row) in (1_u32..).zip(rows) {
            if let Some((_, value)) = row.iter().find(|(k, _)| *k == key) {
                sheet.write(line, column, *value).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const GOOD: [(&str, &str); 17] = [
    ("name", "庆阳西峰试验机械厂"),
    ("credit_code", "91621002MA00TEST0"),
    ("region_code", "621002"),
    ("address", "董志镇工业园区1号"),
    ("legal_person", "赵启明"),
    ("legal_title", "厂长"),
    ("phone", "12000000101"),
    ("contact", "钱向东"),
    ("contact_title", "安全员"),
    ("contact_phone", "12000000102"),
    ("industries", "粉尘涉爆企业"),
    ("element", "工贸"),
    ("gb4754", "3489"),
    ("scale", "小型"),
    ("capacity", "机械零件3万件/年"),
    ("state", "正常"),
    ("employees", "35"),
];

pub fn good_row<'a>(code: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut row: Vec<(&str, &str)> = GOOD.to_vec();
    for cell in &mut row {
        match cell.0 {
            "credit_code" => cell.1 = code,
            "name" => cell.1 = name,
            _ => {}
        }
    }
    row
}

/// A right credit code for an unreal organisation.
pub fn code(n: usize) -> String {
    let body = format!("91621002MA{n:07}");
    format!("{body}{}", lexicon::CreditCode::check_character(&body).unwrap() as char)
}

async fn total(who: &Person) -> i64 {
    who.get("/enterprises?region=621002").await.ok()["total"].as_i64().unwrap()
}

/// 校验逐格指出错误，不写一行；确认后才写入；同一文件再来一次，没有变化，什么也不写。
#[tokio::test]
async fn a_check_names_the_cell_and_only_a_confirmation_writes() {
    let county = County::new().await;
    let li = county.person("li").await;
    let before = total(&li).await;
    let code = code(1);
    let wrong = format!("{}{}", &code[..17], if code.ends_with('0') { '1' } else { '0' });
    let book = workbook(&[&good_row(&code, "庆阳西峰试验机械厂"), &good_row(&wrong, "庆阳西峰错码机械厂")]);
    let report = checked(&li, &book).await;
    assert_eq!(
        (&report["state"], &report["good_rows"], &report["new_rows"], &report["errors_total"], &report["rows"]),
        (&json!("checked"), &json!(1), &json!(1), &json!(1), &json!(2)),
        "{report}"
    );
    let faults = below(&li, &report, "faults").await;
    let error = &faults["items"][0];
    assert_eq!(
        (&error["sheet"], &error["row"], &error["column"]),
        (&json!("企业信息"), &json!(3), &json!("B")),
        "{error}"
    );
    assert_eq!((&faults["total"], &faults["sheets"][0]["faults"]), (&json!(1), &json!(1)));
    assert_eq!(below(&li, &report, "rows?state=new").await["items"][0]["name"], "庆阳西峰试验机械厂");
    assert_eq!(total(&li).await, before, "a check writes nothing");
    let at = format!("/enterprise-imports/{}/confirmation", report["id"].as_str().unwrap());
    let plain = li.post(&at, &json!({"seen": report["revision"], "skip_faulty_rows": false})).await;
    plain.is_refused(409, "exchange.faulty_rows");
    let done = imported(&li, &report, true).await;
    assert_eq!(
        (&done["state"], &done["imported"], &done["new_rows"]),
        (&json!("imported"), &json!(1), &json!(1)),
        "{done}"
    );
    assert_eq!(total(&li).await, before + 1);
    let again = checked(&li, &workbook(&[&good_row(&code, "庆阳西峰试验机械厂")])).await;
    assert_eq!((&again["unchanged_rows"], &again["changed_rows"]), (&json!(1), &json!(0)), "{again}");
    let at = format!("/enterprise-imports/{}/confirmation", again["id"].as_str().unwrap());
    li.post(&at, &json!({"seen": again["revision"]})).await.is_refused(409, "exchange.nothing_to_import");
    let renamed = checked(&li, &workbook(&[&good_row(&code, "庆阳西峰试验机械有限公司")])).await;
    assert_eq!((&renamed["new_rows"], &renamed["changed_rows"]), (&json!(0), &json!(1)), "{renamed}");
    let row = &below(&li, &renamed, "rows?state=changed").await["items"][0];
    let said = json!([{"heading": "企业名称", "before": "庆阳西峰试验机械厂", "after": "庆阳西峰试验机械有限公司"}]);
    assert_eq!(row["differences"], said);
    imported(&li, &renamed, false).await;
    assert_eq!(total(&li).await, before + 1, "the same credit code is the same enterprise");
}

/// 二十种错误散在三千行里：每一处都报在它的单元格，其余各行全部可以导入。
#[tokio::test]
async fn every_seeded_error_is_reported_at_its_cell_and_every_good_row_goes_in() {
    let county = County::new().await;
    let li = county.person("li").await;
    let kinds = crate::seeded::KINDS;
    let codes: Vec<String> = (0..3_000).map(code).collect();
    let (mut rows, mut expected) = (Vec::new(), Vec::new());
    for n in 0..3_000 {
        let mut row =
            good_row(&codes[n], "庆阳西峰某厂").into_iter().map(|(k, v)| (k, v.to_owned())).collect::<Vec<_>>();
        if n % 50 == 49 {
            let (key, value) = kinds[(n / 50) % kinds.len()];
            let value = if key == "credit_code" && value == "=" { code(0) } else { value.to_owned() };
            row.retain(|(k, _)| *k != key);
            row.push((key, value));
            let column = columns().iter().position(|(k, _)| k == key).unwrap();
            let letter = char::from(b'A' + u8::try_from(column).unwrap()).to_string();
            expected.push((n as i64 + 2, letter));
        }
        rows.push(row);
    }
    assert_eq!((kinds.len(), expected.len()), (20, 60));
    let rows: Vec<Vec<(&str, &str)>> = rows.iter().map(|r| r.iter().map(|(k, v)| (*k, v.as_str())).collect()).collect();
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let report = checked(&li, &workbook(&rows)).await;
    assert_eq!((&report["rows"], &report["errors_total"]), (&json!(3_000), &json!(60)), "{report}");
    let mut found: Vec<(i64, String)> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = below(&li, &report, &format!("faults?size=50&cursor={cursor}")).await;
        let cell = |e: &Value| (e["row"].as_i64().unwrap(), e["column"].as_str().unwrap().to_owned());
        found.extend(page["items"].as_array().unwrap().iter().map(cell));
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(found, expected);
    let at = format!("/enterprise-imports/{}/annotated", report["id"].as_str().unwrap());
    let annotated = li.get(&at).await;
    assert!(annotated.bytes.starts_with(b"PK"), "{}", annotated.text());
    let mended = checked(&li, &annotated.bytes).await;
    assert_eq!(
        (&mended["rows"], &mended["errors_total"]),
        (&json!(3_000), &json!(60)),
        "it can be sent again as it is"
    );
    let done = imported(&li, &report, true).await;
    assert_eq!((&done["imported"], &done["conflicts"]), (&json!(2_940), &json!(0)), "{done}");
    let trail = county.trail().await;
    assert_eq!(trail.iter().filter(|line| line.act == "导入新增").count(), 2_940, "one line for each enterprise");
}

/// 没有人用过、改过的，整批撤销：新增的核销，更新的恢复；有人改过的，说出是哪一家，不准撤销。
#[tokio::test]
async fn an_import_is_undone_as_a_whole_or_not_at_all() {
    let county = County::new().await;
    let li = county.person("li").await;
    let first = imported(&li, &checked(&li, &workbook(&[&good_row(&code(1), "试验一厂")])).await, false).await;
    let both = workbook(&[&good_row(&code(1), "改名一厂"), &good_row(&code(2), "试验二厂")]);
    let second = imported(&li, &checked(&li, &both).await, false).await;
    assert_eq!((&second["new_rows"], &second["changed_rows"], &second["imported"]), (&json!(1), &json!(1), &json!(2)));
    let check = below(&li, &first, "undoing").await;
    assert_eq!((&check["can_undo"], &check["obstacles"][0]["name"]), (&json!(false), &json!("改名一厂")), "{check}");
    let undo = |import: &Value| format!("/enterprise-imports/{}/undoing", import["id"].as_str().unwrap());
    let blocked = li.post(&undo(&first), &json!({"seen": first["revision"], "reason": "填错了表"})).await;
    blocked.is_refused(409, "exchange.undo_blocked");
    assert_eq!(below(&li, &second, "undoing").await, json!({"can_undo": true, "obstacles": []}));
    let trail = county.trail().await;
    let imports: Vec<_> = trail.iter().filter(|line| line.act.starts_with("导入")).collect();
    assert!(!imports.is_empty() && imports.iter().all(|line| !line.after_json.contains("12000000101")), "telephones");
    let no_reason = li.post(&undo(&second), &json!({"seen": second["revision"], "reason": " "})).await;
    assert_eq!(no_reason.status.as_u16(), 422);
    let begun = li.post(&undo(&second), &json!({"seen": second["revision"], "reason": "填错了表"})).await.ok();
    let undone = settled(&li, &begun).await;
    assert_eq!(
        (&undone["state"], &undone["taken_back"], &undone["kept"]),
        (&json!("undone"), &json!(2), &json!(0)),
        "{undone}"
    );
    let of = |n: usize| {
        let li = li.clone();
        async move { li.get(&format!("/enterprises?q={}", code(n))).await.ok()["items"][0].clone() }
    };
    assert_eq!((&of(1).await["name"], &of(1).await["state"]), (&json!("试验一厂"), &json!("normal")));
    assert_eq!((&of(2).await["name"], &of(2).await["state"]), (&json!("试验二厂"), &json!("struck_off")));
    let again = imported(&li, &checked(&li, &both).await, false).await;
    assert_eq!((&again["new_rows"], &again["changed_rows"]), (&json!(0), &json!(2)), "the struck-off one comes back");
    assert_eq!(of(2).await["state"], "normal");
    assert_eq!(li.get("/enterprise-imports").await.ok()["total"], 3);
}

/// 导入以后登记了证照的，不能撤销导入，说明是哪一家、为什么。
#[tokio::test]
async fn a_licence_put_into_the_file_stands_in_the_way_of_an_undo() {
    let county = County::new().await;
    let li = county.person("li").await;
    let zhao = county.person("zhao").await;
    let import = imported(&li, &checked(&li, &workbook(&[&good_row(&code(3), "试验三厂")])).await, false).await;
    assert_eq!(below(&li, &import, "undoing").await["can_undo"], true);
    let firm = li.get(&format!("/enterprises?q={}", code(3))).await.ok()["items"][0]["id"].clone();
    let scan = zhao.get("/form-samples/on_site_record").await.bytes;
    let file = zhao.upload("/attachments", &crate::world::id(), ("营业执照.pdf", &scan)).await.ok();
    let licence = json!({"id": crate::world::id(), "kind": "business", "number": code(3), "valid_to": null,
        "attachment_id": file["id"]});
    zhao.post(&format!("/enterprises/{}/licences", firm.as_str().unwrap()), &licence).await.ok();
    let check = below(&li, &import, "undoing").await;
    let told = (&check["can_undo"], &check["obstacles"][0]["name"], &check["obstacles"][0]["reason"]);
    assert_eq!(told, (&json!(false), &json!("试验三厂"), &json!("导入之后登记或者撤下了证照")), "{check}");
    let undo = format!("/enterprise-imports/{}/undoing", import["id"].as_str().unwrap());
    let asked = json!({"seen": import["revision"], "reason": "填错了表"});
    li.post(&undo, &asked).await.is_refused(409, "exchange.undo_blocked");
}

/// 校验之后、确认之前，别人改了同一家企业：不覆盖，说出来。
#[tokio::test]
async fn what_was_changed_after_the_check_is_told_and_not_overwritten() {
    let county = County::new().await;
    let li = county.person("li").await;
    imported(&li, &checked(&li, &workbook(&[&good_row(&code(1), "试验一厂")])).await, false).await;
    let (one, two) = (code(1), code(2));
    let rows: [&[_]; 2] = [&good_row(&one, "改名甲"), &good_row(&two, "新厂")];
    let (slow, quick) = (
        checked(&li, &workbook(&rows)).await,
        checked(&li, &workbook(&[&good_row(&code(1), "改名乙"), &good_row(&code(2), "新厂")])).await,
    );
    imported(&li, &quick, false).await;
    let late = imported(&li, &slow, false).await;
    assert_eq!((&late["imported"], &late["conflicts"]), (&json!(0), &json!(2)), "{late}");
    let told = below(&li, &late, "rows?state=conflict").await;
    assert!(told["items"].as_array().unwrap().iter().all(|row| row["sentence"].as_str().unwrap().contains("重新上传")));
    assert_eq!(li.get(&format!("/enterprises?q={}", code(1))).await.ok()["items"][0]["name"], "改名乙");
}

/// 确认之前可以取消；取消之后不能确认。别的县看不到这次导入。
#[tokio::test]
async fn an_import_is_cancelled_before_it_is_confirmed() {
    let county = County::new().await;
    let li = county.person("li").await;
    let import = checked(&li, &workbook(&[&good_row(&code(1), "试验一厂")])).await;
    let at = format!("/enterprise-imports/{}", import["id"].as_str().unwrap());
    let gone = li.post(&format!("{at}/cancellation"), &json!({"seen": import["revision"]})).await.ok();
    assert_eq!(gone["state"], "cancelled");
    let late = li.post(&format!("{at}/confirmation"), &json!({"seen": gone["revision"]})).await;
    late.is_refused(409, "exchange.not_now");
    let stale = li.post(&format!("{at}/cancellation"), &json!({"seen": import["revision"]})).await;
    assert_eq!(stale.status.as_u16(), 409);
}
