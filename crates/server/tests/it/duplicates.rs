//! 疑似重复 · two files of one firm are found, compared, merged, and parted again.

use crate::path::{STEELWORKS, enterprise_id};
use crate::permissions::Gate::{self, Holds};
use crate::search::{firm, on_record};
use crate::world::{County, Person, id};
use authority::Verb;
use lexicon::EnterpriseId;
use registers::enterprise::Particulars;
use serde_json::{Value, json};

/// The operations of this chapter.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/duplicates",                             Holds(Verb::ResolveDuplicate)),
        ("get",    "/duplicates/{id}",                        Holds(Verb::ResolveDuplicate)),
        ("post",   "/duplicates/{id}/dismissal",              Holds(Verb::ResolveDuplicate)),
        ("post",   "/duplicates/{id}/reopening",              Holds(Verb::ResolveDuplicate)),
        ("post",   "/duplicates/{id}/merging",                Holds(Verb::ResolveDuplicate)),
        ("post",   "/duplicate-looks",                        Holds(Verb::ResolveDuplicate)),
        ("get",    "/enterprises/{id}/merges",                Holds(Verb::ReadEnterprise)),
        ("post",   "/enterprise-merges/{id}/undoing",         Holds(Verb::ResolveDuplicate)),
    ]
}

pub fn is_ours(path: &str) -> bool {
    matrix().iter().any(|(_, ours, _)| *ours == path)
}

/// A body that every command of this chapter can read.
pub fn body(path: &str) -> Value {
    match path {
        "/duplicates/{id}/merging" => json!({"id": id(), "seen": 999, "survivor_id": id(), "seen_survivor": 999,
            "seen_merged": 999, "take": [], "workshops": [], "reason": "x"}),
        _ => json!({"seen": 999, "reason": "x"}),
    }
}

/// Compares until nobody waits.
pub async fn look(who: &Person) {
    loop {
        let look = who.post("/duplicate-looks", &json!({})).await.ok();
        if look["looked"] == 0 {
            assert_eq!(look["waiting"], 0);
            return;
        }
    }
}

pub async fn pairs(who: &Person, query: &str) -> Vec<Value> {
    let page = who.get(&format!("/duplicates?size=100{query}")).await.ok();
    let items = page["items"].as_array().unwrap().clone();
    assert_eq!(page["total"], items.len());
    items
}

/// The pair of these two, by their ids in either order.
pub async fn pair_of(who: &Person, a: EnterpriseId, b: EnterpriseId) -> Option<Value> {
    let both = [json!(a), json!(b)];
    pairs(who, "").await.into_iter().find(|p| both.contains(&p["left"]["id"]) && both.contains(&p["right"]["id"]))
}

pub fn twin(county: &County, n: u32, region: &str) -> Particulars {
    Particulars {
        name: "庆阳鸿晟玻璃有限公司".to_owned(),
        address: "西峰区工业园区纬三路8号".to_owned(),
        legal_person: "阎百川".to_owned(),
        phone: "12000007788".to_owned(),
        ..firm(county, n, region)
    }
}

/// Two files of one firm, and the pair that was found.
pub async fn twins(county: &County, li: &Person) -> (EnterpriseId, EnterpriseId, Value) {
    let (a, b) = (EnterpriseId::new(), EnterpriseId::new());
    let second =
        Particulars {
            name: "甘肃鸿晟玻璃有限责任公司".to_owned(), employees: 80, ..twin(county, 987, "621002")
        };
    on_record(county, vec![(a, twin(county, 500, "621002")), (b, second)]).await;
    look(li).await;
    let pair = pair_of(li, a, b).await.unwrap();
    (a, b, pair)
}

pub fn merging(comparison: &Value, survivor: EnterpriseId, take: &[&str], workshops: &[Value]) -> Value {
    let (own, other) = if comparison["left"]["id"] == json!(survivor) {
        ("left_file", "right_file")
    } else {
        ("right_file", "left_file")
    };
    json!({"id": id(), "seen": comparison["revision"], "survivor_id": survivor,
        "seen_survivor": comparison[own]["revision"], "seen_merged": comparison[other]["revision"],
        "take": take, "workshops": workshops, "reason": "同一家企业登记了两次"})
}

/// 登记后即可发现：名称、地址、电话、法定代表人各说明理由；邻县和不相干的企业不在其中。
#[tokio::test]
async fn two_files_of_one_firm_are_found_with_score_and_reasons() {
    let county = County::new().await;
    let li = county.person("li").await;
    let (a, b, pair) = twins(&county, &li).await;
    assert_eq!(pair["score"], 100);
    assert_eq!(pair["reasons"], json!(["name_core", "address_same", "phone_shared", "person_same"]));
    assert_eq!(pair["state"], "suspected");
    let elsewhere = EnterpriseId::new();
    on_record(&county, vec![(elsewhere, twin(&county, 700, "621027"))]).await;
    look(&li).await;
    assert!(pair_of(&li, a, elsewhere).await.is_none() && pair_of(&li, b, elsewhere).await.is_none());
    assert_eq!(pairs(&li, "&reason=address_same").await.len(), 1);
    assert_eq!(pairs(&li, "&reason=code_swapped").await.len(), 0);
    assert_eq!(pairs(&li, "&state=dismissed").await.len(), 0);
    // 改得不像了，就不再提示。
    let other = Particulars { name: "陇东面粉厂".to_owned(), ..firm(&county, 987, "621002") };
    on_record(&county, vec![(b, other)]).await;
    look(&li).await;
    assert!(pair_of(&li, a, b).await.is_none());
}

/// 程序自己也比对排队的企业，做完就停。
#[tokio::test]
async fn the_program_compares_on_its_own_what_waits() {
    let county = County::new().await;
    let li = county.person("li").await;
    let (a, b) = (EnterpriseId::new(), EnterpriseId::new());
    on_record(&county, vec![(a, twin(&county, 500, "621002")), (b, twin(&county, 987, "621002"))]).await;
    while registers::duplicate::look::some(&county.app).await.unwrap() > 0 {}
    assert_eq!(pair_of(&li, a, b).await.unwrap()["reasons"][0], "name_same");
}

/// 核实不是重复的记下理由，以后不再提示，可以重新列为疑似；看过以后别人已经核对的，告知。
#[tokio::test]
async fn a_pair_that_is_none_is_remembered_with_its_reason() {
    let county = County::new().await;
    let li = county.person("li").await;
    let (a, b, pair) = twins(&county, &li).await;
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let no_reason = li.post(&format!("{at}/dismissal"), &json!({"seen": 1, "reason": "  "})).await;
    assert!(no_reason.text().contains("请填写理由"), "{}", no_reason.text());
    li.post(&format!("{at}/reopening"), &json!({"seen": 1, "reason": "x"}))
        .await
        .is_refused(409, "duplicate.not_dismissed");
    li.post(&format!("{at}/dismissal"), &json!({"seen": 1, "reason": "父子两家，各有证照"})).await.ok();
    let stale = li.post(&format!("{at}/dismissal"), &json!({"seen": 1, "reason": "再点一次"})).await;
    assert_eq!(stale.status, 409);
    li.post(&format!("{at}/dismissal"), &json!({"seen": 2, "reason": "再点一次"}))
        .await
        .is_refused(409, "duplicate.decided");
    on_record(&county, vec![(a, twin(&county, 500, "621002"))]).await;
    look(&li).await;
    let kept = pair_of(&li, a, b).await.unwrap();
    assert_eq!((&kept["state"], &kept["reason"]), (&json!("dismissed"), &json!("父子两家，各有证照")));
    assert_eq!(li.get(&at).await.ok()["acts"], json!(["reopen"]));
    let entries = li.get(&format!("/entries?subject_kind=enterprise&subject_id={b}")).await.ok();
    assert!(
        entries.as_array().unwrap().iter().any(|e| e["act"] == "核实不是重复" && e["reason"] == "父子两家，各有证照")
    );
    li.post(&format!("{at}/reopening"), &json!({"seen": 2, "reason": "核实有误"})).await.ok();
    assert_eq!(pair_of(&li, a, b).await.unwrap()["state"], "suspected");
}

/// 合并：逐项选择，接收设备；并入的一家不删，状态核销，指向保留的一家，不能再改；别人改过的告知；邻县、执法人员不能合并。
#[tokio::test]
async fn one_stays_with_what_was_chosen_and_the_other_points_to_it() {
    let county = County::new().await;
    let (li, zhao, wang) = (county.person("li").await, county.person("zhao").await, county.person("wang").await);
    let steelworks: EnterpriseId = enterprise_id(STEELWORKS).parse().unwrap();
    let seeded = county.seed.enterprises.iter().find(|e| e.key == STEELWORKS).unwrap();
    let copy = EnterpriseId::new();
    let double = Particulars {
        name: seeded.name.clone(),
        address: "西峰区新址1号".to_owned(),
        industries: vec!["steel".to_owned()],
        ..firm(&county, 901, "621002")
    };
    on_record(&county, vec![(copy, double)]).await;
    look(&li).await;
    let pair = pair_of(&li, steelworks, copy).await.unwrap();
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    wang.get(&at).await.is_refused(403, "request.forbidden");
    zhao.get(&at).await.is_refused(403, "request.forbidden");
    let seen = li.get(&at).await.ok();
    assert_eq!(seen["acts"], json!(["dismiss", "merge"]));
    let different = |seen: &Value| seen["fields"].as_array().unwrap().iter().filter(|f| f["is_same"] == false).count();
    assert!(different(&seen) > 3);
    let works = if seen["left"]["id"] == json!(steelworks) { "left_file" } else { "right_file" };
    let shops = seen[works]["workshops"].as_array().unwrap();
    let taken = [shops[0]["id"].clone()];
    let wanted = merging(&seen, copy, &["legal_person", "phone", "employees"], &taken);
    let mut stale = wanted.clone();
    stale["seen_merged"] = json!(7);
    assert_eq!(li.post(&format!("{at}/merging"), &stale).await.status, 409);
    let mut foreign = wanted.clone();
    foreign["workshops"] = json!([id()]);
    assert!(li.post(&format!("{at}/merging"), &foreign).await.text().contains("不在并入的企业名下"));
    let merge = li.post(&format!("{at}/merging"), &wanted).await.ok();
    assert_eq!(
        (&merge["survivor_id"], &merge["state"], &merge["may_undo"]),
        (&json!(copy), &json!("merged"), &json!(true))
    );
    let stays = li.get(&format!("/enterprises/{copy}")).await.ok();
    let gone = li.get(&format!("/enterprises/{steelworks}")).await.ok();
    assert_eq!((&stays["address"], &stays["legal_person"]), (&json!("西峰区新址1号"), &seen[works]["legal_person"]));
    assert_eq!(stays["workshops"][0]["name"], shops[0]["name"]);
    let count = |shop: &Value| shop["equipment"].as_array().unwrap().len();
    assert_eq!(count(&stays["workshops"][0]), count(&shops[0]));
    assert_ne!(stays["workshops"][0]["id"], shops[0]["id"]);
    assert_eq!((&gone["state"], &gone["workshops"]), (&json!("struck_off"), &seen[works]["workshops"]));
    let told = zhao.get(&format!("/enterprises/{steelworks}/merges")).await.ok();
    assert_eq!((&told[0]["survivor_id"], &told[0]["may_undo"]), (&json!(copy), &json!(false)));
    wang.get(&format!("/enterprises/{steelworks}/merges")).await.is_not_found();
    let back = json!({"seen": gone["revision"], "state": "normal", "reason": "x"});
    li.post(&format!("/enterprises/{steelworks}/restoration"), &back).await.is_refused(409, "duplicate.merged_away");
    let row = crate::import::good_row(gone["credit_code"].as_str().unwrap(), "改名钢铁");
    let report = crate::import::checked(&li, &crate::import::workbook(&[&row])).await;
    let faults = li.get(&format!("/enterprise-imports/{}/faults", report["id"].as_str().unwrap())).await.ok();
    assert!(faults["items"][0]["sentence"].as_str().unwrap().contains("已并入另一家企业"), "{faults}");
    let edit = json!({"seen": gone["revision"], "workshops": []});
    zhao.put(&format!("/enterprises/{steelworks}/equipment"), &edit).await.is_refused(409, "enterprise.struck_off");
    li.post(&format!("{at}/merging"), &wanted).await.is_refused(409, "request.stale");
    look(&li).await;
    assert_eq!(pair_of(&li, steelworks, copy).await.unwrap()["state"], "merged");
}

/// 合并以后，执法情报把两家以往的检查和文书一并列出；并入的一家自己的页面上也还在。
#[tokio::test]
async fn the_history_of_both_is_told_with_the_one_that_stays() {
    let county = County::new().await;
    let cast = crate::path::Cast::of(&county).await;
    crate::path::concluded_inspection(&county, &cast).await;
    let li = county.person("li").await;
    let works: EnterpriseId = enterprise_id(STEELWORKS).parse().unwrap();
    let seeded = county.seed.enterprises.iter().find(|e| e.key == STEELWORKS).unwrap();
    let copy = EnterpriseId::new();
    let double = Particulars { name: seeded.name.clone(), ..firm(&county, 901, "621002") };
    on_record(&county, vec![(copy, double)]).await;
    look(&li).await;
    let pair = pair_of(&li, works, copy).await.unwrap();
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let told = async |id: EnterpriseId| li.get(&format!("/enterprises/{id}/intelligence")).await.ok()["counts"].clone();
    let before = told(works).await;
    assert!(before["inspections"] == 1 && before["documents"].as_i64().unwrap() > 1, "{before}");
    assert_eq!(told(copy).await["inspections"], 0);
    li.post(&format!("{at}/merging"), &merging(&li.get(&at).await.ok(), copy, &[], &[])).await.ok();
    for firm in [works, copy] {
        let now = told(firm).await;
        assert_eq!((&now["inspections"], &now["documents"]), (&before["inspections"], &before["documents"]), "{now}");
    }
}

/// 合并以后档案又有修改的，不能撤销，告知是谁改的；没有修改的可以撤销，只能撤销一次。
#[tokio::test]
async fn a_merge_is_undone_once_and_not_after_a_later_change() {
    let county = County::new().await;
    let li = county.person("li").await;
    let (a, b, pair) = twins(&county, &li).await;
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let seen = li.get(&at).await.ok();
    let merge = li.post(&format!("{at}/merging"), &merging(&seen, a, &["name"], &[])).await.ok();
    let undoing = format!("/enterprise-merges/{}/undoing", merge["id"].as_str().unwrap());
    on_record(&county, vec![(a, twin(&county, 500, "621002"))]).await;
    let told =
        li.post(&undoing, &json!({"seen": 1, "reason": "并错了"})).await.is_refused(409, "duplicate.changed_since");
    assert!(told["detail"].as_str().unwrap().contains("故事改过“庆阳鸿晟玻璃有限公司”"), "{told}");
    let (c, d) = (EnterpriseId::new(), EnterpriseId::new());
    let of = |n| Particulars { name: "庆阳泰和面粉有限公司".to_owned(), ..firm(&county, n, "621002") };
    on_record(&county, vec![(c, of(300)), (d, of(301))]).await;
    look(&li).await;
    let pair = pair_of(&li, c, d).await.unwrap();
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let seen = li.get(&at).await.ok();
    let merge = li.post(&format!("{at}/merging"), &merging(&seen, c, &[], &[])).await.ok();
    let undoing = format!("/enterprise-merges/{}/undoing", merge["id"].as_str().unwrap());
    let undone = li.post(&undoing, &json!({"seen": 1, "reason": "并错了"})).await.ok();
    assert_eq!((&undone["state"], &undone["may_undo"]), (&json!("undone"), &json!(false)));
    li.post(&undoing, &json!({"seen": 2, "reason": "再撤一次"})).await.is_refused(409, "duplicate.undone");
    assert_eq!(pair_of(&li, c, d).await.unwrap()["state"], "suspected");
    assert!(li.get(&format!("/enterprises/{b}")).await.ok()["state"] == "struck_off");
}

/// 正在登记、导入企业时不比对，停下来三秒之后再比；没有待比对的也不比。
#[tokio::test]
async fn the_program_compares_only_when_nothing_is_being_written() {
    let county = County::new().await;
    let is_quiet = || registers::duplicate::look::is_quiet(&county.app);
    assert!(!is_quiet().await.unwrap(), "the demonstration was loaded this moment");
    county.app.clock.pass(2_999);
    assert!(!is_quiet().await.unwrap());
    county.app.clock.pass(1);
    assert!(is_quiet().await.unwrap());
    while registers::duplicate::look::some(&county.app).await.unwrap() > 0 {}
    assert!(!is_quiet().await.unwrap(), "nobody waits");
}
