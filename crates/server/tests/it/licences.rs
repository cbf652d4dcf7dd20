//! 证照附件 · licences are put into the file of an enterprise, seen by who sees the enterprise, withdrawn but not lost.

use crate::duplicates::{merging, twins};
use crate::path::{Cast, STEELWORKS, enterprise_id};
use crate::permissions::Gate::{self, Holds};
use crate::world::{County, Person, id};
use authority::Verb;
use lexicon::EnterpriseId;
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
    added_until(who, scan, (&enterprise_id(STEELWORKS), &Value::Null)).await
}

/// A licence of a firm that holds until a day; the id.
async fn added_until(who: &Person, scan: &[u8], (firm, valid_to): (&str, &Value)) -> String {
    let file = who.upload("/attachments", &id(), ("营业执照.pdf", scan)).await.ok();
    let mut licence = new(file["id"].as_str().unwrap());
    licence["valid_to"] = valid_to.clone();
    let all = who.post(&format!("/enterprises/{firm}/licences"), &licence).await.ok();
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

/// 执法情报列出在用的证照：有效期当日有效，次日过期，长期的在最后；撤下的不列；并入的企业的证照写明在谁名下；邻县看不到。
#[tokio::test]
async fn the_story_of_a_firm_lists_its_licences_with_until_when_they_hold() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let pdf = zhao.get("/form-samples/on_site_record").await.bytes;
    let works = enterprise_id(STEELWORKS);
    let story = format!("/enterprises/{works}/intelligence");
    let told = async || {
        let lines = zhao.get(&story).await.ok()["licences"].clone();
        let of = |line: &Value| {
            (line["id"].as_str().unwrap().to_owned(), line["validity"].clone(), line["days_left"].clone())
        };
        lines.as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    assert!(told().await.is_empty());
    let until = async |day: Value| added_until(&zhao, &pdf, (&works, &day)).await;
    let (long, last, over) =
        (until(json!(null)).await, until(json!("2026-05-20")).await, until(json!("2026-05-19")).await);
    let expected = [
        (over.clone(), "expired", json!(-1)),
        (last.clone(), "valid", json!(0)),
        (long.clone(), "long_term", json!(null)),
    ];
    assert_eq!(told().await, expected.map(|(id, validity, days)| (id, json!(validity), days)));
    zhao.post(&format!("/enterprise-licences/{over}/withdrawal"), &json!({"reason": "已换发新证"})).await.ok();
    county.it_is("2026-05-21");
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let lines = zhao.get(&story).await.ok()["licences"].clone();
    assert_eq!((lines[0]["id"].as_str(), &lines[0]["validity"]), (Some(last.as_str()), &json!("expired")));
    assert_eq!((lines[1]["id"].as_str(), lines.as_array().unwrap().len()), (Some(long.as_str()), 2), "{lines}");
    county.person("wang").await.get(&story).await.is_not_found();
    // A firm that is merged into another brings its licences into the story, said to be its own.
    let (a, b, pair) = twins(&county, &li).await;
    let of_b = added_until(&zhao, &pdf, (&b.to_string(), &json!("2027-01-01"))).await;
    let at = format!("/duplicates/{}", pair["id"].as_str().unwrap());
    let seen = li.get(&at).await.ok();
    li.post(&format!("{at}/merging"), &merging(&seen, a, &[], &[])).await.ok();
    let name = |id: EnterpriseId| {
        ["left", "right"].map(|side| seen[side].clone()).into_iter().find(|f| f["id"] == json!(id)).unwrap()["name"]
            .clone()
    };
    let of_both = zhao.get(&format!("/enterprises/{a}/intelligence")).await.ok()["licences"].clone();
    assert_eq!((&of_both[0]["id"], &of_both[0]["merged_name"]), (&json!(of_b), &name(b)), "{of_both}");
}
