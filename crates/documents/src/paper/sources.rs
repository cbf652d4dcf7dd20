//! 来源 · where the pre-filled value of a field may come from
//!
//! form.toml 每一栏的 `source` 是下面几种之一：事项本身的情况（由检查等章提供）、前面某一份文书、前面文书的同一来源（谁先写了，
//! 后面的照写）、出具时才有的（文号、日期、审批意见）。A source that is none of these would never fill anything; a test finds it.

use super::rules::OWN_PAGES;
use crate::issue::store::Said;
use forms::{Form, FormName};
use serde_json::{Value, json};

/// What a matter tells of itself.
pub const OF_MATTER: &[&str] = &[
    "case.facts",
    "case.found_on",
    "case.officer",
    "case.officers",
    "case.party",
    "case.party_facts",
    "case.party_kind",
    "case.party_phone",
    "case.source",
    "decision.due_on",
    "decision.overdue_from",
    "enterprise.address",
    "enterprise.contact",
    "enterprise.industry",
    "enterprise.legal_person",
    "enterprise.legal_title",
    "enterprise.name",
    "enterprise.phone",
    "enterprise.postcode",
    "inspection.at",
    "inspection.experts",
    "inspection.is_joint",
    "inspection.items",
    "inspection.methods",
    "inspection.officers",
    "inspection.on",
    "inspection.place",
    "inspection.problems",
    "inspection.scope",
    "inspection.source",
    "law.inspection",
    "law.measures",
    "law.penalty",
    "law.rectification",
    "law.seizure",
    "law.transfer",
    "law.violated",
    "law.violations",
    "record.measures",
    "record.problems",
    "scheme.number",
    "service.rows",
    "visit.from",
    "visit.to",
];

/// What the papers of an organ print of it.
pub const OF_ORGAN: &[&str] = &[
    "organisation.address",
    "organisation.complaint_phone",
    "organisation.defence_days",
    "organisation.fine_account_name",
    "organisation.fine_account_no",
    "organisation.fine_bank",
    "organisation.litigation_court",
    "organisation.name",
    "organisation.phone",
    "organisation.postcode",
    "organisation.reconsideration_organ",
];

/// Said of the papers as a whole.
const OF_PAPERS: &[&str] = &["case.next_inquiry", "volume.entries"];

/// Given at issue, never before.
const AT_ISSUE: &[&str] = &["numbering", "today"];

/// Written by approval: the opinions of both stages, and the name of the one who approved.
pub const BY_APPROVAL: [&str; 3] = [REVIEW, APPROVAL, APPROVER];
/// 审核人的意见
pub const REVIEW: &str = "approval.review";
/// 审批人的意见
pub const APPROVAL: &str = "approval.approval";
/// 签发人：审批人的姓名
pub const APPROVER: &str = "approval.approver";
/// 印成空白，由有关人员在纸面上手写：承办机构、上一级机关、听证主持人等
pub const BY_HAND: &str = "approval.by_hand";

/// The papers a source speaks of: “处罚决定” is one of these.
const HEADS: &[(&str, &[&str])] = &[
    ("closing", &["closing_approval"]),
    ("cut", &["power_cut_notice", "power_cut_decision"]),
    ("decision", &["penalty_decision", "summary_penalty_decision", "no_penalty_decision"]),
    ("demand", &["fine_demand", "enforcement_demand"]),
    ("evidence_list", &["evidence_list"]),
    ("filing", &["filing_approval"]),
    ("hold", &["evidence_hold_notice"]),
    ("order", &["on_site_measures_decision", "penalty_decision", "rectification_order"]),
    ("record", &["on_site_record"]),
    ("scheme", &["inspection_scheme"]),
    ("seizure", &["seizure_decision"]),
    ("seizure_list", &["seizure_list"]),
    ("transfer", &["transfer_approval"]),
];

/// What a paper says of itself besides its fields.
const OF_PAPER: &[&str] = &["number", "name", "issued_on", "summary", "names", "kinds"];

/// The decisions a penalty is paid by.
#[must_use]
pub fn is_decision(form: &str) -> bool {
    HEADS.iter().any(|(head, forms)| *head == "decision" && forms.contains(&form))
}

/// The latest paper in force that this head speaks of.
fn of_head<'a>(head: &str, said: &'a [Said]) -> Option<(&'a Said, &'static Form)> {
    let (_, forms_of) = HEADS.iter().find(|(name, _)| *name == head)?;
    let mut papers = said.iter().rev().filter(|s| s.row.state.is_in_force());
    let paper = papers.find(|s| forms_of.contains(&s.row.form.as_str()))?;
    Some((paper, forms::form(paper.row.form.parse::<FormName>().ok()?)))
}

/// What the source speaks of, in the paper it speaks of: its number, its date, its name, or its field of that key.
pub(super) fn in_paper(source: &str, said: &[Said]) -> Option<Value> {
    let (head, rest) = source.split_once('.')?;
    let (paper, form) = of_head(head, said)?;
    match rest {
        "number" => Some(json!(paper.row.number)),
        "name" => Some(json!(form.zh())),
        "issued_on" => {
            let dated = form.fields().iter().find(|f| f.source == "today");
            let written = dated.and_then(|field| paper.data.get(&field.key)).filter(|day| !day.is_null());
            written.cloned().or_else(|| Some(json!(paper.row.issued_at?.day().zh())))
        }
        "summary" => paper.data.get("penalty").cloned(),
        "names" => names(paper.data.get("items")?),
        "kinds" => kinds(paper.data.get("measures")?.as_str()?),
        key => paper.data.get(key).cloned(),
    }
}

/// Whether a source names the number, the date or the name of a paper: the paper itself knows them best.
pub(super) fn is_of_paper_itself(source: &str) -> bool {
    matches!(source.split_once('.'), Some((_, "number" | "issued_on" | "name")))
        && !OF_MATTER.contains(&source)
        && !OF_ORGAN.contains(&source)
}

/// 清单上的物品名称，连成一句。
fn names(items: &Value) -> Option<Value> {
    let names: Vec<&str> = items.as_array()?.iter().filter_map(|row| row.get("name")?.as_str()).collect();
    Some(json!(names.join("、")))
}

/// 查封、扣押决定书写的是哪几种强制措施。
fn kinds(measures: &str) -> Option<Value> {
    let found: Vec<&str> = ["查封", "扣押"].into_iter().filter(|kind| measures.contains(kind)).collect();
    Some(json!(found.join("、")))
}

/// Said of the papers of a matter as a whole: which inquiry this is, what a volume holds.
pub(super) fn of_papers(source: &str, said: &[Said]) -> Option<Value> {
    let issued = said.iter().filter(|s| s.row.state.is_in_force());
    match source {
        "case.next_inquiry" => Some(json!(issued.filter(|s| s.row.form == "inquiry_record").count() + 1)),
        "volume.entries" => {
            let mut first = 1;
            let mut papers: Vec<&Said> = issued.collect();
            let place = |s: &Said| {
                s.row
                    .form
                    .parse::<FormName>()
                    .map_or(usize::MAX, |name| FormName::all().position(|other| other == name).unwrap_or(usize::MAX))
            };
            papers.sort_by_key(|s| (place(s), s.row.issued_at, s.row.id));
            let entry = |s: &Said| {
                let zh = s.row.form.parse::<FormName>().map(FormName::zh).unwrap_or_default();
                let (from, to) = (first, first + s.row.pages.max(1) - 1);
                first = to + 1;
                let pages = if from == to { from.to_string() } else { format!("{from}—{to}") };
                let on = s.row.issued_at.map(|at| at.day().zh()).unwrap_or_default();
                json!({"name": format!("{zh}{}", s.row.number), "on": on, "pages": pages})
            };
            Some(papers.into_iter().map(entry).collect())
        }
        _ => None,
    }
}

/// Whether something can ever fill a field of this form from this source.
#[must_use]
pub fn is_known(form: &Form, source: &str) -> bool {
    let given = [OF_MATTER, OF_ORGAN, OF_PAPERS, AT_ISSUE].iter().any(|list| list.contains(&source));
    let by_others = BY_APPROVAL.contains(&source) || source == BY_HAND;
    // 检查、复查各步骤自己填的文书，来源由各章掌握。
    given || by_others || OWN_PAGES.contains(&form.name()) || is_of_paper(source) || is_shared(source)
}

/// A paper before it says so.
fn is_of_paper(source: &str) -> bool {
    let Some((head, rest)) = source.split_once('.') else { return false };
    let forms_of = HEADS.iter().find(|(name, _)| *name == head).map(|(_, forms_of)| *forms_of);
    let has = |code: &&str| {
        let form = code.parse::<FormName>().map(forms::form);
        form.is_ok_and(|form| form.fields().iter().any(|field| field.key == rest && field.source != source))
    };
    forms_of.is_some_and(|forms_of| OF_PAPER.contains(&rest) || forms_of.iter().any(has))
}

/// An officer writes it on the first paper, and the papers after it take it over.
fn is_shared(source: &str) -> bool {
    if source.starts_with("approval.") {
        return false;
    }
    let forms_with = forms::catalogue().iter().filter(|form| form.fields().iter().any(|f| f.source == source));
    forms_with.count() > 1
}
