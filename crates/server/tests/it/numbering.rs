//! 文书编号 · many at once, no number twice, no number skipped.

use crate::path::{self, Cast};
use crate::world::County;
use serde_json::json;

/// 六十四人同时提交，文号连续、不重、不跳。
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_submissions_at_once_take_sixty_four_numbers() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let mut schemes = Vec::new();
    for _ in 0..64 {
        schemes.push(path::saved_scheme(&county, &cast.zhao).await);
    }
    let tasks: Vec<_> = schemes
        .into_iter()
        .map(|scheme| {
            let zhao = cast.zhao.clone();
            tokio::spawn(async move {
                let at = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
                let scheme = zhao.post(&at, &json!({"seen": scheme["revision"]})).await.ok();
                scheme["number"].as_str().unwrap().to_owned()
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.unwrap());
    }
    numbers.sort();
    let expected: Vec<String> = (1..=64).map(|n| format!("（甘庆西）应急检查〔2026〕{n:04}号")).collect();
    assert_eq!(numbers, expected);
}

/// 被拒绝的提交不占文号。
#[tokio::test]
async fn a_refused_submission_takes_no_number() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let mut draft = path::draft(&county, &cast.zhao).await;
    draft["party"] = json!("昆新钢铁𰻞公司");
    let scheme = cast.zhao.post("/schemes", &json!({"id": crate::world::id(), "draft": draft})).await.ok();
    let at = format!("/schemes/{}/submission", scheme["id"].as_str().unwrap());
    let problem =
        cast.zhao.post(&at, &json!({"seen": scheme["revision"]})).await.is_refused(422, "document.missing_glyph");
    assert!(problem["detail"].as_str().unwrap().contains('𰻞'), "the character is named: {problem}");
    let next = path::submitted_scheme(&county, &cast.zhao).await;
    assert_eq!(next["number"], "（甘庆西）应急检查〔2026〕0001号");
}
