//! 人员调动的故事 · a person goes, the work stays, nothing hangs in the air

use crate::path::{self, Cast};
use crate::world::{County, Person};
use serde_json::{Value, json};

fn user(key: &str) -> String {
    server::install::user_id(key).to_string()
}

fn organ(key: &str) -> String {
    server::install::organisation_id(key).to_string()
}

async fn in_hand(admin: &Person, key: &str) -> Value {
    admin.get(&format!("/users/{}/open-work", user(key))).await.ok()
}

/// Every piece to its first taker.
fn passes(work: &Value) -> Vec<Value> {
    let items = work["items"].as_array().unwrap().iter();
    items.filter_map(|w| Some(json!({"id": w["id"], "to": w["takers"].as_array()?.first()?["user_id"]}))).collect()
}

fn transfer(work: &Value, to: &str, passes: &[Value]) -> Value {
    json!({"seen": work["revision"], "organisation_id": organ(to), "department_id": null, "title": "一级行政执法员",
        "roles": ["officer"], "own_roles": [], "reason": "工作需要", "passes": passes})
}

/// 西峰区的赵明远调到镇原县：一份草稿、一次检查、一次复查都交给同事以后才走得成；同事接着办得下去；他本人到新机关后看
/// 不到原机关的一件事，执法证由新机关核对提交以前不能选用。
#[tokio::test]
async fn nothing_is_orphaned_when_an_officer_is_transferred() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::saved_scheme(&county, &cast.zhao).await;
    let inspection = path::begun_inspection(&cast, &path::completed_scheme(&county, &cast).await).await;
    let rectification = path::open_rectification(&county, &cast).await;
    let admin = county.person("shen").await;
    let work = in_hand(&admin, "zhao").await;
    let kinds: Vec<&str> = work["items"].as_array().unwrap().iter().map(|w| w["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["scheme", "inspection", "rectification"], "{work}");
    let at = format!("/users/{}/transfer", user("zhao"));
    let left = admin.post(&at, &transfer(&work, "zhenyuan", &passes(&work)[..2])).await;
    assert!(left.is_refused(422, "handover.remaining")["detail"].as_str().unwrap().contains("1件"));
    assert_eq!(
        in_hand(&admin, "zhao").await["items"].as_array().unwrap().len(),
        3,
        "a refused transfer hands nothing over"
    );
    admin.post(&at, &transfer(&work, "zhenyuan", &passes(&work))).await.ok();
    assert_eq!(in_hand(&admin, "zhao").await["items"], json!([]));
    assert_eq!(cast.zhao.get("/me").await.status.as_u16(), 401, "his sessions ended");
    let heir = county.person(&heir_of(&county, &work)).await;
    let record = format!("/inspections/{}", inspection["id"].as_str().unwrap());
    let taken = heir.get(&record).await.ok();
    assert!(taken["acts"].as_array().unwrap().contains(&json!("inspect")), "{}", taken["acts"]);
    let names: Vec<&str> = taken["officers"].as_array().unwrap().iter().map(|o| o["name"].as_str().unwrap()).collect();
    assert!(!names.contains(&"赵明远") && names.len() == 2, "{names:?}");
    let zhao = county.person("zhao").await;
    zhao.get(&record).await.is_not_found();
    zhao.get(&format!("/rectifications/{}", rectification["id"].as_str().unwrap())).await.is_not_found();
    assert_eq!(zhao.get("/schemes").await.ok()["total"], 0);
    let officers = zhao.get("/officers").await.ok();
    assert!(!officers.to_string().contains("赵明远"), "the new organ submits his certificate first: {officers}");
}

/// The key of whoever took the inspection.
fn heir_of(county: &County, work: &Value) -> String {
    let items = work["items"].as_array().unwrap();
    let taken = items.iter().find(|w| w["kind"] == "inspection").unwrap();
    let name = taken["takers"][0]["name"].as_str().unwrap();
    county.seed.people.iter().find(|p| p.name == name).unwrap().key.clone()
}

/// 审批人离开前，待办的审批交给另一名审批人；审批中的方案不能交接，先由审批人办结或编制人撤回。
#[tokio::test]
async fn a_waiting_approval_goes_to_another_signer_and_a_scheme_under_approval_waits() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::submitted_scheme(&county, &cast.zhao).await;
    let admin = county.person("shen").await;
    let blocked = in_hand(&admin, "zhao").await;
    assert_eq!(
        (&blocked["items"][0]["kind"], &blocked["items"][0]["is_blocking"]),
        (&json!("scheme_in_approval"), &json!(true))
    );
    let go = transfer(&blocked, "zhenyuan", &[]);
    admin.post(&format!("/users/{}/transfer", user("zhao")), &go).await.is_refused(422, "handover.remaining");
    let feng = in_hand(&admin, "feng").await;
    assert_eq!(feng["items"][0]["kind"], "approval");
    let sun = user("sun");
    assert!(!feng["items"][0]["takers"].to_string().contains(&sun), "he approves already: {feng}");
    let pass = |to: &str| json!({"seen": feng["revision"], "passes": [{"id": feng["items"][0]["id"], "to": to}]});
    let at = format!("/users/{}/hand-overs", user("feng"));
    let refused = admin.post(&at, &pass(&sun)).await.is_refused(422, "handover.not_role");
    assert_eq!(refused["field"], "passes.0");
    let taker = feng["items"][0]["takers"][0]["user_id"].as_str().unwrap_or_default().to_owned();
    assert!(!taker.is_empty(), "the demonstration county has a second reviewer: {feng}");
    admin.post(&at, &pass(&taker)).await.ok();
    let key = county.seed.people.iter().find(|p| user(&p.key) == taker).unwrap().key.clone();
    let second = county.person(&key).await;
    let approval = path::approval_for(&second, &scheme).await;
    let decided = json!({"seen": approval["revision"], "agreed": true, "opinion": "同意"});
    second.post(&format!("/approvals/{}/decision", approval["id"].as_str().unwrap()), &decided).await.ok();
    assert_eq!(cast.feng.get("/approvals").await.ok()["total"], 0);
}

/// 县里的管理员不能把人调到外县，也看不到外县的人手里有什么。
#[tokio::test]
async fn an_administrator_transfers_within_his_own_tree_only() {
    let county = County::new().await;
    let zhou = county.person("zhou").await;
    let work = in_hand(&zhou, "zhao").await;
    let out = zhou.post(&format!("/users/{}/transfer", user("zhao")), &transfer(&work, "zhenyuan", &[])).await;
    out.is_refused(422, "user.no_organisation");
    zhou.get(&format!("/users/{}/open-work", user("wang"))).await.is_not_found();
    let himself = in_hand(&zhou, "zhou").await;
    let go = json!({"seen": himself["revision"], "organisation_id": organ("xifeng"), "department_id": null, "title": "",
        "roles": ["system_admin"], "own_roles": [], "reason": "工作需要", "passes": []});
    zhou.post(&format!("/users/{}/transfer", user("zhou")), &go).await.is_refused(422, "user.himself");
}
