//! 证照附件 · licences are put into the file of an enterprise, seen by who sees the enterprise, withdrawn but not lost.

use crate::path::{Cast, STEELWORKS, enterprise_id};
use crate::permissions::Gate::{self, Holds};
use crate::world::{County, Person, id};
use authority::Verb;
use serde_json::{Value, json};

/// The operations of this chapter.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/enterprises/{id}/licences",              Holds(Verb::ReadEnterprise)),
        ("post",   "/enterprises/{id}/licences",              Holds(Verb::EditEnterprise)),
        ("post",   "/enterprise-licences/{id}/withdrawal",    Holds(Verb::EditEnterprise)),
        ("get",    "/enterprise-licences/{id}/file",          Holds(Verb::ReadEnterprise)),
    ]
}

/// A body that every command of this chapter can read.
pub fn body(path: &str) -> Value {
    if path.ends_with("/withdrawal") { json!({"reason": "x"}) } else { new(&id()) }
}

fn new(attachment: &str) -> Value {
    json!({"id": id(), "kind": "business", "number": "91621002000001011Q", "valid_to": null, "attachment_id": attachment})
}

/// A licence of the steel works with its scan; the id.
pub async fn added(who: &Person, scan: &[u8]) -> String {
    let file = who.upload("/attachments", &id(), ("营业执照.pdf", scan)).await.ok();
    let at = format!("/enterprises/{}/licences", enterprise_id(STEELWORKS));
    let all = who.post(&at, &new(file["id"].as_str().unwrap())).await.ok();
    all[0]["id"].as_str().unwrap().to_owned()
}

/// 看得到企业的看得到证照原件；外县的连有没有都不知道；撤下须说明原因，撤下以后仍可查看，不能再撤。
#[tokio::test]
async fn a_licence_is_seen_by_who_sees_the_firm_and_is_withdrawn_but_not_lost() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let pdf = cast.zhao.get("/form-samples/on_site_record").await.bytes;
    let licence = added(&cast.zhao, &pdf).await;
    let list = format!("/enterprises/{}/licences", enterprise_id(STEELWORKS));
    let (file, gone) =
        (format!("/enterprise-licences/{licence}/file"), format!("/enterprise-licences/{licence}/withdrawal"));
    assert_eq!(cast.zhao.get(&file).await.bytes, pdf);
    assert_eq!(county.person("zheng").await.get(&file).await.bytes, pdf, "the province sees what the county put there");
    let wang = county.person("wang").await;
    for path in [&list, &file] {
        wang.get(path).await.is_not_found();
    }
    wang.post(&gone, &json!({"reason": "x"})).await.is_not_found();
    wang.post(&list, &new(&id())).await.is_not_found();
    cast.zhao.post(&list, &new(&id())).await.is_refused(422, "request.invalid");
    cast.zhao.post(&gone, &json!({"reason": " "})).await.is_refused(422, "request.invalid");
    let now = cast.zhao.post(&gone, &json!({"reason": "已换发新证"})).await.ok();
    assert_eq!((&now[0]["withdrawal_reason"], now[0]["withdrawn_at"].is_null()), (&json!("已换发新证"), false));
    cast.zhao.post(&gone, &json!({"reason": "再撤"})).await.is_refused(409, "licence.withdrawn");
    assert_eq!(cast.zhao.get(&file).await.bytes, pdf);
    assert!(county.trail().await.iter().any(|line| line.act == "撤下证照"));
}
