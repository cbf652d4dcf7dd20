//! 停用、改授角色、机构撤销的故事 · nobody leaves with work in the air

use crate::path::{self, Cast};
use crate::users::{form, settled};
use crate::world::{County, Person, id};
use authority::Db;
use lexicon::{Clock, RegionCode};
use serde_json::{Value, json};
use server::install::{First, first};

fn user(key: &str) -> String {
    server::install::user_id(key).to_string()
}

async fn show(admin: &Person, id: &str) -> Value {
    admin.get(&format!("/users/{id}")).await.ok()
}

/// Hands everything to the first who can take it.
async fn hand_over(admin: &Person, key: &str) {
    let work = admin.get(&format!("/users/{}/open-work", user(key))).await.ok();
    let items = work["items"].as_array().unwrap().iter();
    let passes: Vec<Value> = items
        .map(|w| json!({"id": w["id"], "to": w["takers"].as_array().unwrap().first().unwrap()["user_id"]}))
        .collect();
    let asked = json!({"seen": work["revision"], "passes": passes});
    admin.post(&format!("/users/{}/hand-overs", user(key)), &asked).await.ok();
}

/// 名下还有检查的账号先交接再停用；情况紧急可以立即停用，没交接的列出来，交接以后清单才空。
#[tokio::test]
async fn an_account_with_work_is_disabled_knowingly_and_the_work_stays_in_sight() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::begun_inspection(&cast, &path::completed_scheme(&county, &cast).await).await;
    let zhou = county.person("zhou").await;
    assert_eq!(zhou.get("/stranded-work").await.ok(), json!([]));
    let at = format!("/users/{}/disabling", user("zhao"));
    let seen = show(&zhou, &user("zhao")).await["revision"].clone();
    let refused = zhou.post(&at, &json!({"seen": seen, "reason": "被盗用"})).await;
    let refused = refused.is_refused(422, "handover.still_in_hand");
    assert!(refused["field"] == "leaves_work" && refused["detail"].as_str().unwrap().contains("1件"), "{refused}");
    zhou.post(&at, &json!({"seen": seen, "reason": "被盗用", "leaves_work": true})).await.ok();
    let left = zhou.get("/stranded-work").await.ok();
    assert_eq!(
        (&left[0]["name"], &left[0]["state"], &left[0]["count"]),
        (&json!("赵明远"), &json!("disabled"), &json!(1))
    );
    hand_over(&zhou, "zhao").await;
    assert_eq!(zhou.get("/stranded-work").await.ok(), json!([]));
    let wang = county.person("wang").await;
    wang.get("/stranded-work").await.is_refused(403, "request.forbidden");
}

/// 待办的审核没有交出去，审核人的角色取消不了；别的资料照样可以改；交出去以后可以取消。
#[tokio::test]
async fn a_role_is_not_taken_away_while_its_work_waits() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::submitted_scheme(&county, &cast.zhao).await;
    let zhou = county.person("zhou").await;
    let at = format!("/users/{}", user("feng"));
    let edit = async |roles: Value, title: &str| {
        let now = show(&zhou, &user("feng")).await;
        let input = json!({"account": now["full_account"], "name": now["name"], "title": title,
            "department_id": now["department_id"], "roles": roles, "own_roles": []});
        zhou.put(&at, &json!({"seen": now["revision"], "user": input})).await
    };
    edit(json!(["reviewer"]), "股长").await.ok();
    let refused = edit(json!(["approver"]), "股长").await.is_refused(422, "handover.role_still_needed");
    assert_eq!(refused["field"], "roles");
    hand_over(&zhou, "feng").await;
    edit(json!(["approver"]), "股长").await.ok();
}

/// 撤回证件的执法人员名下的检查还在他名下，看得见、要交接；名下有工作的不能解除账号关联。
#[tokio::test]
async fn a_withdrawn_certificate_hides_no_work() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::begun_inspection(&cast, &path::completed_scheme(&county, &cast).await).await;
    let (zhou, li) = (county.person("zhou").await, county.person("li").await);
    let at = format!("/officer-records/{}", server::install::officer_id("zhao"));
    let record = li.get(&at).await.ok();
    let unlink = json!({"seen": record["revision"], "user_id": null});
    li.put(&format!("{at}/account"), &unlink).await.is_refused(422, "handover.link_still_needed");
    li.post(&format!("{at}/withdrawal"), &json!({"seen": record["revision"]})).await.ok();
    let work = zhou.get(&format!("/users/{}/open-work", user("zhao"))).await.ok();
    assert_eq!(work["items"][0]["kind"], "inspection", "{work}");
    let left = zhou.get("/stranded-work").await.ok();
    assert_eq!((&left[0]["name"], &left[0]["state"]), (&json!("赵明远"), &json!("enabled")));
}

/// 还有未办结检查的机构当日撤销不了，说明还有几件；办结以后可以。
#[tokio::test]
async fn an_organ_does_not_end_with_work_unfinished() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::begun_inspection(&cast, &path::completed_scheme(&county, &cast).await).await;
    let shen = county.person("shen").await;
    let organ = server::install::organisation_id("xifeng").to_string();
    let people = shen.get(&format!("/users?size=100&organisation_id={organ}&state=enabled")).await.ok();
    for person in people["items"].as_array().unwrap() {
        let asked = json!({"seen": person["revision"], "reason": "机构改革", "leaves_work": true});
        shen.post(&format!("/users/{}/disabling", person["id"].as_str().unwrap()), &asked).await.ok();
    }
    let seen = shen.get(&format!("/organisations/{organ}")).await.ok()["revision"].clone();
    let ending = |on: &str| json!({"seen": seen, "kind": "abolished", "ended_on": on, "successor_id": null, "reason": "机构改革"});
    let refused = shen.post(&format!("/organisations/{organ}/ending"), &ending("2026-05-20")).await;
    let refused = refused.is_refused(422, "handover.organ_still_at_work");
    assert!(refused["detail"].as_str().unwrap().contains("1件"), "{refused}");
    shen.post(&format!("/organisations/{organ}/ending"), &ending("2026-09-01")).await.ok();
    let next = json!({"id": id(), "parent_id": server::install::organisation_id("qingyang"), "name": "庆阳市西峰区应急局",
        "short_name": "西峰应急", "level": "county", "region_code": "621002", "region_name": "", "number_region": "甘庆峰",
        "leader": "", "contact": "", "contact_phone": "", "ordinal": 0});
    shen.post("/organisations", &next).await.is_refused(422, "organisation.region_taken");
    county.it_is("2026-09-01");
    county.person("shen").await.post("/organisations", &next).await.ok();
}

/// 自定义角色含“审核审批”权限的人，可以选作审核人、审批人。
#[tokio::test]
async fn whoever_may_decide_by_an_own_role_can_be_asked() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let zhou = county.person("zhou").await;
    let role = json!({"name": "分管领导", "note": "", "verbs": ["read_approval", "decide_approval", "read_scheme", "read_document"]});
    let role = zhou.post("/roles", &json!({"id": id(), "role": role})).await.ok();
    let mut input = form("12000000101", "秦小川", &[]);
    input["own_roles"] = json!([role["id"]]);
    let asked = json!({"id": id(), "organisation_id": server::install::organisation_id("xifeng"), "user": input});
    let slip = zhou.post("/users", &asked).await.ok();
    let qin = settled(&county, "12000000101", slip["initial_password"].as_str().unwrap()).await;
    let offered = cast.zhao.get("/approvers").await.ok();
    let names = |list: &Value| list.to_string();
    assert!(names(&offered["approvers"]).contains("秦小川") && names(&offered["reviewers"]).contains("秦小川"));
    let mut draft = path::draft(&county, &cast.zhao).await;
    draft["approver_id"] = slip["user_id"].clone();
    let scheme = cast.zhao.post("/schemes", &json!({"id": id(), "draft": draft})).await.ok();
    let at = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    let scheme = cast.zhao.post(&at, &json!({"seen": scheme["revision"]})).await.ok();
    for signer in [&cast.feng, &qin] {
        let approval = path::approval_for(signer, &scheme).await;
        path::decides(signer, &approval, true, "同意").await;
    }
    let now = cast.zhao.get(&format!("/schemes/{}", scheme["id"].as_str().unwrap())).await.ok();
    assert_eq!(now["state"], "completed", "{now}");
}

/// 空的数据库上，一条命令建立本机关和系统管理员；他能登录；再来一次不行。
#[tokio::test]
async fn a_county_alone_begins_with_one_command() {
    let county = County::of_nobody().await;
    let db: &Db = &county.app.db;
    let asked = |region: &str, account: &str| First {
        region: RegionCode::parse(region).unwrap(),
        name: "庆阳市西峰区应急管理局".into(),
        short_name: "西峰区应急局".into(),
        number_region: "甘庆西".into(),
        admin_name: "周立群".into(),
        admin_account: account.into(),
    };
    let clock = Clock::at("2026-05-20".parse().unwrap());
    let begin = async |asked: First| first((db, &clock), &county.seed, asked).await;
    assert!(begin(asked("621099", "12000000005")).await.unwrap_err().contains("--region"));
    assert!(begin(asked("621002", "1200")).await.unwrap_err().contains("手机号"));
    let (account, password, _) = begin(asked("621002", "12000000005")).await.unwrap();
    let zhou = settled(&county, &account, &password).await;
    assert_eq!(zhou.get("/me").await.ok()["roles"], json!(["system_admin"]));
    zhou.get("/organisations").await.ok();
    assert!(begin(asked("621002", "12000000105")).await.unwrap_err().contains("已经有机构"));
}
