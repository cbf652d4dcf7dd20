//! 文书制作 · any kind of the catalogue within an inspection, and what happens to a paper afterwards.

use crate::path::{self, Cast};
use crate::permissions::Gate::{self, Holds};
use crate::world::{County, Person, id};
use authority::Verb;
use axum::http::Method;
use forms::{FormName, Kind};
use lexicon::CommandId;
use serde_json::{Value, json};

/// The operations of the chapter, for the permission matrix.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/inspections/{id}/paper-work",   Holds(Verb::ReadInspection)),
        ("post",   "/inspections/{id}/paper-drafts", Holds(Verb::DrawUpPaper)),
        ("get",    "/paper-drafts/{id}",             Holds(Verb::ReadDocument)),
        ("put",    "/paper-drafts/{id}",             Holds(Verb::DrawUpPaper)),
        ("delete", "/paper-drafts/{id}",             Holds(Verb::DrawUpPaper)),
        ("get",    "/paper-drafts/{id}/preview",     Holds(Verb::ReadDocument)),
        ("post",   "/paper-drafts/{id}/submission",  Holds(Verb::DrawUpPaper)),
        ("post",   "/paper-drafts/{id}/withdrawal",  Holds(Verb::DrawUpPaper)),
        ("post",   "/paper-drafts/{id}/issue",       Holds(Verb::IssueDocument)),
        ("get",    "/documents/{id}",                Holds(Verb::ReadDocument)),
        ("get",    "/documents/{id}/file",           Holds(Verb::ReadDocument)),
        ("get",    "/documents/{id}/life",           Holds(Verb::ReadDocument)),
        ("post",   "/documents/{id}/services",       Holds(Verb::ServeDocument)),
        ("post",   "/documents/{id}/withdrawal",     Holds(Verb::WithdrawDocument)),
        ("post",   "/documents/{id}/voiding",        Holds(Verb::WithdrawDocument)),
    ]
}

pub fn is_ours(path: &str) -> bool {
    path.starts_with("/paper-drafts") || path.starts_with("/documents/") || path == "/inspections/{id}/paper-drafts"
}

/// Bodies of the chapter, for the permission matrix.
pub fn body(path: &str) -> Value {
    match path {
        "/inspections/{id}/paper-drafts" => json!({"id": id(), "form": "penalty_decision"}),
        "/documents/{id}/services" => {
            json!({"id": id(), "seen": 999, "service": service("direct", "2026-05-20T09:00")})
        }
        _ => json!({"seen": 999, "data": {}, "reason": "不再需要", "document_id": id()}),
    }
}

pub fn service(method: &str, served_at: &str) -> Value {
    json!({"method": method, "served_at": served_at, "addressee": "庆阳昆新钢铁有限公司", "receiver": "周四海", "relation": "安全总监",
        "place": "厂部办公室", "note": "", "attachments": []})
}

/// A paper of this kind, begun in the inspection.
pub async fn begun(who: &Person, inspection: &Value, form: &str) -> Value {
    begin(who, inspection, &json!({"id": id(), "form": form})).await.ok()
}

pub async fn begin(who: &Person, inspection: &Value, body: &Value) -> crate::world::Answer {
    who.post(&format!("/inspections/{}/paper-drafts", inspection["id"].as_str().unwrap()), body).await
}

pub fn at(paper: &Value) -> String {
    format!("/paper-drafts/{}", paper["id"].as_str().unwrap())
}

/// The sample of a form, by our own officers and organ and without a date: that is the day of issue.
pub fn sample(paper: &Value) -> Value {
    let form = forms::form(paper["form"].as_str().unwrap().parse().unwrap());
    let mut data: Value = serde_json::from_str(form.sample()).unwrap();
    let known = &paper["data"];
    let one = |name: &str, number: &str| json!({"name": name, "certificate_no": number, "organisation": "庆阳市西峰区应急管理局"});
    for field in form.fields() {
        let prefilled = &known[&field.key];
        if field.kind == Kind::Officers {
            data[&field.key] = if prefilled.is_array() {
                prefilled.clone()
            } else {
                json!([one("赵明远", "甘M10020001"), one("钱立诚", "甘M10020002")])
            };
        } else if field.source == "today" {
            data[&field.key] = Value::Null;
        } else if field.source.starts_with("organisation.") && prefilled.is_string() {
            data[&field.key] = prefilled.clone();
        }
    }
    data
}

pub async fn saved(who: &Person, paper: &Value, data: &Value) -> Value {
    who.put(&at(paper), &json!({"seen": paper["revision"], "data": data})).await.ok()
}

pub fn asked(paper: &Value) -> Value {
    json!({"seen": paper["revision"], "reviewer_id": server::install::user_id("feng"), "approver_id": server::install::user_id("sun")})
}

/// Takes a paper through both stages.
pub async fn approved(cast: &Cast, paper: &Value) -> Value {
    let sent = cast.zhao.post(&format!("{}/submission", at(paper)), &asked(paper)).await.ok();
    assert_eq!(sent["state"], "awaiting_review");
    let review = path::approval_for(&cast.feng, paper).await;
    assert_eq!((&review["paper"]["id"], &review["scheme"]), (&paper["id"], &Value::Null));
    path::decides(&cast.feng, &review, true, "事实清楚，同意").await;
    let approval = path::approval_for(&cast.sun, paper).await;
    path::decides(&cast.sun, &approval, true, "").await;
    let now = cast.zhao.get(&at(paper)).await.ok();
    assert_eq!(now["state"], "approved", "{now}");
    now
}

pub async fn issue(who: &Person, paper: &Value) -> crate::world::Answer {
    who.post(&format!("{}/issue", at(paper)), &json!({"seen": paper["revision"], "document_id": id()})).await
}

/// A paper of a kind from its sample, approved where it must be, issued.
pub async fn issued(cast: &Cast, inspection: &Value, form: &str) -> Value {
    let paper = begun(&cast.zhao, inspection, form).await;
    let paper = saved(&cast.zhao, &paper, &sample(&paper)).await;
    assert_eq!(paper["faults"], json!([]), "{form}");
    let paper = if paper["needs_approval"] == true { approved(cast, &paper).await } else { paper };
    issue(&cast.zhao, &paper).await.ok()
}

/// Served on the morning of the first day, when the rules want the paper to have arrived before the next.
pub async fn arrived(cast: &Cast, document: &Value) {
    if documents::paper::waiting::TOLD.contains(&document["form"].as_str().unwrap()) {
        let served =
            json!({"id": id(), "seen": document["revision"], "service": service("direct", "2026-05-20T09:00")});
        let at = format!("/documents/{}/services", document["id"].as_str().unwrap());
        cast.zhao.post(&at, &served).await.ok();
    }
}

/// 孙国栋 is the chief of the organ.
pub async fn sun_is_chief(county: &County) {
    county.behind("UPDATE organisations SET leader = '孙国栋'").await;
}

/// A paper from its sample that may be issued as it is.
pub async fn ready(who: &Person, inspection: &Value, form: &str) -> Value {
    let paper = begun(who, inspection, form).await;
    saved(who, &paper, &sample(&paper)).await
}

async fn work(who: &Person, inspection: &Value) -> Value {
    who.get(&format!("/inspections/{}/paper-work", inspection["id"].as_str().unwrap())).await.ok()
}

fn offer<'a>(work: &'a Value, form: &str) -> &'a Value {
    work["offers"].as_array().unwrap().iter().find(|o| o["form"] == form).unwrap()
}

/// 总表里的每一种文书，都能在一次检查中按前提的次序制作、审批、出具；编号的有文号，不编号的没有；文件与校验值一致。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_the_catalogue_is_drawn_up_and_issued_within_one_matter() {
    let county = County::new().await;
    let mut cast = Cast::of(&county).await;
    sun_is_chief(&county).await;
    let rectification = path::open_rectification(&county, &cast).await;
    let inspection = json!({"id": rectification["inspection_id"]});
    let re_check = path::good_re_check(&rectification, "2026-05-20T09:00");
    let checks = format!("/rectifications/{}/re-checks", rectification["id"].as_str().unwrap());
    cast.zhao.post(&checks, &re_check).await.ok();
    let mut left: Vec<FormName> = FormName::all().filter(|f| !documents::paper::rules::OWN_PAGES.contains(f)).collect();
    while !left.is_empty() {
        let before = left.len();
        for form in left.clone() {
            let now = work(&cast.zhao, &inspection).await;
            if offer(&now, form.code())["may"] != true {
                continue;
            }
            let document = issued(&cast, &inspection, form.code()).await;
            assert_eq!(document["state"], "issued", "{form}");
            arrived(&cast, &document).await;
            let number = document["number"].as_str().unwrap();
            assert_eq!(!number.is_empty(), forms::form(form).is_numbered(), "{form}: {number}");
            let file = cast.zhao.get(&format!("/documents/{}/file", document["id"].as_str().unwrap())).await.bytes;
            assert_eq!(web::Vault::digest(&file), document["sha256"].as_str().unwrap(), "{form}");
            left.retain(|other| *other != form);
        }
        if left.len() == before {
            // 催告书送达后满十个工作日，才申请强制执行。
            assert!(county.app.clock.today().to_string().starts_with("2026-05"), "still left: {left:?}");
            county.it_is("2026-06-05");
            cast = Cast::of(&county).await;
        }
    }
    let all = work(&cast.zhao, &inspection).await;
    let made: std::collections::BTreeSet<&str> =
        all["documents"].as_array().unwrap().iter().map(|d| d["form"].as_str().unwrap()).collect();
    assert_eq!(made.len(), FormName::all().count(), "every kind of the catalogue");
    assert_eq!(all["drafts"], json!([]));
}

/// 刚开始制作、什么都没有填的文书，每一种都可以预览，缺的标明待填写。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_draft_of_every_kind_can_be_looked_at() {
    let county = County::new().await;
    for form in forms::catalogue() {
        let data = documents::paper::preview::opened(form, &json!({}));
        let paper =
            documents::issue::draw(&county.app, server::install::organisation_id("xifeng"), form.name(), &data).await;
        assert!(paper.is_ok_and(|p| p.pdf.starts_with(b"%PDF")), "{}", form.zh());
    }
}

/// 前提文书没有出具的不能制作，说明缺哪一份；前提撤销以后，做好的也不能出具。
#[tokio::test]
async fn a_paper_waits_for_its_prerequisites_and_says_which() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let now = work(&cast.zhao, &inspection).await;
    assert_eq!(now["may_draw_up"], true);
    let notice = offer(&now, "penalty_prior_notice");
    assert_eq!(notice["may"], false);
    assert_eq!(notice["why"], "制作《行政处罚告知书》以前，应当先出具《立案审批表》");
    assert_eq!(offer(&now, "on_site_record")["may"], false);
    assert_eq!(offer(&now, "filing_approval")["may"], true);
    let body = json!({"id": id(), "form": "penalty_prior_notice"});
    let refused = begin(&cast.zhao, &inspection, &body).await.is_refused(422, "paper.prerequisite");
    assert!(refused["detail"].as_str().unwrap().contains("《立案审批表》"));
    let filing = issued(&cast, &inspection, "filing_approval").await;
    let again = json!({"id": id(), "form": "filing_approval"});
    begin(&cast.zhao, &inspection, &again).await.is_refused(422, "paper.once");
    let extension = begun(&cast.zhao, &inspection, "appraisal_commission").await;
    let extension = saved(&cast.zhao, &extension, &sample(&extension)).await;
    let extension = approved(&cast, &extension).await;
    let end = json!({"seen": filing["revision"], "reason": "当事人主体认定有误"});
    let at_filing = format!("/documents/{}/withdrawal", filing["id"].as_str().unwrap());
    cast.zhao.post(&at_filing, &end).await.is_refused(403, "request.forbidden");
    cast.sun.post(&at_filing, &end).await.ok();
    issue(&cast.zhao, &extension).await.is_refused(422, "paper.prerequisite");
    assert_eq!(offer(&work(&cast.zhao, &inspection).await, "filing_approval")["may"], true, "it may be made anew");
    // Another officer of the organ who is not of this inspection, and the next county.
    begin(&cast.wang, &inspection, &json!({"id": id(), "form": "filing_approval"})).await.is_not_found();
    let old = json!({"id": "0b9d1f9e-2c51-4c1b-9d5a-1c2d3e4f5a6b", "form": "filing_approval"});
    begin(&cast.zhao, &inspection, &old).await.is_refused(422, "request.invalid");
}

/// 机关、企业、检查的情况自动填入；前一份文书怎样写，后一份就怎样写。
#[tokio::test]
async fn what_an_earlier_paper_said_the_next_one_repeats() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let filing = begun(&cast.zhao, &inspection, "filing_approval").await;
    let data = &filing["data"];
    let steel = cast.zhao.get(&format!("/enterprises/{}", path::enterprise_id(path::STEELWORKS))).await.ok();
    assert_eq!((&data["party"], &data["legal_person"]), (&steel["name"], &steel["legal_person"]));
    assert_eq!(data["officers"].as_array().unwrap().len(), 2);
    assert!(data["facts"].as_str().unwrap().contains("主小车龙门钩横梁焊缝"), "the problem of the record: {data}");
    assert!(data.get("case_name").is_none(), "what nobody knows stays empty");
    let mut sample = sample(&filing);
    sample["facts"] = json!("经查，该单位主小车龙门钩未按规定探伤。");
    let paper = saved(&cast.zhao, &filing, &sample).await;
    let paper = approved(&cast, &paper).await;
    let opinion = &paper["data"]["review"];
    assert_eq!((&opinion["text"], &opinion["name"]), (&json!("事实清楚，同意"), &json!("冯建平")));
    assert_eq!(paper["data"]["approval"]["text"], "同意");
    issue(&cast.zhao, &paper).await.ok();
    let notice = begun(&cast.zhao, &inspection, "penalty_prior_notice").await;
    assert_eq!(notice["data"]["party"], sample["party"], "as the filing named the party");
    let hold = issued(&cast, &inspection, "evidence_hold_approval").await;
    assert_eq!(hold["state"], "issued");
    let hold = issued(&cast, &inspection, "evidence_hold_notice").await;
    let list = begun(&cast.zhao, &inspection, "evidence_list").await;
    assert_eq!(list["data"]["hold_number"], hold["number"], "the list names the notice by its number");
}

/// 送审、退回、改后再送、撤回；编制人不能审批自己的，审核人和审批人不是一人；没有同意的不能出具；同意后要改的先撤回。
#[tokio::test]
async fn a_paper_that_needs_approval_goes_both_stages() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let paper = begun(&cast.zhao, &inspection, "filing_approval").await;
    let submission = format!("{}/submission", at(&paper));
    let refused = cast.zhao.post(&submission, &asked(&paper)).await.is_refused(422, "request.invalid");
    let faults = refused["errors"].as_array().unwrap();
    assert!(
        faults.iter().any(|f| f["field"] == "filing_approval.case_name" || f["field"] == "filing_approval.cause"),
        "{faults:?}"
    );
    let paper = saved(&cast.zhao, &paper, &sample(&paper)).await;
    issue(&cast.zhao, &paper).await.is_refused(409, "paper.needs_approval");
    let sun = server::install::user_id("sun");
    let same = json!({"seen": paper["revision"], "reviewer_id": server::install::user_id("zhao"), "approver_id": sun});
    cast.zhao.post(&submission, &same).await.is_refused(422, "request.invalid");
    cast.zhao.post(&submission, &asked(&paper)).await.ok();
    let review = path::approval_for(&cast.feng, &paper).await;
    assert_eq!(cast.feng.get("/reminders").await.ok()["items"][0]["title"], "立案审批表");
    let back = path::decides(&cast.feng, &review, false, "事实部分请写明时间").await;
    assert_eq!(back["paper"]["state"], "returned");
    let reminders = cast.zhao.get("/reminders").await.ok();
    assert!(reminders["items"].as_array().unwrap().iter().any(|i| i["title"] == "立案审批表 退回"), "{reminders}");
    let paper = cast.zhao.get(&at(&paper)).await.ok();
    cast.zhao
        .delete(&format!("{}?seen={}", at(&paper), paper["revision"]))
        .await
        .is_refused(409, "paper.was_submitted");
    let paper = approved(&cast, &paper).await;
    let edit = json!({"seen": paper["revision"], "data": paper["data"]});
    cast.zhao.put(&at(&paper), &edit).await.is_refused(409, "paper.not_now");
    let back = json!({"seen": paper["revision"], "reason": "补充证据"});
    let paper = cast.zhao.post(&format!("{}/withdrawal", at(&paper)), &back).await.ok();
    assert_eq!(paper["state"], "draft");
    assert!(paper["data"].get("approval").is_none(), "nobody's opinion stays on a paper that goes back");
    issue(&cast.zhao, &paper).await.is_refused(409, "paper.needs_approval");
    let paper = approved(&cast, &paper).await;
    let document = issue(&cast.zhao, &paper).await.ok();
    assert_eq!(document["number"], "（甘庆西）应急立〔2026〕0001号");
    assert_eq!(cast.zhao.get(&at(&paper)).await.ok()["acts"], json!([]));
}

/// 同一次提交重复送达服务器，只出具一份；别人改过的要先看；出具以后草稿不再变。
#[tokio::test]
async fn a_paper_sent_twice_is_issued_once() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let asked = json!({"id": id(), "form": "inquiry_record"});
    let (command, to) = (CommandId::new(), format!("/inspections/{}/paper-drafts", inspection["id"].as_str().unwrap()));
    let one = cast.zhao.send(Method::POST, &to, command, Some(&asked)).await.ok();
    let two = cast.zhao.send(Method::POST, &to, command, Some(&asked)).await.ok();
    assert_eq!((&one["id"], &one["revision"]), (&two["id"], &two["revision"]));
    let paper = saved(&cast.zhao, &one, &sample(&one)).await;
    cast.zhao.put(&at(&paper), &json!({"seen": one["revision"], "data": {}})).await.is_refused(409, "request.stale");
    let body = json!({"seen": paper["revision"], "document_id": id()});
    let (command, to) = (CommandId::new(), format!("{}/issue", at(&paper)));
    let first = cast.zhao.send(Method::POST, &to, command, Some(&body)).await.ok();
    let again = cast.zhao.send(Method::POST, &to, command, Some(&body)).await.ok();
    assert_eq!(first, again);
    let records =
        |work: &Value| work["documents"].as_array().unwrap().iter().filter(|d| d["form"] == "inquiry_record").count();
    assert_eq!(records(&work(&cast.zhao, &inspection).await), 1);
    // 可以多份的再做一份；不编号的没有文号，各是各的文件。
    let second = issued(&cast, &inspection, "inquiry_record").await;
    assert_eq!((second["number"].as_str(), first["number"].as_str()), (Some(""), Some("")));
    assert_ne!(second["id"], first["id"]);
    assert_eq!(records(&work(&cast.zhao, &inspection).await), 2);
}

/// 证件不在有效期的人员不能写在文书上；文书日期不能晚于今天；栏目的毛病逐项指出。
#[tokio::test]
async fn what_does_not_hold_on_the_day_is_not_issued() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let paper = begun(&cast.zhao, &inspection, "inquest_record").await;
    let good = sample(&paper);
    let with = |key: &str, value: Value| {
        let mut data = good.clone();
        data[key] = value;
        data
    };
    let mut paper = saved(&cast.zhao, &paper, &with("officers", json!([good["officers"][0]]))).await;
    issue(&cast.zhao, &paper).await.is_refused(422, "officers.one_officer");
    let stranger =
        json!({"name": "某某", "certificate_no": "甘M19999999", "organisation": good["officers"][0]["organisation"]});
    paper = saved(&cast.zhao, &paper, &with("officers", json!([good["officers"][0], stranger]))).await;
    let refused = issue(&cast.zhao, &paper).await.is_refused(422, "request.invalid");
    assert_eq!(refused["errors"][0]["field"], "inquest_record.officers.1");
    let dated = forms::form("inquest_record".parse().unwrap())
        .fields()
        .iter()
        .find(|f| f.source == "today")
        .map(|f| f.key.clone());
    if let Some(key) = dated {
        paper = saved(&cast.zhao, &paper, &with(&key, json!("2026年5月21日"))).await;
        issue(&cast.zhao, &paper).await.is_refused(422, "request.invalid");
    }
    paper = saved(&cast.zhao, &paper, &good).await;
    issue(&cast.zhao, &paper).await.ok();
}

/// 机关资料变更以后，编制中的文书仍写着旧的，出具时指出；改过来就能出具。
#[tokio::test]
async fn a_court_that_changed_since_is_told_at_issue() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let paper = begun(&cast.zhao, &inspection, "on_site_measures_decision").await;
    let paper = saved(&cast.zhao, &paper, &sample(&paper)).await;
    county.behind("UPDATE remedy_places SET name = '庆阳铁路运输法院' WHERE kind = 'litigation'").await;
    let told = cast.zhao.get(&at(&paper)).await.ok();
    assert_eq!(
        (&told["drift"][0]["key"], &told["drift"][0]["now"]),
        (&json!("litigation_court"), &json!("庆阳铁路运输法院"))
    );
    let refused = issue(&cast.zhao, &paper).await.is_refused(422, "request.invalid");
    assert_eq!(refused["errors"][0]["field"], "on_site_measures_decision.litigation_court");
    let mut data = told["data"].clone();
    data["litigation_court"] = json!("庆阳铁路运输法院");
    let paper = saved(&cast.zhao, &told, &data).await;
    issue(&cast.zhao, &paper).await.ok();
}
