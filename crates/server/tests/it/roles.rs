//! 业务角色授权 · own roles: what they open, whom they reach, and what they may not unite.

use crate::users::{form, opened, settled};
use crate::world::{County, Person, id};
use serde_json::{Value, json};

fn role(name: &str, verbs: &[&str]) -> Value {
    json!({"name": name, "note": "", "verbs": verbs})
}

async fn made(who: &Person, name: &str, verbs: &[&str]) -> Value {
    who.post("/roles", &json!({"id": id(), "role": role(name, verbs)})).await.ok()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// 自定角色恰好打开所选的权限；改角色、停用角色从下一个请求起生效。
#[tokio::test]
async fn an_own_role_opens_exactly_its_verbs() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let clerk = made(&zhou, "内勤", &["read_scheme"]).await;
    let mut user = form("12000000101", "秦小川", &[]);
    user["own_roles"] = json!([clerk["id"]]);
    let asked = json!({"id": id(), "organisation_id": server::install::organisation_id("xifeng"), "user": user});
    let slip = zhou.post("/users", &asked).await.ok();
    let qin = settled(&county, "12000000101", text(&slip["initial_password"])).await;
    let me = qin.get("/me").await.ok();
    let common = ["read_workbench", "read_reference", "read_scheme", "change_own_password", "end_own_sessions"];
    assert_eq!(me["verbs"], json!(common));
    qin.get("/schemes").await.ok();
    qin.get("/inspections").await.is_refused(403, "request.forbidden");
    let at = format!("/roles/{}", text(&clerk["id"]));
    let edit = json!({"seen": 1, "role": role("内勤", &["read_inspection"])});
    let clerk = zhou.put(&at, &edit).await.ok();
    assert_eq!((&clerk["holders"], &clerk["revision"]), (&json!(1), &json!(2)));
    qin.get("/schemes").await.is_refused(403, "request.forbidden");
    qin.get("/inspections").await.ok();
    zhou.put(&at, &edit).await.is_refused(409, "request.stale");
    let clerk = zhou.post(&format!("{at}/disabling"), &json!({"seen": 2})).await.ok();
    assert_eq!(clerk["is_enabled"], false);
    qin.get("/inspections").await.is_refused(403, "request.forbidden");
    zhou.post(&format!("{at}/disabling"), &json!({"seen": 3})).await.is_refused(409, "role.already_disabled");
    zhou.post(&format!("{at}/enabling"), &json!({"seen": 3})).await.ok();
    qin.get("/inspections").await.ok();
    let holders = zhou.get(&format!("/users?role={}", text(&clerk["id"]))).await.ok();
    assert_eq!((&holders["total"], &holders["items"][0]["name"]), (&json!(1), &json!("秦小川")));
    assert_eq!(holders["items"][0]["own_roles"], json!(["内勤"]));
}

/// 一个角色、一个人都不兼任不相容的职责，改角色时连带持有人一并判断。
#[tokio::test]
async fn duties_stay_apart_in_a_role_and_in_its_holders() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let clash = json!({"id": id(), "role": role("大包大揽", &["edit_user", "inspect"])});
    zhou.post("/roles", &clash).await.is_refused(422, "role.duty_conflict");
    let audit = made(&zhou, "审计助理", &["read_audit"]).await;
    let mut officer = form("12000000101", "秦小川", &["officer"]);
    officer["own_roles"] = json!([audit["id"]]);
    let asked = json!({"id": id(), "organisation_id": server::install::organisation_id("xifeng"), "user": officer});
    zhou.post("/users", &asked).await.is_refused(422, "user.duty_conflict");
    let helper = made(&zhou, "助手", &["read_scheme"]).await;
    officer["own_roles"] = json!([helper["id"]]);
    let asked = json!({"id": id(), "organisation_id": server::install::organisation_id("xifeng"), "user": officer});
    zhou.post("/users", &asked).await.ok();
    let edit = json!({"seen": 1, "role": role("助手", &["read_audit"])});
    let at = format!("/roles/{}", text(&helper["id"]));
    let refused = zhou.put(&at, &edit).await.is_refused(422, "role.holder_conflict");
    assert!(text(&refused["detail"]).contains("秦小川"), "{refused}");
}

/// 机构内角色不重名；名称和权限必填。
#[tokio::test]
async fn a_name_stands_once_in_an_organ() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    made(&zhou, "内勤", &["read_scheme"]).await;
    let again = json!({"id": id(), "role": role(" 内勤 ", &["read_inspection"])});
    zhou.post("/roles", &again).await.is_refused(422, "role.name_taken");
    let empty = json!({"id": id(), "role": role("", &[])});
    zhou.post("/roles", &empty).await.is_refused(422, "request.invalid");
    let province = county.administrator_of("gansu").await;
    made(&province, "内勤", &["read_scheme"]).await;
}

/// 角色只能授予设立机构及下级的用户；上级授予的，下级既看不到也取消不了；邻县的角色不存在。
#[tokio::test]
async fn a_role_reaches_the_own_organ_and_below() {
    let county = County::new().await;
    let (zhou, province) = (county.person("zhou").await, county.administrator_of("gansu").await);
    let neighbour = county.administrator_of("zhenyuan").await;
    let of_province = made(&province, "督查员", &["read_inspection"]).await;
    let of_xifeng = made(&zhou, "内勤", &["read_scheme"]).await;
    let of_zhenyuan = made(&neighbour, "内勤", &["read_scheme"]).await;
    let slip = opened(&zhou, "12000000101", &["officer"]).await;
    let at = format!("/users/{}", text(&slip["user_id"]));
    let edit = |seen: &Value, own: &[&Value]| {
        let mut user = form("12000000101", "秦小川", &["officer"]);
        user["own_roles"] = json!(own.iter().map(|r| &r["id"]).collect::<Vec<_>>());
        json!({"seen": seen, "user": user})
    };
    let one = json!(1);
    for foreign in [&of_province, &of_zhenyuan] {
        zhou.put(&at, &edit(&one, &[foreign])).await.is_refused(422, "user.role_out_of_reach");
    }
    province.put(&at, &edit(&one, &[&of_zhenyuan])).await.is_refused(422, "user.role_out_of_reach");
    let row = province.put(&at, &edit(&one, &[&of_province])).await.ok();
    let row = zhou.put(&at, &edit(&row["revision"], &[&of_xifeng])).await.ok();
    let mut held: Vec<(&str, bool)> =
        row["held"].as_array().unwrap().iter().map(|r| (text(&r["name"]), r["is_fixed"] == true)).collect();
    held.sort_unstable();
    assert_eq!(held, [("内勤", false), ("督查员", true)]);
    let list = zhou.get("/roles").await.ok();
    assert_eq!((&list["total"], &list["items"][0]["organisation_name"]), (&json!(1), &of_xifeng["organisation_name"]));
    let foreign = format!("/roles/{}", text(&of_zhenyuan["id"]));
    zhou.put(&foreign, &json!({"seen": 1, "role": role("x", &["read_scheme"])})).await.is_not_found();
    zhou.post(&format!("{foreign}/disabling"), &json!({"seen": 1})).await.is_not_found();
    let reach = format!("/roles?for_organisation={}", server::install::organisation_id("xifeng"));
    assert_eq!(
        (zhou.get(&reach).await.ok()["total"].clone(), province.get(&reach).await.ok()["total"].clone()),
        (json!(1), json!(2))
    );
}

/// 权限树列出全部权限，内置角色与权限表一致，只读。
#[tokio::test]
async fn the_tree_shows_what_there_is_to_grant() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let all = zhou.get("/permissions").await.ok();
    let tree: usize = all["tree"].as_array().unwrap().iter().map(|b| b["verbs"].as_array().unwrap().len()).sum();
    assert_eq!(tree, <authority::Verb as lexicon::Term>::ALL.len());
    let auditor = all["built_in"].as_array().unwrap().iter().find(|r| r["role"] == "auditor").unwrap();
    assert_eq!(auditor["duties"], json!(["oversight"]));
    county.person("zhao").await.get("/permissions").await.is_refused(403, "request.forbidden");
}
