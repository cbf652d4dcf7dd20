//! 文书编号 · many at once, no number twice, no number skipped.

use crate::papers;
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

    fn word<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, TypesetError>> + Send + 'a>> {
        self.inner.word(job)
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

const RULE: &str = "/numbering-rules/inspection_scheme";

/// The rule in force of a form, as the business administrator sees it.
async fn rule_of(li: &crate::world::Person, form: &str) -> serde_json::Value {
    let all = li.get("/numbering-rules").await.ok();
    all.as_array().unwrap().iter().find(|one| one["form"] == form).unwrap().clone()
}

/// 编号规则从启用日期起生效，序号接着编；已编的号不变；看到的不是现行规则的，不准改。
#[tokio::test]
async fn a_new_rule_holds_from_its_day_and_the_series_goes_on() {
    let county = County::new().await;
    let zhao = county.person("zhao").await;
    let li = county.person("li").await;
    let first = path::submitted_scheme(&county, &zhao).await;
    let seen = rule_of(&li, "inspection_scheme").await;
    assert_eq!((&seen["is_usual"], &seen["next_number"]), (&json!(true), &json!("（甘庆西）应急检查〔2026〕0002号")));
    let mut rule = seen["rule"].clone();
    rule["region_word"] = json!("西峰");
    rule["digits"] = json!(3);
    rule["valid_from"] = json!("2026-05-21");
    let edit = json!({"seen": seen["rule"], "rule": rule, "reason": "统一字样"});
    zhao.put(RULE, &edit).await.is_refused(403, "request.forbidden");
    let set = li.put(RULE, &edit).await.ok();
    assert_eq!(set["example"], "（西峰）应急检查〔2026〕002号");
    assert_eq!(path::submitted_scheme(&county, &zhao).await["number"], "（甘庆西）应急检查〔2026〕0002号");
    county.it_is("2026-05-21");
    let (zhao, li) = (county.person("zhao").await, county.person("li").await);
    assert_eq!(path::submitted_scheme(&county, &zhao).await["number"], "（西峰）应急检查〔2026〕003号");
    li.put(RULE, &edit).await.is_refused(409, "request.stale");
    let at = format!("/schemes/{}", first["id"].as_str().unwrap());
    assert_eq!(zhao.get(&at).await.ok()["number"], "（甘庆西）应急检查〔2026〕0001号");
}

/// 新的一年从起始序号重新编起。
#[tokio::test]
async fn a_new_year_begins_anew() {
    let county = County::new().await;
    let (zhao, li) = (county.person("zhao").await, county.person("li").await);
    let seen = rule_of(&li, "inspection_scheme").await;
    path::submitted_scheme(&county, &zhao).await;
    let mut rule = seen["rule"].clone();
    rule["start_serial"] = json!(101);
    rule["valid_from"] = json!("2026-12-31");
    li.put(RULE, &json!({"seen": seen["rule"], "rule": rule, "reason": "从101号起"})).await.ok();
    county.it_is("2026-12-31");
    let zhao = county.person("zhao").await;
    assert_eq!(path::submitted_scheme(&county, &zhao).await["number"], "（甘庆西）应急检查〔2026〕0002号");
    county.it_is("2027-01-04");
    let (zhao, li) = (county.person("zhao").await, county.person("li").await);
    assert_eq!(rule_of(&li, "inspection_scheme").await["next_number"], "（甘庆西）应急检查〔2027〕0101号");
    for number in ["（甘庆西）应急检查〔2027〕0101号", "（甘庆西）应急检查〔2027〕0102号"] {
        assert_eq!(path::submitted_scheme(&county, &zhao).await["number"], number);
    }
}

/// 同一机关的两种文书不准用同样的字样：罚当不能改作罚；别的文书改用过的字样也不行。
#[tokio::test]
async fn two_kinds_of_one_organ_never_share_their_words() {
    let county = County::new().await;
    let li = county.person("li").await;
    let edit = async |form: &str, (organ, kind): (&str, &str)| {
        let seen = rule_of(&li, form).await["rule"].clone();
        let mut rule = seen.clone();
        (rule["organ_word"], rule["kind_word"]) = (json!(organ), json!(kind));
        rule["valid_from"] = json!("2026-05-20");
        li.put(&format!("/numbering-rules/{form}"), &json!({"seen": seen, "rule": rule, "reason": "改字样"})).await
    };
    let problem = edit("summary_penalty_decision", ("应急", "罚")).await.is_refused(422, "numbering.kind_taken");
    assert_eq!(problem["field"], "kind_word", "{problem}");
    edit("summary_penalty_decision", ("应急", "简罚")).await.ok();
    edit("penalty_decision", ("应急", "简罚")).await.is_refused(422, "numbering.kind_taken");
    edit("penalty_decision", ("应急综", "罚当")).await.ok();
    edit("summary_penalty_decision", ("应急综", "罚当")).await.is_refused(422, "numbering.kind_taken");
    edit("summary_penalty_decision", ("应急", "罚当")).await.ok();
}

/// 随案件编号的文书沿用立案审批表的年份和序号，第二份加分号；立案以前的自成一列。
#[tokio::test]
async fn a_paper_that_follows_the_case_takes_the_serial_of_the_filing() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    for form in ["inquiry_notice", "filing_approval"] {
        let seen = rule_of(&li, form).await["rule"].clone();
        let mut rule = seen.clone();
        (rule["serial_mode"], rule["valid_from"]) = (json!("case"), json!("2026-05-20"));
        let edit = json!({"seen": seen, "rule": rule, "reason": "一案一号"});
        li.put(&format!("/numbering-rules/{form}"), &edit).await.ok();
    }
    for expected in ["（甘庆西）应急询〔2026〕0001号", "（甘庆西）应急询〔2026〕0002号"] {
        let inspection = path::concluded_inspection(&county, &cast).await;
        assert_eq!(papers::issued(&cast, &inspection, "inquiry_notice").await["number"], expected);
    }
    for serial in ["0001", "0002", "0003"] {
        let inspection = path::concluded_inspection(&county, &cast).await;
        let filing = papers::issued(&cast, &inspection, "filing_approval").await;
        assert_eq!(filing["number"], format!("（甘庆西）应急立〔2026〕{serial}号"));
        // 立案以前已经编过的序号，第二份起加分号。
        let part = if serial == "0003" { "" } else { "-2" };
        let notice = papers::issued(&cast, &inspection, "inquiry_notice").await;
        assert_eq!(notice["number"], format!("（甘庆西）应急询〔2026〕{serial}{part}号"));
    }
    let block = json!({"id": crate::world::id(), "form": "inquiry_notice", "count": 3, "device": "终端"});
    cast.zhao.post("/number-blocks", &block).await.is_refused(422, "numbering.follows_inspection");
}

/// 别的机关正在使用的字样不准用，两个机关的文号不得相同；不写原因、字样带括号的也不准。
#[tokio::test]
async fn words_of_another_organ_are_refused() {
    let county = County::new().await;
    let li = county.person("li").await;
    let neighbour = county.seed.organisations.iter().find(|o| o.region_code.as_str() == "621027").unwrap();
    let seen = rule_of(&li, "inspection_scheme").await["rule"].clone();
    let mut rule = seen.clone();
    rule["valid_from"] = json!("2026-05-20");
    rule["region_word"] = json!(neighbour.number_region);
    let edit = |rule: &serde_json::Value, reason: &str| json!({"seen": seen, "rule": rule, "reason": reason});
    li.put(RULE, &edit(&rule, "改字样")).await.is_refused(422, "numbering.words_taken");
    rule["region_word"] = json!("（西峰）");
    let problem = li.put(RULE, &edit(&rule, "")).await.is_refused(422, "request.invalid");
    let fields: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["region_word", "reason"]);
}

/// 随检查编号的文书沿用方案的年份和序号；改回独立流水后不与已用的序号重复。
#[tokio::test]
async fn a_paper_that_follows_takes_the_serial_of_its_scheme() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let follow = |mode: &'static str| {
        let li = li.clone();
        async move {
            let seen = rule_of(&li, "on_site_record").await["rule"].clone();
            let mut rule = seen.clone();
            rule["serial_mode"] = json!(mode);
            rule["valid_from"] = json!("2026-05-20");
            let edit = json!({"seen": seen, "rule": rule, "reason": "随检查编号"});
            li.put("/numbering-rules/on_site_record", &edit).await.ok();
        }
    };
    follow("inspection").await;
    for _ in 0..3 {
        path::submitted_scheme(&county, &cast.zhao).await;
    }
    let scheme = path::completed_scheme(&county, &cast).await;
    assert_eq!(scheme["number"], "（甘庆西）应急检查〔2026〕0004号");
    let inspection = path::begun_inspection(&cast, &scheme).await;
    let inspection = path::answered(&cast, &inspection, "2026-06-20").await;
    let at = format!("/inspections/{}/submission", inspection["id"].as_str().unwrap());
    let inspection = cast.zhao.post(&at, &json!({"seen": inspection["revision"]})).await.ok();
    let record = path::issues(&cast.zhao, &inspection, "on_site_record").await;
    assert_eq!(record["number"], "（甘庆西）应急检记〔2026〕0004号");
    follow("own").await;
    let scheme = path::completed_scheme(&county, &cast).await;
    let inspection = path::begun_inspection(&cast, &scheme).await;
    let inspection = path::answered(&cast, &inspection, "2026-06-20").await;
    let at = format!("/inspections/{}/submission", inspection["id"].as_str().unwrap());
    let inspection = cast.zhao.post(&at, &json!({"seen": inspection["revision"]})).await.ok();
    let record = path::issues(&cast.zhao, &inspection, "on_site_record").await;
    assert_eq!(record["number"], "（甘庆西）应急检记〔2026〕0005号");
}

/// 预留号段：领走的号不再编给别人；退回后未用的逐号作废，台账没有缺号；不能再退一次。
#[tokio::test]
async fn a_block_that_comes_back_leaves_no_gap() {
    let county = County::new().await;
    let (zhao, li, wang) = (county.person("zhao").await, county.person("li").await, county.person("wang").await);
    path::submitted_scheme(&county, &zhao).await;
    let request = json!({"id": crate::world::id(), "form": "inspection_scheme", "count": 3, "device": "执法终端一号"});
    let block = zhao.post("/number-blocks", &request).await.ok();
    assert_eq!(block["first_number"], "（甘庆西）应急检查〔2026〕0002号");
    assert_eq!(path::submitted_scheme(&county, &zhao).await["number"], "（甘庆西）应急检查〔2026〕0005号");
    let series = "/numbers?form=inspection_scheme&year=2026";
    let sums = |ledger: &serde_json::Value| {
        ["last_serial", "used", "voided", "reserved", "missing"].map(|k| ledger[k].as_i64().unwrap())
    };
    assert_eq!(sums(&li.get(series).await.ok()), [5, 2, 0, 3, 0]);
    let at = format!("/number-blocks/{}/return", block["id"].as_str().unwrap());
    wang.post(&at, &json!({"seen": 1})).await.is_not_found();
    zhao.post(&at, &json!({"seen": 1})).await.ok();
    zhao.post(&at, &json!({"seen": 2})).await.is_refused(409, "numbering.block_returned");
    let ledger = li.get(series).await.ok();
    assert_eq!(sums(&ledger), [5, 2, 3, 0, 0]);
    let lines: Vec<(i64, bool)> = ledger["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| (l["serial"].as_i64().unwrap(), l["document_id"].is_null()))
        .collect();
    assert_eq!(lines, [(5, false), (4, true), (3, true), (2, true), (1, false)]);
    assert_eq!(sums(&wang.get(series).await.ok()), [0, 0, 0, 0, 0], "the next county has a series of its own");
    let too_many = json!({"id": crate::world::id(), "form": "inspection_scheme", "count": 51, "device": "x"});
    zhao.post("/number-blocks", &too_many).await.is_refused(422, "request.invalid");
}
