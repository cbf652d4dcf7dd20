//! 检查的情况 · what an inspection lets its papers say by themselves

use super::work;
use crate::on_site::Verdict;
use crate::on_site::papers::{Problem, problems};
use crate::on_site::store::{self as inspections, Answer, Row};
use crate::scheme::{CheckMethod, store as schemes};
use authority::{Halt, ReadTx, Result};
use documents::life::store as life;
use documents::paper::{Known, sources};
use lexicon::{InspectionId, LegalDay, LegalTime, Term};
use registers::checklist::Measure;
use registers::enterprise::{self, Enterprise};
use registers::officer;
use serde_json::{Value, json};
use web::App;

/// What an inspection within the caller's scope lets its papers say.
///
/// # Errors
/// Not found; engine faults.
pub async fn of(tx: &mut ReadTx<'_>, app: &App, id: InspectionId) -> Result<Known> {
    let row = inspections::one(tx, id).await?;
    known(tx, app, &row).await
}

/// Everything that is known, by the source that a form names.
///
/// # Errors
/// Engine faults.
pub async fn known(tx: &mut ReadTx<'_>, app: &App, row: &Row) -> Result<Known> {
    let mut known = documents::paper::known_organ(tx, row.organisation_id).await?;
    of_enterprise(&mut known, &enterprise::take(tx, &app.reference, row.enterprise_id).await?, app);
    of_visit(&mut known, row);
    let answers = inspections::answers(tx, row.id).await?;
    let others = inspections::others(tx, row.id).await?;
    of_problems(&mut known, &problems(row, &answers, &others));
    of_law(&mut known, row, &answers);
    of_officers(&mut known, tx, row).await?;
    of_scheme(&mut known, tx, row).await?;
    of_services(&mut known, tx, row).await?;
    Ok(known)
}

fn of_enterprise(known: &mut Known, e: &Enterprise, app: &App) {
    let industries = &app.reference.industries;
    let names = e.row.industries.iter();
    let names = names.map(|key| industries.iter().find(|i| i.key == *key).map_or(key.as_str(), |i| i.zh.as_str()));
    let industry = names.collect::<Vec<_>>().join("、");
    known.extend([
        ("enterprise.name", json!(e.row.name)),
        ("enterprise.address", json!(address(e))),
        ("enterprise.legal_person", json!(e.row.legal_person)),
        ("enterprise.legal_title", json!(e.legal_title)),
        ("enterprise.phone", json!(e.phone)),
        ("enterprise.postcode", json!(e.postcode)),
        ("enterprise.contact", json!(e.contact)),
        ("enterprise.industry", json!(industry)),
        ("case.party", json!(e.row.name)),
        ("case.party_kind", json!("单位")),
        ("case.party_phone", json!(e.phone)),
        ("case.party_facts", json!(party_facts(e))),
        ("case.source", json!("检查发现")),
    ]);
}

/// 地址写全；企业档案里已经写了区划的不再重复。
fn address(e: &Enterprise) -> String {
    let has_region = e.row.region_name.is_empty() || e.row.address.starts_with(&e.row.region_name);
    let region = if has_region { "" } else { e.row.region_name.as_str() };
    format!("{region}{}", e.row.address)
}

/// 当事人基本情况：地址、法定代表人、联系电话，没有的不写。
fn party_facts(e: &Enterprise) -> String {
    let some = |words: &str, value: &str| if value.is_empty() { String::new() } else { format!("{words}：{value}") };
    let facts = [some("地址", &address(e)), some("法定代表人", &e.row.legal_person), some("联系电话", &e.phone)];
    facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join("；")
}

fn of_visit(known: &mut Known, row: &Row) {
    let p = &row.particulars_json;
    let time = |t: Option<LegalTime>| json!(t.map(LegalTime::zh).unwrap_or_default());
    let day = |t: Option<LegalTime>| json!(t.map(|t| t.day().zh()).unwrap_or_default());
    known.extend([
        ("visit.from", time(p.checked_from)),
        ("visit.to", time(p.checked_to)),
        ("inspection.at", time(p.checked_from)),
        ("inspection.on", day(p.checked_from)),
        ("case.found_on", day(p.checked_from)),
        ("inspection.place", json!(p.places)),
        ("inspection.scope", json!(p.places)),
        ("inspection.experts", json!(p.experts)),
        ("inspection.is_joint", json!(p.is_joint)),
        ("scheme.number", json!(row.scheme_number)),
    ]);
}

/// 问题、处理措施，以及所违反的规定。
fn of_problems(known: &mut Known, problems: &[Problem]) {
    let texts: Vec<String> = problems.iter().map(|p| format!("{}。", p.text)).collect();
    let on_the_spot = problems.iter().filter(|p| p.measure != Measure::Rectify);
    let measures: Vec<String> =
        on_the_spot.map(|p| format!("{}{}：{}。", p.workshop, p.target_name, p.measure.zh())).collect();
    let mut violated: Vec<&str> = problems.iter().map(|p| p.violated.trim()).filter(|v| !v.is_empty()).collect();
    violated.dedup();
    known.extend([
        ("record.problems", json!(texts)),
        ("inspection.problems", json!(texts)),
        ("case.facts", json!(texts)),
        ("record.measures", json!(measures)),
        ("law.violated", json!(violated.join("、"))),
    ]);
}

/// 法定的依据，以及所查事项写明的处罚依据。
fn of_law(known: &mut Known, row: &Row, answers: &[Answer]) {
    let found = row
        .items_json
        .iter()
        .filter(|item| answers.iter().any(|a| a.item_id == item.id && a.verdict == Verdict::Defective));
    let mut penalties: Vec<&str> = Vec::new();
    let mut violations: Vec<Value> = Vec::new();
    for item in found {
        for place in item.penalised.iter().filter(|p| !penalties.contains(&p.as_str())).collect::<Vec<_>>() {
            penalties.push(place);
        }
        for place in &item.violated {
            let (law, place) = place.trim_start_matches('《').split_once('》').unwrap_or((place, ""));
            let row = json!({"law": law, "place": place});
            if !violations.contains(&row) {
                violations.push(row);
            }
        }
    }
    known.extend([
        ("law.inspection", json!("《中华人民共和国安全生产法》第六十二条、第六十五条")),
        ("law.measures", json!("《中华人民共和国安全生产法》第六十五条第一款第三项")),
        ("law.rectification", json!(forms::RectificationOrder::BASIS)),
        (
            "law.seizure",
            json!("《中华人民共和国安全生产法》第六十五条第一款第四项、《中华人民共和国行政强制法》第二十二条"),
        ),
        ("law.transfer", json!("《中华人民共和国行政处罚法》第二十七条、《中华人民共和国安全生产法》第六十九条")),
        ("law.penalty", json!(penalties.join("、"))),
        ("law.violations", json!(violations)),
    ]);
}

/// 罚款自收到决定书之日起十五日内缴纳（《行政处罚法》第六十七条）；次日起算加处罚款。还没有送达的不填。
async fn of_services(known: &mut Known, tx: &mut ReadTx<'_>, row: &Row) -> Result<()> {
    let subjects = work::subjects(row);
    let served = life::served(tx, &subjects).await?;
    let decision = served.iter().rev().find(|s| s.state.is_in_force() && sources::is_decision(&s.form));
    let due = decision.map(|s| s.served_at.day().plus(15));
    let zh = |day: Option<LegalDay>| json!(day.map(LegalDay::zh).unwrap_or_default());
    known.extend([
        ("decision.due_on", zh(due)),
        ("decision.overdue_from", zh(due.map(|day| day.plus(1)))),
        ("service.rows", life::receipt_rows(tx, &subjects).await?),
    ]);
    Ok(())
}

/// 只写今天证件有效的执法人员。
async fn of_officers(known: &mut Known, tx: &mut ReadTx<'_>, row: &Row) -> Result<()> {
    let today = tx.today();
    let found = officer::officers(tx, &row.officer_ids, today).await?;
    let valid: Vec<_> = found.into_iter().filter(|o| o.is_valid && o.is_submitted).collect();
    let first = valid.first().map(|o| o.name.clone()).unwrap_or_default();
    let printed = valid.into_iter().map(|o| forms::Officer {
        name: o.name,
        certificate_no: o.certificate_no,
        organisation: o.organisation_name,
    });
    let printed = json!(printed.collect::<Vec<_>>());
    known.extend([
        ("inspection.officers", printed.clone()),
        ("case.officers", printed),
        ("case.officer", json!(first)),
    ]);
    Ok(())
}

async fn of_scheme(known: &mut Known, tx: &mut ReadTx<'_>, row: &Row) -> Result<()> {
    let scheme = match schemes::one(tx, row.scheme_id).await {
        Ok(scheme) => scheme,
        Err(Halt::NotFound) => return Ok(()),
        Err(other) => return Err(other),
    };
    let draft = &scheme.draft_json;
    let method = |m: &CheckMethod| match m {
        CheckMethod::Other => draft.method_other.clone(),
        _ => m.zh().to_owned(),
    };
    let methods = draft.methods.iter().map(method).filter(|m| !m.is_empty()).collect::<Vec<_>>().join("、");
    let items: Vec<&str> = row.items_json.iter().map(|i| i.content.as_str()).collect();
    known.extend([
        ("inspection.source", json!(draft.source.zh())),
        ("inspection.methods", json!(methods)),
        ("inspection.items", json!(items)),
    ]);
    Ok(())
}
