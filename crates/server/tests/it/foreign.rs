//! 外机关 · every role of a foreign organ asks every operation and finds no row, no name and no count of ours

use crate::bodies::body;
use crate::path::{self, Cast};
use crate::permissions::{Gate, call, matrix};
use crate::records::Records;
use crate::users;
use crate::world::{Answer, County, Person, id};
use authority::{Role, roles_for};
use calamine::Reader;
use lexicon::Term;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What grows by the strangers' own asking.
const OF_THEIR_OWN: [&str; 5] =
    ["/audit-entries", "/audit-entries/verification", "/me", "/sessions", "/temporary-accesses"];
/// Meant to reach further: tells name, code and address of an enterprise, and nobody's name.
const REACHES_FURTHER: &str = "/enterprise-lookups";

/// The name of every stranger.
const STRANGER: &str = "马骏驰";

/// One person of 镇原县 for every role there is.
async fn strangers(county: &County) -> Vec<(Role, Person)> {
    let jiang = county.person("jiang").await;
    let mut out = Vec::new();
    for (n, role) in Role::ALL.iter().enumerate() {
        let account = format!("1200000020{n}");
        let organ = server::install::organisation_id("zhenyuan");
        let user = users::form(&account, STRANGER, &[role.code()]);
        let slip = jiang.post("/users", &json!({"id": id(), "organisation_id": organ, "user": user})).await.ok();
        let initial = slip["initial_password"].as_str().unwrap();
        out.push((*role, users::settled(county, &account, initial).await));
    }
    out
}

/// How many a list tells of, or the whole answer where it is counts only.
fn count(path: &str, answer: &Answer) -> Option<Value> {
    if !answer.status.is_success() || !answer.kind.starts_with("application/json") || OF_THEIR_OWN.contains(&path) {
        return None;
    }
    let body = answer.json();
    match (&body["total"], body.as_array()) {
        (Value::Null, Some(list)) => Some(json!(list.len())),
        (Value::Null, None) => Some(body),
        (total, _) => Some(total.clone()),
    }
}

/// The rows of every sheet of a workbook, their cells apart by tabs.
fn rows(answer: &Answer) -> Vec<String> {
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(answer.bytes.clone())).unwrap();
    let sheets = book.worksheets();
    let row = |cells: &[calamine::Data]| cells.iter().map(ToString::to_string).collect::<Vec<_>>().join("\t");
    sheets.iter().flat_map(|(_, sheet)| sheet.rows().map(row)).collect()
}

/// What an answer tells a stranger: all of it but the lines of the trail that keep what he himself asked for in vain.
fn told(answer: &Answer) -> String {
    let is_own_failure = |line: &str| line.contains("查无此件") && line.contains(STRANGER);
    if answer.bytes.starts_with(b"PK") {
        return rows(answer).into_iter().filter(|row| !is_own_failure(row)).collect::<Vec<_>>().join("\n");
    }
    match serde_json::from_slice::<Value>(&answer.bytes) {
        Ok(mut body) => {
            if let Some(items) = body.get_mut("items").and_then(Value::as_array_mut) {
                items.retain(|item| !is_own_failure(&item.to_string()));
            }
            body.to_string()
        }
        Err(_) => answer.text(),
    }
}

/// The lists a stranger may ask for, with what they count now.
async fn counts(strangers: &[(Role, Person)]) -> BTreeMap<(String, String), Value> {
    let mut out = BTreeMap::new();
    for (role, who) in strangers {
        for (method, path, _) in matrix() {
            if method != "get" || path.contains('{') {
                continue;
            }
            let answer = who.get(path).await;
            if let Some(count) = count(path, &answer) {
                out.insert((role.code().to_owned(), path.to_owned()), count);
            }
        }
    }
    out
}

/// 西峰区办了一整套案件之后：镇原县每一种角色的人，逐一请求每一项操作，得不到一行、一个名字，数目也一个不变。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_role_of_a_foreign_organ_finds_no_row_no_name_and_no_count_of_ours() {
    let county = County::new().await;
    let strangers = strangers(&county).await;
    let before = counts(&strangers).await;
    assert!(before.len() > 40, "{}", before.len());
    let cast = Cast::of(&county).await;
    let records = Records::of(&county, &cast).await;
    let after = counts(&strangers).await;
    let changed: Vec<_> = after.iter().filter(|(list, count)| before.get(*list) != Some(*count)).collect();
    assert!(changed.is_empty(), "counts of a foreign organ: {changed:?}");
    let ours =
        [&records.scheme, &records.inspection, &records.rectification].map(|r| r["id"].as_str().unwrap().to_owned());
    let mut marks = vec!["堃鑫", "赵明远", "钱立诚", "冯建平", "甘庆西", "主小车龙门钩"];
    marks.extend(ours.iter().map(String::as_str));
    for (role, who) in &strangers {
        for (method, path, gate) in matrix() {
            let Gate::Holds(verb) = gate else { continue };
            let filled = records.fill(path);
            let answer = call(who, method, path, (&filled, &records.scheme)).await;
            let (status, text) = (answer.status.as_u16(), told(&answer));
            let at = format!("{} {method} {path}: {status} {text}", role.zh());
            assert!(status < 500 && status != 401, "{at}");
            if path != REACHES_FURTHER {
                // What a stranger says himself is no news to him.
                let said = body(path, &records.scheme).to_string();
                let news: Vec<_> =
                    marks.iter().filter(|mark| text.contains(**mark) && !said.contains(**mark)).collect();
                assert!(news.is_empty(), "{news:?} {at}");
            }
            if path.ends_with("-exports") && status == 200 {
                let export = crate::exports::settled(who, &answer.json()).await;
                let file = told(&who.get(&format!("/exports/{}/file", export["id"].as_str().unwrap())).await);
                assert!(!marks.iter().any(|mark| file.contains(mark)), "{at} {file}");
                assert!(file.contains("导出说明") || file.contains("行内容的 SHA-256"), "{at} {file}");
            }
            // A file of the wrong kind is refused before anybody looks for the record.
            if path.contains("{id}") && status != 415 {
                let expected = if roles_for(verb).contains(role) { 404 } else { 403 };
                assert_eq!(status, expected, "{at}");
            }
        }
    }
    assert_eq!(path::enterprise_id(path::STEELWORKS), records.inspection["enterprise_id"].as_str().unwrap());
}
