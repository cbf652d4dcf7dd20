//! 执法人员库 · submit, withdraw, link, certificates at the day of each act, workbooks.

use crate::path::{self, Cast};
use crate::world::{County, Person, id};
use serde_json::{Value, json};

fn at(key: &str) -> String {
    format!("/officer-records/{}", path::officer_id(key))
}

fn new_officer(number: &str) -> Value {
    json!({"id": id(), "name": "蒋文", "certificate_no": number, "certificate_kind": "行政执法证",
        "valid_from": "2025-01-01", "valid_to": "2026-12-31", "phone": "12000000088", "remark": ""})
}

/// Changes the validity of a certificate the long way: withdrawn, edited, submitted again.
async fn valid_until(li: &Person, key: &str, last: &str) {
    let record = li.get(&at(key)).await.ok();
    let record = li.post(&format!("{}/withdrawal", at(key)), &json!({"seen": record["revision"]})).await.ok();
    let mut change = record.clone();
    change["seen"] = record["revision"].clone();
    change["valid_to"] = json!(last);
    let record = li.put(&at(key), &change).await.ok();
    li.post(&format!("{}/submission", at(key)), &json!({"seen": record["revision"]})).await.ok();
}

async fn withdrawn(li: &Person, key: &str) -> Value {
    let record = li.get(&at(key)).await.ok();
    li.post(&format!("{}/withdrawal", at(key)), &json!({"seen": record["revision"]})).await.ok()
}

/// 草稿、撤回的人员不能选用；已提交的不能直接编辑；重新提交后恢复。
#[tokio::test]
async fn a_withdrawn_officer_cannot_be_assigned_until_he_is_submitted_again() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let scheme = path::saved_scheme(&county, &cast.zhao).await;
    let record = li.get(&at("qian")).await.ok();
    let mut change = record.clone();
    change["seen"] = record["revision"].clone();
    li.put(&at("qian"), &change).await.is_refused(409, "officers.withdraw_first");
    let draft = withdrawn(&li, "qian").await;
    assert_eq!(draft["acts"], json!(["edit", "submit", "link"]));
    let again = json!({"seen": draft["revision"]});
    li.post(&format!("{}/withdrawal", at("qian")), &again).await.is_refused(409, "officers.is_draft");
    let pickers = cast.zhao.get("/officers").await.ok();
    assert!(pickers.as_array().unwrap().iter().all(|o| o["id"] != json!(path::officer_id("qian"))));
    let submission = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    let refused = cast.zhao.post(&submission, &json!({"seen": scheme["revision"]})).await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.text());
    assert!(refused.text().contains("钱立诚的执法人员资料尚未提交或者已经撤回"), "{}", refused.text());
    li.post(&format!("{}/submission", at("qian")), &again).await.ok();
    cast.zhao.post(&submission, &json!({"seen": scheme["revision"]})).await.ok();
}

/// 现场检查、出具文书、复查，每一步都要求人员已提交。
#[tokio::test]
async fn a_withdrawn_officer_stops_the_inspection_the_paper_and_the_re_check() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let scheme = path::completed_scheme(&county, &cast).await;
    let draft = withdrawn(&li, "qian").await;
    let inspection_at = format!("/inspections/{}", scheme["inspection_id"].as_str().unwrap());
    let inspection = cast.zhao.get(&inspection_at).await.ok();
    let particulars = json!({"seen": inspection["revision"], "particulars": inspection["particulars"]});
    let particulars_at = format!("{inspection_at}/particulars");
    cast.zhao.put(&particulars_at, &particulars).await.is_refused(422, "officers.not_submitted");
    submit(&li, "qian", &draft).await;
    let inspection = path::begun_inspection(&cast, &scheme).await;
    let inspection = path::answered(&cast, &inspection, "2026-06-01").await;
    let draft = withdrawn(&li, "qian").await;
    let submission = json!({"seen": inspection["revision"]});
    let submission_at = format!("{inspection_at}/submission");
    cast.zhao.post(&submission_at, &submission).await.is_refused(422, "officers.not_submitted");
    submit(&li, "qian", &draft).await;
    let inspection = cast.zhao.post(&submission_at, &submission).await.ok();
    let draft = withdrawn(&li, "qian").await;
    let issue = json!({"seen": inspection["revision"], "document_id": id()});
    let issue_at = format!("{inspection_at}/papers/on_site_record/issue");
    cast.zhao.post(&issue_at, &issue).await.is_refused(422, "officers.not_submitted");
    submit(&li, "qian", &draft).await;
    path::issues(&cast.zhao, &inspection, "on_site_record").await;
    path::issues(&cast.zhao, &inspection, "rectification_order").await;
    let inspection = cast.zhao.get(&inspection_at).await.ok();
    let concluded =
        cast.zhao.post(&format!("{inspection_at}/conclusion"), &json!({"seen": inspection["revision"]})).await.ok();
    let re_check_at = format!("/rectifications/{}", concluded["rectification_id"].as_str().unwrap());
    let order = cast.zhao.get(&re_check_at).await.ok();
    withdrawn(&li, "qian").await;
    let re_check = path::good_re_check(&order, "2026-05-20T08:55");
    cast.zhao.post(&format!("{re_check_at}/re-checks"), &re_check).await.is_refused(422, "officers.not_submitted");
}

async fn submit(li: &Person, key: &str, draft: &Value) {
    li.post(&format!("{}/submission", at(key)), &json!({"seen": draft["revision"]})).await.ok();
}

/// 证件到期之日还能办，次日就不能：方案、现场检查、出具文书、复查各验一次。
#[tokio::test]
async fn a_certificate_holds_on_its_last_day_and_no_longer_at_each_act() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let scheme = path::saved_scheme(&county, &cast.zhao).await;
    let submission = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    // 方案检查期为20日至21日。
    valid_until(&li, "qian", "2026-05-20").await;
    let refused = cast.zhao.post(&submission, &json!({"seen": scheme["revision"]})).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("不在有效期内"), "{}", refused.text());
    valid_until(&li, "qian", "2026-05-21").await;
    cast.zhao.post(&submission, &json!({"seen": scheme["revision"]})).await.ok();
    let scheme = path::completed_scheme(&county, &cast).await;
    let inspection_at = format!("/inspections/{}", scheme["inspection_id"].as_str().unwrap());
    valid_until(&li, "qian", "2026-05-19").await;
    let inspection = cast.zhao.get(&inspection_at).await.ok();
    let mut particulars = inspection["particulars"].clone();
    particulars["checked_from"] = json!("2026-05-20T08:00");
    particulars["checked_to"] = json!("2026-05-20T08:50");
    let body = json!({"seen": inspection["revision"], "particulars": particulars});
    cast.zhao.put(&format!("{inspection_at}/particulars"), &body).await.is_refused(422, "officers.certificate_expired");
    valid_until(&li, "qian", "2026-05-20").await;
    let inspection = path::begun_inspection(&cast, &scheme).await;
    let inspection = path::answered(&cast, &inspection, "2026-06-01").await;
    let submission = json!({"seen": inspection["revision"]});
    valid_until(&li, "qian", "2026-05-19").await;
    let submission_at = format!("{inspection_at}/submission");
    cast.zhao.post(&submission_at, &submission).await.is_refused(422, "officers.certificate_expired");
    valid_until(&li, "qian", "2026-05-20").await;
    let inspection = cast.zhao.post(&submission_at, &submission).await.ok();
    valid_until(&li, "qian", "2026-05-19").await;
    let issue = json!({"seen": inspection["revision"], "document_id": id()});
    let issue_at = format!("{inspection_at}/papers/on_site_record/issue");
    cast.zhao.post(&issue_at, &issue).await.is_refused(422, "officers.certificate_expired");
    valid_until(&li, "qian", "2026-05-20").await;
    path::issues(&cast.zhao, &inspection, "on_site_record").await;
    path::issues(&cast.zhao, &inspection, "rectification_order").await;
    let inspection = cast.zhao.get(&inspection_at).await.ok();
    let concluded =
        cast.zhao.post(&format!("{inspection_at}/conclusion"), &json!({"seen": inspection["revision"]})).await.ok();
    let re_check_at = format!("/rectifications/{}", concluded["rectification_id"].as_str().unwrap());
    let order = cast.zhao.get(&re_check_at).await.ok();
    valid_until(&li, "qian", "2026-05-19").await;
    let re_check = path::good_re_check(&order, "2026-05-20T08:55");
    let re_checks = format!("{re_check_at}/re-checks");
    cast.zhao.post(&re_checks, &re_check).await.is_refused(422, "officers.certificate_expired");
    valid_until(&li, "qian", "2026-05-20").await;
    cast.zhao.post(&re_checks, &path::good_re_check(&order, "2026-05-20T08:55")).await.ok();
}

/// 新建为草稿；证号不重复；账号一人一号；没有账号的列得出、一键关联；邻县看不见，上级只能看。
#[tokio::test]
async fn an_officer_is_drafted_linked_and_submitted_by_the_own_organ_only() {
    let county = County::new().await;
    let (li, wang, zheng) = (county.person("li").await, county.person("wang").await, county.person("zheng").await);
    let new = new_officer("甘M10020099");
    let made = li.post("/officer-records", &new).await.ok();
    assert_eq!(
        (&made["state"], &made["validity"], &made["has_account"]),
        (&json!("draft"), &json!("valid"), &json!(false))
    );
    li.post("/officer-records", &new_officer("甘M10020099")).await.is_refused(422, "officers.certificate_taken");
    li.post("/officer-records", &new_officer("甘M10270008")).await.is_refused(422, "officers.certificate_taken");
    let of = format!("/officer-records/{}", made["id"].as_str().unwrap());
    let alone = li.get("/officer-records?without_account=yes").await.ok();
    assert_eq!((alone["total"].clone(), &alone["items"][0]["id"]), (json!(1), &made["id"]));
    assert_eq!(alone["items"][0]["phone"], "120****0088");
    assert_eq!(li.get("/officer-records/warnings").await.ok()["without_account"], 1);
    let link = |user: Value, seen: &Value| json!({"seen": seen["revision"], "user_id": user});
    let account = format!("{of}/account");
    let taken = json!(server::install::user_id("zhao"));
    li.put(&account, &link(taken.clone(), &made)).await.is_refused(422, "officers.user_taken");
    let foreign = json!(server::install::user_id("wang"));
    li.put(&account, &link(foreign, &made)).await.is_refused(422, "officers.user_not_own");
    let candidates = li.get(&account).await.ok();
    assert!(candidates.as_array().unwrap().iter().all(|c| c["user_id"] != taken), "有执法人员的账号不再列出");
    let free = candidates[0]["user_id"].clone();
    let linked = li.put(&account, &link(free.clone(), &made)).await.ok();
    assert_eq!((&linked["has_account"], &linked["user_id"]), (&json!(true), &free));
    li.put(&account, &link(Value::Null, &made)).await.is_refused(409, "request.stale");
    wang.get(&of).await.is_not_found();
    let beside = wang.get("/officer-records?q=%E8%92%8B").await.ok();
    assert_eq!((&beside["total"], &beside["items"]), (&json!(0), &json!([])));
    assert_eq!(zheng.get(&of).await.ok()["acts"], json!([]), "上级只看");
    zheng.post(&format!("{of}/submission"), &json!({"seen": 2})).await.is_refused(403, "request.forbidden");
    let submitted = li.post(&format!("{of}/submission"), &json!({"seen": linked["revision"]})).await.ok();
    assert_eq!(submitted["state"], "submitted");
    let list = li.get("/officer-records?state=submitted&validity=expired").await.ok();
    assert_eq!(list["items"].as_array().unwrap().iter().map(|o| o["name"].clone()).collect::<Vec<_>>(), ["韩松涛"]);
    county.it_is("2026-12-01");
    let li = county.person("li").await;
    assert_eq!(li.get("/officer-records/warnings").await.ok()["within_30"], 1);
}

/// 照片按内容辨认，谁能看人员谁能看照片。
#[tokio::test]
async fn a_photo_is_kept_and_shown_and_a_script_is_not() {
    let county = County::new().await;
    let li = county.person("li").await;
    let photo = format!("{}/photo", at("zhao"));
    li.get(&photo).await.is_not_found();
    let script = li.upload(&photo, &id(), ("x.png", b"<svg onload=alert(1)>")).await;
    script.is_refused(415, "officers.photo_kind");
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
    assert_eq!(li.upload(&photo, &id(), ("x.png", png)).await.ok()["has_photo"], true);
    let zhao = county.person("zhao").await;
    let shown = zhao.get(&photo).await;
    assert_eq!((shown.kind.as_str(), shown.bytes.as_slice()), ("image/png", &png[..]));
    county.person("wang").await.get(&photo).await.is_not_found();
}

fn file(rows: &[[&str; 7]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("执法人员").unwrap();
    for (column, (_, heading, ..)) in (0_u16..).zip(exchange::officer::COLUMNS) {
        sheet.write_string(0, column, heading).unwrap();
        for (line, row) in (1_u32..).zip(rows) {
            sheet.write_string(line, column, row[usize::from(column)]).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// 有一处错误就不写入，错误按行列指出；改正后导入：同证号更新，新证号新增并提交，手机号相符的关联账号。
#[tokio::test]
async fn a_workbook_is_checked_by_row_and_column_and_then_written_whole() {
    let county = County::new().await;
    let li = county.person("li").await;
    let rows = [
        ["赵明远", "甘M10020001", "行政执法证", "2023-01-01", "2028-12-31", "12000000001", "换证"],
        ["蒋文", "甘M10020077", "行政执法证", "2025-01-01", "2029-12-31", "12000000003", ""],
    ];
    let mut faulty = rows.to_vec();
    faulty.push(["沈平", "甘M10270008", "行政执法证", "2025-01-01", "某日", "", ""]);
    faulty.push(["沈平", "甘M10270011", "行政执法证", "2025-01-01", "2029-12-31", "", ""]);
    let bytes = file(&faulty);
    let told = li.upload("/officer-imports/check", &id(), ("人员.xlsx", &bytes)).await.ok();
    let where_: Vec<(i64, &str)> = told["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| (e["row"].as_i64().unwrap(), e["column"].as_str().unwrap()))
        .collect();
    assert_eq!((where_, &told["new_rows"], &told["changed_rows"]), (vec![(4, "E"), (5, "B")], &json!(1), &json!(1)));
    li.upload("/officer-imports", &id(), ("人员.xlsx", &bytes)).await.is_refused(409, "exchange.faulty_rows");
    assert_eq!(li.get("/officer-records?q=%E8%92%8B%E6%96%87").await.ok()["total"], 0, "没有写入");
    let done = li.upload("/officer-imports", &id(), ("人员.xlsx", &file(&rows))).await.ok();
    assert_eq!((&done["imported"], &done["new_rows"], &done["changed_rows"]), (&json!(2), &json!(1), &json!(1)));
    let zhao = li.get(&at("zhao")).await.ok();
    assert_eq!((&zhao["valid_to"], &zhao["state"]), (&json!("2028-12-31"), &json!("submitted")));
    let found = li.get("/officer-records?q=%E8%92%8B%E6%96%87").await.ok()["items"][0].clone();
    assert_eq!((&found["state"], &found["has_account"]), (&json!("submitted"), &json!(true)));
    let export = crate::exports::exported(&li, "/officer-record-exports").await;
    let again = li.upload("/officer-imports/check", &id(), ("导出.xlsx", &export.file)).await.ok();
    assert_eq!((&again["errors_total"], &again["new_rows"]), (&json!(0), &json!(0)), "导出的可以再导入");
}
