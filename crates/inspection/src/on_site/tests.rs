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

/// 文书日期不早于检查结束之日，不晚于今天；整改期限晚于指令书日期。
#[test]
fn a_paper_is_dated_between_the_check_and_today() {
    let signed = |on: &str| rules::signed(day(on), Some(day("2026-05-19")), today());
    assert_eq!(signed("2026-05-19"), Ok(()));
    assert_eq!(signed("2026-05-20"), Ok(()));
    is(signed("2026-05-21"), Refusal::SignedFuture, "particulars.signed_on");
    is(signed("2026-05-18"), Refusal::SignedBeforeCheck, "particulars.signed_on");
    assert_eq!(rules::deadlines(&[day("2026-05-21")], today()), Ok(()));
    is(rules::deadlines(&[day("2026-06-04"), today()], today()), Refusal::DueBeforeSigned, "");
}

/// 问题写明单元、车间、设备，描述和违法依据。
#[test]
fn a_problem_names_where_it_is_and_what_it_violates() {
    let place = ("炼铁", "高炉车间", "1号高炉");
    assert_eq!(
        text::problem(place, "炉前操作室设在影响范围内。", "《甲法》第三十六条、《乙规定》第五条"),
        "炼铁高炉车间1号高炉：炉前操作室设在影响范围内，不符合《甲法》第三十六条、《乙规定》第五条的规定"
    );
    assert_eq!(text::problem(("炼铁", "炼铁厂", "1号高炉"), "未检测", ""), "炼铁厂1号高炉：未检测");
    assert_eq!(
        text::problem(("", "", ""), "安全帽不足；", "《甲法》第四十五条"),
        "安全帽不足，不符合《甲法》第四十五条的规定"
    );
    let two = ["甲".to_owned(), "乙".to_owned()];
    assert_eq!(text::sentences(&two), ["甲。", "乙。"]);
    assert_eq!(text::enumeration(&two), ["甲；", "乙。"]);
}

/// 期限相同的问题并为一款。
#[test]
fn problems_with_one_deadline_share_a_clause() {
    let (june, july) = (day("2026-06-04"), day("2026-07-01"));
    let clauses = text::clauses(&[july, june, june, july, july, july]);
    let written: Vec<(&str, &str)> = clauses.iter().map(|c| (c.problems.as_str(), c.due_on_text.as_str())).collect();
    assert_eq!(written, [("2、3", "2026年6月4日"), ("1、4至6", "2026年7月1日")]);
    let all: Vec<usize> = (1..=200).step_by(2).collect();
    assert!(text::numbers(&all).chars().count() <= 400, "放得进指令书的栏目");
}

fn problem(due_on: Option<LegalDay>) -> Problem {
    Problem {
        text: "甲".to_owned(),
        unit_zh: String::new(),
        workshop: String::new(),
        target_name: String::new(),
        measure: Measure::Rectify,
        due_on,
        usual_days: 17,
        violated: String::new(),
    }
}

/// 整改期限：问题自己的优先，其次指令书的，再次建议日数；末日为休假日的顺延。
#[test]
fn a_deadline_is_the_problems_own_or_the_orders_or_the_usual_one() {
    let calendar = WorkCalendar::default();
    let order = PaperParticulars { due_on: Some(day("2026-06-10")), ..PaperParticulars::default() };
    let none = PaperParticulars::default();
    assert_eq!(due_on(&problem(Some(day("2026-06-01"))), &order, today(), &calendar), day("2026-06-01"));
    assert_eq!(due_on(&problem(None), &order, today(), &calendar), day("2026-06-10"));
    assert_eq!(day("2026-05-20").plus(17), day("2026-06-06"), "星期六");
    assert_eq!(due_on(&problem(None), &none, today(), &calendar), day("2026-06-08"), "顺延到星期一");
}

fn document(form: PaperForm, state: DocumentState) -> Document {
    Document {
        id: DocumentId::new(),
        form: form.code().to_owned(),
        zh: form.zh().to_owned(),
        number: "（滨）应急责改〔2026〕0001号".to_owned(),
        state,
        organisation_name: String::new(),
        enterprise_name: String::new(),
        issued_at: None,
        issued_by: String::new(),
        sha256: String::new(),
        pages: 1,
        file_name: String::new(),
    }
}

fn material(answers: &[Answer], others: &[Other], documents: Vec<Document>) -> Material {
    let officer = |id, name: &str| Officer {
        id,
        name: name.to_owned(),
        certificate_no: "冀C19V39".to_owned(),
        certificate_kind: "行政执法证".to_owned(),
        valid_from: day("2022-01-01"),
        valid_to: day("2030-01-01"),
        is_valid: true,
        organisation_name: "滨江县应急管理局".to_owned(),
        user_id: None,
    };
    let row = row();
    Material {
        problems: papers::problems(&row, answers, others),
        row,
        documents,
        officers: vec![officer(ZHAO, "赵明远"), officer(QIAN, "钱立诚")],
        profile: Profile {
            id: ORGAN,
            name: "滨江县应急管理局".to_owned(),
            short_name: "县应急局".to_owned(),
            level: RegionLevel::County,
            region_code: "620402".to_owned(),
            region_name: "滨江县".to_owned(),
            prov: String::new(),
            city: String::new(),
            county: String::new(),
            number_region: "滨".to_owned(),
            address: String::new(),
            phone: String::new(),
            reconsideration_organ: "滨江县人民政府".to_owned(),
            litigation_court: "滨江县人民法院".to_owned(),
        },
    }
}

/// 现场检查记录总要制作；有责令限期整改的问题才有指令书。
#[test]
fn an_order_is_owed_only_when_something_has_to_be_put_right_by_a_day() {
    let fixed = material(&[answer("G1", "t1", Verdict::Defective, "fix_now")], &[], Vec::new());
    let owed: Vec<bool> = fixed.shown().iter().map(|p| p.is_owed).collect();
    assert_eq!(owed, [true, false]);
    is(papers::owed(PaperForm::RectificationOrder, &fixed.problems), Refusal::NotOwed, "");
    let other = material(&[], &[other(Measure::Rectify, None)], Vec::new());
    let shown = other.shown();
    assert!(shown[1].is_owed && shown[1].why.contains("1个问题"));
    assert_eq!(papers::owed(PaperForm::RectificationOrder, &other.problems), Ok(()));
    let issued = [document(PaperForm::OnSiteRecord, DocumentState::Issued)];
    assert!(is(papers::untouched(PaperForm::OnSiteRecord, &issued), Refusal::AlreadyIssued, "").by_state);
    assert_eq!(papers::untouched(PaperForm::RectificationOrder, &issued), Ok(()));
}

/// 记录写全部问题，指令书只写责令限期整改的问题；两份文书都合式样。
#[test]
fn both_papers_fit_their_forms() {
    let answers = [
        answer("G2", "t2", Verdict::Defective, "rectify"),
        answer("G1", "t2", Verdict::Defective, "fix_now"),
        answer("G1", "t1", Verdict::Defective, "rectify"),
    ];
    let m = material(&answers, &[other(Measure::Rectify, Some(day("2026-07-01")))], Vec::new());
    let calendar = WorkCalendar::default();
    for form in PaperForm::ALL {
        let data = m.data(*form, &calendar, today());
        assert_eq!(forms::form(form.name()).validate(&data), Ok(()), "{form:?}");
    }
    let record = m.data(PaperForm::OnSiteRecord, &calendar, today());
    assert_eq!(record["problems"].as_array().unwrap().len(), 4);
    assert_eq!(
        record["problems"][0], "炼铁高炉车间t1号高炉：未检测，不符合《甲法》第三十六条、《乙规定》第五条的规定。",
        "按事项和对象的次序"
    );
    let order = m.data(PaperForm::RectificationOrder, &calendar, today());
    assert_eq!(order["problems"].as_array().unwrap().len(), 3);
    assert_eq!(order["clauses"][0]["problems"], "1、2");
    assert_eq!(order["clauses"][1]["due_on_text"], "2026年7月1日");
    let empty = material(&[], &[], Vec::new());
    let data = empty.data(PaperForm::OnSiteRecord, &calendar, today());
    assert_eq!(forms::form(PaperForm::OnSiteRecord.name()).validate(&data), Ok(()), "没有问题也有记录");
}

/// 文书齐了才能完结；有指令书的转入整改。
#[test]
fn an_inspection_is_concluded_when_its_papers_are_issued() {
    let defect = [answer("G1", "t1", Verdict::Defective, "rectify")];
    let record = || document(PaperForm::OnSiteRecord, DocumentState::Issued);
    let calendar = WorkCalendar::default();
    let refused = is(conclude::complete(&material(&defect, &[], vec![record()])), Refusal::PapersOwed, "");
    assert!(refused.by_state && refused.sentence.contains("责令限期整改指令书"));
    let frozen = vec![record(), document(PaperForm::RectificationOrder, DocumentState::Frozen)];
    is(conclude::complete(&material(&defect, &[], frozen)), Refusal::PapersOwed, "");
    let both = material(&defect, &[], vec![record(), document(PaperForm::RectificationOrder, DocumentState::Issued)]);
    assert_eq!(conclude::complete(&both), Ok(()));
    let opened = conclude::ordered(&both, &calendar, today()).unwrap();
    assert_eq!((opened.problems.len(), opened.inspected_on), (1, today()));
    assert_eq!(opened.problems[0].due_on, day("2026-06-04"), "建议15日");
    let none = material(&[], &[], vec![record()]);
    assert_eq!(conclude::complete(&none), Ok(()));
    assert!(conclude::ordered(&none, &calendar, today()).is_none(), "没有问题不转入整改");
}

/// 指令书在现场检查记录之后出具。
#[test]
fn the_record_is_issued_before_the_order() {
    let defect = [answer("G1", "t1", Verdict::Defective, "rectify")];
    let calendar = WorkCalendar::default();
    let form = PaperForm::RectificationOrder;
    let may = |m: &Material| super::issue::may_issue(m, form, &calendar, today());
    is(may(&material(&defect, &[], Vec::new())), Refusal::RecordFirst, "");
    assert_eq!(may(&material(&defect, &[], vec![document(PaperForm::OnSiteRecord, DocumentState::Issued)])), Ok(()));
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
        scope: Scope::Nation,
    }
}

/// 页面只给出检查人员在当前状态下能办的事。
#[test]
fn acts_follow_from_the_state_and_the_caller() {
    let zhao = caller(Some(ZHAO), ORGAN);
    let acts = |documents: Vec<Document>, who: &Actor| {
        let m = material(&[], &[], documents);
        show::acts(&m.row, who, &m.shown())
    };
    assert_eq!(acts(Vec::new(), &zhao), [InspectionAct::Reopen, InspectionAct::Issue]);
    let issued = || vec![document(PaperForm::OnSiteRecord, DocumentState::Issued)];
    assert_eq!(acts(issued(), &zhao), [InspectionAct::Conclude]);
    assert_eq!(acts(issued(), &caller(Some(LI), ORGAN)), []);
    assert_eq!(acts(issued(), &caller(Some(ZHAO), OrganisationId::new())), [], "上级和其他机关只能查看");
}

/// 进度按事项和对象计算；全部有结果的对象打勾。
#[test]
fn progress_counts_items_at_targets() {
    let given = [answer("G1", "t1", Verdict::InOrder, ""), answer("G1", "t2", Verdict::Defective, "rectify")];
    let progress = show::progress(&matrix(), &given);
    assert_eq!((progress.answered, progress.total, progress.defective), (2, 3, 1));
    let gone = [answer("G1", "gone", Verdict::Defective, "rectify")];
    assert_eq!(show::progress(&matrix(), &gone).answered, 0, "核销设备的结果不计入进度");
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
