//! Bad input: a clear Chinese answer, and nothing half-written.

use crate::path::{self, Cast};
use crate::world::{County, id};
use axum::http::Method;
use lexicon::CommandId;
use serde_json::{Value, json};

async fn submission_of(county: &County, cast: &Cast, change: impl FnOnce(&mut Value)) -> crate::world::Answer {
    let mut draft = path::draft(county, &cast.zhao).await;
    change(&mut draft);
    let scheme = cast.zhao.post("/schemes", &json!({"id": id(), "draft": draft})).await.ok();
    let at = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    let answer = cast.zhao.post(&at, &json!({"seen": scheme["revision"]})).await;
    let after = cast.zhao.get(&format!("/schemes/{}", scheme["id"].as_str().unwrap())).await.ok();
    assert_eq!((&after["state"], &after["number"]), (&json!("draft"), &Value::Null), "nothing was half-written");
    answer
}

fn names(problem: &Value, field: &str) -> bool {
    let by_field = problem["field"].as_str().is_some_and(|f| f.contains(field));
    by_field || problem["errors"].as_array().into_iter().flatten().any(|e| e["field"].as_str().unwrap().contains(field))
}

/// 一名执法人员、证件过期、日期在过去的方案不能提交，逐项指出。
#[tokio::test]
async fn a_scheme_with_one_officer_a_lapsed_certificate_or_a_past_day_is_refused_at_its_field() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let one = submission_of(&county, &cast, |d| d["officers"] = json!([path::officer_id("zhao")])).await;
    assert!(names(&one.json(), "officers"), "{}", one.text());
    let lapsed =
        submission_of(&county, &cast, |d| d["officers"] = json!([path::officer_id("zhao"), path::officer_id("han")]))
            .await;
    assert!(names(&lapsed.json(), "officers"), "{}", lapsed.text());
    let foreign =
        submission_of(&county, &cast, |d| d["officers"] = json!([path::officer_id("zhao"), path::officer_id("wang")]))
            .await;
    assert!(names(&foreign.json(), "officers"), "{}", foreign.text());
    let past = submission_of(&county, &cast, |d| d["inspect_from"] = json!("2026-05-19")).await;
    assert!(names(&past.json(), "inspect_from"), "{}", past.text());
    let none = submission_of(&county, &cast, |d| d["items"] = json!([])).await;
    assert!(names(&none.json(), "items"), "{}", none.text());
}

/// 检查中发现的问题，整改期限不能在过去。
#[tokio::test]
async fn a_deadline_in_the_past_is_refused_and_nothing_is_kept() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::completed_scheme(&county, &cast).await;
    let inspection = path::begun_inspection(&cast, &scheme).await;
    let line = &inspection["matrix"][0];
    let finding = json!({
        "id": id(), "item_id": line["item_id"], "target": line["targets"][0], "verdict": "defective",
        "description": "焊缝开裂", "measure": "rectify", "due_on": "2026-05-19", "attachments": []
    });
    let at = format!("/inspections/{}", inspection["id"].as_str().unwrap());
    let body = json!({"seen": inspection["revision"], "findings": [finding]});
    let answer = cast.zhao.put(&format!("{at}/findings"), &body).await;
    assert_eq!(answer.status.as_u16(), 422, "{}", answer.text());
    assert_eq!(cast.zhao.get(&at).await.ok()["findings"], json!([]));
    let early = cast.zhao.post(&format!("{at}/submission"), &json!({"seen": inspection["revision"]})).await;
    assert_eq!(early.status.as_u16(), 422, "unanswered items: {}", early.text());
}

/// 两个浏览器改同一份草稿：后保存的被告知，不覆盖。
#[tokio::test]
async fn the_second_browser_is_told_and_overwrites_nothing() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::saved_scheme(&county, &cast.zhao).await;
    let at = format!("/schemes/{}", scheme["id"].as_str().unwrap());
    let mut first = scheme["draft"].clone();
    first["remark"] = json!("第一个浏览器");
    let mut second = scheme["draft"].clone();
    second["remark"] = json!("第二个浏览器");
    cast.zhao.put(&at, &json!({"seen": scheme["revision"], "draft": first})).await.ok();
    let stale = cast.zhao.put(&at, &json!({"seen": scheme["revision"], "draft": second})).await;
    let problem = stale.is_refused(409, "request.stale");
    assert_eq!(problem["current"]["by"], cast.zhao.name);
    assert_eq!(cast.zhao.get(&at).await.ok()["draft"]["remark"], "第一个浏览器");
}

/// 不存在的编号、不是编号的编号、别县的编号，答复相同。
#[tokio::test]
async fn unknown_malformed_and_foreign_ids_look_the_same() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::saved_scheme(&county, &cast.zhao).await;
    let foreign = format!("/schemes/{}", scheme["id"].as_str().unwrap());
    let unknown = format!("/schemes/{}", id());
    for path in
        [foreign.as_str(), unknown.as_str(), "/schemes/nonsense", "/schemes/' OR 1=1 --".replace(' ', "%20").as_str()]
    {
        cast.wang.get(path).await.is_not_found();
    }
}

/// 无法识别的内容、错误的方法、缺少提交编号，都有中文答复。
#[tokio::test]
async fn malformed_requests_get_a_sentence_and_never_a_fault() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    zhao.post("/schemes", &json!({"id": "x"})).await.is_refused(422, "request.malformed");
    zhao.post("/schemes", &json!([])).await.is_refused(422, "request.malformed");
    zhao.get("/schemes?size=7").await.is_refused(422, "request.malformed");
    zhao.get("/nothing").await.is_refused(404, "request.no_route");
    zhao.delete("/checklists").await.is_refused(405, "request.method");
    let plain = axum::http::Request::builder()
        .method(Method::POST)
        .uri("/api/schemes")
        .header("cookie", &zhao.cookie)
        .header("content-type", "application/json")
        .body(axum::body::Body::from("{"))
        .unwrap();
    let answer = zhao.raw(plain).await;
    assert_eq!(answer.status.as_u16(), 422, "{}", answer.text());
    let huge = json!({"id": id(), "draft": {"remark": "字".repeat(3_000_000)}});
    let answer = zhao.send(Method::POST, "/schemes", CommandId::new(), Some(&huge)).await;
    answer.is_refused(413, "request.too_large");
}

/// 附件按内容识别类型；过大的、不是图片的、空的不收。
#[tokio::test]
async fn an_upload_is_judged_by_its_content_and_size() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let png: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1,
        8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
    ];
    let photo = cast.zhao.upload("/attachments", &id(), ("现场照片.png", png)).await.ok();
    assert_eq!(photo["media_type"], "image/png");
    let file = format!("/attachments/{}/file", photo["id"].as_str().unwrap());
    assert_eq!(cast.zhao.get(&file).await.bytes, png);
    cast.wang.get(&file).await.is_not_found();
    let script = cast.zhao.upload("/attachments", &id(), ("假照片.png", b"<script>alert(1)</script>")).await;
    assert_eq!(script.status.as_u16(), 415, "{}", script.text());
    let empty = cast.zhao.upload("/attachments", &id(), ("空.png", b"")).await;
    assert_eq!(empty.status.as_u16(), 422, "{}", empty.text());
    let large = vec![0u8; 21 * 1024 * 1024];
    cast.zhao.upload("/attachments", &id(), ("大.png", &large)).await.is_refused(413, "request.too_large");
}

/// 别的网站让浏览器发来的请求不予处理，登录也一样。
#[tokio::test]
async fn what_another_site_makes_the_browser_send_is_refused() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let from = |origin: &'static str, path: &'static str| {
        axum::http::Request::builder()
            .method("POST")
            .uri(format!("/api{path}"))
            .header("host", "zhifa.example")
            .header("origin", origin)
            .header("cookie", &zhao.cookie)
            .header("command-id", id())
            .header("content-type", "application/json")
            .body(axum::body::Body::from(json!({"account": "12000000001", "password": "x"}).to_string()))
            .unwrap()
    };
    zhao.raw(from("https://evil.example", "/sessions")).await.is_refused(403, "request.other_site");
    zhao.raw(from("null", "/target-proposals")).await.is_refused(403, "request.other_site");
    zhao.raw(from("https://zhifa.example", "/sessions")).await.is_refused(401, "session.wrong_password");
}
