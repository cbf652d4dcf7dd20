//! 清单改版 · a newer base edition is told and taken over; a list goes out and comes in as a workbook.

use crate::checklists::{at, copied, draft_of, edition_of, item, offered, offered_on, published};
use crate::world::{County, id};
use serde_json::{Value, json};

/// 基础清单有了新版：提示差异，指明是基础清单改的；采纳后依据新版。
#[tokio::test]
async fn a_newer_base_edition_is_told_and_what_it_changed_can_be_taken_over() {
    let mut seed = seed::all().unwrap();
    let mut later = seed.checklists.iter().find(|l| l.key == "steel_8").unwrap().clone();
    later.edition = "2027".to_owned();
    later.valid_from = lexicon::LegalDay::parse("2027-01-01").unwrap();
    later.items[3].suggested_days = 3;
    later.items.truncate(7);
    seed.checklists.push(later);
    let county = County::with_seed(seed).await;
    let li = county.person("li").await;
    let list = json!({"id": copied(&li).await});
    let now = li.get(&at(&list, "")).await.ok();
    assert_eq!((&now["based_on"], &now["newer_base"]), (&json!("steel_8@2021"), &json!("")));
    county.it_is("2027-01-01");
    let li = county.person("li").await;
    let now = li.get(&at(&list, "")).await.ok();
    assert_eq!((&now["newer_base"], &now["based_on_zh"]), (&json!("2027"), &json!("钢铁8项")));
    let difference = li.get(&at(&list, "/base-difference")).await.ok();
    let told = |d: &Value| (d["code"].clone(), d["change"].clone(), d["is_from_base"].clone());
    let all: Vec<_> = difference["items"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(all, [(json!("G4"), json!("changed"), json!(true)), (json!("G8"), json!("removed"), json!(true))]);
    let take = json!({"seen": now["revision"], "codes": ["G4"]});
    let taken = li.post(&at(&list, "/takeovers"), &take).await.ok();
    assert_eq!((&taken["based_on"], &taken["newer_base"]), (&json!("steel_8@2027"), &json!("")));
    let items = edition_of(&li, &json!({"key": taken["key"]}), "1").await.ok();
    assert_eq!((&items["items"][3]["suggested_days"], items["items"].as_array().unwrap().len()), (&json!(3), 8));
    let base = li.get("/checklist-heads?origin=base&industry=steel").await.ok();
    let editions = base["items"][0]["editions"].as_array().unwrap();
    let told: Vec<_> = editions.iter().map(|e| (e["state"].clone(), e["valid_to"].clone())).collect();
    assert_eq!(told, [(json!("in_force"), Value::Null), (json!("past"), json!("2026-12-31"))]);
}

/// What the page sends back of an item it was shown.
pub fn own_item(shown: &Value) -> Value {
    let on = &shown["applies_to"];
    let mut own = json!({"violated": shown["violated_places"], "penalised": shown["penalised_places"],
        "units": on["units"], "equipment": on["equipment"], "places": on["places"]});
    for field in [
        "code",
        "content",
        "method",
        "hazard_level",
        "measures",
        "suggested_problem",
        "suggested_measure",
        "suggested_days",
        "note",
    ] {
        own[field] = shown[field].clone();
    }
    own
}

/// 导出的文件可以校验导入；错误按行列指出；暂存之后就是文件里的事项。
#[tokio::test]
async fn an_exported_list_is_checked_and_becomes_the_draft_of_another() {
    let county = County::new().await;
    let (li, wang) = (county.person("li").await, county.person("wang").await);
    let export = li.get("/checklists/steel_8/editions/2021/workbook").await;
    assert_eq!(export.status.as_u16(), 200);
    let list = li.post("/own-checklists", &json!({"id": id(), "zh": "钢铁检查", "industry": "steel"})).await.ok();
    let check = at(&list, "/workbook-check");
    let report = li.upload(&check, &id(), ("钢铁.xlsx", &export.bytes)).await.ok();
    assert_eq!((&report["errors_total"], &report["rows"], &report["new_rows"]), (&json!(0), &json!(8), &json!(8)));
    let draft = json!({"seen": list["revision"], "zh": "钢铁检查", "items": report["items"]});
    li.put(&at(&list, "/draft"), &draft).await.ok();
    assert_eq!(edition_of(&li, &list, "1").await.ok()["items"].as_array().unwrap().len(), 8);
    let dust = li.get("/checklists/dust_6/editions/2021/workbook").await;
    let report = li.upload(&check, &id(), ("粉尘.xlsx", &dust.bytes)).await.ok();
    assert!(
        report["errors_total"].as_i64().unwrap() > 0 && report["items"] == json!([]),
        "dust kinds stand in no steelworks"
    );
    assert_eq!(report["errors"][0]["sheet"], "检查事项");
    wang.upload(&check, &id(), ("钢铁.xlsx", &export.bytes)).await.is_refused(403, "request.forbidden");
    let whole = li.get("/checklist-heads/export?origin=own").await;
    assert!(whole.bytes.starts_with(b"PK"));
    let exports: Vec<_> = county.trail().await.into_iter().filter(|line| line.class == "export").collect();
    assert!(
        exports.iter().any(|line| line.act == "导出检查事项" && line.after_json.contains("\"行数\":8")),
        "{exports:?}"
    );
}

/// 停用期间不能用，启用以后又能用，以前的日子不变：停用那几天的清单里始终没有这一项；停用期间做的方案照旧；停用期间写明。
#[tokio::test]
async fn taking_an_item_into_use_again_does_not_change_the_days_it_was_stopped() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let li = county.person("li").await;
    let items =
        [item(&li, "Z1", "煤气柜是否设置检测报警装置？").await, item(&li, "Z2", "煤气管道是否定期检查？").await];
    let list = published(&li, &items).await;
    let both = offered(&zhao, &list).await;
    let switch =
        |seen: &Value, codes: Value, reason: &str| json!({"seen": seen["revision"], "codes": codes, "reason": reason});
    let stopped = li.post(&at(&list, "/disabling"), &switch(&list, json!(["Z1"]), "并入第2项")).await.ok();
    county.it_is("2026-05-22");
    let zhao = county.person("zhao").await;
    let draft = draft_of(&county, &zhao, &offered(&zhao, &list).await).await;
    let made = zhao.post("/schemes", &json!({"id": id(), "draft": draft})).await.ok();
    let scheme = format!("/schemes/{}", made["id"].as_str().unwrap());
    let made = zhao.post(&format!("{scheme}/submission"), &json!({"seen": made["revision"]})).await.ok();
    county.it_is("2026-05-25");
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let resumed = li.post(&at(&list, "/enabling"), &switch(&stopped, json!(["Z1"]), "恢复")).await.ok();
    let on = async |day: &str| offered_on(&zhao, &list, day).await;
    assert_eq!(on("2026-05-25").await, both, "offered again from the day on");
    for day in ["2026-05-20", "2026-05-24"] {
        assert_eq!(on(day).await, both[1..], "{day}: what was stopped stays stopped");
    }
    let kept = zhao.get(&scheme).await.ok()["items"].clone();
    assert_eq!((&kept, kept.as_array().unwrap().len()), (&made["items"], 1), "what was made meanwhile is as it was");
    // The list as a whole: the same.
    let whole = li.post(&at(&list, "/disabling"), &switch(&resumed, json!([]), "整理")).await.ok();
    county.it_is("2026-05-27");
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    li.post(&at(&list, "/enabling"), &switch(&whole, json!([]), "整理完毕")).await.ok();
    let on = async |day: &str| offered_on(&zhao, &list, day).await;
    assert_eq!((on("2026-05-26").await, on("2026-05-27").await), (Vec::new(), both.clone()));
    assert_eq!((on("2026-05-24").await, on("2026-05-19").await), (both[1..].to_vec(), Vec::new()), "not published yet");
    let shown = edition_of(&zhao, &list, "1").await.ok();
    let first = json!({"stopped_on": "2026-05-20", "resumed_on": "2026-05-25", "stop_reason": "并入第2项"});
    let second = json!({"stopped_on": "2026-05-25", "resumed_on": "2026-05-27", "stop_reason": "整理"});
    assert_eq!(shown["items"][0]["past_stops"], json!([first, second]));
    assert_eq!(shown["items"][1]["past_stops"], json!([second]));
}
