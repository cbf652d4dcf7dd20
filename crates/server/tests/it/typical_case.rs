//! 典型案例: straight from the county to the ministry, and from there to everybody.

use crate::path;
use crate::permissions::Gate::{self, Holds};
use crate::users;
use crate::world::{County, Person, id};
use authority::Verb;
use axum::http::Method;
use lexicon::CommandId;
use serde_json::{Value, json};

const TITLE: &str = "某钢铁企业煤气区域未设置一氧化碳报警装置案";

/// The operations of the chapter, for the permission matrix.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/case-reports",                                Holds(Verb::ReadCaseReport)),
        ("post",   "/case-reports",                                Holds(Verb::ReportCase)),
        ("get",    "/case-reports/{id}",                           Holds(Verb::ReadCaseReport)),
        ("put",    "/case-reports/{id}",                           Holds(Verb::ReportCase)),
        ("post",   "/case-reports/{id}/reporting",                 Holds(Verb::ReportCase)),
        ("post",   "/case-reports/{id}/adoption",                  Holds(Verb::AdoptCase)),
        ("post",   "/case-reports/{id}/return",                    Holds(Verb::AdoptCase)),
        ("get",    "/case-reports/{id}/attachments/{attachment}",  Holds(Verb::ReadCaseReport)),
        ("get",    "/typical-cases",                               Holds(Verb::ReadReference)),
        ("get",    "/typical-cases/{id}",                          Holds(Verb::ReadReference)),
        ("get",    "/typical-cases/{id}/attachments/{attachment}", Holds(Verb::ReadReference)),
    ]
}

/// Bodies of the chapter, for the permission matrix.
pub fn body(path: &str) -> Option<Value> {
    match path {
        "/case-reports" | "/case-reports/{id}" => Some(json!({"id": id(), "seen": 999, "title": "", "firm": ""})),
        "/case-reports/{id}/reporting" | "/case-reports/{id}/adoption" => Some(json!({"seen": 999})),
        "/case-reports/{id}/return" => Some(json!({"seen": 999, "reason": ""})),
        _ => None,
    }
}

fn fields() -> Value {
    json!({
        "title": TITLE, "firm": "某钢铁企业", "region_code": "621002", "happened_on": "2026-04-10", "industry": "steel",
        "facts": "执法人员检查发现，该企业2号高炉炉前操作室未设置固定式一氧化碳监测报警装置。",
        "basis": ["《中华人民共和国安全生产法》第三十六条第一款", "《中华人民共和国安全生产法》第九十九条第二项"],
        "penalty": "责令限期改正，处三万元罚款。", "attachments": [],
    })
}

fn with(base: &Value, more: &Value) -> Value {
    let mut out = base.clone();
    for (key, value) in more.as_object().unwrap() {
        out[key] = value.clone();
    }
    out
}

/// A draft of the own organ; its path and the record.
pub async fn draft(who: &Person, fields: &Value) -> (String, Value) {
    let made = who.post("/case-reports", &with(fields, &json!({"id": id()}))).await.ok();
    (format!("/case-reports/{}", made["id"].as_str().unwrap()), made)
}

fn seen(record: &Value) -> Value {
    json!({"seen": record["revision"]})
}

/// A business administrator of 甘肃省应急管理厅.
async fn administrator_of_the_province(county: &County) -> Person {
    let above = county.administrator_of("gansu").await;
    let organ = server::install::organisation_id("gansu");
    let user = users::form("12000000301", "何思远", &["business_admin"]);
    let slip = above.post("/users", &json!({"id": id(), "organisation_id": organ, "user": user})).await.ok();
    users::settled(county, "12000000301", slip["initial_password"].as_str().unwrap()).await
}

fn fields_named(problem: &Value) -> Vec<String> {
    problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap().to_owned()).collect()
}

/// 县直接上报应急管理部，省看不见；退回写明理由，改后重新上报；采用后各地都能查到，附件也能看。
#[tokio::test]
async fn a_case_goes_straight_to_the_ministry_comes_back_once_and_is_then_read_by_everybody() {
    let county = County::new().await;
    let (xu, qin, wang) = (county.person("xu").await, county.person("qin").await, county.person("wang").await);
    let province = administrator_of_the_province(&county).await;
    let file = xu.upload("/attachments", &id(), ("现场照片.png", &png())).await.ok();
    let (at, case) = draft(&xu, &with(&fields(), &json!({"attachments": [file["id"]]}))).await;
    assert_eq!((&case["state"], &case["acts"]), (&json!("draft"), &json!(["edit", "report"])));
    assert_eq!(case["region_name"], "甘肃省庆阳市西峰区");
    qin.get(&at).await.is_not_found();
    let case = xu.post(&format!("{at}/reporting"), &seen(&case)).await.ok();
    assert_eq!((&case["state"], &case["acts"]), (&json!("reported"), &json!([])));

    province.get(&at).await.is_not_found();
    assert_eq!(province.get("/case-reports").await.ok()["total"], 0, "中间各级看不见");
    assert_eq!(county.person("li").await.get("/case-reports").await.ok()["total"], 1, "本机关的业务管理员看得见");
    wang.get("/case-reports").await.is_refused(403, "request.forbidden");
    let page = qin.get("/case-reports?state=reported").await.ok();
    assert_eq!((&page["total"], &page["items"][0]["title"]), (&json!(1), &json!(TITLE)));
    assert_eq!(page["items"][0]["acts"], json!(["adopt", "return"]));

    let why = json!({"seen": case["revision"], "reason": "请补充整改情况"});
    let back = qin.post(&format!("{at}/return"), &why).await.ok();
    assert_eq!(back["state"], "draft");
    qin.get(&at).await.is_not_found();
    let case = xu.get(&at).await.ok();
    let own = format!("{at}/attachments/{}", file["id"].as_str().unwrap());
    assert_eq!(crate::audit::traced_get(&county, &xu, &own).await.bytes, png());
    assert_eq!((&case["state"], &case["return_reason"]), (&json!("draft"), &json!("请补充整改情况")));
    let more = json!({"seen": case["revision"], "penalty": "责令限期改正，处三万元罚款；经复查已经整改。", "attachments": [file["id"]]});
    let case = xu.put(&at, &with(&fields(), &more)).await.ok();
    let case = xu.post(&format!("{at}/reporting"), &seen(&case)).await.ok();
    assert_eq!(case["return_reason"], "");
    assert_eq!(wang.get("/typical-cases").await.ok()["total"], 0, "采用以前查不到");
    qin.post(&format!("{at}/adoption"), &seen(&case)).await.ok();

    let page =
        wang.get("/typical-cases?q=%E4%B8%80%E6%B0%A7%E5%8C%96%E7%A2%B3&region=620000&industry=steel").await.ok();
    assert_eq!((&page["total"], &page["items"][0]["title"]), (&json!(1), &json!(TITLE)));
    for none in ["?region=630000", "?region=621027", "?industry=dust", "?q=%E7%B2%89%E5%B0%98"] {
        assert_eq!(wang.get(&format!("/typical-cases{none}")).await.ok()["total"], 0, "{none}");
    }
    let typical = format!("/typical-cases/{}", case["id"].as_str().unwrap());
    let shown = crate::audit::traced_get(&county, &wang, &typical).await;
    assert!(!shown.text().contains("许静宜") && !shown.text().contains("秦文昭"), "{}", shown.text());
    let shown = shown.ok();
    assert_eq!((&shown["basis"][1], &shown["files"][0]["name"]), (&fields()["basis"][1], &json!("现场照片.png")));
    let picture = format!("{typical}/attachments/{}", file["id"].as_str().unwrap());
    let picture = crate::audit::traced_get(&county, &wang, &picture).await;
    assert_eq!((picture.status.as_u16(), picture.bytes), (200, png()));
    wang.get(&format!("{typical}/attachments/{}", id())).await.is_not_found();
    wang.get(&format!("/attachments/{}/file", file["id"].as_str().unwrap())).await.is_not_found();
}

/// 写出企业全称、信用代码、电话的案例不能上报，逐处指出；隐去后可以上报。
#[tokio::test]
async fn a_case_that_tells_who_it_was_is_not_reported_and_every_place_is_named() {
    let county = County::new().await;
    let xu = county.person("xu").await;
    let named = county.seed.enterprises.iter().find(|firm| firm.key == path::STEELWORKS).unwrap();
    let file = xu.upload("/attachments", &id(), (&format!("{}照片.png", named.name), &png())).await.ok();
    let told = json!({
        "title": format!("{}违法案", named.credit_code), "firm": named.name,
        "facts": format!("2026年4月，执法人员到{}（联系电话120 0000 0001）检查，发现问题。", named.name),
        "attachments": [file["id"]],
    });
    let (at, case) = draft(&xu, &with(&fields(), &told)).await;
    let refused = xu.post(&format!("{at}/reporting"), &seen(&case)).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&refused), ["title", "firm", "facts", "facts", "attachments"], "{refused}");
    let sentence = refused["errors"][1]["sentence"].as_str().unwrap();
    assert_eq!(sentence, format!("当事人中写有已登记的企业名称“{}”，请隐去", named.name));
    assert_eq!(xu.get(&at).await.ok()["state"], "draft");
    let hidden = with(&fields(), &seen(&case));
    let case = xu.put(&at, &hidden).await.ok();
    assert_eq!(xu.post(&format!("{at}/reporting"), &seen(&case)).await.ok()["state"], "reported");
}

/// 没写全的不能上报；已上报的不能改，不能再报；只有应急管理部能采用；旧版本告知谁在何时改过。
#[tokio::test]
async fn acts_out_of_turn_are_refused() {
    let county = County::new().await;
    let (xu, li, qin) = (county.person("xu").await, county.person("li").await, county.person("qin").await);
    let (at, case) = draft(&xu, &json!({"title": "标题", "firm": ""})).await;
    assert_eq!(case["region_code"], "621002", "没有写地区的按本机关所在地");
    let gaps = xu.post(&format!("{at}/reporting"), &seen(&case)).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&gaps), ["firm", "happened_on", "industry", "facts", "basis", "penalty"]);
    let elsewhere = with(&fields(), &json!({"id": id(), "region_code": "622925"}));
    let problem = xu.post("/case-reports", &elsewhere).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&problem), ["region_code"]);

    let case = xu.put(&at, &with(&fields(), &seen(&case))).await.ok();
    let stale = with(&fields(), &json!({"seen": 1}));
    assert_eq!(xu.put(&at, &stale).await.status.as_u16(), 409);
    qin.post(&format!("{at}/adoption"), &seen(&case)).await.is_not_found();
    let case = xu.post(&format!("{at}/reporting"), &seen(&case)).await.ok();
    xu.post(&format!("{at}/reporting"), &seen(&case)).await.is_refused(409, "typical_case.not_now");
    xu.put(&at, &with(&fields(), &seen(&case))).await.is_refused(409, "typical_case.not_now");
    li.post(&format!("{at}/adoption"), &seen(&case)).await.is_refused(422, "typical_case.not_ministry");
    let silent = json!({"seen": case["revision"], "reason": " "});
    let problem = qin.post(&format!("{at}/return"), &silent).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&problem), ["reason"]);
    qin.post(&format!("{at}/adoption"), &seen(&case)).await.ok();
    let again = json!({"seen": case["revision"].as_i64().unwrap() + 1, "reason": "晚了"});
    qin.post(&format!("{at}/return"), &again).await.is_refused(409, "typical_case.not_now");
}

/// 同一次提交重复送达只办理一次；每一步都有留痕，退回的理由也在。
#[tokio::test]
async fn a_report_sent_twice_is_one_report_and_every_step_stands_in_the_trail() {
    let county = County::new().await;
    let (xu, qin) = (county.person("xu").await, county.person("qin").await);
    let (at, case) = draft(&xu, &fields()).await;
    let (command, body) = (CommandId::new(), seen(&case));
    let report = format!("{at}/reporting");
    let first = xu.send(Method::POST, &report, command, Some(&body)).await.ok();
    let second = xu.send(Method::POST, &report, command, Some(&body)).await.ok();
    assert_eq!(first["revision"], second["revision"]);
    qin.get(&at).await.ok();
    let why = json!({"seen": first["revision"], "reason": "请写明整改情况"});
    qin.post(&format!("{at}/return"), &why).await.ok();
    county.app.db.readings_written().await;
    let trail = county.trail().await;
    let acts: Vec<&str> = trail.iter().filter(|l| l.act.contains("典型案例")).map(|l| l.act.as_str()).collect();
    assert_eq!(acts, ["新建典型案例", "上报典型案例", "退回典型案例"]);
    assert!(trail.iter().any(|l| l.act == "退回典型案例" && l.reason == "请写明整改情况"));
    assert!(trail.iter().any(|l| l.class == "reading" && l.user_name == "秦文昭"));
}

/// 案例一页一页往下翻，不重不漏，最近采用的在前。
#[tokio::test]
async fn adopted_cases_are_paged_without_gap_or_repetition() {
    let county = County::new().await;
    let (xu, qin) = (county.person("xu").await, county.person("qin").await);
    let mut made = Vec::new();
    for n in 0..12 {
        let (at, case) = draft(&xu, &with(&fields(), &json!({"title": format!("案例{n}")}))).await;
        let case = xu.post(&format!("{at}/reporting"), &seen(&case)).await.ok();
        qin.post(&format!("{at}/adoption"), &seen(&case)).await.ok();
        made.push(case["id"].clone());
    }
    made.reverse();
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = qin.get(&format!("/typical-cases?size=10&cursor={cursor}")).await.ok();
        assert_eq!(page["total"], 12);
        found.extend(page["items"].as_array().unwrap().iter().map(|row| row["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        cursor = next.to_owned();
    }
    assert_eq!(found, made);
    let first = qin.get("/case-reports?size=10").await.ok();
    let rest = qin.get(&format!("/case-reports?size=10&cursor={}", first["next"].as_str().unwrap())).await.ok();
    assert_eq!((first["items"].as_array().unwrap().len(), rest["items"].as_array().unwrap().len()), (10, 2));
    assert_eq!(rest["next"], Value::Null);
}

/// The head of a picture of one pixel.
fn png() -> Vec<u8> {
    b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0".to_vec()
}
