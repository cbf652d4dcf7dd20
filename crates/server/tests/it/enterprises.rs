//! 执法对象的一生 · new, drafted, edited, struck off, restored; its changes and its story.

use crate::path::{self, Cast, STEELWORKS, enterprise_id};
use crate::world::{Answer, County, Person, id};
use lexicon::CreditCode;
use serde_json::{Value, json};

/// A credit code that is right, by a number of one's own.
pub fn code(n: u32) -> String {
    let body = format!("91621002MA{n:07}");
    format!("{body}{}", char::from(CreditCode::check_character(&body).unwrap()))
}

/// The base facts of a firm in 西峰区.
pub fn facts(name: &str, code: &str) -> Value {
    json!({
        "name": name, "business_kind": "company", "credit_code": code, "region_code": "621002",
        "address": "董志镇演示路9号", "postcode": "745000", "longitude": 107.61, "latitude": 35.73,
        "legal_person": "郑远航", "legal_title": "总经理", "phone": "12000005001",
        "contact": "吴宏图", "contact_title": "安全科科长", "contact_phone": "12000005002",
        "industries": ["dust"], "element": "工贸", "gb4754": "2110", "scale": "小型", "capacity": "木门3万樘/年",
        "employees": 45, "standard_grade": "three", "risk_level": "general", "supervision_level": "county",
        "supervision_organ": "西峰区应急管理局", "state": "normal", "attributes": {"dust_kind": "wood", "dust_workers_total": "12"}
    })
}

/// One workshop with one sander.
fn workshops() -> Value {
    json!([{"id": id(), "industry": "dust", "unit": "sanding", "name": "砂光车间", "places": [],
        "equipment": [{"id": id(), "kind": "sander", "name": "1号砂光机", "spec": "2"}]}])
}

/// What was filled in so far.
pub fn draft(name: &str) -> Value {
    json!({"facts": facts(name, ""), "workshops": [], "step": 0})
}

async fn creates(who: &Person, facts: &Value) -> Answer {
    let new = json!({"id": id(), "facts": facts, "workshops": workshops(), "draft_id": null});
    who.post("/enterprises", &new).await
}

async fn edits(who: &Person, seen: &Value, facts: &Value) -> Answer {
    let path = format!("/enterprises/{}", seen["id"].as_str().unwrap());
    who.put(&path, &json!({"seen": seen["revision"], "facts": facts, "workshops": null})).await
}

fn at(enterprise: &Value) -> String {
    format!("/enterprises/{}", enterprise["id"].as_str().unwrap())
}

fn fields(problem: &Value) -> Vec<String> {
    let mut all: Vec<String> =
        problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

/// 暂存的草稿归本机关，同事接着填、提交，提交后草稿即不在；新企业即可查到，变更记录写明。
#[tokio::test]
async fn a_draft_is_continued_by_a_colleague_and_becomes_an_enterprise() {
    let county = County::new().await;
    let (zhao, li) = (county.person("zhao").await, county.person("li").await);
    let draft_id = id();
    let kept = zhao.post("/enterprise-drafts", &json!({"id": draft_id, "content": draft("庆阳宏图木业")})).await.ok();
    let list = li.get("/enterprise-drafts").await.ok();
    assert_eq!((&list["total"], &list["items"][0]["name"]), (&json!(1), &json!("庆阳宏图木业")));
    let path = format!("/enterprise-drafts/{draft_id}");
    let mut content = li.get(&path).await.ok()["content"].clone();
    content["facts"] = facts("庆阳宏图木业有限公司", &code(1));
    content["step"] = json!(1);
    let saved = li.put(&path, &json!({"seen": kept["revision"], "content": content})).await.ok();
    let late = zhao.put(&path, &json!({"seen": kept["revision"], "content": content})).await;
    assert_eq!(late.is_refused(409, "request.stale")["current"]["by"], saved["updated_by"]);
    let new = json!({"id": id(), "facts": content["facts"], "workshops": workshops(), "draft_id": draft_id});
    let made = li.post("/enterprises", &new).await.ok();
    assert_eq!(
        (&made["equipment_count"], &made["is_special"], &made["revision"]),
        (&json!(1), &json!(true), &json!(1))
    );
    assert_eq!(made["attributes"], json!({"dust_kind": "wood", "dust_workers_total": "12"}));
    li.get(&path).await.is_not_found();
    let found = zhao.get(&format!("/enterprises?q={}", code(1))).await.ok();
    assert_eq!((&found["total"], &found["items"][0]["id"]), (&json!(1), &made["id"]));
    let changes = zhao.get(&format!("{}/changes", at(&made))).await.ok();
    assert_eq!((&changes["total"], &changes["items"][0]["act"]), (&json!(1), &json!("新建企业")));
    let told = changes["items"][0]["fields"].to_string();
    for word in
        ["庆阳宏图木业有限公司", "粉尘涉爆企业", "木粉尘", "12人", "1号砂光机", "120****5001", "2110 木质家具制造"]
    {
        assert!(told.contains(word), "{word} {told}");
    }
}

/// 草稿可以放弃；别的机关没有这份草稿，下级机关的也看不到。
#[tokio::test]
async fn a_draft_is_discarded_and_is_nobody_elses() {
    let county = County::new().await;
    let (zhao, zheng) = (county.person("zhao").await, county.person("zheng").await);
    let draft_id = id();
    let kept = zhao.post("/enterprise-drafts", &json!({"id": draft_id, "content": draft("")})).await.ok();
    assert_eq!(zheng.get("/enterprise-drafts").await.ok()["total"], 0);
    zheng.get(&format!("/enterprise-drafts/{draft_id}")).await.is_not_found();
    zhao.delete(&format!("/enterprise-drafts/{draft_id}?seen={}", kept["revision"])).await.ok();
    assert_eq!(zhao.get("/enterprise-drafts").await.ok()["items"], json!([]));
}

/// 填错的逐处指明，一次说完，什么也不写入；设备和基本信息一起核对。
#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let mut wrong = facts("", "91621002000001011X");
    for (field, value) in [
        ("region_code", json!("621027")),
        ("postcode", json!("74")),
        ("longitude", json!(35.73)),
        ("latitude", json!(107.61)),
        ("phone", json!("123")),
        ("industries", json!([])),
        ("gb4754", json!("3190")),
        ("scale", json!("巨型")),
        ("element", json!("")),
        ("capacity", json!("")),
        ("state", json!("struck_off")),
        ("employees", json!(-1)),
    ] {
        wrong[field] = value;
    }
    let new = json!({"id": id(), "facts": wrong, "workshops": workshops(), "draft_id": null});
    let problem = zhao.post("/enterprises", &new).await.is_refused(422, "request.invalid");
    let named = fields(&problem);
    let base = ["capacity", "credit_code", "element", "employees", "gb4754", "longitude", "name", "phone", "postcode"];
    let base = base.iter().chain(&["region_code", "scale", "state"]).map(|f| format!("facts.{f}"));
    assert_eq!(named, base.chain(["workshops[0].industry".to_owned()]).collect::<Vec<_>>(), "{problem}");
    let swapped = problem["errors"].as_array().unwrap().iter().find(|e| e["field"] == "facts.longitude").unwrap();
    assert!(swapped["sentence"].as_str().unwrap().contains("填反"), "{swapped}");
    // A class that the group does not have, though the group is there.
    let mut class = facts("庆阳宏图木业有限公司", &code(2));
    class["gb4754"] = json!("3129");
    let problem = creates(&zhao, &class).await.is_refused(422, "request.invalid");
    assert_eq!(fields(&problem), ["facts.gb4754"]);
    assert!(problem.to_string().contains("没有这一小类，请核对末位，或者从分类表中选取"), "{problem}");
    let mut attribute = facts("庆阳宏图木业有限公司", &code(2));
    attribute["attributes"] = json!({"dust_kind": "moon", "dust_workers_total": "几个", "traction": "hydraulic"});
    let problem = creates(&zhao, &attribute).await.is_refused(422, "request.invalid");
    assert_eq!(fields(&problem), ["facts.attributes.dust_kind", "facts.attributes.dust_workers_total"]);
    attribute["attributes"] = json!({"traction": "hydraulic"});
    let made = creates(&zhao, &attribute).await.ok();
    assert_eq!(made["attributes"], json!({}), "what belongs to no industry of the firm falls away");
}

/// 个体工商户不填产能；工贸以外的可以没有行业类型，也就不是专项。
#[tokio::test]
async fn a_self_employed_business_and_a_firm_outside_the_programme_are_registered_too() {
    let county = County::new().await;
    let li = county.person("li").await;
    let mut shop = facts("西峰区宏图木器店", &code(3));
    (shop["business_kind"], shop["capacity"]) = (json!("self_employed"), json!(""));
    let made = creates(&li, &shop).await.ok();
    assert_eq!((&made["business_kind"], &made["is_special"]), (&json!("self_employed"), &json!(true)));
    let mut other = facts("庆阳宏图加油站", &code(4));
    (other["element"], other["industries"], other["attributes"]) = (json!("危化品"), json!([]), json!({}));
    let before = li.get("/enterprises?special=no&size=100").await.ok()["total"].as_u64().unwrap();
    let new = json!({"id": id(), "facts": other, "workshops": [], "draft_id": null});
    let made = li.post("/enterprises", &new).await.ok();
    assert_eq!(made["is_special"], false);
    let ordinary = li.get("/enterprises?special=no&size=100").await.ok();
    assert_eq!(ordinary["total"].as_u64().unwrap(), before + 1);
    assert!(ordinary["items"].as_array().unwrap().iter().any(|row| row["id"] == made["id"]));
    assert_eq!(li.get(&format!("/enterprises?special=yes&q={}", code(4))).await.ok()["total"], 0);
}

/// 一个代码只登记一家：辖区内的告诉是哪一家，辖区外的只说已经登记，不透露名称和地方。
#[tokio::test]
async fn a_code_that_is_taken_is_told_without_telling_a_stranger_whose_it_is() {
    let county = County::new().await;
    let (zhao, wang) = (county.person("zhao").await, county.person("wang").await);
    let ours = zhao.get(&format!("/enterprises/{}", enterprise_id(STEELWORKS))).await.ok();
    let taken = ours["credit_code"].as_str().unwrap();
    let problem = creates(&zhao, &facts("另一家", taken)).await.is_refused(409, "enterprise.code_taken");
    assert_eq!(problem["field"], "facts.credit_code");
    assert!(problem["detail"].as_str().unwrap().contains("堃鑫"), "{problem}");
    let standing = zhao.get(&format!("/credit-codes?code={taken}")).await.ok();
    assert_eq!((&standing["is_taken"], &standing["enterprise"]["id"]), (&json!(true), &ours["id"]));
    let mut next = facts("另一家", taken);
    next["region_code"] = json!("621027");
    let problem = creates(&wang, &next).await.is_refused(409, "enterprise.code_taken_elsewhere");
    let standing = wang.get(&format!("/credit-codes?code={taken}")).await.ok();
    assert_eq!((&standing["is_taken"], &standing["enterprise"]), (&json!(true), &Value::Null));
    for answer in [problem, standing] {
        let text = answer.to_string();
        assert!(!text.contains("堃鑫") && !text.contains("西峰") && !text.contains("6210"), "{text}");
    }
    let free = zhao.get(&format!("/credit-codes?code={}", code(5))).await.ok();
    assert_eq!((&free["is_valid"], &free["is_taken"]), (&json!(true), &json!(false)));
    let wrong = zhao.get("/credit-codes?code=91621002000001011X").await.ok();
    assert_eq!(wrong["is_valid"], false);
}

/// 两人先后编辑，后保存的被告知是谁，先保存的不被覆盖；变更逐项写明改前改后，电话只写首尾。
#[tokio::test]
async fn the_second_editor_is_told_and_every_changed_field_is_told_before_and_after() {
    let county = County::new().await;
    let (zhao, li) = (county.person("zhao").await, county.person("li").await);
    let mine = facts("庆阳宏图木业有限公司", &code(6));
    let seen = creates(&zhao, &mine).await.ok();
    let mut hers = mine.clone();
    (hers["contact"], hers["contact_phone"], hers["state"]) =
        (json!("周文博"), json!("12000005009"), json!("suspended"));
    let now = edits(&li, &seen, &hers).await.ok();
    assert_eq!((&now["contact"], &now["state"], &now["revision"]), (&json!("周文博"), &json!("suspended"), &json!(2)));
    assert_eq!(now["workshops"], seen["workshops"], "equipment that was not sent is not touched");
    let told = edits(&zhao, &seen, &mine).await.is_refused(409, "request.stale");
    assert_eq!((&told["current"]["by"], &told["current"]["revision"]), (&now["updated_by"], &json!(2)));
    assert_eq!(zhao.get(&at(&seen)).await.ok(), now);
    let change = zhao.get(&format!("{}/changes", at(&seen))).await.ok()["items"][0].clone();
    assert_eq!((&change["act"], &change["by"]), (&json!("编辑企业"), &now["updated_by"]));
    let expected = json!([
        {"label": "联系人", "before": "吴宏图", "after": "周文博"},
        {"label": "联系人电话", "before": "120****5002", "after": "120****5009"},
        {"label": "状态", "before": "正常", "after": "停产"}
    ]);
    assert_eq!(change["fields"], expected);
    let entries = county.trail().await;
    let kept: String = entries.iter().map(|line| line.after_json.clone()).collect();
    assert!(!kept.contains("12000005009"), "the trail keeps no whole telephone number of an edited enterprise");
}

/// 还有车间的行业类型不能去掉；换到辖区外的地区不准。
#[tokio::test]
async fn an_industry_with_workshops_stays_and_nobody_moves_a_firm_out_of_his_reach() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let mine = facts("庆阳宏图木业有限公司", &code(7));
    let seen = creates(&zhao, &mine).await.ok();
    let mut other = mine.clone();
    (other["industries"], other["attributes"]) = (json!(["steel"]), json!({}));
    let problem = edits(&zhao, &seen, &other).await.is_refused(422, "request.invalid");
    assert_eq!(fields(&problem), ["workshops[0].industry"]);
    let mut away = mine.clone();
    away["region_code"] = json!("621027");
    let problem = edits(&zhao, &seen, &away).await.is_refused(422, "request.invalid");
    assert_eq!(fields(&problem), ["facts.region_code"]);
    assert_eq!(zhao.get(&at(&seen)).await.ok(), seen);
}

/// 核销须说明原因；核销后不能编辑；恢复也须说明原因，恢复后照常。没有核销的不能恢复。
#[tokio::test]
async fn an_enterprise_is_struck_off_and_restored_each_with_its_reason() {
    let county = County::new().await;
    let (zhao, li) = (county.person("zhao").await, county.person("li").await);
    let mine = facts("庆阳宏图木业有限公司", &code(8));
    let seen = creates(&zhao, &mine).await.ok();
    let off = format!("{}/striking-off", at(&seen));
    let back = format!("{}/restoration", at(&seen));
    let early = json!({"seen": 1, "state": "normal", "reason": "x"});
    li.post(&back, &early).await.is_refused(409, "enterprise.not_struck_off");
    let silent = json!({"seen": 1, "cause": "moved", "reason": " "});
    assert_eq!(fields(&li.post(&off, &silent).await.is_refused(422, "request.invalid")), ["reason"]);
    let strike = json!({"seen": 1, "cause": "moved", "reason": "整体搬迁至外省"});
    let gone = li.post(&off, &strike).await.ok();
    assert_eq!((&gone["state"], &gone["state_reason"]), (&json!("struck_off"), &json!("迁出本辖区：整体搬迁至外省")));
    edits(&zhao, &gone, &mine).await.is_refused(409, "enterprise.struck_off");
    let again = json!({"seen": gone["revision"], "cause": "moved", "reason": "再次"});
    li.post(&off, &again).await.is_refused(409, "enterprise.already_struck_off");
    assert_eq!(zhao.get("/enterprises?state=struck_off&special=yes").await.ok()["items"][0]["id"], gone["id"]);
    let restore = json!({"seen": gone["revision"], "state": "suspended", "reason": "搬迁取消"});
    let here = li.post(&back, &restore).await.ok();
    assert_eq!((&here["state"], &here["revision"]), (&json!("suspended"), &json!(3)));
    edits(&zhao, &here, &mine).await.ok();
    let changes = zhao.get(&format!("{}/changes", at(&seen))).await.ok();
    let acts: Vec<&str> = changes["items"].as_array().unwrap().iter().map(|c| c["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["编辑企业", "恢复企业", "核销企业", "新建企业"]);
    assert_eq!(changes["items"][2]["reason"], "迁出本辖区：整体搬迁至外省");
}

/// 还有未办结的检查和整改的企业，核销前先告知有几件；确认后可以核销，案件还在。
#[tokio::test]
async fn open_work_is_told_before_an_enterprise_is_struck_off() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let order = path::open_rectification(&county, &cast).await;
    let li = county.person("li").await;
    let seen = li.get(&format!("/enterprises/{}", enterprise_id(STEELWORKS))).await.ok();
    let path = format!("{}/striking-off", at(&seen));
    let mut strike = json!({"seen": seen["revision"], "cause": "closed", "reason": "依法关闭"});
    let told = li.post(&path, &strike).await.is_refused(409, "striking_off.open_work");
    assert!(told["detail"].as_str().unwrap().contains("待复查的整改1件"), "{told}");
    strike["despite_open_work"] = json!(true);
    assert_eq!(li.post(&path, &strike).await.ok()["state"], "struck_off");
    let still = cast.zhao.get(&format!("/rectifications/{}", order["id"].as_str().unwrap())).await.ok();
    assert_eq!(still["state"], "awaiting_re_check");
}

/// 三种排序都逐页走完，不漏一家，不重一家；翻页位置不能用在另一种排序上。
#[tokio::test]
async fn every_order_of_the_list_walks_through_all_enterprises_once() {
    let county = County::new().await;
    let zheng = county.person("zheng").await;
    let total = zheng.get("/enterprises").await.ok()["total"].as_u64().unwrap();
    let mut last = String::new();
    for sort in ["newest", "updated", "placed"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = zheng.get(&format!("/enterprises?sort={sort}&size=20&cursor={cursor}")).await.ok();
            seen.extend(page["items"].as_array().unwrap().iter().map(|row| row["id"].to_string()));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
            last.clone_from(&cursor);
        }
        assert_eq!(seen.len() as u64, total, "{sort}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len() as u64, total, "{sort}");
    }
    let foreign = zheng.get(&format!("/enterprises?sort=newest&cursor={last}")).await;
    assert_eq!(fields(&foreign.is_refused(422, "request.invalid")), ["cursor"]);
    let several = zheng.get("/enterprises?industry=steel,dust&size=100").await.ok();
    let steel = zheng.get("/enterprises?industry=steel").await.ok()["total"].as_u64().unwrap();
    assert!(several["total"].as_u64().unwrap() > steel && steel > 0);
}

/// 执法情报：检查、问题、整改、文书和设备的历史都在一处；两次检查都有的问题列为反复出现。
#[tokio::test]
async fn the_story_of_an_enterprise_is_told_in_one_place() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let at = format!("/enterprises/{}/intelligence", enterprise_id(STEELWORKS));
    let none = cast.zhao.get(&at).await.ok();
    assert_eq!((&none["counts"]["inspections"], &none["equipment"]), (&json!(0), &json!([])));
    let first = path::concluded_inspection(&county, &cast).await;
    let second = path::concluded_inspection(&county, &cast).await;
    county.it_is("2026-06-03");
    // A fortnight later everybody logs in anew.
    let cast = Cast::of(&county).await;
    let story = cast.zhao.get(&at).await.ok();
    let counts = &story["counts"];
    assert_eq!(
        (&counts["inspections"], &counts["problems"], &counts["recurrences"]),
        (&json!(2), &json!(2), &json!(1))
    );
    assert_eq!((&counts["orders_open"], &counts["orders_overdue"]), (&json!(2), &json!(2)));
    let ids: Vec<&Value> = story["inspections"].as_array().unwrap().iter().map(|i| &i["id"]).collect();
    assert_eq!(ids, [&second["id"], &first["id"]], "newest first");
    let recurrence = &story["recurrences"][0];
    assert_eq!((&recurrence["times"], &recurrence["is_same_target"]), (&json!(2), &json!(true)));
    assert!(recurrence["item"].as_str().unwrap().starts_with("钢铁8项第1项："), "{recurrence}");
    assert_eq!((&story["problems"][0]["nth"], &story["problems"][1]["nth"]), (&json!(2), &json!(1)));
    let memory = &story["equipment"][0];
    assert_eq!(
        (&memory["defective"], &memory["checked"], &memory["is_standing"]),
        (&json!(2), &json!(2), &json!(true))
    );
    assert_eq!(memory["last_description"], "主小车龙门钩横梁焊缝未按规定进行年度探伤检测");
    assert_eq!(story["measures"][0]["measure"], "rectify");
    let forms: Vec<&str> =
        story["documents"].as_array().unwrap().iter().map(|d| d["form_zh"].as_str().unwrap()).collect();
    assert!(forms.contains(&"责令限期整改指令书") && forms.contains(&"现场检查记录"), "{forms:?}");
    assert_eq!(counts["documents"].as_u64().unwrap(), forms.len() as u64);
    cast.wang.get(&at).await.is_not_found();
    let zheng = county.person("zheng").await;
    assert_eq!(zheng.get(&at).await.ok()["counts"], *counts, "the province above sees the same");
}
