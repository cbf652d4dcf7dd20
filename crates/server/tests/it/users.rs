//! 统一用户管理 · accounts, initial passwords, locks, sessions; and who may manage whom.

use crate::world::{Answer, County, PASSWORD, Person, id};
use axum::http::Method;
use lexicon::CommandId;
use serde_json::{Value, json};

pub const NEW: &str = "12000000101";

pub async fn boss(county: &County) -> Person {
    county.person("zhou").await
}

fn organ(key: &str) -> String {
    server::install::organisation_id(key).to_string()
}

pub fn form(account: &str, name: &str, roles: &[&str]) -> Value {
    json!({"account": account, "name": name, "title": "执法员", "department_id": null, "roles": roles, "own_roles": []})
}

/// A user of 西峰区, with the slip.
pub async fn opened(who: &Person, account: &str, roles: &[&str]) -> Value {
    let asked = json!({"id": id(), "organisation_id": organ("xifeng"), "user": form(account, "秦小川", roles)});
    who.post("/users", &asked).await.ok()
}

pub async fn try_login(county: &County, account: &str, password: &str) -> (Person, Answer) {
    let mut who = county.nobody();
    let answer = who.post("/sessions", &json!({"account": account, "password": password})).await;
    who.cookie = answer.cookie.clone().unwrap_or_default();
    (who, answer)
}

/// Logs in with an initial password and sets one's own.
pub async fn settled(county: &County, account: &str, initial: &str) -> Person {
    let (who, answer) = try_login(county, account, initial).await;
    assert_eq!(answer.ok()["must_change_password"], true);
    who.put("/me/password", &json!({"old_password": initial, "new_password": PASSWORD})).await.ok();
    who
}

/// One user, as the administrator sees it now.
pub async fn seen(who: &Person, id: &str) -> Value {
    who.get(&format!("/users/{id}")).await.ok()
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// 新建用户发给一次性初始密码，首次登录须修改；在此之前什么也不能办。
#[tokio::test]
async fn a_new_user_begins_with_a_slip_and_a_password_of_his_own() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let slip = opened(&zhou, NEW, &["officer"]).await;
    let initial = text(&slip["initial_password"]).to_owned();
    assert_eq!((&slip["account"], &slip["name"]), (&json!(NEW), &json!("秦小川")));
    let row = seen(&zhou, text(&slip["user_id"])).await;
    assert_eq!((&row["account"], &row["full_account"]), (&json!("120****0101"), &json!(NEW)));
    assert_eq!((&row["must_change_password"], &row["state"]), (&json!(true), &json!("enabled")));
    let (who, answer) = try_login(&county, NEW, &initial).await;
    assert_eq!(answer.ok()["must_change_why"], "initial");
    who.get("/schemes").await.is_refused(403, "session.password_must_change");
    let change = |new: &str| json!({"old_password": initial, "new_password": new});
    who.put("/me/password", &change(&initial)).await.is_refused(422, "session.password_same");
    let me = who.put("/me/password", &change(PASSWORD)).await.ok();
    assert_eq!((&me["must_change_password"], &me["must_change_why"]), (&json!(false), &Value::Null));
    assert_eq!(who.get("/schemes").await.ok()["total"], 0);
    try_login(&county, NEW, &initial).await.1.is_refused(401, "session.wrong_password");
}

/// 一次性密码只在答复中出现一次：库里、留痕里、已答复的命令里都没有；同一命令重发也不再给出。
#[tokio::test]
async fn the_one_time_password_is_nowhere_but_on_the_slip() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let (command, asked) = (
        CommandId::new(),
        json!({"id": id(), "organisation_id": organ("xifeng"), "user": form(NEW, "秦小川", &["officer"])}),
    );
    let slip = zhou.send(Method::POST, "/users", command, Some(&asked)).await.ok();
    let again = zhou.send(Method::POST, "/users", command, Some(&asked)).await.ok();
    assert_eq!((&again["user_id"], &again["initial_password"]), (&slip["user_id"], &Value::Null));
    let at = format!("/users/{}/password-resets", text(&slip["user_id"]));
    let (command, seen) = (CommandId::new(), json!({"seen": 1}));
    let reset = zhou.send(Method::POST, &at, command, Some(&seen)).await.ok();
    let repeated = zhou.send(Method::POST, &at, command, Some(&seen)).await.ok();
    assert_eq!(repeated["initial_password"], Value::Null);
    let passwords = [text(&slip["initial_password"]).to_owned(), text(&reset["initial_password"]).to_owned()];
    assert_ne!(passwords[0], passwords[1]);
    try_login(&county, NEW, &passwords[0]).await.1.is_refused(401, "session.wrong_password");
    try_login(&county, NEW, &passwords[1]).await.1.ok();
    county.app.db.readings_written().await;
    let all = county.everything_stored().await;
    assert!(all.contains(NEW), "the store was read");
    for password in &passwords {
        assert!(!all.contains(password.as_str()), "a one-time password was stored");
    }
}

/// 停用、重置密码后，该用户的登录立即全部失效；启用后原密码照旧。
#[tokio::test]
async fn disabling_and_resetting_end_every_session_at_once() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let (pc, other) = (county.person("qian").await, county.person("qian").await);
    pc.get("/me").await.ok();
    other.get("/me").await.ok();
    let at = format!("/users/{}", server::install::user_id("qian"));
    let row = zhou.get(&at).await.ok();
    let no_reason = json!({"seen": row["revision"], "reason": " "});
    zhou.post(&format!("{at}/disabling"), &no_reason).await.is_refused(422, "request.invalid");
    let ask = |row: &Value| json!({"seen": row["revision"], "reason": "调离执法岗位"});
    let row = zhou.post(&format!("{at}/disabling"), &ask(&row)).await.ok();
    assert_eq!((&row["state"], &row["disabled_reason"]), (&json!("disabled"), &json!("调离执法岗位")));
    for session in [&pc, &other] {
        session.get("/me").await.is_refused(401, "session.none");
    }
    let account = &county.account("qian").account;
    try_login(&county, account, PASSWORD).await.1.is_refused(401, "session.wrong_password");
    let reset = format!("{at}/password-resets");
    zhou.post(&reset, &json!({"seen": row["revision"]})).await.is_refused(409, "user.is_disabled");
    zhou.post(&format!("{at}/disabling"), &ask(&row)).await.is_refused(409, "user.already_disabled");
    let row = zhou.post(&format!("{at}/enabling"), &ask(&row)).await.ok();
    let (again, answer) = try_login(&county, account, PASSWORD).await;
    answer.ok();
    again.get("/schemes").await.ok();
    zhou.post(&reset, &json!({"seen": row["revision"]})).await.ok();
    again.get("/me").await.is_refused(401, "session.none");
    let stale = zhou.post(&reset, &json!({"seen": row["revision"]})).await.is_refused(409, "request.stale");
    assert_eq!(stale["current"]["by"], "周文博");
}

/// 管理员只管本级及下级：邻县和上级的用户对他不存在；本人的角色、停用、重置由他人办理。
#[tokio::test]
async fn an_administrator_reaches_the_own_level_and_below_and_not_himself() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let total = zhou.get("/users?size=100").await.ok();
    let names: Vec<&str> = total["items"].as_array().unwrap().iter().map(|u| text(&u["name"])).collect();
    assert!(names.contains(&"赵明远") && !names.contains(&"王志刚") && !names.contains(&"郑海峰"), "{names:?}");
    for key in ["wang", "zheng"] {
        let at = format!("/users/{}", server::install::user_id(key));
        zhou.get(&at).await.is_not_found();
        let edit = json!({"seen": 1, "user": form("12000000199", "某人", &["officer"])});
        zhou.put(&at, &edit).await.is_not_found();
        zhou.post(&format!("{at}/disabling"), &json!({"seen": 1, "reason": "x"})).await.is_not_found();
        zhou.post(&format!("{at}/password-resets"), &json!({"seen": 1})).await.is_not_found();
        zhou.post(&format!("{at}/unlocking"), &json!({"seen": 1})).await.is_not_found();
    }
    for key in ["zhenyuan", "gansu"] {
        let asked = json!({"id": id(), "organisation_id": organ(key), "user": form(NEW, "某人", &["officer"])});
        zhou.post("/users", &asked).await.is_refused(422, "user.no_organisation");
        zhou.get(&format!("/users?organisation_id={}", organ(key))).await.is_not_found();
    }
    let at = format!("/users/{}", server::install::user_id("zhou"));
    let me = zhou.get(&at).await.ok();
    assert_eq!((&me["is_self"], &me["acts"]), (&json!(true), &json!(["edit"])));
    let seen = &me["revision"];
    let own = |roles: &[&str]| json!({"seen": seen, "user": form("12000000005", "周文博", roles)});
    zhou.put(&at, &own(&["system_admin", "seal_uploader"])).await.is_refused(422, "user.himself");
    zhou.post(&format!("{at}/disabling"), &json!({"seen": seen, "reason": "x"})).await.is_refused(422, "user.himself");
    zhou.post(&format!("{at}/password-resets"), &json!({"seen": seen})).await.is_refused(422, "user.himself");
    assert_eq!(zhou.put(&at, &own(&["system_admin"])).await.ok()["title"], "执法员");
}

/// 填写有误逐栏指出；手机号已有账号的不能再建；不相容的职责不授予一人。
#[tokio::test]
async fn a_form_is_judged_by_field_and_duties_are_kept_apart() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let ask = |user: Value| json!({"id": id(), "organisation_id": organ("xifeng"), "user": user});
    let wrong = zhou.post("/users", &ask(form("1200000", "", &["officer"]))).await.is_refused(422, "request.invalid");
    let fields: Vec<&str> = wrong["errors"].as_array().unwrap().iter().map(|e| text(&e["field"])).collect();
    assert_eq!(fields, ["account", "name"]);
    let taken = form(&county.account("wang").account, "秦小川", &["officer"]);
    let taken = zhou.post("/users", &ask(taken)).await.is_refused(422, "user.account_taken");
    assert!(!taken["detail"].as_str().unwrap().contains('王'), "{taken}");
    zhou.post("/users", &ask(form(NEW, "秦小川", &[]))).await.is_refused(422, "user.no_role");
    for pair in [
        ["system_admin", "auditor"],
        ["system_admin", "officer"],
        ["auditor", "business_admin"],
        ["seal_uploader", "seal_reviewer"],
    ] {
        zhou.post("/users", &ask(form(NEW, "秦小川", &pair))).await.is_refused(422, "user.duty_conflict");
    }
    let mut elsewhere = form(NEW, "秦小川", &["officer"]);
    elsewhere["department_id"] = json!(id());
    zhou.post("/users", &ask(elsewhere)).await.is_refused(422, "user.no_department");
    assert_eq!(zhou.get(&format!("/users?q={NEW}")).await.ok()["total"], 0);
    let slip = opened(&zhou, NEW, &["officer", "reviewer"]).await;
    let at = format!("/users/{}", text(&slip["user_id"]));
    let clash = json!({"seen": 1, "user": form(NEW, "秦小川", &["officer", "auditor"])});
    zhou.put(&at, &clash).await.is_refused(422, "user.duty_conflict");
}

/// 角色变更从下一个请求起生效，登录不断；改了账号的须用新账号重新登录。
#[tokio::test]
async fn a_changed_role_holds_from_the_next_request() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let slip = opened(&zhou, NEW, &["officer"]).await;
    let who = settled(&county, NEW, text(&slip["initial_password"])).await;
    who.get("/schemes").await.ok();
    let at = format!("/users/{}", text(&slip["user_id"]));
    let row = zhou.get(&at).await.ok();
    let edit = json!({"seen": row["revision"], "user": form(NEW, "秦小川", &["auditor"])});
    let row = zhou.put(&at, &edit).await.ok();
    who.get("/schemes").await.is_refused(403, "request.forbidden");
    assert_eq!(who.get("/me").await.ok()["roles"], json!(["auditor"]));
    let edit = json!({"seen": row["revision"], "user": form("12000000102", "秦小川", &["auditor"])});
    zhou.put(&at, &edit).await.ok();
    who.get("/me").await.is_refused(401, "session.none");
    try_login(&county, "12000000102", PASSWORD).await.1.ok();
}

/// 列表按机构、姓名或账号、角色、状态查询，分页不重不漏。
#[tokio::test]
async fn the_list_is_filtered_and_paged() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let total = async |query: &str| zhou.get(&format!("/users?{query}")).await.ok()["total"].as_i64().unwrap();
    let all = total("").await;
    assert!(all >= 9, "{all}");
    assert_eq!(total("q=%E8%B5%B5%E6%98%8E").await, 1);
    assert_eq!((total("q=12000000").await, total("q=12000000005").await, total("q=13").await), (all, 1, 0));
    assert_eq!((total("role=system_admin").await, total("role=auditor").await), (1, 1));
    assert_eq!((total("state=enabled").await, total("state=disabled").await, total("state=locked").await), (all, 0, 0));
    assert_eq!(total(&format!("organisation_id={}&below=only", organ("xifeng"))).await, all);
    zhou.get("/users?state=gone").await.is_refused(422, "request.invalid");
    for n in 0..12 {
        opened(&zhou, &format!("120000002{n:02}"), &["officer"]).await;
    }
    let (mut cursor, mut seen) = (String::new(), Vec::new());
    loop {
        let page = zhou.get(&format!("/users?size=10&cursor={cursor}")).await.ok();
        seen.extend(page["items"].as_array().unwrap().iter().map(|u| text(&u["id"]).to_owned()));
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len() as i64, count as i64), (all + 12, all + 12));
}

/// 全国、全省的管理员按姓名中任意相邻的字查用户：与逐一比对的结果相同；改名、调动以后照样查得到，旧名查不到；县里的看不见县外的。
#[tokio::test]
async fn a_name_is_found_by_any_of_its_characters_however_wide_the_scope() {
    let county = County::new().await;
    let (nation, province) = (county.administrator_of("ministry").await, county.administrator_of("gansu").await);
    let shen = county.person("shen").await;
    let found = async |who: &Person, q: &str| {
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = who.get(&format!("/users?size=10&q={}&cursor={cursor}", encoded(q))).await.ok();
            let items = page["items"].as_array().unwrap();
            names.extend(items.iter().map(|u| u["name"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => {
                    assert_eq!(page["total"], names.len(), "{q}");
                    return names;
                }
            }
        }
    };
    let all: Vec<String> = county.seed.people.iter().map(|p| p.name.clone()).collect();
    for part in ["赵明", "明远", "赵明远", "建平", "秦文昭", "文昭", "不在", "赵远", "明远赵"] {
        let mut expected: Vec<&String> = all.iter().filter(|name| name.contains(part)).collect();
        let mut names = found(&nation, part).await;
        names.sort();
        expected.sort();
        assert_eq!(names.iter().collect::<Vec<_>>(), expected, "{part}");
    }
    assert_eq!(found(&province, "秦文").await, Vec::<String>::new(), "the ministry is not below the province");
    assert_eq!(found(&province, "明远").await, ["赵明远"]);

    let user = server::install::user_id("zhao");
    let now = shen.get(&format!("/users/{user}")).await.ok();
    let renamed = json!({"account": now["full_account"], "name": "赵知行", "title": now["title"],
        "department_id": now["department_id"], "roles": now["roles"], "own_roles": []});
    shen.put(&format!("/users/{user}"), &json!({"seen": now["revision"], "user": renamed})).await.ok();
    for who in [&nation, &province, &shen] {
        assert_eq!(found(who, "知行").await, ["赵知行"]);
        assert_eq!(found(who, "明远").await, Vec::<String>::new());
    }
    let jiang = county.person("jiang").await;
    assert_eq!(found(&jiang, "知行").await, Vec::<String>::new(), "another county");
}

/// As it stands in an address.
fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
