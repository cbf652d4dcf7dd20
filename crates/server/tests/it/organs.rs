//! 机构部门管理 · the tree, departments, dated profiles, remedy places, the end of an organ.

use crate::path::{self, Cast};
use crate::world::{County, INITIAL, PASSWORD, Person, id};
use serde_json::{Value, json};

fn organ(key: &str) -> String {
    server::install::organisation_id(key).to_string()
}

async fn seen(who: &Person, key: &str) -> Value {
    who.get(&format!("/organisations/{}", organ(key))).await.ok()
}

fn new_organ(parent: &str, level: &str, code: &str) -> Value {
    json!({"id": id(), "parent_id": organ(parent), "name": format!("{code}应急管理局"), "short_name": "县应急局",
        "level": level, "region_code": code, "region_name": "", "number_region": format!("庆{code}"),
        "leader": "杨立", "contact": "朱宁", "contact_phone": "12000000055", "ordinal": 3})
}

/// 本级系统管理员管理本机关的内设机构；邻县的机构对他不存在，上级的也不存在。
#[tokio::test]
async fn the_county_keeps_its_own_departments_and_touches_nobody_elses() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let tree = zhou.get("/organisations").await.ok();
    assert_eq!(tree.as_array().unwrap().iter().map(|o| o["id"].clone()).collect::<Vec<_>>(), [json!(organ("xifeng"))]);
    let at = format!("/organisations/{}/departments", organ("xifeng"));
    let new = json!({"id": id(), "name": "危化监管股", "leader": "吴敏", "ordinal": 9});
    let list = zhou.post(&at, &new).await.ok();
    let made = list.as_array().unwrap().iter().find(|d| d["name"] == "危化监管股").unwrap().clone();
    zhou.post(&at, &json!({"id": id(), "name": "危化监管股"})).await.is_refused(422, "department.name_taken");
    let of = format!("/departments/{}", made["id"].as_str().unwrap());
    let change = json!({"seen": made["revision"], "name": "危险化学品监管股", "ordinal": 1});
    let list = zhou.put(&of, &change).await.ok();
    let changed = list.as_array().unwrap().iter().find(|d| d["id"] == made["id"]).unwrap().clone();
    assert_eq!((&changed["name"], &changed["revision"]), (&json!("危险化学品监管股"), &json!(2)));
    zhou.put(&of, &change).await.is_refused(409, "request.stale");
    let office = list.as_array().unwrap().iter().find(|d| d["name"] == "办公室").unwrap().clone();
    let end = json!({"seen": office["revision"]});
    let at_office = format!("/departments/{}/ending", office["id"].as_str().unwrap());
    zhou.post(&at_office, &end).await.is_refused(409, "department.has_users");
    let list = zhou.post(&format!("{of}/ending"), &json!({"seen": 2})).await.ok();
    assert!(list.as_array().unwrap().iter().any(|d| d["id"] == made["id"] && d["is_ended"] == true));
    let jiang = county.person("jiang").await;
    jiang.put(&of, &change).await.is_not_found();
    jiang.get(&at).await.is_not_found();
    jiang.post(&at, &new).await.is_not_found();
    for beside_or_above in ["zhenyuan", "qingyang"] {
        let path = format!("/organisations/{}", organ(beside_or_above));
        zhou.get(&path).await.is_not_found();
        let change = json!({"seen": 1, "name": "x", "short_name": "x", "leader": "", "contact": "", "contact_phone": "",
            "ordinal": 0, "lookup_reach": "own"});
        zhou.put(&path, &change).await.is_not_found();
    }
}

/// 市级管理员建县级机构：区划须在本市、层级相符、没有在用的机构；开发区用后缀。
#[tokio::test]
async fn the_city_founds_organs_where_the_codes_say_they_belong() {
    let county = County::new().await;
    let shen = county.person("shen").await;
    let made = shen.post("/organisations", &new_organ("qingyang", "county", "621021")).await.ok();
    assert_eq!((&made["region_name"], &made["state"]), (&json!("甘肃省庆阳市庆城县"), &json!("active")));
    assert_eq!(made["profiles"][0]["number_region"], "庆621021");
    let refused = |body: Value, code: &'static str| {
        let shen = shen.clone();
        async move { shen.post("/organisations", &body).await.is_refused(422, code) }
    };
    refused(new_organ("qingyang", "county", "621021"), "organisation.region_taken").await;
    refused(new_organ("qingyang", "city", "621022"), "organisation.level_mismatch").await;
    refused(new_organ("qingyang", "county", "622925"), "organisation.not_below").await;
    refused(new_organ("qingyang", "county", "621099"), "organisation.unknown_region").await;
    refused(new_organ("xifeng", "county", "621022"), "organisation.not_below").await;
    let zone = new_organ("qingyang", "county", "621002-KF");
    refused(zone.clone(), "organisation.no_region_name").await;
    let mut zone = zone;
    zone["region_name"] = json!("西峰工业园区");
    let zone = shen.post("/organisations", &zone).await.ok();
    assert_eq!(zone["region_name"], "甘肃省庆阳市西峰区西峰工业园区");
    shen.post("/organisations", &new_organ("gansu", "county", "621022")).await.is_not_found();
    let zhou = county.person("zhou").await;
    zhou.get(&format!("/organisations/{}", made["id"].as_str().unwrap())).await.is_not_found();
    zhou.get(&format!("/organisations/{}", zone["id"].as_str().unwrap())).await.is_not_found();
    let tree = shen.get("/organisations").await.ok();
    let row = tree.as_array().unwrap().iter().find(|o| o["id"] == made["id"]).unwrap().clone();
    assert_eq!((&row["parent_id"], &row["contact_phone"]), (&json!(organ("qingyang")), &json!("120****0055")));
}

/// 企业查询范围只能由上级放宽，不宽于上级自己的范围；放宽后立即生效。
#[tokio::test]
async fn only_a_superior_lets_a_county_look_further() {
    let county = County::new().await;
    let (zhou, shen) = (county.person("zhou").await, county.person("shen").await);
    let at = format!("/organisations/{}", organ("xifeng"));
    let change = |seen: &Value, reach: &str| {
        json!({"seen": seen["revision"], "name": seen["name"], "short_name": seen["short_name"], "leader": "",
            "contact": "", "contact_phone": "", "ordinal": 0, "lookup_reach": reach})
    };
    let now = seen(&zhou, "xifeng").await;
    zhou.put(&at, &change(&now, "province")).await.is_refused(422, "organisation.own_reach");
    shen.put(&at, &change(&now, "nation")).await.is_refused(422, "organisation.reach_too_wide");
    let narrowed = zhou.put(&at, &change(&now, "own")).await.ok();
    assert_eq!(narrowed["lookup_reach"], "own", "自己收窄可以");
    let after = shen.put(&at, &change(&narrowed, "city")).await.ok();
    assert_eq!(after["lookup_reach"], "city");
}

/// 文书资料到生效之日才用于新的文书；已经出具的文书不变。
#[tokio::test]
async fn a_new_profile_and_a_new_court_hold_from_their_day_for_new_papers_only() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let (zhou, li) = (county.person("zhou").await, county.person("li").await);
    let before = path::concluded_inspection(&county, &cast).await;
    let paper = |inspection: &Value| format!("/inspections/{}/papers", inspection["id"].as_str().unwrap());
    let issued = cast.zhao.get(&paper(&before)).await.ok();
    let order_before = issued_order(&cast.zhao, &before).await;
    let now = seen(&zhou, "xifeng").await;
    let profile = |from: &str, word: &str| {
        json!({"seen": now["revision"], "valid_from": from, "number_region": word, "address": "甘肃省庆阳市西峰区新址9号",
            "phone": "12000000905", "postcode": "745000", "fine_bank": "演示银行", "fine_account": "0001"})
    };
    let at = format!("/organisations/{}/profiles", organ("xifeng"));
    zhou.post(&at, &profile("2026-05-19", "庆西新")).await.is_refused(422, "organisation.profile_in_the_past");
    zhou.post(&at, &profile("2026-05-21", "甘庆镇")).await.is_refused(422, "organisation.number_region_taken");
    let after = zhou.post(&at, &profile("2026-05-21", "庆西新")).await.ok();
    assert_eq!(after["profiles"].as_array().unwrap().len(), 2);
    let court = after["remedy_places"].as_array().unwrap().iter().find(|p| p["kind"] == "litigation").unwrap().clone();
    let places = format!("/organisations/{}/remedy-places", organ("xifeng"));
    let close = json!({"seen": court["revision"], "kind": "litigation", "name": court["name"], "address": "",
        "is_default": true, "valid_from": court["valid_from"], "valid_to": "2026-05-20"});
    li.put(&format!("{places}/{}", court["id"].as_str().unwrap()), &close).await.ok();
    let new = json!({"id": id(), "kind": "litigation", "name": "庆阳铁路运输法院", "address": "", "is_default": true,
        "valid_from": "2026-05-21", "valid_to": null});
    li.post(&places, &new).await.ok();
    // 生效前一日：文号仍用旧的地区字。
    let scheme = path::submitted_scheme(&county, &cast.zhao).await;
    assert!(scheme["number"].as_str().unwrap().contains("甘庆西"), "{}", scheme["number"]);
    county.it_is("2026-05-21");
    let cast = Cast::of(&county).await;
    let scheme = path::submitted_scheme(&county, &cast.zhao).await;
    assert!(scheme["number"].as_str().unwrap().contains("庆西新"), "{}", scheme["number"]);
    let data = frozen(&county, &order_before).await;
    assert_eq!(data["litigation_court"], court["name"], "已经出具的不变");
    assert_eq!(cast.zhao.get(&paper(&before)).await.ok(), issued);
    let next = path::concluded_inspection(&county, &cast).await;
    let data = frozen(&county, &issued_order(&cast.zhao, &next).await).await;
    assert_eq!(data["litigation_court"], "庆阳铁路运输法院");
}

async fn issued_order(who: &Person, inspection: &Value) -> String {
    let at = format!("/rectifications/{}", inspection["rectification_id"].as_str().unwrap());
    who.get(&at).await.ok()["order_document_id"].as_str().unwrap().to_owned()
}

/// The data a paper was frozen with.
async fn frozen(county: &County, document: &str) -> Value {
    let id: lexicon::DocumentId = document.parse().unwrap();
    let system = authority::Permit::of_system("测试");
    let read = county.app.db.read(system, move |tx| {
        Box::pin(async move {
            let find = authority::q("SELECT data_json FROM documents WHERE id = ").b(id).beyond("a test");
            tx.one::<(String,)>(find).await
        })
    });
    serde_json::from_str(&read.await.unwrap().0).unwrap()
}

/// 同一天同一类只有一个默认地点；2024年起只有一个行政复议机关；由本机关业务管理员维护。
#[tokio::test]
async fn two_default_places_on_one_day_are_refused() {
    let county = County::new().await;
    let li = county.person("li").await;
    let at = format!("/organisations/{}/remedy-places", organ("xifeng"));
    let place = |kind: &str, is_default: bool, from: &str| {
        json!({"id": id(), "kind": kind, "name": "某地点", "address": "", "is_default": is_default, "valid_from": from,
            "valid_to": null})
    };
    li.post(&at, &place("litigation", true, "2026-06-01")).await.is_refused(422, "organisation.two_defaults");
    li.post(&at, &place("litigation", false, "2026-06-01")).await.ok();
    li.post(&at, &place("reconsideration", false, "2026-06-01"))
        .await
        .is_refused(422, "organisation.one_reconsideration");
    let ended_early = json!({"id": id(), "kind": "reconsideration", "name": "庆阳市应急管理局", "address": "", "is_default": false,
        "valid_from": "2019-01-01", "valid_to": "2023-12-31"});
    let after = li.post(&at, &ended_early).await.ok();
    assert_eq!(after["may_edit_places"], true);
    let first = after["remedy_places"].as_array().unwrap().iter().find(|p| p["is_default"] == true).unwrap().clone();
    let renamed = json!({"seen": first["revision"], "kind": first["kind"], "name": "改名", "address": "", "is_default": true,
        "valid_from": first["valid_from"], "valid_to": null});
    let of = format!("{at}/{}", first["id"].as_str().unwrap());
    li.put(&of, &renamed).await.is_refused(409, "organisation.place_in_force");
    let zhou = county.person("zhou").await;
    zhou.post(&at, &place("litigation", false, "2026-06-01")).await.is_refused(403, "request.forbidden");
    let beside = format!("/organisations/{}/remedy-places", organ("zhenyuan"));
    li.post(&beside, &place("litigation", false, "2026-06-01")).await.is_not_found();
}

/// 撤销须有日期；到日账号不能登录，在线的立即退出；原案卷上级照常查看；没有删除。
#[tokio::test]
async fn an_abolished_organ_cannot_log_in_and_its_papers_stay_readable_above() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let (shen, zhou) = (county.person("shen").await, county.person("zhou").await);
    let inspection = path::concluded_inspection(&county, &cast).await;
    let order = issued_order(&cast.zhao, &inspection).await;
    let at = format!("/organisations/{}/ending", organ("xifeng"));
    let now = seen(&shen, "xifeng").await;
    let ending = |kind: &str, on: &str, successor: Value| json!({"seen": now["revision"], "kind": kind, "ended_on": on, "successor_id": successor, "reason": "机构改革"});
    zhou.post(&at, &ending("abolished", "2026-06-01", Value::Null)).await.is_refused(409, "organisation.own_ending");
    let today = ending("abolished", "2026-05-20", Value::Null);
    let refused = shen.post(&at, &today).await.is_refused(409, "organisation.has_users");
    assert!(refused["detail"].as_str().unwrap().contains('个'));
    shen.post(&at, &ending("merged", "2026-06-01", Value::Null)).await.is_refused(422, "organisation.no_successor");
    shen.post(&at, &ending("abolished", "2026-05-01", Value::Null))
        .await
        .is_refused(422, "organisation.ends_in_the_past");
    let after = shen.post(&at, &ending("merged", "2026-06-01", json!(organ("qingyang")))).await.ok();
    assert_eq!((&after["state"], &after["successor_name"]), (&json!("merged"), &json!("庆阳市应急管理局")));
    cast.zhao.get("/me").await.ok();
    county.it_is("2026-05-31");
    county.person("zhao").await;
    county.it_is("2026-06-01");
    let account = county.account("zhao").account.clone();
    let right = json!({"account": account, "password": PASSWORD});
    county.nobody().post("/sessions", &right).await.is_refused(401, "organisation.ended_login");
    let wrong = json!({"account": account, "password": INITIAL});
    county.nobody().post("/sessions", &wrong).await.is_refused(401, "session.wrong_password");
    let shen = county.person("shen").await;
    assert_eq!(seen(&shen, "xifeng").await["may_edit"], false);
    shen.post(&at, &ending("abolished", "2026-07-01", Value::Null)).await.is_refused(409, "request.stale");
    let zheng = county.person("zheng").await;
    let pdf = zheng.get(&format!("/documents/{order}/file")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
}

/// 撤销的决定到日以前可以收回，到日账号照常登录；到日时还有未办结的检查的，上级收回、办结；没有的不能恢复。
#[tokio::test]
async fn an_ending_is_taken_back_before_its_day_and_afterwards_only_for_unfinished_work() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let (shen, zhou) = (county.person("shen").await, county.person("zhou").await);
    let (end, resume) = ["ending", "resumption"].map(|act| format!("/organisations/{}/{act}", organ("xifeng"))).into();
    let decide = async |on: &str| {
        let revision = seen(&county.person("shen").await, "xifeng").await["revision"].clone();
        let body =
            json!({"seen": revision, "kind": "abolished", "ended_on": on, "successor_id": null, "reason": "机构改革"});
        county.person("shen").await.post(&end, &body).await.ok()
    };
    let back = async || {
        let revision = seen(&county.person("shen").await, "xifeng").await["revision"].clone();
        let body = json!({"seen": revision, "reason": "改革推迟"});
        county.person("shen").await.post(&resume, &body).await
    };
    back().await.is_refused(409, "organisation.not_ending");
    let now = decide("2026-06-01").await;
    assert_eq!(now["may_resume"], true);
    let own = json!({"seen": now["revision"], "reason": "不想撤销"});
    zhou.post(&resume, &own).await.is_refused(409, "organisation.own_ending");
    let none = json!({"seen": now["revision"], "reason": ""});
    shen.post(&resume, &none).await.is_refused(422, "request.invalid");
    let now = back().await.ok();
    assert_eq!(
        (&now["state"], &now["ended_on"], &now["successor_name"], &now["may_resume"]),
        (&json!("active"), &Value::Null, &json!(""), &json!(false))
    );

    let scheme = path::completed_scheme(&county, &cast).await;
    decide("2026-06-01").await;
    county.it_is("2026-06-01");
    let account = county.account("zhao").account.clone();
    let right = json!({"account": account, "password": PASSWORD});
    county.nobody().post("/sessions", &right).await.is_refused(401, "organisation.ended_login");
    back().await.ok();
    let zhao = county.person("zhao").await;
    let seen_scheme = zhao.get(&format!("/schemes/{}", scheme["id"].as_str().unwrap())).await.ok();
    assert_eq!(seen_scheme["id"], scheme["id"], "what was begun can be finished");

    let other = organ("zhenyuan");
    let revision = seen(&county.person("shen").await, "zhenyuan").await["revision"].clone();
    let body = json!({"seen": revision, "kind": "merged", "ended_on": "2026-06-02", "successor_id": organ("qingyang"), "reason": "机构改革"});
    county.person("shen").await.post(&format!("/organisations/{other}/ending"), &body).await.ok();
    county.it_is("2026-06-02");
    let revision = seen(&county.person("shen").await, "zhenyuan").await["revision"].clone();
    let body = json!({"seen": revision, "reason": "恢复"});
    let at = format!("/organisations/{other}/resumption");
    county.person("shen").await.post(&at, &body).await.is_refused(409, "organisation.ended_for_good");
}

/// Bodies of the chapters on organs and officers, for the permission matrix.
pub fn body(path: &str) -> Value {
    let revision = json!(999);
    match path {
        "/officer-records" | "/officer-records/{id}" => {
            json!({"id": id(), "seen": revision, "name": "", "certificate_no": "", "certificate_kind": "",
                "valid_from": "2026-01-01", "valid_to": "2026-12-31"})
        }
        "/officer-records/{id}/account" => json!({"seen": revision, "user_id": null}),
        "/organisations" => {
            json!({"id": id(), "parent_id": id(), "name": "", "short_name": "", "level": "county", "region_code": "621099",
                "number_region": "甘庆测"})
        }
        "/organisations/{id}" => {
            json!({"seen": revision, "name": "", "short_name": "", "leader": "", "contact": "", "contact_phone": "",
                "ordinal": 0, "lookup_reach": "own"})
        }
        "/organisations/{id}/ending" => {
            json!({"seen": revision, "kind": "abolished", "ended_on": "2026-12-31", "successor_id": null, "reason": "x"})
        }
        "/organisations/{id}/profiles" => {
            json!({"seen": revision, "valid_from": "2026-12-31", "number_region": "", "address": "", "phone": "",
                "postcode": "", "fine_bank": "", "fine_account": ""})
        }
        "/organisations/{id}/remedy-places" | "/organisations/{id}/remedy-places/{place}" => {
            json!({"id": id(), "seen": revision, "kind": "litigation", "name": "", "address": "", "is_default": false,
                "valid_from": "2026-12-31", "valid_to": null})
        }
        "/organisations/{id}/departments" | "/departments/{id}" => json!({"id": id(), "seen": revision, "name": ""}),
        _ => json!({"seen": revision, "reason": "x"}),
    }
}
