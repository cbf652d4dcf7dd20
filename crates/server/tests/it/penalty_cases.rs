//! 行政立案查处的故事 · a case is open from the paper that files it to the one that ends it

use crate::papers::issued;
use crate::path::{self, Cast};
use crate::world::{County, Person};
use serde_json::{Value, json};

async fn cases(who: &Person, query: &str) -> Value {
    who.get(&format!("/penalty-cases?{query}")).await.ok()
}

async fn on_the_bar(who: &Person) -> Value {
    who.get("/workbench-counts").await.ok()["cases_open"].clone()
}

/// 出具了立案审批表的检查列为在办案件，提醒栏有数；出具了案件移送书的转为已结；邻县的人看不到。
#[tokio::test]
async fn a_case_is_listed_from_its_filing_and_closed_by_its_last_paper() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    assert_eq!((cases(&cast.zhao, "").await["total"].clone(), on_the_bar(&cast.zhao).await), (json!(0), json!(0)));
    let filing = issued(&cast, &inspection, "filing_approval").await;
    let found = cases(&cast.zhao, "progress=open").await;
    let case = &found["items"][0];
    assert_eq!((&found["total"], &case["id"], &case["inspection_id"]), (&json!(1), &filing["id"], &inspection["id"]));
    assert_eq!((&case["party"], &case["progress"]), (&inspection["enterprise_name"], &json!("open")));
    assert_eq!(case["latest_paper"], "立案审批表");
    assert!(
        !case["name"].as_str().unwrap().is_empty() && case["officers"].as_str().unwrap().contains("赵明远"),
        "{case}"
    );
    assert_eq!(on_the_bar(&cast.zhao).await, json!(1));
    assert_eq!(cast.zhao.get("/workbench-counts").await.ok()["inspections_this_year"], json!(1));
    let part: String = inspection["enterprise_name"].as_str().unwrap().chars().skip(1).take(3).collect();
    let part: String = part.bytes().map(|byte| format!("%{byte:02X}")).collect();
    assert_eq!(cases(&cast.zhao, &format!("q={part}")).await["total"], json!(1));
    assert_eq!(cases(&cast.zhao, "q=%E6%97%A0%E6%AD%A4%E5%8E%82").await["total"], json!(0));
    assert_eq!(cases(&cast.zhao, "progress=closed").await["items"], json!([]));
    cast.zhao.get("/penalty-cases?progress=gone").await.is_refused(422, "request.invalid");
    assert_eq!((cases(&cast.wang, "").await["total"].clone(), on_the_bar(&cast.wang).await), (json!(0), json!(0)));
    for form in ["transfer_approval", "transfer_letter"] {
        assert_eq!(on_the_bar(&cast.zhao).await, json!(1), "before {form}");
        issued(&cast, &inspection, form).await;
    }
    assert_eq!(on_the_bar(&cast.zhao).await, json!(0));
    let closed = cases(&cast.zhao, "progress=closed").await;
    assert_eq!((&closed["total"], &closed["items"][0]["id"]), (&json!(1), &filing["id"]));
    assert_eq!(closed["items"][0]["latest_paper"], "案件移送书");
}
