//! 批量导入 · the workbook of enterprises: template, dry run, errors by cell, confirmation; and hostile files.

use crate::world::{Answer, County, Person, id};
use serde_json::json;

async fn upload(who: &Person, bytes: &[u8]) -> Answer {
    who.upload("/enterprise-imports", &id(), ("企业.xlsx", bytes)).await
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
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("企业信息").unwrap();
    sheet.write(0, 0, "企业名称").unwrap();
    sheet.write(1_048_575, 16_383, "天涯").unwrap();
    let far = book.save_to_buffer().unwrap();
    for (what, bytes) in [("torn", torn), ("text", b"name,code".to_vec()), ("far", far)] {
        let answer = upload(&li, &bytes).await;
        assert_eq!(answer.status.as_u16(), 422, "{what}: {}", answer.text());
        let code = answer.json()["code"].as_str().unwrap().to_owned();
        assert!(code.starts_with("exchange."), "{what}: {code}");
    }
    li.get("/me").await.ok();
}

/// The columns of the enterprise sheet, as the template has them: key and heading in order.
fn columns() -> Vec<(String, String)> {
    let map: toml::Table = include_str!("../../../exchange/columns.toml").parse().unwrap();
    let text = |column: &toml::Value, name: &str| column[name].as_str().unwrap().to_owned();
    map["enterprise"]["column"].as_array().unwrap().iter().map(|c| (text(c, "key"), text(c, "heading"))).collect()
}

fn workbook(rows: &[&[(&str, &str)]]) -> Vec<u8> {
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

const GOOD: [(&str, &str); 16] = [
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
    ("state", "正常"),
    ("employees", "35"),
];

fn good_row<'a>(code: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
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

/// 试导入逐格指出错误，不写一行；确认后才写入；再次导入按信用代码更新而不重复。
#[tokio::test]
async fn a_dry_run_names_the_cell_and_only_a_confirmation_writes() {
    let county = County::new().await;
    let li = county.person("li").await;
    let total = || async { li.get("/enterprises?region=621002").await.ok()["total"].as_i64().unwrap() };
    let before = total().await;
    let body = "91621002MA00TEST0".replace('S', "5");
    let code = format!("{body}{}", lexicon::CreditCode::check_character(&body).unwrap() as char);
    let wrong = format!("{}{}", &code[..17], if code.ends_with('0') { '1' } else { '0' });
    let book = workbook(&[&good_row(&code, "庆阳西峰试验机械厂"), &good_row(&wrong, "庆阳西峰错码机械厂")]);
    let report = upload(&li, &book).await.ok();
    assert_eq!(
        (&report["good_rows"], &report["new_rows"], &report["errors_total"]),
        (&json!(1), &json!(1), &json!(1)),
        "{report}"
    );
    let error = &report["errors"][0];
    assert_eq!(
        (&error["sheet"], &error["row"], &error["column"]),
        (&json!("企业信息"), &json!(3), &json!("B")),
        "{error}"
    );
    assert_eq!(total().await, before, "a dry run writes nothing");
    let at = format!("/enterprise-imports/{}/confirmation", report["id"].as_str().unwrap());
    let refused = li.post(&at, &json!({"seen": report["revision"], "skip_faulty_rows": false})).await;
    assert!(refused.status.is_client_error(), "{}", refused.text());
    let done = li.post(&at, &json!({"seen": report["revision"], "skip_faulty_rows": true})).await.ok();
    assert_eq!((&done["state"], &done["imported"]), (&json!("imported"), &json!(1)), "{done}");
    assert_eq!(total().await, before + 1);
    let again = workbook(&[&good_row(&code, "庆阳西峰试验机械有限公司")]);
    let report = upload(&li, &again).await.ok();
    assert_eq!((&report["new_rows"], &report["changed_rows"]), (&json!(0), &json!(1)), "{report}");
    let at = format!("/enterprise-imports/{}/confirmation", report["id"].as_str().unwrap());
    li.post(&at, &json!({"seen": report["revision"], "skip_faulty_rows": false})).await.ok();
    assert_eq!(total().await, before + 1, "the same credit code is the same enterprise");
}
