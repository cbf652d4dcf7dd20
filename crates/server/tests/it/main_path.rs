//! 主线 · from an enterprise on the list to a closed re-check, with its papers.

use crate::path::{self, Cast};
use crate::world::{County, id};
use axum::http::Method;
use lexicon::CommandId;
use serde_json::json;

/// 方案经审核审批完成编制，检查逐项逐设备，出具文书，期限前复查，全部留痕。
#[tokio::test]
async fn a_steelworks_is_inspected_ordered_and_re_checked() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::submitted_scheme(&county, &cast.zhao).await;
    assert_eq!(scheme["state"], "awaiting_review");
    assert_eq!(scheme["number"], "（甘庆西）应急检查〔2026〕0001号");

    let review = path::approval_for(&cast.feng, &scheme).await;
    path::decides(&cast.feng, &review, true, "检查内容全面，同意。").await;
    let approval = path::approval_for(&cast.sun, &scheme).await;
    assert_eq!(approval["steps"][0]["opinion"], "检查内容全面，同意。", "the approver sees the reviewer's opinion");
    path::decides(&cast.sun, &approval, true, "同意").await;
    let scheme = cast.zhao.get(&format!("/schemes/{}", scheme["id"].as_str().unwrap())).await.ok();
    assert_eq!(scheme["state"], "completed");

    let inspection = path::begun_inspection(&cast, &scheme).await;
    assert_eq!(inspection["state"], "in_progress");
    let inspection = path::answered(&cast, &inspection, "2026-06-01").await;
    assert_eq!(inspection["progress"]["answered"], inspection["progress"]["total"]);
    let at = format!("/inspections/{}", inspection["id"].as_str().unwrap());
    let inspection = cast.zhao.post(&format!("{at}/submission"), &json!({"seen": inspection["revision"]})).await.ok();
    assert_eq!(inspection["state"], "papers");
    let record = path::issues(&cast.zhao, &inspection, "on_site_record").await;
    let order = path::issues(&cast.zhao, &inspection, "rectification_order").await;
    assert_eq!(record["number"], "（甘庆西）应急检记〔2026〕0001号");
    assert_eq!(order["number"], "（甘庆西）应急责改〔2026〕0001号");
    let inspection = cast.zhao.get(&at).await.ok();
    let inspection = cast.zhao.post(&format!("{at}/conclusion"), &json!({"seen": inspection["revision"]})).await.ok();
    assert_eq!(inspection["state"], "concluded");

    let at = format!("/rectifications/{}", inspection["rectification_id"].as_str().unwrap());
    let rectification = cast.zhao.get(&at).await.ok();
    assert_eq!((&rectification["due_on"], &rectification["level"]), (&json!("2026-06-01"), &json!("later")));
    county.it_is("2026-05-30");
    let cast = Cast { zhao: county.person("zhao").await, wang: county.person("wang").await, ..cast };
    let list = cast.zhao.get("/rectifications?level=within_5&mine=yes").await.ok();
    assert_eq!(list["items"][0]["id"], rectification["id"]);
    let closed =
        cast.zhao.post(&format!("{at}/re-checks"), &path::good_re_check(&rectification, "2026-05-30T08:30")).await.ok();
    assert_eq!((&closed["state"], &closed["acts"]), (&json!("passed"), &json!([])));
    assert_eq!(closed["re_check"]["document_number"], "（甘庆西）应急复查〔2026〕0001号");

    for document in [&scheme["document_id"], &record["id"], &order["id"], &closed["re_check"]["document_id"]] {
        let file = cast.zhao.get(&format!("/documents/{}/file", document.as_str().unwrap())).await;
        assert!(file.bytes.starts_with(b"%PDF"), "{}", file.text());
        cast.wang.get(&format!("/documents/{}/file", document.as_str().unwrap())).await.is_not_found();
    }
    let trail = cast
        .zhao
        .get(&format!("/entries?subject_kind=rectification&subject_id={}", closed["id"].as_str().unwrap()))
        .await
        .ok();
    let acts: Vec<_> = trail.as_array().unwrap().iter().map(|e| e["act"].as_str().unwrap().to_owned()).collect();
    assert_eq!(acts, ["复查", "责令限期整改"]);
}

/// 审批人不同意的，方案退回修改后重新提交，文号不变。
#[tokio::test]
async fn a_returned_scheme_keeps_its_number() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::submitted_scheme(&county, &cast.zhao).await;
    let review = path::approval_for(&cast.feng, &scheme).await;
    path::decides(&cast.feng, &review, false, "请补充检查方式").await;
    let at = format!("/schemes/{}", scheme["id"].as_str().unwrap());
    let returned = cast.zhao.get(&at).await.ok();
    assert_eq!(returned["state"], "returned");
    let again = cast.zhao.post(&format!("{at}/submission"), &json!({"seen": returned["revision"]})).await.ok();
    assert_eq!((&again["state"], &again["number"]), (&json!("awaiting_review"), &scheme["number"]));
}

/// 延期只准一次，须在期限届满前提出；邻县人员查无此件。
#[tokio::test]
async fn an_order_is_extended_once_and_only_before_it_falls_due() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let order = path::open_rectification(&county, &cast).await;
    let at = format!("/rectifications/{}/extensions", order["id"].as_str().unwrap());
    let extension = |seen: &serde_json::Value, due_on: &str| json!({"id": id(), "seen": seen, "due_on": due_on, "requested_on": "2026-05-20", "reason": "备件到货推迟", "attachment_id": null});
    let extended = cast.zhao.post(&at, &extension(&order["revision"], "2026-06-20")).await.ok();
    assert_eq!((&extended["due_on"], &extended["originally_due_on"]), (&json!("2026-06-20"), &json!("2026-06-01")));
    cast.zhao
        .post(&at, &extension(&extended["revision"], "2026-07-01"))
        .await
        .is_refused(409, "rectification.already_extended");
    cast.zhao.post(&at, &extension(&order["revision"], "2026-07-01")).await.is_refused(409, "request.stale");
    cast.wang.post(&at, &extension(&extended["revision"], "2026-07-01")).await.is_not_found();
}

/// 同一次提交重复送达只办理一次；同一编号不能用于另一项操作。
#[tokio::test]
async fn a_command_sent_twice_is_done_once() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::saved_scheme(&county, &cast.zhao).await;
    let at = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    let (command, body) = (CommandId::new(), json!({"seen": scheme["revision"]}));
    let first = cast.zhao.send(Method::POST, &at, command, Some(&body)).await.ok();
    let second = cast.zhao.send(Method::POST, &at, command, Some(&body)).await.ok();
    assert_eq!(first["number"], second["number"]);
    assert_eq!(first["revision"], second["revision"]);
    let other = json!({"seen": 7});
    cast.zhao.send(Method::POST, &at, command, Some(&other)).await.is_refused(422, "gate.reused_command");
}

/// 有一项未整改的，复查不合格；不写明情况的不能提交。
#[tokio::test]
async fn a_problem_still_open_fails_the_re_check() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let order = path::open_rectification(&county, &cast).await;
    let at = format!("/rectifications/{}/re-checks", order["id"].as_str().unwrap());
    let mut re_check = path::good_re_check(&order, "2026-05-20T08:55");
    re_check["findings"][0]["verdict"] = json!("not_rectified");
    let silent = cast.zhao.post(&at, &re_check).await.is_refused(422, "request.invalid");
    assert_eq!(silent["errors"][0]["field"], "findings.0");
    re_check["findings"][0]["remark"] = json!("起重机仍在使用，未提供检测报告");
    let failed = cast.zhao.post(&at, &re_check).await.ok();
    assert_eq!((&failed["state"], &failed["re_check"]["result"]), (&json!("failed"), &json!("failed")));
    assert_eq!(
        failed["re_check"]["document_number"], "（甘庆西）应急复查〔2026〕0001号",
        "the refused one took no number"
    );
}

/// 终止须写明理由；终止后不能再复查。
#[tokio::test]
async fn a_terminated_rectification_is_closed_with_its_reason() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let order = path::open_rectification(&county, &cast).await;
    let at = format!("/rectifications/{}", order["id"].as_str().unwrap());
    let silent = json!({"seen": order["revision"], "reason": ""});
    cast.zhao.post(&format!("{at}/termination"), &silent).await.is_refused(422, "rectification.reason_missing");
    let end = json!({"seen": order["revision"], "reason": "企业已依法关闭并拆除设备"});
    let ended = cast.zhao.post(&format!("{at}/termination"), &end).await.ok();
    assert_eq!(
        (&ended["state"], &ended["termination"]["reason"]),
        (&json!("terminated"), &json!("企业已依法关闭并拆除设备"))
    );
    let late = path::good_re_check(&ended, "2026-05-20T08:55");
    cast.zhao.post(&format!("{at}/re-checks"), &late).await.is_refused(409, "rectification.not_now");
}

/// 线下审批的方案登记审批结果后完成编制，意见印在方案上。
#[tokio::test]
async fn a_scheme_approved_on_paper_is_completed_at_once() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let mut draft = path::draft(&county, &cast.zhao).await;
    draft["approval_mode"] = json!("offline");
    let scheme = cast.zhao.post("/schemes", &json!({"id": id(), "draft": draft})).await.ok();
    let at = format!("/schemes/{}", scheme["id"].as_str().unwrap());
    let bare = cast.zhao.post(&format!("{at}/submission"), &json!({"seen": scheme["revision"]})).await;
    bare.is_refused(422, "request.invalid");
    draft["offline"] = json!({
        "reviewer_name": "冯建平", "review_opinion": "同意", "approver_name": "孙国栋", "approval_opinion": "同意检查",
        "approved_on": "2026-05-20", "attachment_id": null
    });
    let scheme = cast.zhao.put(&at, &json!({"seen": scheme["revision"], "draft": draft})).await.ok();
    let done = cast.zhao.post(&format!("{at}/submission"), &json!({"seen": scheme["revision"]})).await.ok();
    assert_eq!((&done["state"], &done["number"]), (&json!("completed"), &json!("（甘庆西）应急检查〔2026〕0001号")));
    assert!(done["inspection_id"].is_string(), "the inspection is waiting");
}
