//! The main path in steps that stories can begin from.

use crate::world::{County, Person, id};
use serde_json::{Value, json};

/// The people of 西峰区 who walk the path, and the officer of the next county.
pub struct Cast {
    pub zhao: Person,
    pub feng: Person,
    pub sun: Person,
    pub wang: Person,
}

impl Cast {
    pub async fn of(county: &County) -> Self {
        Self {
            zhao: county.person("zhao").await,
            feng: county.person("feng").await,
            sun: county.person("sun").await,
            wang: county.person("wang").await,
        }
    }
}

pub const STEELWORKS: &str = "xifeng_kunxin_steel";

/// The id of a seeded enterprise.
pub fn enterprise_id(key: &str) -> String {
    registers::install::fixed_id("enterprise", key).to_string()
}

pub fn officer_id(key: &str) -> String {
    server::install::officer_id(key).to_string()
}

/// Item ids of 钢铁8项 by their codes.
pub async fn items(who: &Person, codes: &[&str]) -> Vec<String> {
    let lists = who.get("/checklists").await.ok();
    let steel = lists.as_array().unwrap().iter().find(|l| l["key"] == "steel_8").unwrap().clone();
    let all = steel["items"].as_array().unwrap().clone();
    codes
        .iter()
        .map(|code| all.iter().find(|i| i["code"] == *code).unwrap()["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A scheme that may be submitted: the steelworks, 赵明远 and 钱立诚, items G1 and G5 with what they concern.
pub async fn draft(county: &County, who: &Person) -> Value {
    let enterprise = who.get(&format!("/enterprises/{}", enterprise_id(STEELWORKS))).await.ok();
    let items = items(who, &["G1", "G5"]).await;
    let asked = json!({"enterprise_id": enterprise["id"], "item_ids": items});
    let groups = who.post("/target-proposals", &asked).await.ok();
    let targets: Vec<Value> = groups
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|g| g["targets"].as_array().unwrap().clone())
        .filter(|t| t["proposed"] == true)
        .map(|t| t["key"].clone())
        .collect();
    let today = county.app.clock.today();
    json!({
        "source": "register", "enterprise_id": enterprise["id"], "party": enterprise["name"],
        "address": format!("{}{}", enterprise["region_name"].as_str().unwrap(), enterprise["address"].as_str().unwrap()),
        "contact": enterprise["contact"], "contact_title": enterprise["contact_title"], "contact_phone": enterprise["contact_phone"],
        "inspect_from": today.to_string(), "inspect_to": today.plus(1).to_string(),
        "methods": ["documents", "on_site"], "method_other": "",
        "officers": [officer_id("zhao"), officer_id("qian")], "items": items, "targets": targets,
        "approval_mode": "online", "reviewer_id": server::install::user_id("feng"), "approver_id": server::install::user_id("sun"),
        "remark": "",
        "offline": {"reviewer_name": "", "review_opinion": "", "approver_name": "", "approval_opinion": "", "approved_on": null, "attachment_id": null}
    })
}

/// A scheme that was saved.
pub async fn saved_scheme(county: &County, who: &Person) -> Value {
    who.post("/schemes", &json!({"id": id(), "draft": draft(county, who).await})).await.ok()
}

/// A scheme that waits for its reviewer.
pub async fn submitted_scheme(county: &County, who: &Person) -> Value {
    let scheme = saved_scheme(county, who).await;
    let path = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    who.post(&path, &json!({"seen": scheme["revision"]})).await.ok()
}

/// The one approval that waits for a person about this scheme.
pub async fn approval_for(who: &Person, scheme: &Value) -> Value {
    let list = who.get("/approvals?box=todo&size=100").await.ok();
    let mine = list["items"].as_array().unwrap().iter().find(|a| a["subject_id"] == scheme["id"]).unwrap().clone();
    who.get(&format!("/approvals/{}", mine["id"].as_str().unwrap())).await.ok()
}

pub async fn decides(who: &Person, approval: &Value, agreed: bool, opinion: &str) -> Value {
    let path = format!("/approvals/{}/decision", approval["id"].as_str().unwrap());
    who.post(&path, &json!({"seen": approval["revision"], "agreed": agreed, "opinion": opinion})).await.ok()
}

/// A scheme that both have agreed to.
pub async fn completed_scheme(county: &County, cast: &Cast) -> Value {
    let scheme = submitted_scheme(county, &cast.zhao).await;
    let review = approval_for(&cast.feng, &scheme).await;
    decides(&cast.feng, &review, true, "同意").await;
    let approval = approval_for(&cast.sun, &scheme).await;
    decides(&cast.sun, &approval, true, "同意").await;
    cast.zhao.get(&format!("/schemes/{}", scheme["id"].as_str().unwrap())).await.ok()
}

/// The inspection of a completed scheme, with its first step filled in.
pub async fn begun_inspection(cast: &Cast, scheme: &Value) -> Value {
    let path = format!("/inspections/{}", scheme["inspection_id"].as_str().unwrap());
    let inspection = cast.zhao.get(&path).await.ok();
    let mut particulars = inspection["particulars"].clone();
    let day = scheme["draft"]["inspect_from"].as_str().unwrap();
    particulars["checked_from"] = json!(format!("{day}T08:00"));
    particulars["checked_to"] = json!(format!("{day}T08:50"));
    cast.zhao
        .put(&format!("{path}/particulars"), &json!({"seen": inspection["revision"], "particulars": particulars}))
        .await
        .ok()
}

/// Answers everything 无问题 except the first target of the first item, which must be put right by `due_on`.
pub async fn answered(cast: &Cast, inspection: &Value, due_on: &str) -> Value {
    let mut findings = Vec::new();
    for (i, line) in inspection["matrix"].as_array().unwrap().iter().enumerate() {
        for (j, target) in line["targets"].as_array().unwrap().iter().enumerate() {
            let is_bad = i == 0 && j == 0;
            findings.push(json!({
                "id": id(), "item_id": line["item_id"], "target": target,
                "verdict": if is_bad { "defective" } else { "in_order" },
                "description": if is_bad { "主小车龙门钩横梁焊缝未按规定进行年度探伤检测" } else { "" },
                "measure": if is_bad { json!("rectify") } else { Value::Null },
                "due_on": if is_bad { json!(due_on) } else { Value::Null },
                "attachments": []
            }));
        }
    }
    let path = format!("/inspections/{}", inspection["id"].as_str().unwrap());
    let body = json!({"seen": inspection["revision"], "findings": findings});
    let saved = cast.zhao.put(&format!("{path}/findings"), &body).await.ok();
    let inspection = cast.zhao.get(&path).await.ok();
    assert_eq!((&saved["revision"], &saved["problems"]), (&inspection["revision"], &json!(1)));
    inspection
}

pub async fn issues(who: &Person, inspection: &Value, form: &str) -> Value {
    let path = format!("/inspections/{}/papers/{form}/issue", inspection["id"].as_str().unwrap());
    let current = who.get(&format!("/inspections/{}", inspection["id"].as_str().unwrap())).await.ok();
    who.post(&path, &json!({"seen": current["revision"], "document_id": id()})).await.ok()
}

/// An inspection that is concluded, with one problem to be put right by 1 June.
pub async fn concluded_inspection(county: &County, cast: &Cast) -> Value {
    let scheme = completed_scheme(county, cast).await;
    let inspection = begun_inspection(cast, &scheme).await;
    let inspection = answered(cast, &inspection, "2026-06-01").await;
    let path = format!("/inspections/{}", inspection["id"].as_str().unwrap());
    let inspection = cast.zhao.post(&format!("{path}/submission"), &json!({"seen": inspection["revision"]})).await.ok();
    issues(&cast.zhao, &inspection, "on_site_record").await;
    issues(&cast.zhao, &inspection, "rectification_order").await;
    let inspection = cast.zhao.get(&path).await.ok();
    cast.zhao.post(&format!("{path}/conclusion"), &json!({"seen": inspection["revision"]})).await.ok()
}

/// A rectification that waits for its re-check.
pub async fn open_rectification(county: &County, cast: &Cast) -> Value {
    let inspection = concluded_inspection(county, cast).await;
    cast.zhao.get(&format!("/rectifications/{}", inspection["rectification_id"].as_str().unwrap())).await.ok()
}

/// A re-check that finds everything put right.
pub fn good_re_check(rectification: &Value, checked_at: &str) -> Value {
    let findings: Vec<Value> = rectification["problem_list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| json!({"problem_id": p["id"], "verdict": "rectified", "remark": "", "attachments": []}))
        .collect();
    json!({
        "id": id(), "seen": rectification["revision"], "document_id": id(), "checked_at": checked_at,
        "officers": [officer_id("zhao"), officer_id("qian")], "findings": findings, "conclusion": "经复查，已按要求整改完毕。"
    })
}
