//! 审计的故事 · what stands in the trail, who may read it, and that nobody can change it unseen

use crate::path::{self, Cast};
use crate::permissions::{Gate, matrix};
use crate::records::Records;
use crate::world::{Answer, County, Person, TrailLine, id};
use serde_json::{Value, json};

async fn entries(who: &crate::world::Person, query: &str) -> Vec<Value> {
    who.get(&format!("/audit-entries?size=100&{query}")).await.ok()["items"].as_array().unwrap().clone()
}

fn sorted(mut acts: Vec<&str>) -> Vec<&str> {
    acts.sort_unstable();
    acts
}

fn acts(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|e| e["act"].as_str().unwrap()).collect()
}

/// 办理、查看、下载、导出、越权失败都留痕，审计员按类别查得到；前后内容可见，口令不在其中。
#[tokio::test]
async fn writing_reading_leaving_and_refused_attempts_stand_in_the_trail() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let rectification = path::open_rectification(&county, &cast).await;
    let document = rectification["order_document_id"].as_str().unwrap();
    cast.zhao.get(&format!("/documents/{document}/file?download=1")).await;
    cast.zhao.get(&format!("/rectifications/{}", rectification["id"].as_str().unwrap())).await.ok();
    crate::exports::written(&cast.zhao, "/rectification-exports").await;
    assert_eq!(cast.zhao.get("/audit-entries").await.status.as_u16(), 403);
    let wei = county.person("wei").await;
    let of = async |class: &str| entries(&wei, &format!("class={class}")).await;
    assert!(acts(&of("reading").await).contains(&"查看"));
    assert_eq!(acts(&of("download").await), ["下载"]);
    assert_eq!(sorted(acts(&of("export").await)), ["导出完成", "导出整改复查任务", "开始导出"]);
    assert!(acts(&of("failure").await).contains(&"越权操作被拒绝"));
    let answers = entries(
        &wei,
        &format!("class=act&from=2026-05-01&act={}", "%E5%A1%AB%E5%86%99%E6%A3%80%E6%9F%A5%E7%BB%93%E6%9E%9C"),
    )
    .await;
    assert_eq!(answers[0]["user_name"], "赵明远");
    assert!(answers[0]["after"].to_string().contains("主小车龙门钩"));
    let whole = entries(&wei, "").await;
    assert!(!whole.iter().any(|e| e.to_string().contains("argon2")), "no password in the trail");
}

/// 审计员翻页看到的每条只出现一次；条件有误的说明在哪一栏；外县的审计员看不到本县一条。
#[tokio::test]
async fn the_trail_is_paged_filtered_and_kept_within_the_scope() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::completed_scheme(&county, &cast).await;
    let wei = county.person("wei").await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = wei.get(&format!("/audit-entries?size=10&class=act&cursor={cursor}")).await.ok();
        seen.extend(page["items"].as_array().unwrap().iter().map(|e| e["id"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => {
                assert_eq!(page["total"].as_i64().unwrap(), i64::try_from(seen.len()).unwrap());
                break;
            }
        }
    }
    assert!(seen.len() > 10, "{}", seen.len());
    let mut distinct = seen.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), seen.len());
    assert_eq!(entries(&wei, "from=2026-05-21").await.len(), 0);
    assert!(!entries(&wei, "from=2026-05-20&to=2026-05-20").await.is_empty());
    let wrong = wei.get("/audit-entries?from=2026-05-21&to=2026-05-20").await;
    assert_eq!((wrong.status.as_u16(), wrong.json()["errors"][0]["field"].as_str().unwrap()), (422, "to"));
    for (query, field) in [("act=%E7%99%BB", "from"), ("who=%E8%B5%B5&from=2024-05-01&to=2026-05-20", "to")] {
        let wrong = wei.get(&format!("/audit-entries?{query}")).await;
        assert_eq!((wrong.status.as_u16(), wrong.json()["errors"][0]["field"].as_str().unwrap()), (422, field));
    }
    for organ in entries(&wei, "").await {
        assert_eq!(organ["organisation_name"], "庆阳市西峰区应急管理局");
    }
    crate::exports::written(&wei, "/audit-entry-exports?class=act").await;
    assert_eq!(sorted(acts(&entries(&wei, "class=export").await)), ["导出完成", "导出审计记录", "开始导出"]);
}

/// 有人直接改了数据库中的一行：验证指出该行。
#[tokio::test]
async fn one_changed_row_makes_the_verification_fail_at_that_row() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    path::saved_scheme(&county, &cast.zhao).await;
    let wei = county.person("wei").await;
    let whole = wei.get("/audit-entries/verification").await.ok();
    assert_eq!(whole["broken"], Value::Null);
    assert!(whole["entries"].as_i64().unwrap() > 3);
    let victim = entries(&wei, "class=act").await.remove(0);
    county.tamper("UPDATE entries SET user_name = '孙国栋' WHERE id = ", victim["id"].as_str().unwrap()).await;
    let broken = wei.get("/audit-entries/verification").await.ok();
    assert_eq!(broken["broken"]["entry_id"], victim["id"]);
    assert_eq!(broken["broken"]["seq"], victim["seq"]);
}

/// 外县企业说明理由后可看三小时：只能看，不能改；企业所在地机关知道谁、为什么；到期就看不到。
#[tokio::test]
async fn a_record_of_another_county_is_opened_for_three_hours_with_a_reason() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let inspection = path::concluded_inspection(&county, &cast).await;
    let firm = inspection["enterprise_id"].as_str().unwrap();
    let (file, record) =
        (format!("/enterprises/{firm}"), format!("/inspections/{}", inspection["id"].as_str().unwrap()));
    cast.wang.get(&file).await.is_not_found();
    let found = cast.wang.get(&format!("/enterprise-lookups?q={}", "%E5%A0%83%E9%91%AB")).await.ok();
    assert_eq!((found[0]["id"].as_str().unwrap(), &found[0]["is_within_scope"]), (firm, &json!(false)));
    assert!(found[0].get("phone").is_none() && found[0].get("legal_person").is_none(), "no person is told: {found}");
    let ask = |reason: &str| json!({"id": id(), "enterprise_id": firm, "reason": reason});
    cast.wang.post("/temporary-accesses", &ask(" ")).await.is_refused(422, "access.no_reason");
    cast.zhao.post("/temporary-accesses", &ask("自己的企业")).await.is_refused(422, "access.within_scope");
    let access = cast.wang.post("/temporary-accesses", &ask("移送线索，核实起重机情况")).await.ok();
    assert!(access["records"].as_array().unwrap().iter().any(|r| r["id"] == inspection["id"]), "{access}");
    assert_eq!(cast.wang.get(&file).await.ok()["id"], inspection["enterprise_id"]);
    assert_eq!(cast.wang.get(&record).await.ok()["acts"], json!([]));
    let revision = cast.zhao.get(&record).await.ok()["revision"].clone();
    cast.wang.put(&format!("{record}/findings"), &json!({"seen": revision, "findings": []})).await.is_not_found();
    assert_eq!(cast.wang.get("/inspections").await.ok()["total"], 0, "a list shows the own jurisdiction only");
    let li = county.person("li").await;
    let told = li.get("/temporary-accesses").await.ok();
    assert_eq!((&told[0]["user_name"], &told[0]["reason"]), (&json!("王志刚"), &json!("移送线索，核实起重机情况")));
    let seen: Vec<&Value> = told[0]["records"].as_array().unwrap().iter().map(|record| &record["id"]).collect();
    assert!(seen.contains(&&inspection["id"]) && seen.contains(&&inspection["enterprise_id"]), "{told}");
    assert_eq!(seen.len(), 2, "what was open and not looked at is not told as seen: {told}");
    let noting = format!("/temporary-accesses/{}/noting", told[0]["id"].as_str().unwrap());
    let above = county.person("qin").await;
    assert_eq!(above.get("/temporary-accesses").await.ok()[0]["id"], told[0]["id"]);
    let by_superior = above.post(&noting, &json!({"seen": told[0]["revision"]})).await;
    by_superior.is_refused(422, "access.not_owner");
    assert_eq!(li.post(&noting, &json!({"seen": told[0]["revision"]})).await.ok()["noted_by"], "李静");
    county.hours_pass(4);
    let wang = county.person("wang").await;
    wang.get(&file).await.is_not_found();
    wang.get(&record).await.is_not_found();
}

/// `zhifa audit verify`：完好时说明几条链几条记录；有一行被改，指出机构、行和记录，并以失败结束。
#[tokio::test]
async fn the_program_proves_the_chain_and_names_the_first_broken_row() {
    let dir = tempfile::tempdir().unwrap();
    let engine = crate::world::Engine::of_its_own().await;
    let county = County::kept(&engine, dir.path()).await;
    let zhao = county.person("zhao").await;
    path::saved_scheme(&county, &zhao).await;
    let wei = county.person("wei").await;
    let victim = entries(&wei, "class=act").await.remove(0);
    county.app.db.readings_written().await;
    let verify = || {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_zhifa"));
        program.args(["audit", "verify", "--data-dir"]).arg(dir.path());
        program.args(engine.url().map(|url| ["--database-url", url]).into_iter().flatten());
        let output = program.output().unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        (output.status.success(), said)
    };
    let (holds, said) = verify();
    assert!(holds && said.contains("条记录完好"), "{said}");
    county.tamper("UPDATE entries SET reason = '补记' WHERE id = ", victim["id"].as_str().unwrap()).await;
    let (holds, said) = verify();
    assert!(!holds && said.contains(victim["id"].as_str().unwrap()), "{said}");
    assert!(said.contains(&format!("第 {} 行", victim["seq"])) && said.contains("被改动"), "{said}");
}

/// 不留查看痕迹的接口，及缘由；其余按编号查看的，都要留。
const UNTRACED: [(&str, &str); 14] = [
    ("/organisations/{id}", "机构的公开资料，不是个人或案件的记录"),
    ("/organisations/{id}/departments", "同上"),
    ("/own-checklists/{id}", "检查事项，不涉及个人或案件"),
    ("/own-checklists/{id}/base-difference", "同上"),
    ("/own-checklists/{id}/template", "同上"),
    ("/template-versions/{id}", "文书样式，不涉及个人或案件"),
    ("/seal-images/{id}", "本人刚上传、还没有成为签章的图样"),
    ("/seals/{id}/uses", "签章用在哪些文号上，只有文号"),
    ("/enterprise-drafts/{id}", "本人未提交的草稿"),
    ("/officer-records/{id}/account", "可以关联的账号，号码已遮盖"),
    ("/enterprise-imports/{id}", "导入的进度和行数；逐行查看另有留痕"),
    ("/enterprise-imports/{id}/faults", "同上"),
    ("/enterprise-imports/{id}/undoing", "同上"),
    ("/volumes/{id}", "卷宗的进度；打开和下载另有留痕"),
];
/// 样例里没有这种记录，由右边的故事证明。
const ELSEWHERE: [(&str, &str); 6] = [
    ("/volumes/{id}/file", "volume: a_volume_holds_everything…"),
    ("/typical-cases/{id}", "typical_case: a_case_goes_straight_to_the_ministry…"),
    ("/typical-cases/{id}/attachments/{attachment}", "typical_case: a_case_goes_straight_to_the_ministry…"),
    ("/case-reports/{id}/attachments/{attachment}", "typical_case: a_case_goes_straight_to_the_ministry…"),
    ("/documents/{id}/detached-signature", "detached: an_issued_paper_has_a_second_signature…"),
    ("/rectifications/{id}/opinion-preview", "audit: a_look_at_an_opinion_not_yet_issued…"),
];

/// What somebody looks at, when the look stands in the trail under the name.
pub async fn traced_get(county: &County, who: &Person, path: &str) -> Answer {
    let looks = async || {
        county.app.db.readings_written().await;
        let is_look = |l: &&TrailLine| l.user_name == who.name && ["reading", "download"].contains(&l.class.as_str());
        county.trail().await.iter().filter(is_look).count()
    };
    let before = looks().await;
    let answer = who.get(path).await;
    assert_eq!(looks().await, before + 1, "{path}");
    answer
}

async fn traced(wei: &Person) -> i64 {
    let mut all = 0;
    for class in ["reading", "download"] {
        all += wei.get(&format!("/audit-entries?size=10&class={class}")).await.ok()["total"].as_i64().unwrap();
    }
    all
}

/// 按编号查看个人或案件记录的每个接口，看了就在留痕里；不留的，逐一写明缘由。
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_look_at_one_record_stands_in_the_trail() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let records = Records::of(&county, &cast).await;
    let li = county.person("li").await;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
    li.upload(&records.fill("/officer-records/{id}/photo"), &id(), ("x.png", png)).await.ok();
    let wei = county.person("wei").await;
    let mut people = vec![li];
    for key in ["zhao", "feng", "zhou", "wu", "chen", "xu"] {
        people.push(county.person(key).await);
    }
    let mut missing = Vec::new();
    for (method, path, gate) in matrix() {
        let is_named =
            UNTRACED.iter().any(|(named, _)| *named == path) || ELSEWHERE.iter().any(|(named, _)| *named == path);
        let is_of_record = path.contains("{id}") || path == "/entries";
        if method != "get" || !is_of_record || is_named || !matches!(gate, Gate::Holds(_)) {
            continue;
        }
        let (before, filled) = (traced(&wei).await, records.fill(path));
        let mut answers = Vec::new();
        for who in &people {
            answers.push(who.get(&filled).await.status.as_u16());
            if answers.last() == Some(&200) {
                break;
            }
        }
        if answers.last() != Some(&200) {
            missing.push(format!("{path}: nobody could look: {answers:?}"));
        } else if traced(&wei).await <= before {
            missing.push(format!("{path}: looked at, and not in the trail"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// 还没有出具的复查意见书，预览也留痕。
#[tokio::test]
async fn a_look_at_an_opinion_not_yet_issued_stands_in_the_trail() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let order = path::open_rectification(&county, &cast).await;
    let at = format!("/rectifications/{}", order["id"].as_str().unwrap());
    let draft = path::good_re_check(&order, "2026-05-20T08:30");
    cast.zhao.put(&format!("{at}/re-check-draft"), &json!({"seen_draft": null, "draft": draft})).await.ok();
    let answer = traced_get(&county, &cast.zhao, &format!("{at}/opinion-preview")).await;
    assert_eq!(answer.kind, "application/pdf", "{}", answer.text());
}

/// 查范围外的件，与查不存在的件，答复相同，留痕也相同：都记在失败里，看不出这件有没有。
#[tokio::test]
async fn asking_for_what_is_not_there_stands_in_the_trail_and_tells_nothing() {
    let county = County::new().await;
    let cast = Cast::of(&county).await;
    let scheme = path::saved_scheme(&county, &cast.zhao).await;
    let (theirs, nowhere) = (format!("/schemes/{}", scheme["id"].as_str().unwrap()), format!("/schemes/{}", id()));
    for at in [&theirs, &nowhere] {
        cast.wang.get(at).await.is_not_found();
    }
    cast.wang.get("/no-such-page").await.is_refused(404, "request.no_route");
    county.app.db.readings_written().await;
    let lines = county.trail().await;
    let failures: Vec<_> = lines.iter().filter(|l| l.act == "查无此件").collect();
    let told: Vec<_> = failures.iter().map(|l| (l.class.as_str(), l.user_name.as_str())).collect();
    assert_eq!(told, [("failure", "王志刚"); 2]);
}

/// 上级系统管理员给下级人员重置口令：下级的审计员看得到，是谁、对谁；邻县的审计员看不到；上级的链仍验证得过。
#[tokio::test]
async fn what_a_superior_does_to_our_people_is_seen_by_our_auditor() {
    let county = County::new().await;
    let shen = county.person("shen").await;
    let qian = server::install::user_id("qian").to_string();
    let seen = shen.get(&format!("/users/{qian}")).await.ok()["revision"].clone();
    shen.post(&format!("/users/{qian}/password-resets"), &json!({"seen": seen})).await.ok();
    let wei = county.person("wei").await;
    let found = entries(&wei, &format!("class=act&subject_id={qian}")).await;
    let by_superior: Vec<&Value> = found
        .iter()
        .filter(|e| e["user_name"] == "沈国华" || e["organisation_name"] != "庆阳市西峰区应急管理局")
        .collect();
    assert_eq!(by_superior.len(), 1, "{found:?}");
    assert_eq!(by_superior[0]["subject_id"], json!(qian));
    let page = wei.get(&format!("/audit-entries?class=act&subject_id={qian}&size=100")).await.ok();
    assert_eq!(page["total"].as_i64().unwrap(), i64::try_from(found.len()).unwrap());
    assert!(county.app.db.verify_trail(None).await.unwrap().broken.is_empty());
    county
        .tamper("UPDATE entries SET told_county = '621099' WHERE id = ", by_superior[0]["id"].as_str().unwrap())
        .await;
    assert_eq!(county.app.db.verify_trail(None).await.unwrap().broken.len(), 1, "hiding it breaks the chain");
}
