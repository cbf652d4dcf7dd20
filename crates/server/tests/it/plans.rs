//! 专项计划: kept, submitted and filed by the county; seen above only once it is filed.

use crate::path::{STEELWORKS, enterprise_id};
use crate::permissions::Gate::{self, Holds};
use crate::users;
use crate::world::{County, Person, id};
use authority::Verb;
use axum::http::Method;
use lexicon::CommandId;
use serde_json::{Value, json};

const NAME: &str = "西峰区2026年度工贸计划";

/// The operations of the chapter, for the permission matrix.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/plans",                 Holds(Verb::ReadPlan)),
        ("post",   "/plans",                 Holds(Verb::EditPlan)),
        ("get",    "/plans/{id}",            Holds(Verb::ReadPlan)),
        ("put",    "/plans/{id}",            Holds(Verb::EditPlan)),
        ("delete", "/plans/{id}",            Holds(Verb::EditPlan)),
        ("post",   "/plans/{id}/submission", Holds(Verb::EditPlan)),
        ("post",   "/plans/{id}/filing",     Holds(Verb::FilePlan)),
        ("post",   "/plan-previews",         Holds(Verb::EditPlan)),
        ("post",   "/plan-exports",          Holds(Verb::ReadPlan)),
    ]
}

/// Bodies of the chapter, for the permission matrix.
pub fn body(path: &str) -> Value {
    let named = json!({"id": id(), "seen": 999, "name": "", "kind": "annual", "starts_on": null, "ends_on": null});
    match path {
        "/plans" | "/plans/{id}" => named,
        "/plan-previews" => json!({"industry": "steel", "enterprises": [enterprise_id(STEELWORKS)]}),
        _ => json!({"seen": 999}),
    }
}

fn fields() -> Value {
    json!({"name": NAME, "industry": "steel", "kind": "annual", "starts_on": "2026-01-01", "ends_on": "2026-12-31",
        "enterprises": [enterprise_id(STEELWORKS), enterprise_id("xifeng_hongsheng_steel")]})
}

fn with(base: &Value, more: &Value) -> Value {
    let mut out = base.clone();
    for (key, value) in more.as_object().unwrap() {
        out[key] = value.clone();
    }
    out
}

fn seen(plan: &Value) -> Value {
    json!({"seen": plan["revision"]})
}

fn at(plan: &Value) -> String {
    format!("/plans/{}", plan["id"].as_str().unwrap())
}

/// A plan of the own organ that is kept.
pub async fn kept(who: &Person, more: &Value) -> Value {
    who.post("/plans", &with(&with(&fields(), &json!({"id": id()})), more)).await.ok()
}

async fn submitted(who: &Person, plan: &Value) -> Value {
    who.post(&format!("{}/submission", at(plan)), &seen(plan)).await.ok()
}

/// A plan of the own organ that is filed.
pub async fn filed(who: &Person, more: &Value) -> Value {
    let plan = submitted(who, &kept(who, more).await).await;
    who.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.ok()
}

async fn total(who: &Person, filter: &str) -> Value {
    who.get(&format!("/plans{filter}")).await.ok()["total"].clone()
}

fn fields_named(problem: &Value) -> Vec<String> {
    problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap().to_owned()).collect()
}

/// A business administrator of an organ, made by a system administrator of it.
async fn business_of(county: &County, maker: &Person, (organ, account): (&str, &str)) -> Person {
    let user = users::form(account, "何思远", &["business_admin"]);
    let of = json!({"id": id(), "organisation_id": server::install::organisation_id(organ), "user": user});
    let slip = maker.post("/users", &of).await.ok();
    users::settled(county, account, slip["initial_password"].as_str().unwrap()).await
}

/// 县的计划在暂存、未备案时，市、省、部查无此件，也不计数；备案以后都看得见，但不能代办。邻县始终看不见，下级看不见上级的。
#[tokio::test]
async fn a_superior_sees_a_plan_only_once_it_is_filed_and_a_neighbour_never() {
    let county = County::new().await;
    let li = county.person("li").await;
    let city = business_of(&county, &county.person("shen").await, ("qingyang", "12000000302")).await;
    let province = business_of(&county, &county.administrator_of("gansu").await, ("gansu", "12000000303")).await;
    let neighbour = business_of(&county, &county.person("jiang").await, ("zhenyuan", "12000000304")).await;
    let above = [city, province, county.person("zheng").await, county.person("qin").await];
    let outside = [neighbour, county.person("wang").await];

    let draft = kept(&li, &json!({})).await;
    let mut plan = draft.clone();
    for state in ["draft", "unfiled"] {
        assert_eq!(plan["state"], state);
        let trail = format!("/entries?subject_kind=plan&subject_id={}", plan["id"].as_str().unwrap());
        for who in above.iter().chain(&outside) {
            who.get(&at(&plan)).await.is_not_found();
            assert_eq!(total(who, "").await, 0, "{} {state}", who.name);
            assert_eq!(who.get(&trail).await.ok(), json!([]), "{} {state}", who.name);
        }
        above[0].post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.is_not_found();
        assert_eq!((total(&li, "").await, total(&county.person("zhao").await, "").await), (json!(1), json!(1)));
        if state == "draft" {
            plan = submitted(&li, &plan).await;
        }
    }
    let plan = li.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.ok();
    assert_eq!((&plan["state"], &plan["progress"], &plan["acts"]), (&json!("filed"), &json!("running"), &json!([])));
    for who in &above {
        let shown = who.get(&at(&plan)).await.ok();
        assert_eq!((&shown["name"], &shown["acts"]), (&json!(NAME), &json!([])), "{}", who.name);
        assert_eq!(total(who, "").await, 1, "{}", who.name);
        let names: Vec<_> = shown["enterprises"].as_array().unwrap().iter().map(|e| e["county"].clone()).collect();
        assert_eq!(names, ["西峰区", "西峰区"]);
    }
    let change = with(&fields(), &seen(&plan));
    above[0].put(&at(&plan), &change).await.is_refused(422, "gate.not_own");
    for who in &outside {
        who.get(&at(&plan)).await.is_not_found();
        assert_eq!(total(who, "").await, 0, "{}", who.name);
    }

    // 市的计划，县看不见，备案了也看不见；省看得见。
    let theirs = filed(&above[0], &json!({"name": "庆阳市专项计划"})).await;
    li.get(&at(&theirs)).await.is_not_found();
    assert_eq!((total(&li, "").await, total(&above[1], "").await), (json!(1), json!(2)));
}

/// 六栏设备数出自钢铁的行业模型，编制时是现在的数；备案时定格，以后企业增加设备也不变，新的计划是新的数。
#[tokio::test]
async fn the_counts_of_equipment_are_kept_as_they_were_on_the_day_of_filing() {
    let county = County::new().await;
    let li = county.person("li").await;
    let only = json!({"enterprises": [enterprise_id(STEELWORKS)]});
    let plan = filed(&li, &only).await;
    let columns: Vec<&str> = plan["columns"].as_array().unwrap().iter().map(|c| c["key"].as_str().unwrap()).collect();
    assert_eq!(columns[..4], ["blast_furnace", "converter", "electric_furnace", "gas_holder"]);
    assert_eq!(columns.len(), 6);
    let before = plan["enterprises"][0]["counts"][0].as_i64().unwrap();
    let firm = li.get(&format!("/enterprises/{}", enterprise_id(STEELWORKS))).await.ok();
    let mut shops = firm["workshops"].clone();
    let shop = shops.as_array_mut().unwrap().iter_mut().find(|shop| shop["unit"] == "ironmaking").unwrap();
    let piece = json!({"id": id(), "kind": "blast_furnace", "name": "新建高炉", "spec": "1080"});
    shop["equipment"].as_array_mut().unwrap().push(piece);
    let change = json!({"seen": firm["revision"], "workshops": shops});
    li.put(&format!("/enterprises/{}/equipment", enterprise_id(STEELWORKS)), &change).await.ok();
    assert_eq!(li.get(&at(&plan)).await.ok()["enterprises"][0]["counts"][0], before, "已备案的定格");
    let asked = json!({"industry": "steel", "enterprises": [enterprise_id(STEELWORKS)]});
    assert_eq!(li.post("/plan-previews", &asked).await.ok()["enterprises"][0]["counts"][0], before + 1);
    assert_eq!(kept(&li, &only).await["enterprises"][0]["counts"][0], before + 1);
}

/// 没写全的不能提交，逐栏指出；没提交的不能备案；已提交的可以改，须写全；备案以后不能改、不能删；旧版本告知谁在何时改过。
#[tokio::test]
async fn acts_out_of_turn_are_refused_and_say_the_way_out() {
    let county = County::new().await;
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let bare = json!({"industry": "", "starts_on": null, "ends_on": null, "enterprises": []});
    let plan = kept(&li, &bare).await;
    assert_eq!(plan["acts"], json!(["save", "submit", "delete"]));
    let submission = format!("{}/submission", at(&plan));
    let gaps = li.post(&submission, &seen(&plan)).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&gaps), ["industry", "starts_on", "ends_on", "enterprises"]);
    li.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.is_refused(409, "plan.not_now");
    let plan = li.put(&at(&plan), &with(&fields(), &seen(&plan))).await.ok();
    let stale = with(&fields(), &json!({"seen": 1}));
    assert_eq!(li.put(&at(&plan), &stale).await.is_refused(409, "request.stale")["current"]["by"], "李静");
    let plan = submitted(&li, &plan).await;
    assert_eq!(plan["acts"], json!(["save", "file", "delete"]));
    assert_eq!(zhao.get(&at(&plan)).await.ok()["acts"], json!([]), "执法人员只看");
    zhao.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.is_refused(403, "request.forbidden");
    let emptied = li.put(&at(&plan), &with(&with(&fields(), &bare), &seen(&plan))).await;
    assert_eq!(fields_named(&emptied.is_refused(422, "request.invalid")).len(), 4);
    let longer = with(&fields(), &json!({"seen": plan["revision"], "ends_on": "2027-01-31"}));
    let problem = li.put(&at(&plan), &longer).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&problem), ["ends_on"]);
    let plan = li.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.ok();
    li.put(&at(&plan), &with(&fields(), &seen(&plan))).await.is_refused(409, "plan.not_now");
    let problem = li.delete(&format!("{}?seen={}", at(&plan), plan["revision"])).await.is_refused(409, "plan.filed");
    assert!(problem["way_out"].as_str().unwrap().contains("另编一个计划"), "{problem}");
}

/// 不是这个行业的、别处的、核销的企业不能列入，指出第几行；编制以后核销的，备案时指出，表中也标明。
#[tokio::test]
async fn only_living_enterprises_of_the_industry_and_of_the_own_division_are_planned() {
    let county = County::new().await;
    let li = county.person("li").await;
    let city = business_of(&county, &county.person("shen").await, ("qingyang", "12000000302")).await;
    let firm = |key: &str| enterprise_id(key);
    let mixed = json!({"id": id(), "enterprises": [firm(STEELWORKS), firm("xifeng_mulan_furniture"), id()]});
    let problem = li.post("/plans", &with(&fields(), &mixed)).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&problem), ["enterprises[1]", "enterprises[2]"]);
    let elsewhere = county.seed.enterprises.iter().find(|e| e.region_code.to_string() == "621027").unwrap();
    let theirs = json!({"id": id(), "industry": elsewhere.industries[0], "enterprises": [firm(&elsewhere.key)]});
    let problem = li.post("/plans", &with(&fields(), &theirs)).await.is_refused(422, "request.invalid");
    assert!(!problem.to_string().contains(&elsewhere.name), "{problem}");
    city.post("/plans", &with(&fields(), &theirs)).await.ok();

    let plan = submitted(&li, &kept(&li, &json!({})).await).await;
    let works = li.get(&format!("/enterprises/{}", firm("xifeng_hongsheng_steel"))).await.ok();
    let gone = json!({"seen": works["revision"], "cause": "closed", "reason": "关闭退出"});
    li.post(&format!("/enterprises/{}/striking-off", firm("xifeng_hongsheng_steel")), &gone).await.ok();
    let shown = li.get(&at(&plan)).await.ok();
    assert_eq!((&shown["enterprises"][0]["fault"], &shown["enterprises"][1]["fault"]), (&json!(""), &json!("已核销")));
    let problem = li.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.is_refused(422, "request.invalid");
    assert_eq!(fields_named(&problem), ["enterprises[1]"]);
    let fewer = with(&fields(), &json!({"seen": plan["revision"], "enterprises": [firm(STEELWORKS)]}));
    let plan = li.put(&at(&plan), &fewer).await.ok();
    let plan = li.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.ok();
    assert_eq!(plan["enterprise_count"], 1);
}

/// 备案以前可以删除，留痕里还有它的内容；同一次提交重复送达只办理一次；每一步、每次查看都留痕。
#[tokio::test]
async fn every_step_stands_in_the_trail_and_a_removed_plan_leaves_what_it_was() {
    let county = County::new().await;
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let plan = kept(&li, &json!({})).await;
    let (command, body) = (CommandId::new(), seen(&plan));
    let way = format!("{}/submission", at(&plan));
    let first = li.send(Method::POST, &way, command, Some(&body)).await.ok();
    let second = li.send(Method::POST, &way, command, Some(&body)).await.ok();
    assert_eq!(first["revision"], second["revision"]);
    zhao.get(&at(&plan)).await.ok();
    let gone = format!("{}?seen={}", at(&plan), first["revision"]);
    zhao.delete(&gone).await.is_refused(403, "request.forbidden");
    assert_eq!(li.delete(&gone).await.status.as_u16(), 204);
    li.get(&at(&plan)).await.is_not_found();
    assert_eq!(total(&li, "").await, 0);
    county.app.db.readings_written().await;
    let trail = county.trail().await;
    let acts: Vec<&str> = trail.iter().filter(|l| l.class == "act").map(|l| l.act.as_str()).collect();
    let acts: Vec<&str> = acts.into_iter().filter(|act| act.contains("专项计划")).collect();
    assert_eq!(acts, ["新建专项计划", "提交专项计划", "删除专项计划"]);
    assert!(trail.iter().any(|l| l.class == "reading" && l.user_name == "赵明远"));
    let told = li.get(&format!("/entries?subject_kind=plan&subject_id={}", plan["id"].as_str().unwrap())).await.ok();
    assert_eq!(told[0]["before"]["enterprises"][0], "庆阳堃鑫钢铁集团有限公司", "{told}");
}

/// 按名称、行业、类型、状态、执行情况、年度查；一页一页往下翻，不重不漏，新建的在前；导出与列表相同。
#[tokio::test]
async fn plans_are_filtered_paged_and_exported_as_they_are_listed() {
    let county = County::new().await;
    let li = county.person("li").await;
    let next = json!({"name": "2027年度计划", "starts_on": "2027-01-01", "ends_on": "2027-12-31"});
    filed(&li, &next).await;
    let past = json!({"name": "春季专项", "kind": "campaign", "starts_on": "2026-03-01", "ends_on": "2026-03-31"});
    filed(&li, &past).await;
    let dust = json!({"name": "粉尘涉爆专项", "kind": "campaign", "industry": "dust", "ends_on": "2027-02-28",
        "enterprises": [enterprise_id("xifeng_mulan_furniture")]});
    submitted(&li, &kept(&li, &dust).await).await;
    for n in 0..9 {
        kept(&li, &json!({"name": format!("临时{n}"), "kind": "occasional"})).await;
    }
    for (filter, found) in [
        ("", 12),
        ("?q=%E4%B8%93%E9%A1%B9", 2),
        ("?q=%E8%A5%BF%E5%B3%B0%E5%8C%BA", 12),
        ("?industry=dust", 1),
        ("?kind=campaign", 2),
        ("?state=filed", 2),
        ("?state=unfiled", 1),
        ("?progress=not_begun", 1),
        ("?progress=completed", 1),
        ("?progress=running", 0),
        ("?year=2027", 2),
        ("?year=2026", 11),
        ("?year=2025", 0),
    ] {
        assert_eq!(total(&li, filter).await, found, "{filter}");
    }
    for wrong in ["?state=poem", "?kind=poem", "?year=26", "?year=abcd", "?cursor=poem"] {
        li.get(&format!("/plans{wrong}")).await.is_refused(422, "request.invalid");
    }
    let first = li.get("/plans?size=10").await.ok();
    let rest = li.get(&format!("/plans?size=10&cursor={}", first["next"].as_str().unwrap())).await.ok();
    assert_eq!((first["items"].as_array().unwrap().len(), rest["items"].as_array().unwrap().len()), (10, 2));
    let pages = [&first, &rest].into_iter().flat_map(|page| page["items"].as_array().unwrap());
    let names: Vec<String> = pages.map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!((names[0].as_str(), names[11].as_str()), ("临时8", "2027年度计划"));
    let export = crate::exports::exported(&li, "/plan-exports?kind=occasional&year=2026").await;
    let rows = export.rows("专项计划");
    assert_eq!((rows.len(), rows[0][1].as_str(), rows[0][7].as_str()), (9, "临时8", "暂存"));
    assert_eq!(export.said("条件"), "计划类型：临时；年度：2026");
}

/// 上级的审计员看得到下级有人编制计划，备案以前看不到计划的内容；本机关的审计员都看得到。
#[tokio::test]
async fn the_auditor_above_reads_what_a_plan_says_only_once_it_is_filed() {
    let county = County::new().await;
    let (li, wei, shen) = (county.person("li").await, county.person("wei").await, county.person("shen").await);
    let user = users::form("12000000301", "马骏驰", &["auditor"]);
    let organ = server::install::organisation_id("qingyang");
    let slip = shen.post("/users", &json!({"id": id(), "organisation_id": organ, "user": user})).await.ok();
    let above = users::settled(&county, "12000000301", slip["initial_password"].as_str().unwrap()).await;
    let lines = async |who: &Person| {
        let page = who.get("/audit-entries?size=100&class=act&subject_kind=plan").await.ok();
        page["items"].as_array().unwrap().clone()
    };
    let told = |lines: &[Value]| lines.iter().filter(|line| line.to_string().contains(NAME)).count();
    let plan = submitted(&li, &kept(&li, &json!({})).await).await;
    let (ours, theirs) = (lines(&wei).await, lines(&above).await);
    assert_eq!((ours.len(), theirs.len()), (2, 2));
    assert!(told(&ours) >= 1, "{ours:?}");
    assert!(theirs.iter().all(|line| line["before"].is_null() && line["after"].is_null()), "{theirs:?}");
    assert_eq!((&theirs[0]["act"], &theirs[0]["user_name"]), (&ours[0]["act"], &json!(li.name)));
    li.post(&format!("{}/filing", at(&plan)), &seen(&plan)).await.ok();
    let (ours, theirs) = (lines(&wei).await, lines(&above).await);
    assert_eq!((theirs.len(), &theirs), (3, &ours), "both read the same");
}
