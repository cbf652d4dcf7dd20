//! 文书编号 · many at once, no number twice, no number skipped.

use crate::path::{self, Cast};
use crate::world::County;
use forms::{Job, Paper, TypesetError, Typesetter};
use serde_json::json;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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

/// Sets proofs and previews, and papers only while it is not broken.
struct Breaking {
    is_broken: AtomicBool,
    inner: Arc<dyn Typesetter>,
}

impl Typesetter for Breaking {
    fn typeset<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Paper, TypesetError>> + Send + 'a>> {
        if job.ident != "proof" && self.is_broken.load(Ordering::SeqCst) {
            return Box::pin(async { Err(TypesetError::Broken("中断".to_owned())) });
        }
        self.inner.typeset(job)
    }
}

/// 文书定稿后、成文前中断的，下次启动按原文号补齐，内容不变。
#[tokio::test]
async fn a_paper_interrupted_before_its_file_is_finished_with_the_same_number() {
    let breaking = Arc::new(Breaking { is_broken: AtomicBool::new(true), inner: crate::world::typesetter() });
    let county = County::with_typesetter(breaking.clone()).await;
    let cast = Cast::of(&county).await;
    let scheme = path::completed_scheme(&county, &cast).await;
    let at = format!("/documents/{}", scheme["document_id"].as_str().unwrap());
    assert_eq!(cast.zhao.get(&at).await.ok()["state"], "frozen", "numbered and decided, but without its file");
    breaking.is_broken.store(false, Ordering::SeqCst);
    assert_eq!(documents::recover(&county.app).await.unwrap(), 1);
    let document = cast.zhao.get(&at).await.ok();
    assert_eq!((&document["state"], &document["number"]), (&json!("issued"), &scheme["number"]));
    let file = cast.zhao.get(&format!("{at}/file")).await.bytes;
    assert_eq!(web::Vault::digest(&file), document["sha256"].as_str().unwrap());
    assert_eq!(documents::recover(&county.app).await.unwrap(), 0);
}
