//! 文书的送达、更正、撤销、作废 · what happens to a paper after it was issued.

use crate::papers::{asked, at, begin, begun, issue, issued, sample, saved, service};
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

    let correction = json!({"id": id(), "form": "inquiry_notice", "supersedes": notice["id"]});
    let paper = begin(&cast.zhao, &inspection, &correction).await.ok();
    assert_eq!(paper["supersedes_number"], notice["number"]);
    let twice = json!({"id": id(), "form": "inquiry_notice", "supersedes": notice["id"]});
    begin(&cast.zhao, &inspection, &twice).await.is_refused(422, "paper.once");
    let wrong = json!({"id": id(), "form": "inquiry_record", "supersedes": notice["id"]});
    begin(&cast.zhao, &inspection, &wrong).await.is_refused(422, "paper.not_superseded");
    let new = issue(&cast.zhao, &paper).await.ok();
    let old = cast.zhao.get(&here).await.ok();
    assert_eq!((&old["state"], &old["superseded_by"]), (&json!("superseded"), &new["id"]));
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
}
