//! 登录 · login, first password, lock, end of a session.

use crate::world::{County, INITIAL, PASSWORD};
use serde_json::json;

/// 首次登录须先修改初始密码，之前什么也不能办。
#[tokio::test]
async fn the_first_login_leads_to_a_new_password_and_nowhere_else() {
    let county = County::new().await;
    let mut zhao = county.nobody();
    let account = county.account("zhao").account.clone();
    let answer = zhao.post("/sessions", &json!({"account": account, "password": INITIAL})).await;
    zhao.cookie = answer.cookie.clone().unwrap();
    assert_eq!(answer.ok()["must_change_password"], true);
    zhao.get("/schemes").await.is_refused(403, "session.password_must_change");
    let weak = json!({"old_password": INITIAL, "new_password": "short"});
    zhao.put("/me/password", &weak).await.is_refused(422, "session.password_short");
    let wrong = json!({"old_password": "nonsense", "new_password": PASSWORD});
    zhao.put("/me/password", &wrong).await.is_refused(422, "session.wrong_old_password");
    zhao.put("/me/password", &json!({"old_password": INITIAL, "new_password": PASSWORD})).await.ok();
    assert_eq!(zhao.get("/schemes").await.ok()["total"], 0);
    let old = json!({"account": account, "password": INITIAL});
    county.nobody().post("/sessions", &old).await.is_refused(401, "session.wrong_password");
}

/// 连续输错五次锁定十五分钟；不存在的账号与密码错误答复相同。
#[tokio::test]
async fn five_wrong_passwords_lock_the_account() {
    let county = County::new().await;
    let account = county.account("qian").account.clone();
    let wrong = json!({"account": account, "password": "wrong-password"});
    let unknown = json!({"account": "12000009999", "password": "wrong-password"});
    let first = county.nobody().post("/sessions", &wrong).await.is_refused(401, "session.wrong_password");
    let nobody = county.nobody().post("/sessions", &unknown).await.is_refused(401, "session.wrong_password");
    assert_eq!(first["detail"], nobody["detail"]);
    for _ in 0..3 {
        county.nobody().post("/sessions", &wrong).await.is_refused(401, "session.wrong_password");
    }
    county.nobody().post("/sessions", &wrong).await.is_refused(429, "session.locked");
    let right = json!({"account": account, "password": INITIAL});
    county.nobody().post("/sessions", &right).await.is_refused(429, "session.locked");
    county.it_is("2026-05-21");
    county.nobody().post("/sessions", &right).await.ok();
}

/// 注销后会话立即失效；改密码后其他地方的登录一并退出。
#[tokio::test]
async fn a_session_that_was_ended_opens_nothing() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let elsewhere = county.person("zhao").await;
    zhao.get("/me").await.ok();
    let change = json!({"old_password": PASSWORD, "new_password": "Another-Story-2026"});
    zhao.put("/me/password", &change).await.ok();
    elsewhere.get("/me").await.is_refused(401, "session.none");
    zhao.delete("/sessions/current").await.ok();
    zhao.get("/me").await.is_refused(401, "session.none");
    let forged = crate::world::Person { cookie: "zhifa_session=00".into(), ..zhao };
    forged.get("/me").await.is_refused(401, "session.none");
}
