//! 法规 · the law tables: clauses are picked by version, and cited only when they are registered.

use crate::checklists::{LAW_41, at, edition_of, item};
use crate::world::{County, id};
use serde_json::{Value, json};

/// 引用的条款必须已登记；没有写全的可以暂存，不能发布。
#[tokio::test]
async fn a_clause_must_be_registered_and_an_unfinished_item_is_not_published() {
    let county = County::new().await;
    let li = county.person("li").await;
    let list = li.post("/own-checklists", &json!({"id": id(), "zh": "煤气专项检查", "industry": "steel"})).await.ok();
    let empty = json!({"seen": list["revision"], "valid_from": "2026-05-20"});
    li.post(&at(&list, "/publication"), &empty).await.is_refused(409, "own_checklist.no_items");
    let mut one = item(&li, "Z1", "煤气柜是否设置检测报警装置？").await;
    one["violated"][0]["article"] = json!(900);
    let save = |one: &Value| json!({"seen": list["revision"], "zh": "煤气专项检查", "items": [one]});
    let refused = li.put(&at(&list, "/draft"), &save(&one)).await.is_refused(422, "request.invalid");
    assert_eq!(refused["errors"][0]["field"], "items[0].violated");
    assert!(refused["errors"][0]["sentence"].as_str().unwrap().contains("第九百条"), "{refused}");
    one["violated"] = json!([]);
    let saved = li.put(&at(&list, "/draft"), &save(&one)).await.ok();
    let publish = json!({"seen": saved["revision"], "valid_from": "2026-05-20"});
    let refused = li.post(&at(&list, "/publication"), &publish).await.is_refused(422, "request.invalid");
    assert_eq!(refused["errors"][0]["field"], "items[0].violated");
    // The citation that is printed is the registry's, whatever the client says.
    let mut lying = item(&li, "Z1", "煤气柜是否设置检测报警装置？").await;
    lying["violated"][0]["cited"] = json!("《天书》第一条");
    li.put(&at(&list, "/draft"), &json!({"seen": saved["revision"], "zh": "煤气专项检查", "items": [lying]}))
        .await
        .ok();
    let kept = edition_of(&li, &list, "1").await.ok();
    assert!(kept["items"][0]["violated"][0].as_str().unwrap().starts_with("《中华人民共和国安全生产法》第四十一条"));
}

/// 条款选择器：按法名、条号、文号查，只列当日有效的版本；翻页不重不漏。
#[tokio::test]
async fn the_picker_finds_a_clause_by_name_number_and_article_and_knows_the_version_of_a_day() {
    let county = County::new().await;
    let li = county.person("li").await;
    let find = async |query: &str| li.get(&format!("/provisions?{query}")).await.ok();
    let now = find(&format!("on=2026-05-20&q={LAW_41}")).await;
    let rows = now["items"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(
            (&row["place"]["statute"], &row["place"]["edition"], &row["place"]["article"]),
            (&json!("work_safety_law"), &json!("2021"), &json!(41))
        );
        assert!(!row["number"].as_str().unwrap().is_empty() && !row["issuer"].as_str().unwrap().is_empty());
    }
    let then = find("on=2020-01-01&statute=work_safety_law").await;
    assert!(then["items"].as_array().unwrap().iter().all(|row| row["place"]["edition"] == "2014"));
    let all = find("on=2026-05-20&size=100").await;
    let total = usize::try_from(all["total"].as_i64().unwrap()).unwrap();
    let (mut seen, mut cursor) = (std::collections::BTreeSet::new(), String::new());
    loop {
        let page = find(&format!("on=2026-05-20&size=20{cursor}")).await;
        for row in page["items"].as_array().unwrap() {
            assert!(seen.insert(row["place"].to_string()), "twice: {row}");
        }
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen.len(), total);
    li.get("/provisions?cursor=x").await.is_refused(422, "request.invalid");
}
