//! 文书模板 · an organ writes its own version, and its papers keep the version they were frozen with.

use crate::path::{self, Cast};
use crate::permissions::Gate::{self, Holds};
use crate::world::{County, Person, id};
use authority::Verb;
use axum::http::Method;
use lexicon::CommandId;
use serde_json::{Value, json};

/// The operations of this chapter.
#[rustfmt::skip]
pub fn matrix() -> Vec<(&'static str, &'static str, Gate)> {
    vec![
        ("get",    "/templates",                              Holds(Verb::ReadReference)),
        ("get",    "/templates/{form}",                       Holds(Verb::EditTemplate)),
        ("get",    "/template-versions/{id}",                 Holds(Verb::EditTemplate)),
        ("put",    "/templates/{form}/draft",                 Holds(Verb::EditTemplate)),
        ("delete", "/templates/{form}/draft",                 Holds(Verb::EditTemplate)),
        ("post",   "/templates/{form}/preview",               Holds(Verb::EditTemplate)),
        ("post",   "/templates/{form}/check",                 Holds(Verb::EditTemplate)),
        ("post",   "/templates/{form}/versions",              Holds(Verb::EditTemplate)),
        ("post",   "/templates/{form}/restorations",          Holds(Verb::EditTemplate)),
        ("get",    "/templates/{form}/sample",                Holds(Verb::ReadReference)),
        ("get",    "/templates/{form}/source",                Holds(Verb::ReadReference)),
    ]
}

/// A body that every command of this chapter can read.
pub fn body(path: &str) -> Value {
    match path {
        "/templates/{form}/draft" => json!({"seen": 999, "source": "x"}),
        "/templates/{form}/preview" => json!({"source": "x", "example": "sample"}),
        "/templates/{form}/check" => json!({"source": "x"}),
        "/templates/{form}/versions" => json!({"id": id(), "seen": 999, "valid_from": "2026-05-20", "reason": "x"}),
        _ => json!({"id": id(), "seen": 999, "basis": "national", "version_id": null, "valid_from": "2026-05-20",
            "reason": "x"}),
    }
}

const RECORD: &str = "/templates/on_site_record";
const SCHEME: &str = "/templates/inspection_scheme";

async fn national(who: &Person, at: &str) -> String {
    who.get(at).await.ok()["national"].as_str().unwrap().to_owned()
}

/// Saves a text as the draft; the template after it.
async fn drafted(who: &Person, at: &str, source: &str) -> Value {
    let seen = who.get(at).await.ok()["draft"]["revision"].as_i64().unwrap_or_default();
    who.put(&format!("{at}/draft"), &json!({"seen": seen, "source": source})).await.ok()
}

/// Publishes a text from a day on; the template after it.
async fn published(who: &Person, at: &str, (source, from): (&str, &str)) -> Value {
    let draft = drafted(who, at, source).await;
    let asked = json!({"id": id(), "seen": draft["draft"]["revision"], "valid_from": from, "reason": "本地用语"});
    who.post(&format!("{at}/versions"), &asked).await.ok()
}

/// The national text with a sentence of one's own at the end of the body.
fn with(national: &str, words: &str) -> String {
    format!("{national}\n#par[{words}]\n")
}

async fn paper_text(who: &Person, path: &str) -> Vec<u8> {
    let answer = who.get(path).await;
    assert_eq!(answer.kind, "application/pdf", "{}", answer.text());
    answer.bytes
}

fn line<'a>(list: &'a Value, form: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one["form"] == form).unwrap()
}

/// 编制、预览、发布，自启用日期起使用；恢复全国式样也是新的一版，以前的都在。
#[tokio::test]
async fn an_own_version_is_drafted_published_and_given_up_again() {
    let county = County::new().await;
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    assert_eq!(line(&zhao.get("/templates").await.ok(), "on_site_record")["in_force"]["basis"], "national");
    let text = national(&li, RECORD).await;
    let mine = with(&text, "本记录按县局工作用语印制。");
    zhao.put(&format!("{RECORD}/draft"), &json!({"seen": 0, "source": mine}))
        .await
        .is_refused(403, "request.forbidden");
    let draft = drafted(&li, RECORD, &mine).await;
    assert_eq!((&draft["draft"]["revision"], &draft["in_force"]["basis"]), (&json!(1), &json!("national")));
    let stale = json!({"seen": 0, "source": text});
    li.put(&format!("{RECORD}/draft"), &stale).await.is_refused(409, "request.stale");
    let before = paper_text(&zhao, &format!("{RECORD}/sample")).await;

    let asked = json!({"id": id(), "seen": 1, "valid_from": "2026-05-21", "reason": "本地用语"});
    let command = CommandId::new();
    let at = format!("{RECORD}/versions");
    let past = json!({"id": id(), "seen": 1, "valid_from": "2026-05-19", "reason": ""});
    assert_eq!(li.post(&at, &past).await.is_refused(422, "request.invalid")["errors"].as_array().unwrap().len(), 2);
    let done = li.send(Method::POST, &at, command, Some(&asked)).await.ok();
    assert_eq!(done["versions"][0]["standing"], "waiting");
    assert_eq!((&done["draft"], &done["last_no"]), (&Value::Null, &json!(1)));
    let again = li.send(Method::POST, &at, command, Some(&asked)).await.ok();
    assert_eq!(again["versions"].as_array().unwrap().len(), 1, "sent twice, published once");
    assert!(paper_text(&zhao, &format!("{RECORD}/sample")).await == before, "not before its day");

    county.it_is("2026-05-21");
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let now = zhao.get("/templates").await.ok();
    let now = line(&now, "on_site_record");
    assert_eq!((&now["in_force"]["basis"], &now["in_force"]["no"]), (&json!("own"), &json!(1)));
    let source = zhao.get(&format!("{RECORD}/source")).await;
    assert!(source.text() == mine && source.kind.starts_with("text/plain"));
    let own = paper_text(&zhao, &format!("{RECORD}/sample")).await;

    let back = json!({"id": id(), "seen": 1, "basis": "national", "version_id": null, "valid_from": "2026-05-21", "reason": "不再需要"});
    let restored = li.post(&format!("{RECORD}/restorations"), &back).await.ok();
    assert_eq!(restored["in_force"]["basis"], "national");
    assert_eq!(restored["versions"].as_array().unwrap().len(), 2, "nothing is deleted");
    li.post(&format!("{RECORD}/restorations"), &back).await.is_refused(409, "request.stale");
    let first = restored["versions"][1]["id"].clone();
    let again = json!({"id": id(), "seen": 2, "basis": "own", "version_id": first, "valid_from": "2026-05-21", "reason": "还是用县局的"});
    let third = li.post(&format!("{RECORD}/restorations"), &again).await.ok();
    assert_eq!((&third["last_no"], &third["versions"][0]["restored_no"]), (&json!(3), &json!(1)));
    assert!(paper_text(&zhao, &format!("{RECORD}/sample")).await == own);
    let kept = li.get(&format!("/template-versions/{}", first.as_str().unwrap())).await.ok();
    assert_eq!(kept["source"], mine);
    let trail = county.trail().await;
    let acts: Vec<&str> =
        trail.iter().map(|l| l.act.as_str()).filter(|act| act.ends_with("现场检查记录模板")).collect();
    assert_eq!(acts, ["编制现场检查记录模板", "发布现场检查记录模板", "恢复现场检查记录模板", "恢复现场检查记录模板"]);
}

/// 文书按定稿时的模板出具；以后改了模板，再打开、再出具都还是原来的样子。
#[tokio::test]
async fn a_paper_keeps_the_template_it_was_frozen_with() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let li = county.person("li").await;
    let text = national(&li, SCHEME).await;
    published(&li, SCHEME, (&with(&text, "县局第一版。"), "2026-05-20")).await;
    let scheme = path::completed_scheme(&county, &cast).await;
    let at = format!("/documents/{}/file", scheme["document_id"].as_str().unwrap());
    let first = paper_text(&cast.zhao, &at).await;
    published(&li, SCHEME, (&with(&text, "县局第二版。"), "2026-05-20")).await;
    assert!(paper_text(&cast.zhao, &at).await == first);

    // A crash before the file: the paper is frozen with the second version, then a third comes into force.
    let second = path::completed_scheme(&county, &cast).await;
    let document = second["document_id"].as_str().unwrap();
    let at = format!("/documents/{document}/file");
    let printed = paper_text(&cast.zhao, &at).await;
    published(&li, SCHEME, (&with(&text, "县局第三版。"), "2026-05-20")).await;
    county.tamper("UPDATE documents SET state = 'frozen' WHERE id = ", document).await;
    assert_eq!(documents::recover(&county.app).await.unwrap(), 1);
    assert!(paper_text(&cast.zhao, &at).await == printed, "printed again with the version of its day");
    let third = path::completed_scheme(&county, &cast).await;
    let at = format!("/documents/{}/file", third["document_id"].as_str().unwrap());
    assert!(paper_text(&cast.zhao, &at).await.len() != printed.len());
}

/// 上级机关发布的式样，下级没有自己的就沿用；下级可以明定用全国式样；旁系和下级看不到草稿。
#[tokio::test]
async fn the_template_of_an_organ_above_holds_below_unless_the_organ_decides() {
    let county = County::new().await;
    let (qin, li) = (county.person("qin").await, county.person("li").await);
    let text = national(&qin, RECORD).await;
    let theirs = published(&qin, RECORD, (&with(&text, "全国统一补充说明。"), "2026-05-20")).await;
    let seen = li.get(RECORD).await.ok();
    assert_eq!((&seen["in_force"]["basis"], &seen["versions"][0]["is_own"]), (&json!("above"), &json!(false)));
    assert!(seen["source"].as_str().unwrap().contains("全国统一补充说明"));
    let wang = county.person("wang").await;
    assert_eq!(line(&wang.get("/templates").await.ok(), "on_site_record")["in_force"]["basis"], "above");
    let restoration = |basis: &str, version: &Value, seen: i64| {
        json!({"id": id(), "seen": seen, "basis": basis,
        "version_id": version, "valid_from": "2026-05-20", "reason": "按本地情况"})
    };
    let at = format!("{RECORD}/restorations");
    let foreign = &theirs["versions"][0]["id"];
    li.post(&at, &restoration("own", foreign, 0)).await.is_refused(422, "template.not_own");
    li.post(&at, &restoration("above", &Value::Null, 0)).await.is_refused(422, "template.same_as_now");
    let now = li.post(&at, &restoration("national", &Value::Null, 0)).await.ok();
    assert_eq!(now["in_force"]["basis"], "national");
    let now = li.post(&at, &restoration("above", &Value::Null, 1)).await.ok();
    assert_eq!(now["in_force"]["basis"], "above");
    qin.post(&at, &restoration("above", &Value::Null, 1)).await.is_refused(422, "template.no_above");
    // What the county writes stays in the county.
    let own = published(&li, RECORD, (&with(&text, "县局补充说明。"), "2026-05-20")).await;
    drafted(&li, RECORD, &with(&text, "县局草稿。")).await;
    let version = own["versions"].as_array().unwrap().iter().find(|v| v["is_own"] == true).unwrap()["id"].clone();
    qin.get(&format!("/template-versions/{}", version.as_str().unwrap())).await.is_not_found();
    assert!(!qin.get(RECORD).await.text().contains("县局"));
    assert_eq!(line(&wang.get("/templates").await.ok(), "on_site_record")["in_force"]["basis"], "above");
}

/// 缺了必须印出的、排不出来的、字库没有字的，都不准发布，并说明缺什么、错在哪一行。
#[tokio::test]
async fn a_template_that_lacks_something_is_not_published() {
    let county = County::new().await;
    let li = county.person("li").await;
    let at = "/templates/rectification_order";
    let text = national(&li, at).await;
    let refused = async |source: &str, code: &str| -> String {
        let draft = drafted(&li, at, source).await;
        let asked =
            json!({"id": id(), "seen": draft["draft"]["revision"], "valid_from": "2026-05-20", "reason": "试试"});
        li.post(&format!("{at}/versions"), &asked).await.is_refused(422, code).to_string()
    };
    let lacking = refused("#import \"/layout/kit.typ\": *\n#show: paper\n甲乙丙", "template.lacking").await;
    for words in ["“被检查单位”", "“存在的问题”", "没有盖章处"] {
        assert!(lacking.contains(words), "{words}: {lacking}");
    }
    assert!(!lacking.contains("“文号”"), "the shared head prints it: {lacking}");
    let bare = refused("#metadata(1)<seal>甲", "template.lacking").await;
    assert!(bare.contains("“文号”") && bare.contains("预览"), "{bare}");
    let fault = refused(&text.replace("#show: paper", "#show: papre"), "request.invalid").await;
    assert!(fault.contains("没有叫“papre”的变量或者部件") && fault.contains("第"), "{fault}");
    let glyph = refused(&with(&text, "\u{2B741}"), "request.invalid").await;
    assert!(glyph.contains('\u{2B741}'), "{glyph}");
    let font = refused(&with(&text, "#text(font: \"Nowhere Sans\")[乙]"), "request.invalid").await;
    assert!(font.contains("字库中没有字体"), "{font}");
    let pages = refused(&format!("{text}\n#for n in range(60) {{ pagebreak() }}"), "template.limit").await;
    assert!(pages.contains("最多五十页"), "{pages}");
    assert!(li.put(&format!("{at}/draft"), &json!({"seen": 1, "source": " "})).await.status.is_client_error());
    assert_eq!(li.get(at).await.ok()["last_no"], 0);
}

/// 不逐页印验证码的不准发布：不用公用部件 paper 的，或者只在首页印的，都指出来。
#[tokio::test]
async fn a_template_without_the_code_on_every_page_is_not_published() {
    let county = County::new().await;
    let li = county.person("li").await;
    let at = "/templates/rectification_order";
    let text = national(&li, at).await;
    let found = async |source: &str| li.post(&format!("{at}/check"), &json!({"source": source})).await.ok();
    assert_eq!(found(&text).await, json!({"lacking": [], "remarks": []}));
    let none = format!("{text}\n#set page(foreground: none)\n第二页没有验证码。");
    let first = format!("{text}\n#pagebreak()\n#set page(foreground: none)\n第二页没有验证码。");
    for source in [&none, &first] {
        let said = found(source).await["lacking"].to_string();
        assert!(said.contains("没有逐页印出验证码"), "{said}");
        let draft = drafted(&li, at, source).await;
        let asked =
            json!({"id": id(), "seen": draft["draft"]["revision"], "valid_from": "2026-05-20", "reason": "试试"});
        let problem = li.post(&format!("{at}/versions"), &asked).await.is_refused(422, "template.lacking");
        assert!(problem.to_string().contains("没有逐页印出验证码"), "{problem}");
    }
    assert_eq!(li.get(at).await.ok()["last_no"], 0, "nothing was published");
    county
        .person("wang")
        .await
        .post(&format!("{at}/check"), &json!({"source": text}))
        .await
        .is_refused(403, "request.forbidden");
}

/// 选填的栏目没有印出，只作提醒，仍可发布；必填的没有印出，妨碍发布。
#[tokio::test]
async fn an_optional_field_that_is_left_out_is_a_remark_and_no_obstacle() {
    let county = County::new().await;
    let li = county.person("li").await;
    let text = national(&li, RECORD).await;
    let (before, after) = text.split_once("d.refusal_note").expect("the record prints the note of a refusal");
    let without = format!("{before}\"\"{after}").replace("d.refusal_note", "\"\"");
    let found = li.post(&format!("{RECORD}/check"), &json!({"source": without})).await.ok();
    assert_eq!(found["lacking"], json!([]), "{found}");
    let remarks = found["remarks"].to_string();
    assert!(remarks.contains("选填栏目") && remarks.contains("没有印出"), "{remarks}");
    assert_eq!(found["remarks"].as_array().unwrap().len(), 1, "{remarks}");
    let done = published(&li, RECORD, (&without, "2026-05-20")).await;
    assert_eq!(done["in_force"]["basis"], "own");
}

/// 全国式样原样发布，每一种都能通过检查。
#[tokio::test]
async fn every_national_template_passes_the_demands_of_publishing() {
    let county = County::new().await;
    let li = county.person("li").await;
    for form in forms::FormName::all() {
        let at = format!("/templates/{form}");
        let text = national(&li, &at).await;
        let done = published(&li, &at, (&text, "2026-05-20")).await;
        assert_eq!(done["in_force"]["basis"], "own", "{form}");
    }
}

/// 预览逐处指出行、列和改法；攻击性的模板一律停下并说明，服务照常，下一次预览照常。
#[tokio::test]
async fn attacks_are_refused_and_the_service_goes_on() {
    let county = County::with_examiner(crate::setters::child_examiner()).await;
    let (li, zhao) = (county.person("li").await, county.person("zhao").await);
    let text = national(&li, RECORD).await;
    let at = format!("{RECORD}/preview");
    let trial = |source: &str| json!({"source": source, "example": "sample"});
    let fine = li.post(&at, &trial(&text)).await.ok();
    assert!(fine["pdf"].as_str().unwrap().starts_with("JVBERi0") && fine["pages"] == 1, "a PDF in Base64");
    for (attack, words) in [
        ("#let n = 0\n#for a in range(9000) { for b in range(9000) { n += a * b } }\n#n", "用时太长"),
        ("#(\"x\" * 4000000000)", "内存太多"),
        ("#range(400000000)", "内存太多"),
        ("#for n in range(900) { pagebreak() }", "最多五十页"),
    ] {
        let problem = li.post(&at, &trial(attack)).await.is_refused(422, "template.limit");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{attack}: {problem}");
        assert!(li.post(&at, &trial(&text)).await.ok()["faults"].as_array().unwrap().is_empty(), "after {attack}");
    }
    for (attack, words) in [
        ("#read(\"/etc/passwd\")", "不读取别的文件"),
        ("#json(\"/etc/passwd\")", "不能读取别的文件"),
        ("#import \"@preview/cetz:0.3.0\": *", "不能使用外部程序包"),
        ("#let d = json(\"/data.json\")\n#eval(d.party)", "不得当作程序执行"),
        ("甲\n#fil(1)", "没有叫“fil”的变量或者部件"),
    ] {
        let answer = li.post(&at, &trial(attack)).await.ok();
        let fault = &answer["faults"][0];
        assert!(fault["sentence"].as_str().unwrap().contains(words), "{attack}: {answer}");
        assert!(fault["line"].as_i64().unwrap() >= 1 && answer["pdf"] == "", "{answer}");
    }
    // Papers are issued all the while.
    assert_eq!(path::submitted_scheme(&county, &zhao).await["number"], "（甘庆西）应急检查〔2026〕0001号");
}
