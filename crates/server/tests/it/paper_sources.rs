//! 预填和再来一份 · what papers say by themselves: from the matter, the organ's dated profile, the papers before, the copy before

use crate::papers::{begun, issued, saved};
use crate::path::{self, Cast};
use crate::world::{County, id};
use authority::Permit;
use documents::paper::sources::{OF_MATTER, OF_ORGAN};
use forms::FormName;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// From today on the organ prints a telephone for complaints and gives five days for a defence.
async fn profile(county: &County) {
    let zhou = county.person("zhou").await;
    let at = format!("/organisations/{}", server::install::organisation_id("xifeng"));
    let now = zhou.get(&at).await.ok();
    let old = now["profiles"][0].clone();
    assert_eq!(
        (&old["defence_days"], &old["kept_for"], &old["complaint_phone"]),
        (&json!(3), &json!("ten_years"), &json!(""))
    );
    let mut new = old;
    new["seen"] = now["revision"].clone();
    new["valid_from"] = json!("2026-05-20");
    new["complaint_phone"] = json!("12000000777");
    new["kept_for"] = json!("thirty_years");
    new["defence_days"] = json!(2);
    let refused = zhou.post(&format!("{at}/profiles"), &new).await.is_refused(422, "request.invalid");
    assert_eq!(refused["errors"][0]["field"], "defence_days");
    new["defence_days"] = json!(5);
    zhou.post(&format!("{at}/profiles"), &new).await.ok();
}

/// A paper of this kind with everything that must come before it.
pub async fn with_prerequisites(cast: &Cast, inspection: &Value, form: &str) -> Value {
    for group in &forms::form(form.parse::<FormName>().unwrap()).facts().prerequisites {
        let at = format!("/inspections/{}/paper-work", inspection["id"].as_str().unwrap());
        let work = cast.zhao.get(&at).await.ok();
        let documents = work["documents"].as_array().unwrap();
        if !documents.iter().any(|d| group.iter().any(|code| d["form"] == json!(code))) {
            let before = Box::pin(with_prerequisites(cast, inspection, &group[0])).await;
            crate::papers::arrived(cast, &before).await;
            if group[0] == "penalty_prior_notice" {
                issued(cast, inspection, "defence_record").await;
            }
        }
    }
    issued(cast, inspection, form).await
}

/// 检查、企业、机关所能说的，每一个来源都有；没有的来源一个也不多。
#[tokio::test]
async fn a_matter_tells_every_source_that_the_catalogue_expects_of_it() {
    let county = County::new().await;
    profile(&county).await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let id = inspection["id"].as_str().unwrap().parse::<uuid::Uuid>().unwrap();
    let app = county.app.clone();
    let read = county.app.db.read(Permit::of_system("测试"), move |tx| {
        Box::pin(async move { inspection::paper::known(tx, &app, lexicon::InspectionId(id)).await })
    });
    let known = read.await.unwrap();
    let told: BTreeSet<&str> = known.keys().copied().collect();
    let wanted: BTreeSet<&str> = OF_MATTER.iter().chain(OF_ORGAN).copied().collect();
    assert_eq!(told, wanted);
    assert_eq!(known["organisation.defence_days"], json!(5));
    let penalty = known["law.penalty"].as_str().unwrap();
    assert!(
        penalty.starts_with('《') && penalty.contains('条'),
        "the basis of the item that was found wanting: {penalty}"
    );
    let violation = &known["law.violations"][0];
    assert!(
        !violation["law"].as_str().unwrap().contains('》') && violation["place"].as_str().unwrap().starts_with('第')
    );
}

/// 机关资料从生效之日起填入：投诉电话、陈述申辩期限；罚款的应缴日从决定书送达之日起算十五日，第十六日起加处罚款。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn days_and_bases_are_filled_from_the_organ_and_the_papers_before() {
    let county = County::new().await;
    profile(&county).await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let notice = begun(&cast.zhao, &inspection, "administrative_inspection_notice").await["data"].clone();
    assert_eq!(notice["complaint_phone"], "12000000777");
    assert_eq!(notice["basis"], "《中华人民共和国安全生产法》第六十二条、第六十五条");
    let filing = with_prerequisites(&cast, &inspection, "filing_approval").await;
    let prior = begun(&cast.zhao, &inspection, "penalty_prior_notice").await["data"].clone();
    assert_eq!(prior["days"], 5);
    assert!(prior["basis"].as_str().unwrap().starts_with('《'), "{prior}");
    let extension = begun(&cast.zhao, &inspection, "extension_approval").await["data"].clone();
    assert_eq!(extension["filed_on"], "2026年5月20日", "the day {} was approved", filing["zh"]);

    let decision = with_prerequisites(&cast, &inspection, "penalty_decision").await;
    let unserved = begun(&cast.zhao, &inspection, "fine_demand").await["data"].clone();
    assert_eq!(unserved["due_on"], Value::Null, "nobody knows before it is served");
    county.it_is("2026-05-22");
    let cast = Cast::of(&county).await;
    let service = crate::papers::service("direct", "2026-05-21T10:00");
    let served = json!({"id": id(), "seen": decision["revision"], "service": service});
    let at = format!("/documents/{}/services", decision["id"].as_str().unwrap());
    cast.zhao.post(&at, &served).await.ok();
    let demand = begun(&cast.zhao, &inspection, "fine_demand").await["data"].clone();
    assert_eq!((&demand["due_on"], &demand["days"]), (&json!("2026年6月5日"), &json!(5)));
    with_prerequisites(&cast, &inspection, "fine_demand").await;
    let additional = begun(&cast.zhao, &inspection, "additional_fine_decision").await["data"].clone();
    assert_eq!(additional["overdue_from"], "2026年6月6日");
}

/// 再来一份：地点、记录人等照前一份填，第几次询问自动加一；谁说了什么、什么时候，不照抄。
#[tokio::test]
async fn a_second_copy_takes_over_what_stays_the_same_and_nothing_that_was_said() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    issued(&cast, &inspection, "filing_approval").await;
    let first = begun(&cast.zhao, &inspection, "inquiry_record").await;
    assert_eq!((&first["data"]["ordinal"], &first["data"]["place"]), (&json!(1), &Value::Null));
    let mut data = crate::papers::sample(&first);
    data["place"] = json!("庆阳市西峰区应急管理局询问室");
    let first = saved(&cast.zhao, &first, &data).await;
    // The first is still being written: the second takes over from it all the same.
    let second = begun(&cast.zhao, &inspection, "inquiry_record").await["data"].clone();
    assert_eq!((&second["ordinal"], &second["place"]), (&json!(1), &data["place"]));
    crate::papers::issue(&cast.zhao, &first).await.ok();
    let third = begun(&cast.zhao, &inspection, "inquiry_record").await["data"].clone();
    assert_eq!(third["ordinal"], 2);
    for kept in ["place", "inquirer_title", "recorder", "recorder_title"] {
        assert_eq!(third[kept], data[kept], "{kept}");
    }
    for own in ["inquired", "answers", "time_from", "time_to", "id_number", "phone", "present"] {
        assert!(!data[own].is_null() && third[own].is_null(), "{own}: {}", third[own]);
    }
}

/// 卷宗没有另选保存期限的，按机关当日的规定。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_volume_is_kept_as_long_as_the_organ_has_laid_down() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let at = format!("/inspections/{}/volumes", inspection["id"].as_str().unwrap());
    let usual = cast.zhao.post(&at, &json!({"id": id(), "kept_for": null})).await.ok();
    assert_eq!(usual["kept_for"], "ten_years");
    profile(&county).await;
    let long = cast.zhao.post(&at, &json!({"id": id()})).await.ok();
    assert_eq!((&long["kept_for"], &long["version"]), (&json!("thirty_years"), &json!(2)));
    let chosen = cast.zhao.post(&at, &json!({"id": id(), "kept_for": "permanent"})).await.ok();
    assert_eq!(chosen["kept_for"], "permanent");
}
