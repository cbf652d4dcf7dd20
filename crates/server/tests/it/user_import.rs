//! 用户批量导入、导出 · users by workbook: faults by row and column, slips once, and an export that shows no number whole.

use crate::users::settled;
use crate::world::{Answer, County, Person, id};
use serde_json::{Value, json};

const HEADINGS: [&str; 6] = ["姓名", "手机号", "机构", "内设机构", "职务", "角色"];

fn workbook(rows: &[[&str; 6]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("用户信息").unwrap();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write(0, column, heading).unwrap();
        for (line, row) in (1_u32..).zip(rows) {
            sheet.write(line, column, row[usize::from(column)]).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

async fn upload(who: &Person, path: &str, bytes: &[u8]) -> Answer {
    who.upload(path, &id(), ("用户.xlsx", bytes)).await
}

fn xifeng(county: &County) -> String {
    county.seed.organisations.iter().find(|o| o.key == "xifeng").unwrap().name.clone()
}

/// 试导入逐格指出错误，不建账号；有一处错误即不写入；合格的一次写入，密码条只给一次。
#[tokio::test]
async fn every_fault_is_told_and_the_slips_come_once() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let organ = xifeng(&county);
    let good = ["秦小川", "12000000101", &organ, "", "执法员", "执法人员；审核人员"];
    let neighbour = county.seed.organisations.iter().find(|o| o.key == "zhenyuan").unwrap().name.clone();
    let bad = workbook(&[
        good,
        ["尤二", "12000000101", &organ, "", "", "执法人员"],
        ["许三", "1200000", &organ, "", "", "执法人员"],
        ["何四", "12000000104", &neighbour, "", "", "执法人员"],
        ["吕五", "12000000105", &organ, "没有的科", "", "执法人员"],
        ["施六", "12000000106", &organ, "", "", "皇帝"],
        ["张七", "12000000107", &organ, "", "", "系统管理员；审计员"],
        ["", "12000000001", &organ, "", "", "执法人员"],
        ["孔八", "12000000001", &organ, "", "", "执法人员"],
    ]);
    let report = upload(&zhou, "/user-imports/check", &bad).await.ok();
    let told: Vec<(i64, &str)> = report["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["row"].as_i64().unwrap(), e["column"].as_str().unwrap()))
        .collect();
    let expected = [(3, "B"), (4, "B"), (9, "A"), (10, "B"), (5, "C"), (6, "D"), (7, "F"), (8, "F")];
    let mut sorted = (told.clone(), expected.to_vec());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    assert_eq!(sorted.0, sorted.1, "{report}");
    upload(&zhou, "/user-imports", &bad).await.is_refused(409, "exchange.faulty_rows");
    assert_eq!(zhou.get("/users?q=12000000101").await.ok()["total"], 0);
    let file = workbook(&[good, ["尤二", "12000000102", &organ, "", "", "审计员"]]);
    let checked = upload(&zhou, "/user-imports/check", &file).await.ok();
    assert_eq!(
        (&checked["good_rows"], &checked["errors_total"], &checked["slips"]),
        (&json!(2), &json!(0), &json!([]))
    );
    let done = upload(&zhou, "/user-imports", &file).await.ok();
    assert_eq!((&done["imported"], done["slips"].as_array().unwrap().len()), (&json!(2), 2));
    let slip = &done["slips"][0];
    let initial = slip["initial_password"].as_str().unwrap();
    let who = settled(&county, "12000000101", initial).await;
    assert_eq!(who.get("/me").await.ok()["roles"], json!(["officer", "reviewer"]));
    assert!(!county.everything_stored().await.contains(initial));
    upload(&zhou, "/user-imports", &file).await.is_refused(409, "exchange.faulty_rows");
}

/// 导出与列表同一范围，手机号遮盖，留痕为导出。
#[tokio::test]
async fn an_export_holds_the_own_people_with_their_numbers_covered() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let export = crate::exports::exported(&zhou, "/user-exports").await;
    let text: String = export.rows("用户").concat().iter().map(|cell| format!("{cell}\n")).collect();
    assert!(text.contains("赵明远") && text.contains("120****0001"), "{text}");
    assert!(!text.contains("12000000001") && !text.contains("王志刚"), "{text}");
    let trail = county.trail().await;
    let line = trail.iter().find(|l| l.act == "导出用户").unwrap();
    assert_eq!((line.class.as_str(), line.user_name.as_str()), ("export", "周文博"));
    let auditors = crate::exports::exported(&zhou, "/user-exports?role=auditor").await;
    assert_eq!((auditors.rows("用户").len(), auditors.said("条件")), (1, "角色：审计员".to_owned()));
    let foreign = format!("/user-exports?organisation_id={}", server::install::organisation_id("zhenyuan"));
    zhou.post(&foreign, &json!({"id": id()})).await.is_not_found();
    let _: Value = zhou.get("/me").await.ok();
}
