//! 文书的送达、更正、撤销、作废 · what happens to a paper after it was issued.

use crate::papers::{approved, arrived, asked, at, begin, begun, issue, issued, sample, saved, service, sun_is_chief};
use crate::path::{self, Cast};
use crate::world::{County, id};
use serde_json::{Value, json};

/// 送达：不早于出具，可以向几个人送达，附回执；更正由新的一份代替，旧的标明；撤销由有审批权的人写明原因，纸面仍可查看。
#[tokio::test]
async fn a_paper_is_served_corrected_and_withdrawn_and_its_bytes_stay() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let notice = issued(&cast, &inspection, "inquiry_notice").await;
    let here = format!("/documents/{}", notice["id"].as_str().unwrap());
    let file = cast.zhao.get(&format!("{here}/file")).await.bytes;
    let serve = |seen: &Value, service: Value| json!({"id": id(), "seen": seen, "service": service});
    let early = serve(&notice["revision"], service("direct", "2026-05-20T08:00"));
    cast.zhao.post(&format!("{here}/services"), &early).await.is_refused(422, "document_life.served_before_issue");
    let late = serve(&notice["revision"], service("direct", "2026-05-21T09:00"));
    cast.zhao.post(&format!("{here}/services"), &late).await.is_refused(422, "document_life.served_ahead");
    let mut with_picture = service("direct", "2026-05-20T09:00");
    with_picture["attachments"] = json!([id()]);
    let unknown = serve(&notice["revision"], with_picture.clone());
    cast.zhao.post(&format!("{here}/services"), &unknown).await.is_refused(422, "request.invalid");
    let receipt = cast.zhao.upload("/attachments", &id(), ("回执.pdf", &file)).await.ok();
    with_picture["attachments"] = json!([receipt["id"]]);
    let served = serve(&notice["revision"], with_picture);
    let life = cast.zhao.post(&format!("{here}/services"), &served).await.ok();
    assert_eq!(life["services"][0]["receipts"][0]["name"], "回执.pdf");
    let stale = serve(&notice["revision"], service("posted", "2026-05-20T09:00"));
    cast.zhao.post(&format!("{here}/services"), &stale).await.is_refused(409, "request.stale");
    let other = serve(&life["revision"], service("posted", "2026-05-20T09:00"));
    let life = cast.zhao.post(&format!("{here}/services"), &other).await.ok();
    assert_eq!(life["services"].as_array().unwrap().len(), 2, "several addressees");
    assert_eq!(cast.zhao.get(&here).await.ok()["state"], "served");

    let unexplained = json!({"id": id(), "form": "inquiry_notice", "supersedes": notice["id"]});
    let refused = begin(&cast.zhao, &inspection, &unexplained).await.is_refused(422, "request.invalid");
    assert_eq!(refused["errors"][0]["field"], "reason");
    let why = "询问时间写错";
    let correction = json!({"id": id(), "form": "inquiry_notice", "supersedes": notice["id"], "reason": why});
    let paper = begin(&cast.zhao, &inspection, &correction).await.ok();
    assert_eq!((&paper["supersedes_number"], &paper["reason"]), (&notice["number"], &json!(why)));
    let twice = json!({"id": id(), "form": "inquiry_notice", "supersedes": notice["id"], "reason": why});
    begin(&cast.zhao, &inspection, &twice).await.is_refused(422, "paper.once");
    let wrong = json!({"id": id(), "form": "inquiry_record", "supersedes": notice["id"], "reason": why});
    begin(&cast.zhao, &inspection, &wrong).await.is_refused(422, "paper.not_superseded");
    let new = issue(&cast.zhao, &paper).await.ok();
    let old = cast.zhao.get(&here).await.ok();
    assert_eq!((&old["state"], &old["superseded_by"]), (&json!("superseded"), &new["id"]));
    assert_eq!((&old["ended_reason"], &old["ended_by"]), (&json!(why), &json!("赵明远")));
    let trail =
        cast.zhao.get(&format!("/entries?subject_kind=document&subject_id={}", old["id"].as_str().unwrap())).await.ok();
    let entry = trail.as_array().unwrap().iter().find(|e| e["act"] == "更正").unwrap();
    assert_eq!(entry["reason"], why, "{entry}");
    assert_eq!(
        cast.zhao.get(&format!("/documents/{}", new["id"].as_str().unwrap())).await.ok()["supersedes"],
        notice["id"]
    );
    let gone = serve(&old["revision"], service("direct", "2026-05-20T09:00"));
    cast.zhao.post(&format!("{here}/services"), &gone).await.is_refused(409, "document.not_now");

    let there = format!("/documents/{}", new["id"].as_str().unwrap());
    let new_file = cast.zhao.get(&format!("{there}/file")).await.bytes;
    let new = cast.zhao.get(&there).await.ok();
    let end = |reason: &str| json!({"seen": new["revision"], "reason": reason});
    cast.sun.post(&format!("{there}/withdrawal"), &end(" ")).await.is_refused(422, "request.invalid");
    cast.sun.post(&format!("{there}/withdrawal"), &end("已经到场，不再需要通知")).await.ok();
    let withdrawn = cast.zhao.get(&there).await.ok();
    assert_eq!((&withdrawn["state"], &withdrawn["ended_by"]), (&json!("withdrawn"), &json!("孙国栋")));
    assert_eq!(cast.zhao.get(&format!("{there}/file")).await.bytes, new_file, "its bytes never change");
    let firm = path::enterprise_id(path::STEELWORKS);
    let story = cast.zhao.get(&format!("/enterprises/{firm}/intelligence")).await.ok();
    let line = story["documents"].as_array().unwrap().iter().find(|line| line["id"] == new["id"]).unwrap();
    assert_eq!(line["state"], "withdrawn", "what no longer holds is told from what holds");
    assert_eq!(cast.zhao.get(&format!("{here}/file")).await.bytes, file);
    let entries =
        cast.zhao.get(&format!("/entries?subject_kind=document&subject_id={}", new["id"].as_str().unwrap())).await.ok();
    let acts: Vec<&str> = entries.as_array().unwrap().iter().map(|e| e["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["撤销", "定稿", "编号"], "the file is made by the program itself");
}

/// 编出而没有印出的文号作废，记入台账，不算缺号；方案另编一个号。
#[tokio::test]
async fn a_number_that_was_never_printed_is_void_with_its_reason() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let scheme = path::submitted_scheme(&county, &cast.zhao).await;
    let document = cast.zhao.get(&format!("/documents/{}", scheme["document_id"].as_str().unwrap())).await.ok();
    let voiding = format!("/documents/{}/voiding", document["id"].as_str().unwrap());
    let why = json!({"seen": document["revision"], "reason": "检查取消"});
    cast.sun.post(&voiding, &why).await.is_refused(409, "document_life.in_approval");
    let back = json!({"seen": scheme["revision"], "reason": "检查取消"});
    let at = format!("/schemes/{}", scheme["id"].as_str().unwrap());
    let scheme = cast.zhao.post(&format!("{at}/withdrawal"), &back).await.ok();
    cast.sun.post(&voiding, &why).await.ok();
    let ledger = li.get("/numbers?form=inspection_scheme&year=2026").await.ok();
    assert_eq!((&ledger["used"], &ledger["voided"], &ledger["missing"]), (&json!(0), &json!(1), &json!(0)));
    assert_eq!((&ledger["items"][0]["number"], &ledger["items"][0]["what"]), (&document["number"], &json!("检查取消")));
    let again = cast.zhao.post(&format!("{at}/submission"), &json!({"seen": scheme["revision"]})).await.ok();
    assert_eq!(again["number"], "（甘庆西）应急检查〔2026〕0002号");
    let issued = path::completed_scheme(&county, &cast).await;
    let printed = cast.zhao.get(&format!("/documents/{}", issued["document_id"].as_str().unwrap())).await.ok();
    let end = json!({"seen": printed["revision"], "reason": "不能作废"});
    let there = format!("/documents/{}/voiding", printed["id"].as_str().unwrap());
    cast.sun.post(&there, &end).await.is_refused(409, "document.not_now");
}

/// 调离以前，编制中的文书交给同事；审批中的先办结。
#[tokio::test]
async fn papers_in_hand_pass_to_a_colleague() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let draft = begun(&cast.zhao, &inspection, "inquiry_record").await;
    let waiting = begun(&cast.zhao, &inspection, "filing_approval").await;
    let waiting = saved(&cast.zhao, &waiting, &sample(&waiting)).await;
    cast.zhao.post(&format!("{}/submission", at(&waiting)), &asked(&waiting)).await.ok();
    let zhou = county.person("zhou").await;
    let of = |key: &str| format!("/users/{}/open-work", server::install::user_id(key));
    let kinds = |work: &Value| {
        let list = work["items"].as_array().unwrap().iter();
        list.map(|w| (w["kind"].as_str().unwrap().to_owned(), w["is_blocking"] == true)).collect::<Vec<_>>()
    };
    let zhaos = kinds(&zhou.get(&of("zhao")).await.ok());
    assert!(
        zhaos.contains(&("paper".into(), false)) && zhaos.contains(&("paper_in_approval".into(), true)),
        "{zhaos:?}"
    );
    assert!(kinds(&zhou.get(&of("feng")).await.ok()).contains(&("approval".into(), false)));
    assert!(kinds(&zhou.get(&of("sun")).await.ok()).contains(&("paper_ahead".into(), false)));
    let passes = json!([{"kind": "paper", "id": draft["id"], "to": server::install::user_id("qian")}]);
    let seen = zhou.get(&of("zhao")).await.ok()["revision"].clone();
    let at_hand = format!("/users/{}/hand-overs", server::install::user_id("zhao"));
    zhou.post(&at_hand, &json!({"seen": seen, "passes": passes})).await.ok();
    let edit = |paper: &Value| json!({"seen": paper["revision"], "data": {}});
    let now = cast.zhao.get(&at(&draft)).await.ok();
    assert_eq!((&now["author"], &now["acts"]), (&json!("钱立诚"), &json!([])));
    cast.zhao.put(&at(&draft), &edit(&now)).await.is_refused(422, "paper.not_author");
    let qian = county.person("qian").await;
    qian.put(&at(&draft), &edit(&now)).await.ok();
}

/// 一个案件统一使用一份送达回执：登记过的送达逐行填入。
#[tokio::test]
async fn the_receipt_of_service_lists_what_was_served() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let notice = issued(&cast, &inspection, "inquiry_notice").await;
    let here = format!("/documents/{}/services", notice["id"].as_str().unwrap());
    let served = json!({"id": id(), "seen": notice["revision"], "service": service("posted", "2026-05-20T09:00")});
    cast.zhao.post(&here, &served).await.ok();
    let receipt = begun(&cast.zhao, &inspection, "service_receipt").await;
    let row = &receipt["data"]["services"][0];
    assert_eq!(row["document"], format!("询问通知书{}", notice["number"].as_str().unwrap()));
    assert_eq!((&row["served_on"], &row["method"]), (&json!("2026年5月20日"), &json!("邮寄送达")));
    // 出具以后又送达的，在更正的一份里补上。
    let receipt = saved(&cast.zhao, &receipt, &sample_with(&receipt, "services")).await;
    let receipt = issue(&cast.zhao, &receipt).await.ok();
    let life = cast.zhao.get(&format!("/documents/{}/life", notice["id"].as_str().unwrap())).await.ok();
    let later = json!({"id": id(), "seen": life["revision"], "service": service("left", "2026-05-20T09:00")});
    let mut later = later;
    later["service"]["note"] = json!("拒绝签收，社区工作人员见证");
    cast.zhao.post(&here, &later).await.ok();
    let correction =
        json!({"id": id(), "form": "service_receipt", "supersedes": receipt["id"], "reason": "补登后来的送达"});
    let corrected = begin(&cast.zhao, &inspection, &correction).await.ok();
    let rows = corrected["data"]["services"].as_array().unwrap();
    let methods: Vec<&str> = rows.iter().map(|row| row["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["邮寄送达", "留置送达"]);
}

/// The sample, with one field as the draft has it.
fn sample_with(paper: &Value, key: &str) -> Value {
    let mut data = sample(paper);
    data[key] = paper["data"][key].clone();
    data
}

/// 告知书没有送达、期限没有届满、又没有陈述申辩笔录的，不能制作、送审处罚决定书；做好以后告知书撤销的也不能出具。
#[tokio::test]
async fn a_penalty_is_not_decided_on_a_notice_that_never_arrived() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    for form in ["filing_approval", "penalty_prior_notice", "case_disposal_submission"] {
        issued(&cast, &inspection, form).await;
    }
    let work = format!("/inspections/{}/paper-work", inspection["id"].as_str().unwrap());
    let decision = || json!({"id": id(), "form": "penalty_decision"});
    begin(&cast.zhao, &inspection, &decision()).await.is_refused(422, "paper.not_served");
    let now = cast.zhao.get(&work).await.ok();
    let find = |key: &str, code: &str| now[key].as_array().unwrap().iter().find(|d| d["form"] == code).unwrap().clone();
    let offer = find("offers", "penalty_decision");
    assert_eq!(offer["may"], false);
    assert!(offer["why"].as_str().unwrap().starts_with("《行政处罚告知书》还没有送达"), "{offer}");
    arrived(&cast, &find("documents", "penalty_prior_notice")).await;
    begin(&cast.zhao, &inspection, &decision()).await.is_refused(422, "paper.defence_open");
    // 5月20日送达，三日的末日是23日星期六，顺延到25日；26日可以。
    county.it_is("2026-05-25");
    let zhao = county.person("zhao").await;
    begin(&zhao, &inspection, &decision()).await.is_refused(422, "paper.defence_open");
    county.it_is("2026-05-26");
    let cast = Cast::of(&county).await;
    let paper = begun(&cast.zhao, &inspection, "penalty_decision").await;
    let paper = saved(&cast.zhao, &paper, &sample(&paper)).await;
    issued(&cast, &inspection, "hearing_right_notice").await;
    let submission = format!("{}/submission", at(&paper));
    cast.zhao.post(&submission, &asked(&paper)).await.is_refused(422, "paper.not_served");
}

/// 停止供电由主要负责人批准：机构资料没有填写的、选了别人的，指出在审批人一栏。
#[tokio::test]
async fn supply_is_cut_with_the_leave_of_the_chief_alone() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    issued(&cast, &inspection, "on_site_measures_decision").await;
    let paper = begun(&cast.zhao, &inspection, "power_cut_notice").await;
    assert_eq!(paper["by_chief"], true);
    let paper = saved(&cast.zhao, &paper, &sample(&paper)).await;
    let submission = format!("{}/submission", at(&paper));
    let refused = cast.zhao.post(&submission, &asked(&paper)).await.is_refused(422, "paper.no_chief");
    assert_eq!(refused["field"], "approver_id");
    county.behind("UPDATE organisations SET leader = '马局长'").await;
    cast.zhao.post(&submission, &asked(&paper)).await.is_refused(422, "paper.not_chief");
    sun_is_chief(&county).await;
    cast.zhao.post(&submission, &asked(&paper)).await.ok();
}

/// 第二份查封扣押决定书有自己的清单；一份决定书没有第二份清单。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_seizure_has_its_own_list() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    for form in ["coercion_approval", "seizure_decision", "seizure_list"] {
        issued(&cast, &inspection, form).await;
    }
    let list = || json!({"id": id(), "form": "seizure_list"});
    begin(&cast.zhao, &inspection, &list()).await.is_refused(422, "paper.one_per");
    let second = issued(&cast, &inspection, "seizure_decision").await;
    let paper = begin(&cast.zhao, &inspection, &list()).await.ok();
    assert!(paper["data"].to_string().contains(second["number"].as_str().unwrap()), "{}", paper["data"]);
    begin(&cast.zhao, &inspection, &list()).await.is_refused(422, "paper.one_per");
}

/// 强制执行申请书的签发人是批准的人；法制审核、负责人的意见由审核、审批写入；承办机构的意见印成空白。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_others_sign_is_written_by_them_or_by_hand() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    issued(&cast, &inspection, "filing_approval").await;
    let hold = begun(&cast.zhao, &inspection, "evidence_hold_approval").await;
    let unit = hold["fields"].as_array().unwrap().iter().find(|f| f["key"] == "unit_opinion").unwrap();
    assert_eq!((&unit["by_hand"], &unit["by_approval"]), (&json!(true), &json!(false)));
    let mut forged = sample(&hold);
    forged["unit_opinion"] = json!({"text": "同意", "name": "某科长", "on": "2026年5月20日"});
    let hold = saved(&cast.zhao, &hold, &forged).await;
    assert!(hold["data"].get("unit_opinion").is_none(), "{}", hold["data"]);
    for form in ["penalty_prior_notice", "case_disposal_submission"] {
        issued(&cast, &inspection, form).await;
    }
    let review = begun(&cast.zhao, &inspection, "legal_review_opinion").await;
    let review = saved(&cast.zhao, &review, &sample(&review)).await;
    assert!(["opinion", "approval", "conclusion"].iter().all(|key| review["data"].get(key).is_none()));
    let review = approved(&cast, &review).await;
    let data = &review["data"];
    assert_eq!((&data["opinion"]["name"], &data["conclusion"]), (&json!("冯建平"), &json!("同意")));
    assert_eq!(data["approval"]["name"], "孙国栋");
    issue(&cast.zhao, &review).await.ok();
}

/// 检查完结以前撤销的指令书，可以在原步骤重新出具；完结以后不能，撤销以前就说明怎样办。
#[tokio::test]
async fn a_withdrawn_order_is_issued_anew_only_while_the_inspection_goes_on() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let work = cast.zhao.get(&format!("/inspections/{}/paper-work", inspection["id"].as_str().unwrap())).await.ok();
    let record = work["documents"].as_array().unwrap().iter().find(|d| d["form"] == "on_site_record").unwrap().clone();
    let here = format!("/documents/{}", record["id"].as_str().unwrap());
    let life = cast.sun.get(&format!("{here}/life")).await.ok();
    assert!(life["after_withdrawal"].as_str().unwrap().contains("检查完结以后撤销的，不能重新出具"), "{life}");
    let end = json!({"seen": record["revision"], "reason": "检查时间写错"});
    cast.sun.post(&format!("{here}/withdrawal"), &end).await.ok();
    let now = cast.zhao.get(&format!("/inspections/{}", inspection["id"].as_str().unwrap())).await.ok();
    let again = json!({"seen": now["revision"], "document_id": id()});
    let at = format!("/inspections/{}/papers/on_site_record/issue", inspection["id"].as_str().unwrap());
    cast.zhao.post(&at, &again).await.is_refused(409, "inspection.not_now");
}
