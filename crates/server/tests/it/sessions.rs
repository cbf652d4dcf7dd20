//! 登录与密码的期限 · passwords, locks, sessions and the settings behind them, and what of it stands in the trail.

use crate::users::{NEW, boss, opened, seen, text, try_login};
use crate::world::{County, PASSWORD};
use serde_json::{Value, json};

/// 初始密码七日内有效，过期须重新重置。
#[tokio::test]
async fn an_initial_password_runs_out() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let slip = opened(&zhou, NEW, &["officer"]).await;
    let initial = text(&slip["initial_password"]);
    county.it_is("2026-05-26");
    try_login(&county, NEW, initial).await.1.ok();
    county.it_is("2026-05-27");
    try_login(&county, NEW, initial).await.1.is_refused(401, "session.initial_over");
    let zhou = boss(&county).await;
    let at = format!("/users/{}/password-resets", text(&slip["user_id"]));
    let slip = zhou.post(&at, &json!({"seen": 1})).await.ok();
    try_login(&county, NEW, text(&slip["initial_password"])).await.1.ok();
}

/// 密码九十日到期，登录后须先修改；最近五次用过的密码不得再用。
#[tokio::test]
async fn a_password_lasts_ninety_days_and_the_last_five_do_not_come_back() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let password = |n: usize| format!("Xifeng-Story-{}", 3000 + n);
    let change = |old: &str, new: &str| json!({"old_password": old, "new_password": new});
    let mut old = PASSWORD.to_owned();
    for n in 0..4 {
        zhao.put("/me/password", &change(&old, &password(n))).await.ok();
        old = password(n);
    }
    for n in 0..3 {
        zhao.put("/me/password", &change(&old, &password(n))).await.is_refused(422, "session.password_used");
    }
    zhao.put("/me/password", &change(&old, PASSWORD)).await.is_refused(422, "session.password_used");
    zhao.put("/me/password", &change(&old, &password(4))).await.ok();
    zhao.put("/me/password", &change(&password(4), PASSWORD)).await.ok();
    county.it_is("2026-08-17");
    let account = &county.account("zhao").account;
    assert_eq!(try_login(&county, account, PASSWORD).await.1.ok()["must_change_password"], false);
    county.it_is("2026-08-18");
    let (zhao, answer) = try_login(&county, account, PASSWORD).await;
    assert_eq!(answer.ok()["must_change_why"], "expired");
    zhao.get("/schemes").await.is_refused(403, "session.password_must_change");
    zhao.put("/me/password", &change(PASSWORD, &password(9))).await.ok();
    zhao.get("/schemes").await.ok();
}

/// 管理员可以提前解锁；没有锁定的不能解锁。
#[tokio::test]
async fn an_administrator_unlocks_before_the_time() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    county.person("qian").await;
    let qian = server::install::user_id("qian").to_string();
    let account = &county.account("qian").account;
    for _ in 0..4 {
        try_login(&county, account, "wrong").await.1.is_refused(401, "session.wrong_password");
    }
    try_login(&county, account, "wrong").await.1.is_refused(429, "session.locked");
    try_login(&county, account, PASSWORD).await.1.is_refused(429, "session.locked");
    let row = seen(&zhou, &qian).await;
    assert_eq!(row["state"], "locked");
    assert!(row["acts"].as_array().unwrap().contains(&json!("unlock")));
    let at = format!("/users/{qian}/unlocking");
    let row = zhou.post(&at, &json!({"seen": row["revision"]})).await.ok();
    assert_eq!(row["state"], "enabled");
    try_login(&county, account, PASSWORD).await.1.ok();
    zhou.post(&at, &json!({"seen": row["revision"]})).await.is_refused(409, "user.not_locked");
}

/// 登录、失败、注销记在本人机关的留痕里，带来源地址；不存在的账号记在系统名下，账号遮盖。
#[tokio::test]
async fn logins_stand_in_the_trail_of_the_persons_own_organ() {
    let county = County::new().await;
    let qian = county.person("qian").await;
    try_login(&county, &county.account("qian").account, "wrong").await.1.is_refused(401, "session.wrong_password");
    try_login(&county, "12000009999", "wrong").await.1.is_refused(401, "session.wrong_password");
    try_login(&county, "My-Secret-Password-1", "wrong").await.1.is_refused(401, "session.wrong_password");
    qian.delete("/sessions/current").await.ok();
    county.app.db.readings_written().await;
    let lines = county.trail().await;
    let of = |act: &str, class: &str| -> Vec<_> {
        lines.iter().filter(|l| l.act == act && l.class == class && l.user_name == "钱立诚").collect()
    };
    let xifeng = server::install::organisation_id("xifeng").0;
    for (act, class) in [("登录", "login"), ("登录失败", "failure"), ("注销", "login")] {
        let found = of(act, class);
        assert!(!found.is_empty(), "{act}");
        assert!(found.iter().all(|l| l.organisation_id == xifeng && l.address == "192.0.2.10"), "{found:?}");
    }
    let unknown: Vec<_> = lines.iter().filter(|l| l.act == "登录失败" && l.organisation_id.is_nil()).collect();
    let shown: Vec<&str> = unknown.iter().map(|l| l.after_json.as_str()).collect();
    assert_eq!(shown, ["\"120****9999\"", "\"***\""]);
    assert!(unknown.iter().all(|l| l.address == "192.0.2.10"));
}

/// 本人看得到自己的各处登录，可以逐处退出或者全部退出；别人的退不掉。
#[tokio::test]
async fn one_sees_and_ends_the_own_sessions() {
    let county = County::new().await;
    let (here, there) = (county.person("qian").await, county.person("qian").await);
    let zhao = county.person("zhao").await;
    let list = here.get("/sessions").await.ok();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert!(list.iter().all(|s| s["address"] == "192.0.2.10"));
    let other = list.iter().find(|s| s["is_current"] == false).unwrap();
    let at = format!("/sessions/{}", text(&other["id"]));
    zhao.delete(&at).await.is_not_found();
    there.get("/me").await.ok();
    here.delete(&at).await.ok();
    there.get("/me").await.is_refused(401, "session.none");
    let there = county.person("qian").await;
    here.delete("/sessions").await.ok();
    for who in [&here, &there] {
        who.get("/me").await.is_refused(401, "session.none");
    }
    zhao.get("/me").await.ok();
}

/// 两小时没有操作自动退出，一次登录最长十二小时；期限按系统参数。
#[tokio::test]
async fn a_session_ends_when_idle_and_when_it_is_too_long() {
    let county = County::new().await;
    let qian = county.person("qian").await;
    county.hours_pass(2);
    qian.get("/me").await.ok();
    county.hours_pass(3);
    qian.get("/me").await.is_refused(401, "session.none");
    let qian = county.person("qian").await;
    for _ in 0..11 {
        county.hours_pass(1);
        qian.get("/me").await.ok();
    }
    county.hours_pass(1);
    qian.get("/me").await.is_refused(401, "session.none");
}

/// 系统参数由最上级机构修改，全系统立即生效；县里只能看；超出上下限的逐项指出。
#[tokio::test]
async fn settings_are_changed_at_the_top_and_hold_at_once() {
    let county = County::new().await;
    let zhou = boss(&county).await;
    let shown = zhou.get("/settings").await.ok();
    assert_eq!((&shown["may_edit"], &shown["revision"]), (&json!(false), &json!(0)));
    let mut settings = shown["settings"].clone();
    settings["lock_failures"] = json!(3);
    settings["initial_password_rule"] = json!("account");
    settings["password_min_length"] = json!(12);
    let ask = |seen: i64, settings: &Value| json!({"seen": seen, "settings": settings});
    zhou.put("/settings", &ask(0, &settings)).await.is_refused(422, "setting.not_top");
    let top = county.administrator_of("ministry").await;
    let mut wild = settings.clone();
    wild["lock_minutes"] = json!(0);
    let wrong = top.put("/settings", &ask(0, &wild)).await.is_refused(422, "request.invalid");
    assert_eq!(wrong["errors"][0]["field"], "lock_minutes");
    let done = top.put("/settings", &ask(0, &settings)).await.ok();
    assert_eq!((&done["may_edit"], &done["revision"]), (&json!(true), &json!(3)));
    top.put("/settings", &ask(0, &settings)).await.is_refused(409, "request.stale");
    assert_eq!(zhou.get("/me").await.ok()["password_policy"]["min_length"], 12);
    let slip = opened(&zhou, NEW, &["officer"]).await;
    assert_eq!(slip["initial_password"], NEW);
    let (who, answer) = try_login(&county, NEW, NEW).await;
    assert_eq!(answer.ok()["must_change_password"], true);
    let short = json!({"old_password": NEW, "new_password": "Abcdef-2026"});
    who.put("/me/password", &short).await.is_refused(422, "session.password_short");
    let account = &county.account("chen").account;
    for _ in 0..2 {
        try_login(&county, account, "wrong").await.1.is_refused(401, "session.wrong_password");
    }
    try_login(&county, account, "wrong").await.1.is_refused(429, "session.locked");
}
