use super::papers::{self, Filled, Material, PaperForm, PaperParticulars, Problem, due_on};
use super::rules::{self, Refusal};
use super::show::{self, MatrixRow};
use super::state::{InspectionAct, InspectionState};
use super::store::{Answer, Other, Row};
use super::{FindingInput, InspectionParticulars, OtherProblem, Verdict, conclude, text};
use authority::{Actor, Role, Scope};
use documents::issue::{Document, state::DocumentState};
use identity::organisation::Profile;
use lexicon::{
    CertifiedOfficer, DocumentId, EnterpriseId, FindingId, InspectionId, Instant, LegalDay, LegalTime, OfficerId,
    OrganisationId, ProblemId, Refused, RegionKeys, RegionLevel, Ruling, SchemeId, Stage, Term, UserId, WorkCalendar,
    check_machine,
};
use registers::checklist::{AppliesTo, CheckItem, HazardLevel, Measure};
use registers::officer::Officer;
use std::collections::HashSet;

mod kept;
mod papers_said;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}
fn time(text: &str) -> Option<LegalTime> {
    Some(LegalTime::parse(text).unwrap())
}
fn now() -> Instant {
    day("2026-05-20").at_beijing(18, 0)
}
fn today() -> LegalDay {
    now().day()
}

#[track_caller]
fn is<T: std::fmt::Debug>(ruling: Ruling<T>, refusal: Refusal, field: &str) -> Refused {
    let refused = ruling.unwrap_err();
    assert_eq!(refused.code, refusal.code());
    assert_eq!(refused.field.as_deref().unwrap_or_default(), field);
    refused
}

fn item(code: &str) -> CheckItem {
    CheckItem {
        id: format!("steel_8@2021/{code}"),
        list_key: "steel_8".to_owned(),
        list_zh: "钢铁8项".to_owned(),
        code: code.to_owned(),
        ordinal: 1,
        content: "铸造起重机检测".to_owned(),
        method: "查检测报告".to_owned(),
        violated: vec!["《甲法》第三十六条".to_owned(), "《乙规定》第五条".to_owned()],
        penalised: Vec::new(),
        hazard_level: HazardLevel::Major,
        measures: vec![Measure::Rectify, Measure::FixNow, Measure::StopUse],
        suggested_problem: String::new(),
        suggested_measure: String::new(),
        suggested_days: 15,
        note: String::new(),
        applies_to: AppliesTo {
            industry: "steel".to_owned(),
            units: vec!["iron".to_owned()],
            equipment: vec!["furnace".to_owned()],
            places: Vec::new(),
        },
    }
}

const ZHAO: OfficerId = OfficerId(uuid::Uuid::from_u128(1));
const QIAN: OfficerId = OfficerId(uuid::Uuid::from_u128(2));
const LI: OfficerId = OfficerId(uuid::Uuid::from_u128(3));
const ORGAN: OrganisationId = OrganisationId(uuid::Uuid::from_u128(9));

fn row() -> Row {
    Row {
        id: InspectionId::new(),
        scheme_id: SchemeId::new(),
        organisation_id: ORGAN,
        organisation_name: "滨江县应急管理局".to_owned(),
        enterprise_id: EnterpriseId::new(),
        enterprise_name: "滨江县燊垚钢铁有限公司".to_owned(),
        scheme_number: "（滨）应急检查〔2026〕0005号".to_owned(),
        officers: "赵明远、钱立诚".to_owned(),
        officer_ids: vec![ZHAO, QIAN],
        inspect_from: day("2026-05-18"),
        inspect_to: day("2026-05-22"),
        state: InspectionState::Papers,
        number: String::new(),
        items_json: vec![item("G1"), item("G2")],
        targets_json: vec!["t1".to_owned(), "t2".to_owned()],
        particulars_json: filled_in(),
        papers_json: Filled::default(),
        problems: 0,
        rectification_id: None,
        revision: 7,
        updated_at: now(),
        updated_by: "赵明远".to_owned(),
    }
}

fn filled_in() -> InspectionParticulars {
    InspectionParticulars {
        party: "滨江县燊垚钢铁有限公司".to_owned(),
        legal_person: "孙悦".to_owned(),
        legal_title: "执行董事".to_owned(),
        phone: "12000000001".to_owned(),
        address: "滨江县甪直街道36号".to_owned(),
        checked_from: time("2026-05-20T09:30"),
        checked_to: time("2026-05-20T17:05"),
        places: "炼铁厂".to_owned(),
        experts: vec!["王祎".to_owned()],
        is_joint: false,
        joint_with: String::new(),
        officers: vec![ZHAO, QIAN],
    }
}

fn matrix() -> Vec<MatrixRow> {
    let all = vec!["t1".to_owned(), "t2".to_owned()];
    vec![
        MatrixRow { item_id: item("G1").id, targets: all },
        MatrixRow { item_id: item("G2").id, targets: vec!["t2".to_owned()] },
    ]
}

fn input(code: &str, target: &str) -> FindingInput {
    FindingInput {
        id: FindingId::new(),
        item_id: item(code).id,
        target: target.to_owned(),
        verdict: Verdict::Defective,
        description: "横梁焊缝未检测。".to_owned(),
        measure: Some(Measure::Rectify),
        due_on: Some(day("2026-06-04")),
        attachments: Vec::new(),
    }
}

fn answer(code: &str, target: &str, verdict: Verdict, measure: &str) -> Answer {
    Answer {
        id: FindingId::new(),
        item_id: item(code).id,
        target: target.to_owned(),
        unit_zh: "炼铁".to_owned(),
        workshop: "高炉车间".to_owned(),
        target_name: format!("{target}号高炉"),
        verdict,
        description: "未检测".to_owned(),
        measure: measure.to_owned(),
        due_on: None,
        attachments: Vec::new(),
    }
}

fn other(measure: Measure, due_on: Option<LegalDay>) -> Other {
    Other {
        id: ProblemId::new(),
        description: "安全帽不足".to_owned(),
        measure,
        due_on,
        violated: "《甲法》第四十五条".to_owned(),
        attachments: Vec::new(),
    }
}

fn caller(officer_id: Option<OfficerId>, organisation_id: OrganisationId) -> Actor {
    Actor {
        user_id: UserId::new(),
        name: "赵明远".to_owned(),
        title: String::new(),
        organisation_id,
        organisation_name: String::new(),
        keys: RegionKeys::default(),
        officer_id,
        roles: vec![Role::Officer],
        verbs: authority::Verbs::of_roles(&[Role::Officer]),
        scope: Scope::Nation,
        ..Actor::of_system("")
    }
}

fn findings(asked: &[FindingInput]) -> Ruling<()> {
    rules::findings(asked, &row().items_json, &matrix(), today())
}

/// 待检查、检查中、文书制作、检查完结，没有走不出的状态。
#[test]
fn the_states_hang_together() {
    check_machine::<InspectionState>().unwrap();
    assert_eq!(InspectionState::Pending.after(InspectionAct::Inspect), Ok(InspectionState::InProgress));
    let refused: Refused = InspectionState::Pending.after(InspectionAct::Submit).unwrap_err().into();
    assert_eq!((refused.code.as_str(), refused.by_state), ("inspection.not_now", true));
    assert!(InspectionState::Concluded.after(InspectionAct::Inspect).is_err(), "完结后不能再改");
    assert!(InspectionState::Papers.after(InspectionAct::Inspect).is_err(), "提交后先退回才能改");
}

/// 只有检查人员可以填写，其他人可以查看。
#[test]
fn only_the_inspecting_officers_write() {
    assert_eq!(rules::assigned(&[ZHAO, QIAN], "赵明远、钱立诚", Some(QIAN)), Ok(()));
    let refused = is(rules::assigned(&[ZHAO, QIAN], "赵明远、钱立诚", Some(LI)), Refusal::NotAssigned, "");
    assert!(refused.sentence.contains("赵明远、钱立诚") && !refused.way_out.is_empty());
    is(rules::assigned(&[ZHAO, QIAN], "赵明远、钱立诚", None), Refusal::NotAssigned, "");
}

fn check(change: impl FnOnce(&mut InspectionParticulars)) -> Ruling<()> {
    let mut p = filled_in();
    change(&mut p);
    rules::particulars(&p, (day("2026-05-18"), day("2026-05-22")), now())
}

/// 检查时间真实、有序，在方案的检查时间以内开始。
#[test]
fn the_check_lies_within_the_days_of_the_scheme_and_not_in_the_future() {
    assert_eq!(check(|_| {}), Ok(()));
    let wrong =
        is(check(|p| p.checked_from = time("2026-05-17T23:59")), Refusal::OutsideScheme, "particulars.checked_from");
    assert_eq!(wrong.sentence, "方案的检查时间为2026年5月18日至2026年5月22日，检查不能在2026年5月17日开始");
    is(check(|p| p.checked_from = time("2026-05-23T00:00")), Refusal::OutsideScheme, "particulars.checked_from");
    is(check(|p| p.checked_to = time("2026-05-20T09:29")), Refusal::TimeOrder, "particulars.checked_to");
    is(check(|p| p.checked_from = time("2026-05-20T18:01")), Refusal::Future, "particulars.checked_from");
    is(check(|p| p.checked_to = time("2026-05-20T18:01")), Refusal::Future, "particulars.checked_to");
    assert_eq!(check(|p| (p.checked_from, p.checked_to) = (None, None)), Ok(()), "可以先暂存");
}

/// 联合检查写明部门，专家不超过三人，检查人员不超过十人。
#[test]
fn who_takes_part_is_written_down() {
    is(check(|p| p.is_joint = true), Refusal::JointWith, "particulars.joint_with");
    let three = vec!["王祎".to_owned(); 3];
    assert_eq!(check(|p| p.experts.clone_from(&three)), Ok(()));
    is(check(|p| p.experts = vec!["王祎".to_owned(); 4]), Refusal::TooManyExperts, "particulars.experts");
    is(check(|p| p.officers = vec![ZHAO; 11]), Refusal::TooManyOfficers, "particulars.officers");
}

/// 两名以上执法人员，检查的第一日和最后一日证件都有效。
#[test]
fn two_officers_hold_valid_certificates_on_every_day_of_the_check() {
    let officer = |id, to: &str| CertifiedOfficer {
        id,
        name: "赵明远".to_owned(),
        certificate_no: "冀C19V39".to_owned(),
        valid_from: day("2022-01-01"),
        valid_to: day(to),
    };
    let pair = |to| rules::officers(&filled_in(), vec![officer(ZHAO, "2027-01-01"), officer(QIAN, to)], today());
    assert!(pair("2026-05-20").is_ok());
    let refused = pair("2026-05-19").unwrap_err();
    assert_eq!(refused.code, "officers.certificate_expired");
    assert_eq!(refused.field.as_deref(), Some("particulars.officers"));
    let one = rules::officers(&filled_in(), vec![officer(ZHAO, "2027-01-01")], today());
    assert_eq!(one.unwrap_err().code, "officers.one_officer");
    let two_days = InspectionParticulars { checked_to: time("2026-05-21T10:00"), ..filled_in() };
    let over = rules::officers(&two_days, vec![officer(ZHAO, "2027-01-01"), officer(QIAN, "2026-05-20")], today());
    assert_eq!(over.unwrap_err().code, "officers.certificate_expired", "第二日已经过期");
}

/// 写不进文书栏目的内容在保存时就指出。
#[test]
fn what_does_not_fit_the_paper_is_named_when_it_is_saved() {
    assert!(rules::misfits(&filled_in()).is_empty());
    let p = InspectionParticulars { places: "炼".repeat(301), phone: "1\n2".to_owned(), ..filled_in() };
    let fields: Vec<String> = rules::misfits(&p).into_iter().map(|e| e.field).collect();
    assert_eq!(fields, ["particulars.phone", "particulars.places"]);
}

/// 提交前，检查情况填写完整，每一事项对每一对象都有结果。
#[test]
fn everything_is_answered_before_submission() {
    assert!(rules::missing(&filled_in()).is_empty());
    let fields: Vec<String> = rules::missing(&InspectionParticulars::default()).into_iter().map(|e| e.field).collect();
    assert!(fields.contains(&"particulars.checked_from".to_owned()) && fields.len() == 6);
    let items = row().items_json;
    let given = [answer("G1", "t1", Verdict::InOrder, "")];
    let open: Vec<String> = rules::unanswered(&items, &matrix(), &given).into_iter().map(|e| e.field).collect();
    assert_eq!(open, ["findings.steel_8@2021/G1.t2", "findings.steel_8@2021/G2.t2"]);
    let wide = MatrixRow { item_id: item("G1").id, targets: (0..200).map(|n| n.to_string()).collect() };
    assert_eq!(rules::unanswered(&items, &[wide], &[]).len(), 50, "最多列出50处");
}

/// 检查范围只能选企业的设备和场所，已有结果的不能移出。
#[test]
fn an_answered_target_stays_in_scope() {
    let known: HashSet<&str> = ["t1", "t2", "t3"].into();
    let keys = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>();
    let scope = |asked: &[&str], answered: &[(String, String)]| {
        rules::scope(&keys(asked), &known, &keys(&["t1", "gone"]), answered)
    };
    assert_eq!(scope(&["t2", "t3"], &[]), Ok(()));
    assert_eq!(scope(&["t1", "gone"], &[]), Ok(()), "选定后核销的设备可以留在范围内");
    is(scope(&[], &[]), Refusal::NoTarget, "targets");
    is(scope(&["t4"], &[]), Refusal::UnknownTarget, "targets");
    let answered = [("t1".to_owned(), "1号高炉".to_owned())];
    let refused = is(scope(&["t2"], &answered), Refusal::TargetAnswered, "targets");
    assert!(refused.sentence.contains("1号高炉"));
    assert_eq!(scope(&["t1", "t2"], &answered), Ok(()));
    assert_eq!(rules::once(keys(&["t2", "t1", "t2"])), keys(&["t2", "t1"]));
}

/// 结果只能填在方案的事项和它所涉及的对象上，每处一条。
#[test]
fn an_answer_belongs_to_an_item_and_a_target_it_concerns() {
    assert_eq!(findings(&[input("G1", "t1"), input("G1", "t2")]), Ok(()));
    is(findings(&[input("G9", "t1")]), Refusal::UnknownItem, "findings.steel_8@2021/G9.t1");
    is(findings(&[input("G2", "t1")]), Refusal::NotConcerned, "findings.steel_8@2021/G2.t1");
    is(findings(&[input("G1", "t1"), input("G1", "t1")]), Refusal::SameId, "findings.steel_8@2021/G1.t1");
    is(findings(&vec![input("G1", "t1"); 5001]), Refusal::TooManyAnswers, "findings");
}

/// 有问题的写明问题、处理措施；整改期限在今天以后。
#[test]
fn a_defect_needs_a_description_a_measure_and_a_day_to_come() {
    let at = "findings.steel_8@2021/G1.t1";
    let one = |change: &dyn Fn(&mut FindingInput)| {
        let mut f = input("G1", "t1");
        change(&mut f);
        findings(&[f])
    };
    is(one(&|f| f.description = " ".to_owned()), Refusal::NoDescription, &format!("{at}.description"));
    is(one(&|f| f.description = "字".repeat(501)), Refusal::LongDescription, &format!("{at}.description"));
    is(one(&|f| f.measure = None), Refusal::NoMeasure, &format!("{at}.measure"));
    is(one(&|f| f.measure = Some(Measure::Transfer)), Refusal::WrongMeasure, &format!("{at}.measure"));
    is(one(&|f| f.due_on = Some(today())), Refusal::DuePast, &format!("{at}.due_on"));
    let many = vec![lexicon::AttachmentId::new(); 21];
    is(one(&|f| f.attachments.clone_from(&many)), Refusal::TooManyAttachments, &format!("{at}.attachments"));
    assert_eq!(one(&|f| f.due_on = Some(day("2026-05-21"))), Ok(()));
    assert_eq!(one(&|f| f.due_on = None), Ok(()), "没有自己的期限就随指令书");
    let in_order = one(&|f| (f.verdict, f.measure, f.description) = (Verdict::InOrder, None, String::new()));
    assert_eq!(in_order, Ok(()));
}

/// 其他问题同样写明问题和期限，数量有限。
#[test]
fn other_problems_are_bounded_and_described() {
    let problem = |change: &dyn Fn(&mut OtherProblem)| {
        let mut p = OtherProblem::from(other(Measure::Rectify, Some(day("2026-06-04"))));
        change(&mut p);
        p
    };
    let plain = problem(&|_| {});
    assert_eq!(rules::others(std::slice::from_ref(&plain), today()), Ok(()));
    let ruled = |p: OtherProblem| rules::others(&[p], today());
    is(ruled(problem(&|p| p.description.clear())), Refusal::NoDescription, "problems.0.description");
    is(ruled(problem(&|p| p.violated = "字".repeat(501))), Refusal::LongDescription, "problems.0.violated");
    is(ruled(problem(&|p| p.due_on = Some(today()))), Refusal::DuePast, "problems.0.due_on");
    is(rules::others(&[plain.clone(), plain.clone()], today()), Refusal::SameId, "problems.1.id");
    is(rules::others(&vec![plain; 101], today()), Refusal::TooManyOthers, "problems");
}

/// 没有文书出具时，说明理由可以退回修改。
#[test]
fn results_are_reopened_with_a_reason_while_nothing_is_issued() {
    assert_eq!(rules::reopen("漏填一处", 0), Ok(()));
    is(rules::reopen(" ", 0), Refusal::NoReason, "reason");
    is(rules::reopen(&"字".repeat(501), 0), Refusal::LongReason, "reason");
    assert!(is(rules::reopen("漏填一处", 1), Refusal::PaperIssued, "").by_state);
}

/// 检查场所预填车间名称，超过栏目长度的以“等”结束。
#[test]
fn places_are_filled_in_from_the_workshops() {
    let names = |n: usize| (1..=n).map(|n| (format!("{n}号车间"),)).collect::<Vec<_>>();
    assert_eq!(super::open::places(&names(2)), "1号车间、2号车间");
    let many = super::open::places(&names(200));
    assert!(many.ends_with('等') && many.chars().count() <= rules::PLACES_CHARS);
    assert_eq!(super::open::places(&[]), "");
}
