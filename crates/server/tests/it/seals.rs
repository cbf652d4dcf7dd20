//! 签章 · handed in by one, reviewed by another, put on papers, stopped; and what a stranger learns by the code.

use crate::papers;
use crate::path::{self, Cast};
use crate::permissions::Gate::{self, Anybody, Holds};
use crate::world::{County, Person, id};
use authority::Verb;
use axum::http::StatusCode;
use serde_json::{Value, json};
use web::Vault;

pub const SCAN: &[u8] = include_bytes!("../../../../seed/seals/demonstration.png");

/// The operations of seals and of verification.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("post", "/seal-images",          Holds(Verb::UploadSeal)),
        ("get",  "/seal-images/{id}",     Holds(Verb::UploadSeal)),
        ("get",  "/seals",                Holds(Verb::ReadSeal)),
        ("post", "/seals",                Holds(Verb::UploadSeal)),
        ("get",  "/seals/{id}",           Holds(Verb::ReadSeal)),
        ("get",  "/seals/{id}/image",     Holds(Verb::ReadSeal)),
        ("get",  "/seals/{id}/original",  Holds(Verb::ReviewSeal)),
        ("post", "/seals/{id}/review",    Holds(Verb::ReviewSeal)),
        ("post", "/seals/{id}/stopping",  Holds(Verb::StopSeal)),
        ("get",  "/seals/{id}/uses",      Holds(Verb::ReadSeal)),
        ("get",  "/documents/{id}/stamp", Holds(Verb::ReadDocument)),
        ("get",  "/documents/{id}/detached-signature", Holds(Verb::ReadDocument)),
        ("get",  "/verifications/{code}", Anybody),
    ]
}

pub fn body(path: &str) -> Value {
    match path {
        "/seals" => json!({"id": id(), "image_id": id(), "kind": "organ", "size_tenths": 420,
            "valid_from": "2026-05-01", "valid_to": "2031-04-30"}),
        "/seals/{id}/review" => json!({"seen": 999, "passed": true, "opinion": ""}),
        _ => json!({"seen": 999, "reason": "x"}),
    }
}

/// A seal that waits for its review.
pub async fn submitted(county: &County, kind: &str, from: &str) -> Value {
    let chen = county.person("chen").await;
    let image = chen.upload("/seal-images", &id(), ("印模.png", SCAN)).await.ok();
    let seal = json!({"id": id(), "image_id": image["id"], "kind": kind, "size_tenths": 420,
        "valid_from": from, "valid_to": "2031-04-30"});
    chen.post("/seals", &seal).await.ok()
}

async fn reviews(wu: &Person, seal: &Value, passed: bool, opinion: &str) -> crate::world::Answer {
    let at = format!("/seals/{}/review", seal["id"].as_str().unwrap());
    wu.post(&at, &json!({"seen": seal["revision"], "passed": passed, "opinion": opinion})).await
}

/// A seal of the county that is in use.
pub async fn in_use(county: &County) -> Value {
    let seal = submitted(county, "organ", "2026-05-01").await;
    reviews(&county.person("wu").await, &seal, true, "").await.ok()
}

/// The order of a concluded inspection: a paper that carries the seal.
async fn order(county: &County, cast: &Cast) -> String {
    let order = path::open_rectification(county, cast).await;
    format!("/documents/{}", order["order_document_id"].as_str().unwrap())
}

fn verified(county: &County, file: &[u8]) -> Vec<signing::Signature> {
    let keys = signing::Keys::open(&county.dir.as_ref().unwrap().path().join("keys")).unwrap();
    signing::verify(file, &keys.roots(signing::Algorithm::P256).unwrap()).unwrap()
}

/// 上传 → 退回 → 再上传 → 通过 → 使用 → 停用：停用当即不再盖，已盖的文书不变；每次用印有记录。
#[tokio::test]
async fn a_seal_is_handed_in_returned_handed_in_again_used_and_stopped() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let (chen, wu) = (county.person("chen").await, county.person("wu").await);
    let first = submitted(&county, "organ", "2026-05-01").await;
    assert_eq!((&first["state"], &first["acts"]), (&json!("pending"), &json!([])), "who hands in does not review");
    reviews(&wu, &first, false, "").await.is_refused(422, "seal.opinion_missing");
    let returned = reviews(&wu, &first, false, "印模不清").await.ok();
    assert_eq!((&returned["state"], &returned["opinion"]), (&json!("returned"), &json!("印模不清")));
    reviews(&wu, &returned, true, "").await.is_refused(409, "seal.not_now");
    let unsealed = order(&county, &cast).await;
    let stamp = cast.zhao.get(&format!("{unsealed}/stamp")).await.ok();
    assert_eq!(
        (&stamp["needs_seal"], &stamp["seal_id"], &stamp["is_signed"]),
        (&json!(true), &Value::Null, &json!(true))
    );
    let file = cast.zhao.get(&format!("{unsealed}/file")).await.bytes;
    assert!(!verified(&county, &file)[0].has_seal, "signed, with nothing to be seen");

    let second = submitted(&county, "organ", "2026-05-01").await;
    let seal = reviews(&wu, &second, true, "").await.ok();
    assert_eq!((&seal["state"], &seal["in_use"]), (&json!("passed"), &json!(true)));
    let sealed = order(&county, &cast).await;
    let document = cast.zhao.get(&sealed).await.ok();
    let file = cast.zhao.get(&format!("{sealed}/file")).await.bytes;
    assert_eq!(document["sha256"], json!(Vault::digest(&file)), "the digest kept is that of the signed file");
    let signature = &verified(&county, &file)[0];
    assert!(signature.has_seal);
    assert_eq!(signature.about.subject, "庆阳市西峰区应急管理局");
    let at = format!("/seals/{}", seal["id"].as_str().unwrap());
    let uses = wu.get(&format!("{at}/uses")).await.ok();
    let used = &uses["items"][0];
    assert_eq!(uses["total"], 1);
    assert_eq!((&used["number"], &used["sha256"]), (&document["number"], &document["sha256"]));
    assert_eq!(used["bound_by"], cast.zhao.name.as_str());

    let stop = json!({"seen": seal["revision"], "reason": "印章遗失"});
    chen.post(&format!("{at}/stopping"), &json!({"seen": 1, "reason": "印章遗失"}))
        .await
        .is_refused(409, "request.stale");
    let stopped = chen.post(&format!("{at}/stopping"), &stop).await.ok();
    assert_eq!(
        (&stopped["state"], &stopped["end_reason"], &stopped["uses"]),
        (&json!("stopped"), &json!("印章遗失"), &json!(1))
    );
    let after = order(&county, &cast).await;
    assert_eq!(
        cast.zhao.get(&format!("{after}/stamp")).await.ok()["seal_id"],
        Value::Null,
        "used no more from that moment"
    );
    let again = cast.zhao.get(&format!("{sealed}/file")).await.bytes;
    assert_eq!(again, file, "the paper keeps its seal");
    let acts: Vec<String> = county.trail().await.into_iter().map(|line| line.act).collect();
    for act in ["上传印章图样", "提交签章", "退回签章", "审核通过", "用印", "停用签章"] {
        assert!(acts.iter().any(|a| a == act), "{act} is in the trail");
    }
}

/// 用印记录写明审批人：审批的是文书草稿，不是检查；不须审批的没有。没有签章的，出具以前就讲。
#[tokio::test]
async fn the_use_of_a_seal_names_who_approved_the_paper() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    papers::issued(&cast, &inspection, "filing_approval").await;
    let paper = papers::begun(&cast.zhao, &inspection, "penalty_prior_notice").await;
    assert_eq!(paper["lacks_seal"], true, "told before it is issued");
    let seal = in_use(&county).await;
    let now = cast.zhao.get(&papers::at(&paper)).await.ok();
    assert_eq!(now["lacks_seal"], false);
    let notice = papers::issued(&cast, &inspection, "penalty_prior_notice").await;
    let inquiry = papers::issued(&cast, &inspection, "inquiry_notice").await;
    let at = format!("/seals/{}/uses", seal["id"].as_str().unwrap());
    let uses = county.person("wu").await.get(&at).await.ok();
    let by = |document: &Value| {
        let uses = uses["items"].as_array().unwrap().iter();
        uses.clone().find(|used| used["document_id"] == document["id"]).unwrap()["approved_by"].clone()
    };
    assert_eq!((by(&notice), by(&inquiry)), (json!("孙国栋"), json!("")));
}

/// 定稿后、成文前停用的，已定下的章照盖；以后补打与原件逐字节相同。
#[tokio::test]
async fn a_frozen_paper_keeps_the_seal_it_was_bound_to_and_prints_again_with_the_same_bytes() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let seal = in_use(&county).await;
    let sealed = order(&county, &cast).await;
    let before = cast.zhao.get(&sealed).await.ok();
    let at = format!("/seals/{}/stopping", seal["id"].as_str().unwrap());
    county.person("wu").await.post(&at, &json!({"seen": seal["revision"], "reason": "更换印章"})).await.ok();
    // As after a crash between freezing and printing, twelve days later.
    county.behind("UPDATE documents SET state = 'frozen', file_sha256 = ''").await;
    county.behind("DELETE FROM document_codes").await;
    county.it_is("2026-06-01");
    assert!(documents::recover(&county.app).await.unwrap() >= 3);
    let zhao = county.person("zhao").await;
    let after = zhao.get(&sealed).await.ok();
    assert_eq!((&after["sha256"], &after["number"]), (&before["sha256"], &before["number"]));
    assert!(!zhao.get(&format!("{sealed}/stamp")).await.ok()["code"].as_str().unwrap().is_empty());
}

/// 同一种类的新章通过后替换旧章；现用的章还在用的，新章启用日期未到不能通过；过期的不盖。
#[tokio::test]
async fn a_new_seal_replaces_the_old_one_and_none_is_used_beyond_its_days() {
    let county = County::new().await;
    let wu = county.person("wu").await;
    let old = in_use(&county).await;
    let early = submitted(&county, "organ", "2026-06-01").await;
    reviews(&wu, &early, true, "").await.is_refused(422, "seal.too_early");
    let other_kind = submitted(&county, "enforcement", "2026-06-01").await;
    let other_kind = reviews(&wu, &other_kind, true, "").await.ok();
    assert_eq!(other_kind["in_use"], false, "its first day has not come");
    county.it_is("2026-06-01");
    let wu = county.person("wu").await;
    let new = reviews(&wu, &early, true, "").await.ok();
    assert_eq!(new["in_use"], true);
    let old = wu.get(&format!("/seals/{}", old["id"].as_str().unwrap())).await.ok();
    assert_eq!((&old["state"], &old["in_use"]), (&json!("replaced"), &json!(false)));
    county.it_is("2031-05-01");
    let cast = Cast::of(&county).await;
    let list = county.person("wu").await.get("/seals?state=passed").await.ok();
    assert!(list["items"].as_array().unwrap().iter().all(|seal| seal["in_use"] == false && seal["is_over"] == true));
    drop(cast);
}

/// 上传的须是印章图片；一张图样只提交一次；只能用本人上传的图样。
#[tokio::test]
async fn a_picture_that_is_no_seal_is_refused_at_the_field() {
    let county = County::new().await;
    let (chen, wu) = (county.person("chen").await, county.person("wu").await);
    let problem = chen.upload("/seal-images", &id(), ("x.png", b"nonsense")).await.is_refused(422, "seal.not_picture");
    assert_eq!(problem["field"], "file");
    let same = id();
    let image = chen.upload("/seal-images", &same, ("印模.png", SCAN)).await.ok();
    assert_eq!(chen.upload("/seal-images", &same, ("印模.png", SCAN)).await.ok(), image, "twice is once");
    let other = [SCAN, b"\0"].concat();
    chen.upload("/seal-images", &same, ("印模.png", &other)).await.is_refused(422, "seal.same_id");
    let look = chen.get(&format!("/seal-images/{same}")).await;
    assert!(look.bytes.starts_with(b"\x89PNG"));
    wu.get(&format!("/seal-images/{same}")).await.is_refused(403, "request.forbidden");
    let seal = |size: i64, to: &str| json!({"id": id(), "image_id": same, "kind": "organ", "size_tenths": size, "valid_from": "2026-05-01", "valid_to": to});
    chen.post("/seals", &seal(10, "2026-05-19")).await.is_refused(422, "request.invalid");
    let done = chen.post("/seals", &seal(420, "2031-04-30")).await.ok();
    chen.post("/seals", &seal(420, "2031-04-30")).await.is_refused(422, "seal.image_used");
    let original = wu.get(&format!("/seals/{}/original", done["id"].as_str().unwrap())).await;
    assert_eq!(original.bytes, SCAN, "the original is kept untouched");
}

/// 凭验证码查验：不登录，只说纸上有的，当事人隐去中间；文件以校验值核对；查不到的一样答复。
#[tokio::test]
async fn a_stranger_learns_by_the_code_what_the_paper_says_and_no_more() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    in_use(&county).await;
    let paper = order(&county, &cast).await;
    let document = cast.zhao.get(&paper).await.ok();
    let code = cast.zhao.get(&format!("{paper}/stamp")).await.ok()["code"].as_str().unwrap().to_owned();
    assert_eq!(code.len(), 19, "{code}");
    let nobody = county.nobody();
    let told = nobody.get(&format!("/verifications/{}", code.to_lowercase())).await.ok();
    assert_eq!(
        (&told["standing"], &told["number"], &told["issued_on"], &told["pages"], &told["is_same_file"]),
        (&json!("genuine"), &document["number"], &json!("2026-05-20"), &document["pages"], &Value::Null)
    );
    let name = document["enterprise_name"].as_str().unwrap();
    assert!(!told.to_string().contains(name) && told["party"].as_str().unwrap().contains('＊'));
    let sha = document["sha256"].as_str().unwrap();
    let asked = |sha: &str| format!("/verifications/{code}?sha256={sha}");
    assert_eq!(nobody.get(&asked(sha)).await.ok()["is_same_file"], true);
    assert_eq!(nobody.get(&asked(&sha.replace('a', "b"))).await.ok()["is_same_file"], false);
    let unknown = nobody.get("/verifications/0000-0000-0000-0000").await.ok();
    assert_eq!(unknown["standing"], "unknown");
    let keys = |v: &Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&unknown), keys(&told), "the same shape");
    assert_eq!(nobody.get("/verifications/%E7%94%B2").await.ok(), unknown);
    county.behind("UPDATE documents SET state = 'frozen'").await;
    assert_eq!(nobody.get(&format!("/verifications/{code}")).await.ok(), unknown, "not issued, not there");
}

/// 更正、撤销的文书仍查得到，说明它不再有效；更正成哪一份、为什么撤销、谁撤销的，纸上没有，就不说。
#[tokio::test]
async fn a_stranger_learns_that_a_paper_no_longer_stands_and_not_why() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let first = papers::issued(&cast, &inspection, "inquiry_notice").await;
    let correction = json!({"id": id(), "form": "inquiry_notice", "supersedes": first["id"], "reason": "联系电话写错"});
    let paper = papers::begin(&cast.zhao, &inspection, &correction).await.ok();
    let second = papers::issue(&cast.zhao, &paper).await.ok();
    let end = json!({"seen": second["revision"], "reason": "当事人已经到场接受询问"});
    cast.sun.post(&format!("/documents/{}/withdrawal", second["id"].as_str().unwrap()), &end).await.ok();
    let nobody = county.nobody();
    for (document, standing, other) in [(&first, "superseded", &second), (&second, "withdrawn", &first)] {
        let at = format!("/documents/{}", document["id"].as_str().unwrap());
        let code = cast.zhao.get(&format!("{at}/stamp")).await.ok()["code"].as_str().unwrap().to_owned();
        let now = cast.zhao.get(&at).await.ok();
        let asked = format!("/verifications/{code}?sha256={}", now["sha256"].as_str().unwrap());
        let told = nobody.get(&asked).await.ok();
        let party = now["enterprise_name"].as_str().unwrap();
        assert_eq!(
            told,
            json!({"standing": standing, "zh": "询问通知书", "number": now["number"], "issued_on": "2026-05-20",
                "organisation_name": now["organisation_name"], "party": told["party"], "pages": now["pages"],
                "is_same_file": true}),
            "its bytes are still those that were issued"
        );
        for secret in [party, "到场", "孙国栋", "赵明远", other["number"].as_str().unwrap()] {
            assert!(!told.to_string().contains(secret), "{secret} in {told}");
        }
    }
}

/// What the square code in the corner of the first page holds, read from the page as it is printed.
fn scanned(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (file, page) = (folder.path().join("paper.pdf"), folder.path().join("page"));
    std::fs::write(&file, pdf).unwrap();
    let mut tool = std::process::Command::new("pdftoppm");
    // The lower right corner, as a telephone held close sees it.
    tool.args(["-png", "-gray", "-r", "600", "-x", "4061", "-y", "6016", "-W", "900", "-H", "1000"]);
    tool.args(["-f", "1", "-l", "1", "-singlefile"]).arg(&file).arg(&page);
    assert!(tool.status().unwrap().success(), "poppler-utils is among the tools of the tests");
    let picture = image::open(page.with_extension("png")).unwrap().to_luma8();
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut sheet =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| picture.get_pixel(x as u32, y as u32)[0]);
    let found: Vec<String> = sheet.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// 扫纸上的二维码：设了对外网址的就是查验页；没有设的是文号和验证码，查得到的就是这一份。
#[tokio::test]
async fn the_printed_square_code_leads_to_the_paper_with_an_address_and_without() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let top = county.administrator_of("ministry").await;
    for address in ["", "https://zf.example.gov.cn"] {
        let view = top.get("/settings").await.ok();
        let mut settings = view["settings"].clone();
        settings["public_address"] = json!(address);
        top.put("/settings", &json!({"seen": view["revision"], "settings": settings})).await.ok();
        let paper = order(&county, &cast).await;
        let document = cast.zhao.get(&paper).await.ok();
        let printed = cast.zhao.get(&format!("{paper}/stamp")).await.ok()["code"].as_str().unwrap().to_owned();
        let said = scanned(&cast.zhao.get(&format!("{paper}/file")).await.bytes);
        let number = document["number"].as_str().unwrap();
        let expected = match address {
            "" => format!("{number} 验证码{printed}"),
            _ => format!("{address}/v/{}", printed.replace('-', "")),
        };
        assert_eq!(said, expected);
        let code = said.rsplit(['/', '码']).next().unwrap();
        let told = county.nobody().get(&format!("/verifications/{code}")).await.ok();
        assert_eq!((&told["standing"], &told["number"]), (&json!("genuine"), &document["number"]));
    }
}

/// 查验有次数限制，逐个试码试不出来。
#[tokio::test]
async fn guessing_codes_is_held_back_like_guessing_passwords() {
    let county = County::with_limits(1_000).await;
    let nobody = county.nobody();
    let mut held_back = 0;
    for n in 0..60 {
        let answer = nobody.get(&format!("/verifications/{n:016}")).await;
        held_back += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(held_back >= 25, "{held_back}");
}

/// 对外网址印进二维码；改了网址，已定稿的文书不变。
#[tokio::test]
async fn the_address_of_the_day_is_printed_into_the_code() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let top = county.administrator_of("ministry").await;
    let view = top.get("/settings").await.ok();
    let mut settings = view["settings"].clone();
    settings["public_address"] = json!("zf.example.gov.cn/");
    let wrong = json!({"seen": view["revision"], "settings": settings});
    assert_eq!(
        top.put("/settings", &wrong).await.is_refused(422, "request.invalid")["errors"][0]["field"],
        "public_address"
    );
    settings["public_address"] = json!("https://zf.example.gov.cn");
    top.put("/settings", &json!({"seen": view["revision"], "settings": settings})).await.ok();
    let paper = order(&county, &cast).await;
    let stamp = cast.zhao.get(&format!("{paper}/stamp")).await.ok();
    let code = stamp["code"].as_str().unwrap().replace('-', "");
    assert_eq!(stamp["address"], json!(format!("https://zf.example.gov.cn/v/{code}")));
}

/// 演示县的签章已经审核，演示文书盖章；再装一次不多出一枚。
#[tokio::test]
async fn the_demonstration_county_has_a_reviewed_seal() {
    let county = County::new().await;
    for _ in 0..2 {
        server::install::demonstration_seal(&county.app.db, &county.app.vault, &county.seed).await.unwrap();
    }
    let list = county.person("wu").await.get("/seals").await.ok();
    assert_eq!(list["total"], 1);
    let seal = &list["items"][0];
    assert_eq!(
        (&seal["in_use"], &seal["submitted_by"], &seal["reviewed_by"]),
        (&json!(true), &json!("陈雨欣"), &json!("吴晓岚"))
    );
}
