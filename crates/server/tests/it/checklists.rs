//! 检查事项 · own lists: inherited downwards, kept from beside and above, by edition, stopped, compared, imported.

use crate::editions::own_item;
use crate::path::{self, Cast};
use crate::permissions::Gate::{self, Holds};
use crate::world::{Answer, County, Person, id};
use authority::Verb;
use serde_json::{Value, json};

/// The chapters on checklists and the law.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/provisions",                             Holds(Verb::ReadReference)),
        ("get",    "/checklists",                             Holds(Verb::ReadReference)),
        ("get",    "/checklist-heads",                        Holds(Verb::ReadReference)),
        ("get",    "/checklist-heads/export",                 Holds(Verb::ReadReference)),
        ("get",    "/checklists/{key}/editions/{edition}",    Holds(Verb::ReadReference)),
        ("get",    "/checklists/{key}/editions/{edition}/workbook", Holds(Verb::ReadReference)),
        ("get",    "/checklists/{key}/difference",            Holds(Verb::ReadReference)),
        ("post",   "/own-checklists",                         Holds(Verb::EditChecklist)),
        ("get",    "/own-checklists/{id}",                    Holds(Verb::ReadReference)),
        ("get",    "/own-checklists/{id}/base-difference",    Holds(Verb::ReadReference)),
        ("get",    "/own-checklists/{id}/template",           Holds(Verb::EditChecklist)),
        ("post",   "/own-checklists/{id}/workbook-check",     Holds(Verb::EditChecklist)),
        ("put",    "/own-checklists/{id}/draft",              Holds(Verb::EditChecklist)),
        ("delete", "/own-checklists/{id}/draft",              Holds(Verb::EditChecklist)),
        ("post",   "/own-checklists/{id}/editions",           Holds(Verb::EditChecklist)),
        ("post",   "/own-checklists/{id}/publication",        Holds(Verb::EditChecklist)),
        ("post",   "/own-checklists/{id}/disabling",          Holds(Verb::EditChecklist)),
        ("post",   "/own-checklists/{id}/enabling",           Holds(Verb::EditChecklist)),
        ("post",   "/own-checklists/{id}/takeovers",          Holds(Verb::EditChecklist)),
    ]
}

/// A body that every command on own lists can read.
pub fn body(path: &str) -> Value {
    let revision = 999;
    match path {
        "/own-checklists" => json!({"id": id(), "zh": "", "industry": "steel"}),
        "/own-checklists/{id}/draft" => json!({"seen": revision, "zh": "x", "items": []}),
        "/own-checklists/{id}/publication" => json!({"seen": revision, "valid_from": "2026-12-31"}),
        "/own-checklists/{id}/takeovers" => json!({"seen": revision, "codes": []}),
        _ => json!({"seen": revision, "reason": "x"}),
    }
}

/// The id of a list copied from a base list.
pub async fn copied(li: &Person) -> String {
    let list = json!({"id": id(), "zh": "堃鑫专项检查", "industry": "steel", "copy_of": "steel_8@2021"});
    li.post("/own-checklists", &list).await.ok()["id"].as_str().unwrap().to_owned()
}

/// A place of the law as the picker gives it.
pub async fn place(who: &Person, q: &str) -> Value {
    let found = who.get(&format!("/provisions?on=2026-05-20&q={q}")).await.ok();
    found["items"][0]["place"].clone()
}

/// 安全生产法 41
pub const LAW_41: &str = "%E5%AE%89%E5%85%A8%E7%94%9F%E4%BA%A7%E6%B3%95%2041";

pub async fn item(who: &Person, code: &str, content: &str) -> Value {
    json!({"code": code, "content": content, "method": "现场抽查。", "violated": [place(who, LAW_41).await], "penalised": [],
        "hazard_level": "general", "measures": ["rectify"], "suggested_problem": "煤气柜未设置检测报警装置。",
        "suggested_measure": "设置检测报警装置。", "suggested_days": 15, "note": "", "units": ["gas"],
        "equipment": ["gas_holder"], "places": []})
}

pub fn at(list: &Value, what: &str) -> String {
    format!("/own-checklists/{}{what}", list["id"].as_str().unwrap())
}

/// A list of one's own with these items, in force from today.
pub async fn published(who: &Person, items: &[Value]) -> Value {
    let new = json!({"id": id(), "zh": "煤气专项检查", "industry": "steel"});
    let list = who.post("/own-checklists", &new).await.ok();
    let draft = json!({"seen": list["revision"], "zh": "煤气专项检查", "items": items});
    let list = who.put(&at(&list, "/draft"), &draft).await.ok();
    let from = json!({"seen": list["revision"], "valid_from": "2026-05-20"});
    who.post(&at(&list, "/publication"), &from).await.ok()
}

pub async fn offered(who: &Person, list: &Value) -> Vec<String> {
    offered_on(who, list, "").await
}

/// The items of a list that may be used on a day; today when no day is given.
pub async fn offered_on(who: &Person, list: &Value, day: &str) -> Vec<String> {
    let asked = if day.is_empty() { String::new() } else { format!("?on={day}") };
    let all = who.get(&format!("/checklists{asked}")).await.ok();
    let own = all.as_array().unwrap().iter().find(|l| l["key"] == list["key"]);
    own.map_or_else(Vec::new, |l| {
        l["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap().to_owned()).collect()
    })
}

/// A scheme that asks these items of the gas holders of the steelworks.
pub async fn draft_of(county: &County, who: &Person, items: &[String]) -> Value {
    let mut draft = path::draft(county, who).await;
    draft["items"] = json!(items);
    let asked = json!({"enterprise_id": draft["enterprise_id"], "item_ids": items});
    let groups = who.post("/target-proposals", &asked).await.ok();
    let targets = groups.as_array().unwrap().iter().flat_map(|g| g["targets"].as_array().unwrap());
    let holders: Vec<Value> = targets.filter(|t| t["proposed"] == true).map(|t| t["key"].clone()).collect();
    assert!(!holders.is_empty(), "the gas holders of the steelworks");
    draft["targets"] = json!(holders);
    draft
}

pub async fn edition_of(who: &Person, list: &Value, edition: &str) -> Answer {
    who.get(&format!("/checklists/{}/editions/{edition}", list["key"].as_str().unwrap())).await
}

/// 上级的自定义检查事项下级可用；同级和上级看不到，也改不了。
#[tokio::test]
async fn a_list_is_inherited_downwards_and_unknown_beside_and_above() {
    let county = County::new().await;
    let (li, wang, zheng) = (county.person("li").await, county.person("wang").await, county.person("zheng").await);
    let zhao = county.person("zhao").await;
    let items = [item(&li, "Z1", "煤气柜是否设置检测报警装置？").await];
    let ours = published(&li, &items).await;
    assert_eq!(offered(&zhao, &ours).await, [format!("{}@1/Z1", ours["key"].as_str().unwrap())]);
    for stranger in [&wang, &zheng] {
        assert!(offered(stranger, &ours).await.is_empty(), "{}", stranger.name);
        edition_of(stranger, &ours, "1").await.is_not_found();
        let heads = stranger.get("/checklist-heads?origin=own").await.ok();
        assert_eq!((&heads["total"], &heads["items"]), (&json!(0), &json!([])), "{}", stranger.name);
    }
    // The province makes one, and everybody below may use it and only the province may change it.
    let he = administrator(&county, "gansu").await;
    let theirs = published(&he, &items).await;
    for below in [&zhao, &wang] {
        assert_eq!(offered(below, &theirs).await.len(), 1, "{}", below.name);
    }
    let heads = li.get("/checklist-heads?origin=own").await.ok();
    let inherited = heads["items"].as_array().unwrap().iter().find(|h| h["id"] == theirs["id"]).unwrap().clone();
    assert_eq!((&inherited["acts"], &inherited["editions"][0]["state"]), (&json!([]), &json!("in_force")));
    let stop = json!({"seen": inherited["revision"], "codes": [], "reason": "本县不用"});
    li.post(&at(&theirs, "/disabling"), &stop).await.is_refused(422, "gate.not_own");
    // A draft of the province is nobody else's.
    let revised = he.post(&at(&theirs, "/editions"), &json!({"seen": theirs["revision"]})).await.ok();
    assert_eq!(revised["editions"].as_array().unwrap().len(), 2);
    edition_of(&li, &theirs, "2").await.is_not_found();
    assert_eq!(edition_of(&he, &theirs, "2").await.ok()["items"].as_array().unwrap().len(), 1);
}

/// A business administrator of an organ that has none in the cast.
pub async fn administrator(county: &County, organ: &str) -> Person {
    let zhou = county.administrator_of(organ).await;
    let organ = server::install::organisation_id(organ);
    let user = crate::users::form("12000000061", "何静", &["business_admin"]);
    let slip = zhou.post("/users", &json!({"id": id(), "organisation_id": organ, "user": user})).await.ok();
    crate::users::settled(county, "12000000061", slip["initial_password"].as_str().unwrap()).await
}

/// 修订另编新版；旧版文字不变，按旧版做的检查保持旧版文字；新版施行之日起只能用新版。
#[tokio::test]
async fn an_inspection_keeps_the_wording_of_the_edition_it_was_made_under() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let list = published(&li, &[item(&li, "Z1", "煤气柜是否设置检测报警装置？").await]).await;
    let old = offered(&cast.zhao, &list).await[0].clone();
    let draft = draft_of(&county, &cast.zhao, std::slice::from_ref(&old)).await;
    let scheme = cast.zhao.post("/schemes", &json!({"id": id(), "draft": draft})).await.ok();
    let submission = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    let scheme = cast.zhao.post(&submission, &json!({"seen": scheme["revision"]})).await.ok();
    for who in [&cast.feng, &cast.sun] {
        let approval = path::approval_for(who, &scheme).await;
        path::decides(who, &approval, true, "同意").await;
    }
    let scheme = cast.zhao.get(&format!("/schemes/{}", scheme["id"].as_str().unwrap())).await.ok();
    let inspection_at = format!("/inspections/{}", scheme["inspection_id"].as_str().unwrap());
    // Published is published: it is not edited, it is revised.
    let change = json!({"seen": list["revision"], "zh": "煤气专项检查", "items": []});
    li.put(&at(&list, "/draft"), &change).await.is_refused(409, "own_checklist.no_draft");
    let revised = li.post(&at(&list, "/editions"), &json!({"seen": list["revision"]})).await.ok();
    let again = json!({"seen": revised["revision"]});
    li.post(&at(&list, "/editions"), &again).await.is_refused(409, "own_checklist.has_draft");
    let items = [item(&li, "Z1", "煤气柜检测报警装置是否与切断装置联锁？").await];
    let change = json!({"seen": revised["revision"], "zh": "煤气专项检查", "items": items});
    let revised = li.put(&at(&list, "/draft"), &change).await.ok();
    li.put(&at(&list, "/draft"), &change).await.is_refused(409, "request.stale");
    let on = |day: &str| json!({"seen": revised["revision"], "valid_from": day});
    for early in ["2026-05-19", "2026-05-20"] {
        li.post(&at(&list, "/publication"), &on(early)).await.is_refused(422, "own_checklist.too_early");
    }
    let revised = li.post(&at(&list, "/publication"), &on("2026-06-01")).await.ok();
    let editions = revised["editions"].as_array().unwrap();
    assert_eq!((&editions[0]["state"], &editions[1]["valid_to"]), (&json!("coming"), &json!("2026-05-31")));
    assert_eq!(
        offered(&cast.zhao, &list).await,
        std::slice::from_ref(&old),
        "until the new edition begins, the old one holds"
    );
    county.it_is("2026-06-01");
    let (zhao, li) = (county.person("zhao").await, county.person("li").await);
    let new = offered(&zhao, &list).await;
    assert_eq!(new, [format!("{}@2/Z1", list["key"].as_str().unwrap())]);
    let proposal = json!({"enterprise_id": path::enterprise_id(path::STEELWORKS), "item_ids": [old]});
    zhao.post("/target-proposals", &proposal).await.is_refused(422, "checklist.not_in_force");
    let wording = |record: &Value| {
        let items = record["items"].as_array().unwrap();
        items.iter().find(|i| i["code"] == "Z1").unwrap()["content"].as_str().unwrap().to_owned()
    };
    assert_eq!(wording(&zhao.get(&inspection_at).await.ok()), "煤气柜是否设置检测报警装置？");
    assert_eq!(wording(&edition_of(&zhao, &list, "1").await.ok()), "煤气柜是否设置检测报警装置？");
    assert_eq!(wording(&edition_of(&zhao, &list, "2").await.ok()), "煤气柜检测报警装置是否与切断装置联锁？");
    let between = format!("/checklists/{}/difference?from=1&to=2", list["key"].as_str().unwrap());
    let difference = li.get(&between).await.ok();
    assert_eq!(
        (&difference[0]["change"], &difference[0]["fields"][0]["field_zh"]),
        (&json!("changed"), &json!("检查内容"))
    );
}

/// 停用的事项不再提供，也不能提交；已经写进方案和检查的照旧；启用后恢复。
#[tokio::test]
async fn a_stopped_item_is_not_offered_any_more_and_old_records_keep_it() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let items =
        [item(&li, "Z1", "煤气柜是否设置检测报警装置？").await, item(&li, "Z2", "煤气管道是否定期检查？").await];
    let list = published(&li, &items).await;
    let ids = offered(&cast.zhao, &list).await;
    let draft = draft_of(&county, &cast.zhao, &ids).await;
    let first = cast.zhao.post("/schemes", &json!({"id": id(), "draft": draft})).await.ok();
    let second = cast.zhao.post("/schemes", &json!({"id": id(), "draft": draft})).await.ok();
    let submit = |scheme: &Value| {
        let to = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
        (to, json!({"seen": scheme["revision"]}))
    };
    let (to, seen) = submit(&first);
    let first = cast.zhao.post(&to, &seen).await.ok();
    let stop = |codes: Value, reason: &str| json!({"seen": list["revision"], "codes": codes, "reason": reason});
    li.post(&at(&list, "/disabling"), &stop(json!(["Z1"]), " ")).await.is_refused(422, "request.invalid");
    let unknown = stop(json!(["Q7"]), "并入第2项");
    li.post(&at(&list, "/disabling"), &unknown).await.is_refused(422, "own_checklist.no_such_item");
    let stopped = li.post(&at(&list, "/disabling"), &stop(json!(["Z1"]), "并入第2项")).await.ok();
    assert_eq!(offered(&cast.zhao, &list).await, ids[1..]);
    let shown = edition_of(&cast.zhao, &list, "1").await.ok();
    let one = &shown["items"][0];
    assert_eq!(
        (&one["state"], &one["stopped_on"], &one["stop_reason"]),
        (&json!("stopped"), &json!("2026-05-20"), &json!("并入第2项"))
    );
    let (to, seen) = submit(&second);
    let refused = cast.zhao.post(&to, &seen).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("检查事项已经停用"), "{}", refused.text());
    let kept = cast.zhao.get(&format!("/schemes/{}", first["id"].as_str().unwrap())).await.ok();
    assert_eq!(kept["items"].as_array().unwrap().len(), 2, "what was submitted keeps the item");
    let again = json!({"seen": stopped["revision"], "codes": ["Z1"], "reason": "恢复"});
    li.post(&at(&list, "/disabling"), &again).await.is_refused(409, "own_checklist.is_stopped");
    let resumed = li.post(&at(&list, "/enabling"), &again).await.ok();
    assert_eq!(offered(&cast.zhao, &list).await, ids);
    let whole = json!({"seen": resumed["revision"], "codes": [], "reason": "整理"});
    li.post(&at(&list, "/disabling"), &whole).await.ok();
    assert!(offered(&cast.zhao, &list).await.is_empty());
    let trail =
        li.get(&format!("/entries?subject_kind=checklist&subject_id={}", list["id"].as_str().unwrap())).await.ok();
    let acts: Vec<&str> = trail.as_array().unwrap().iter().map(|e| e["act"].as_str().unwrap()).collect();
    for act in ["停用检查事项", "启用检查事项", "停用自定义检查事项清单", "发布自定义检查事项清单"]
    {
        assert!(acts.contains(&act), "{act} {acts:?}");
    }
}

/// 复制基础清单；改动与基础清单对比，可以采纳；没有发布的清单可以放弃。
#[tokio::test]
async fn a_base_list_is_copied_compared_and_taken_over() {
    let county = County::new().await;
    let li = county.person("li").await;
    let new = |copy: &str, industry: &str| json!({"id": id(), "zh": "钢铁8项（本区）", "industry": industry, "copy_of": copy});
    li.post("/own-checklists", &new("steel_9@2021", "steel")).await.is_refused(422, "own_checklist.no_such_base");
    li.post("/own-checklists", &new("steel_8@2021", "dust")).await.is_refused(422, "own_checklist.other_industry");
    let list = li.post("/own-checklists", &new("steel_8@2021", "steel")).await.ok();
    let draft = edition_of(&li, &list, "1").await.ok();
    let base = li.get("/checklists/steel_8/editions/2021").await.ok();
    assert_eq!(draft["items"].as_array().unwrap().len(), base["items"].as_array().unwrap().len());
    let difference = li.get(&at(&list, "/base-difference")).await.ok();
    assert_eq!(difference["items"], json!([]));
    let mut items: Vec<Value> = draft["items"].as_array().unwrap().iter().map(own_item).collect();
    items[0]["suggested_days"] = json!(7);
    items.remove(1);
    let saved = li
        .put(&at(&list, "/draft"), &json!({"seen": list["revision"], "zh": "钢铁8项（本区）", "items": items}))
        .await
        .ok();
    let difference = li.get(&at(&list, "/base-difference")).await.ok();
    let told: Vec<_> =
        difference["items"].as_array().unwrap().iter().map(|d| (d["code"].clone(), d["change"].clone())).collect();
    assert_eq!(told, [(json!("G1"), json!("changed")), (json!("G2"), json!("added"))]);
    assert_eq!(difference["items"][0]["is_from_base"], false, "the base list did not change, the organ did");
    let take = json!({"seen": saved["revision"], "codes": ["G1", "G2"]});
    let taken = li.post(&at(&list, "/takeovers"), &take).await.ok();
    assert_eq!(li.get(&at(&list, "/base-difference")).await.ok()["items"], json!([]));
    li.delete(&format!("{}?seen={}", at(&list, "/draft"), taken["revision"])).await.ok();
    edition_of(&li, &list, "1").await.is_not_found();
}

/// 各行业通用的基础清单可以复制为自定义；上级编制的各行业通用清单下级可用；不选生产单元、设备、场所，针对企业整体。
#[tokio::test]
async fn a_list_for_every_industry_is_copied_and_inherited() {
    let county = County::new().await;
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let new = |copy: &str| json!({"id": id(), "zh": "日常检查（本区）", "industry": "", "copy_of": copy});
    li.post("/own-checklists", &new("steel_8@2021")).await.is_refused(422, "own_checklist.other_industry");
    for base in county.seed.checklists.iter().filter(|list| list.industry.is_empty()) {
        let copy = li.post("/own-checklists", &new(&format!("{}@{}", base.key, base.edition))).await.ok();
        assert_eq!(copy["industry"], "", "{}", base.key);
        let draft = edition_of(&li, &copy, "1").await.ok();
        assert_eq!(draft["items"].as_array().unwrap().len(), base.items.len(), "{}", base.key);
        let from = json!({"seen": copy["revision"], "valid_from": "2026-05-20"});
        let ours = li.post(&at(&copy, "/publication"), &from).await.ok();
        assert_eq!(offered(&zhao, &ours).await.len(), base.items.len(), "{}", base.key);
    }
    let he = administrator(&county, "gansu").await;
    let list = he.post("/own-checklists", &new("")).await.ok();
    let mut whole = item(&he, "Z1", "是否建立全员安全生产责任制？").await;
    let save = |item: &Value| json!({"seen": list["revision"], "zh": "全省通用检查", "items": [item]});
    let wrong = he.put(&at(&list, "/draft"), &save(&whole)).await;
    assert!(wrong.text().contains("各行业通用"), "{}", wrong.text());
    (whole["units"], whole["equipment"]) = (json!([]), json!([]));
    let saved = he.put(&at(&list, "/draft"), &save(&whole)).await.ok();
    let from = json!({"seen": saved["revision"], "valid_from": "2026-05-20"});
    let theirs = he.post(&at(&list, "/publication"), &from).await.ok();
    let items = offered(&zhao, &theirs).await;
    assert_eq!(items.len(), 1);
    let asked = json!({"enterprise_id": path::enterprise_id(path::STEELWORKS), "item_ids": items});
    let groups = zhao.post("/target-proposals", &asked).await.ok();
    let proposed = groups.as_array().unwrap().iter().flat_map(|g| g["targets"].as_array().unwrap());
    let proposed: Vec<&Value> = proposed.filter(|t| t["proposed"] == true).map(|t| &t["key"]).collect();
    assert_eq!(proposed, [&json!("enterprise")]);
    assert_eq!(li.get("/checklist-heads?origin=own").await.ok()["total"], 3);
}

/// 基础检查事项人人可查，只读；按名称、行业、状态查。
#[tokio::test]
async fn base_lists_are_read_by_everybody_and_filtered() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let heads = zhou.get("/checklist-heads?origin=base").await.ok();
    assert_eq!(heads["total"], json!(county.seed.checklists.len()));
    assert!(heads["items"].as_array().unwrap().iter().all(|h| h["acts"] == json!([]) && h["state"] == "in_use"));
    let steel = zhou.get("/checklist-heads?origin=base&industry=steel&state=in_use&q=%E9%92%A2%E9%93%81").await.ok();
    assert_eq!(steel["items"][0]["key"], "steel_8");
    assert_eq!(zhou.get("/checklist-heads?origin=base&state=stopped").await.ok()["items"], json!([]));
    zhou.get("/checklist-heads?origin=poem").await.is_refused(422, "request.invalid");
    zhou.get("/checklists/steel_8/editions/1999").await.is_not_found();
}
