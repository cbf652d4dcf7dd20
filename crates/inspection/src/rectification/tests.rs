//! The rules of rectification, as sentences.

use super::rules::{Asked, Refusal, Standing, extend, judge, reminder, terminate};
use super::state::RectificationState::{AwaitingReCheck, Failed, Passed, Terminated};
use super::{ReCheckDraft, ReCheckFinding, ReCheckVerdict, ReminderLevel};
use authority::Halt;
use lexicon::{CertifiedOfficer, LegalDay, LegalTime, OfficerId, ProblemId, check_machine};

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn order() -> Standing {
    Standing { state: AwaitingReCheck, ordered_on: day("2026-05-10"), due_on: day("2026-05-20"), is_extended: false }
}

fn to(due_on: &str) -> Asked<'static> {
    Asked { due_on: day(due_on), requested_on: day("2026-05-15"), reason: "备件到货推迟" }
}

#[test]
fn the_state_table_is_sound() {
    check_machine::<super::state::RectificationState>().unwrap();
}

/// 延期只准一次，须在期限届满前提出，新期限应晚于原期限。
#[test]
fn an_order_is_extended_once_and_only_before_it_falls_due() {
    let refused = |s: Standing, asked: Asked<'_>, today: &str| extend(s, asked, day(today)).unwrap_err().code;
    let extended = extend(order(), to("2026-05-30"), day("2026-05-20")).unwrap();
    assert_eq!((extended.due_on, extended.is_extended, extended.state), (day("2026-05-30"), true, AwaitingReCheck));
    assert_eq!(refused(extended, to("2026-06-10"), "2026-05-21"), Refusal::AlreadyExtended.code());
    assert_eq!(refused(order(), to("2026-05-30"), "2026-05-21"), Refusal::PastDue.code());
    assert_eq!(refused(order(), to("2026-05-20"), "2026-05-18"), Refusal::NotLater.code());
    assert_eq!(refused(order(), to("2026-11-17"), "2026-05-18"), Refusal::TooFar.code());
    let early = Asked { requested_on: day("2026-05-09"), ..to("2026-05-30") };
    assert_eq!(refused(order(), early, "2026-05-18"), Refusal::RequestedLate.code());
    let tomorrow = Asked { requested_on: day("2026-05-19"), ..to("2026-05-30") };
    assert_eq!(refused(order(), tomorrow, "2026-05-18"), Refusal::RequestedLate.code());
    assert_eq!(
        refused(order(), Asked { reason: " ", ..to("2026-05-30") }, "2026-05-18"),
        Refusal::ReasonMissing.code()
    );
    let long = "由".repeat(501);
    assert_eq!(
        refused(order(), Asked { reason: &long, ..to("2026-05-30") }, "2026-05-18"),
        Refusal::ReasonTooLong.code()
    );
    let closed = Standing { state: Passed, ..order() };
    assert_eq!(refused(closed, to("2026-05-30"), "2026-05-18"), "rectification.not_now");
}

/// 终止须写明理由；已经复查或者终止的不能再终止。
#[test]
fn a_termination_needs_its_reason_and_an_open_rectification() {
    assert_eq!(terminate(order(), "企业已关闭").unwrap().state, Terminated);
    assert_eq!(terminate(order(), "").unwrap_err().code, Refusal::ReasonMissing.code());
    let failed = Standing { state: Failed, ..order() };
    assert_eq!(terminate(failed, "企业已关闭").unwrap_err().code, "rectification.not_now");
}

/// 提醒：逾期、一天以内、二至五天、六至十天、更远。
#[test]
fn the_reminder_grows_sharper_as_the_day_comes_near() {
    let on = |today: &str| reminder(day("2026-05-20"), day(today));
    assert_eq!(on("2026-05-09"), ReminderLevel::Later);
    assert_eq!(on("2026-05-10"), ReminderLevel::Within10);
    assert_eq!(on("2026-05-14"), ReminderLevel::Within10);
    assert_eq!(on("2026-05-15"), ReminderLevel::Within5);
    assert_eq!(on("2026-05-18"), ReminderLevel::Within5);
    assert_eq!(on("2026-05-19"), ReminderLevel::Within1);
    assert_eq!(on("2026-05-20"), ReminderLevel::Within1);
    assert_eq!(on("2026-05-21"), ReminderLevel::Overdue);
}

fn officer(name: &str, valid_to: &str) -> CertifiedOfficer {
    let valid_from = day("2021-01-01");
    CertifiedOfficer {
        id: OfficerId::new(),
        name: name.into(),
        certificate_no: "甘J01".into(),
        valid_from,
        valid_to: day(valid_to),
    }
}

fn finding(problem_id: ProblemId, verdict: Option<ReCheckVerdict>, remark: &str) -> ReCheckFinding {
    ReCheckFinding { problem_id, verdict, remark: remark.into(), attachments: Vec::new() }
}

struct Case {
    problems: Vec<ProblemId>,
    draft: ReCheckDraft,
    officers: Vec<CertifiedOfficer>,
}

fn case() -> Case {
    let problems = vec![ProblemId::new(), ProblemId::new()];
    let officers = vec![officer("赵明远", "2027-12-31"), officer("钱立诚", "2027-12-31")];
    let draft = ReCheckDraft {
        checked_at: Some(LegalTime::parse("2026-05-19T15:00").unwrap()),
        officers: officers.iter().map(|o| o.id).collect(),
        findings: problems.iter().map(|p| finding(*p, Some(ReCheckVerdict::Rectified), "")).collect(),
        conclusion: "整改合格".into(),
    };
    Case { problems, draft, officers }
}

fn outcome(case: &Case) -> Result<super::rules::Judged, Halt> {
    judge(order(), &case.problems, &case.draft, case.officers.clone(), day("2026-05-20").at_beijing(9, 0))
}

fn code(case: &Case) -> String {
    match outcome(case).unwrap_err() {
        Halt::Refused(r) => r.code,
        Halt::Invalid(errors) => errors.into_iter().map(|e| e.field).collect::<Vec<_>>().join(","),
        other => panic!("{other:?}"),
    }
}

/// 全部问题已整改的，复查合格；有一项未整改的，复查不合格。
#[test]
fn one_problem_left_open_fails_the_re_check() {
    let mut case = case();
    assert_eq!(outcome(&case).unwrap().state, Passed);
    case.draft.findings[1] = finding(case.problems[1], Some(ReCheckVerdict::NotRectified), "报警器仍未修复");
    assert_eq!(outcome(&case).unwrap().state, Failed);
}

/// 复查须由两名以上持有效证件的执法人员进行，逐项作出结论，未整改的写明情况。
#[test]
fn a_re_check_without_officers_verdicts_or_reasons_is_refused_field_by_field() {
    let mut none = case();
    none.draft = ReCheckDraft { checked_at: None, officers: vec![], findings: vec![], conclusion: " ".into() };
    assert_eq!(code(&none), "checked_at,officers,findings.0,findings.1,conclusion");
    let mut silent = case();
    silent.draft.findings[0] = finding(silent.problems[0], Some(ReCheckVerdict::NotRectified), " ");
    assert_eq!(code(&silent), "findings.0");
    let mut foreign = case();
    foreign.draft.findings.push(finding(ProblemId::new(), Some(ReCheckVerdict::Rectified), ""));
    assert_eq!(code(&foreign), "findings");
    let mut lapsed = case();
    lapsed.officers[1].valid_to = day("2026-05-18");
    assert_eq!(code(&lapsed), "officers.certificate_expired");
    let mut alone = case();
    alone.officers[1] = alone.officers[0].clone();
    assert_eq!(code(&alone), "officers.same_officer");
}

/// 复查时间在责令整改之日以后、现在以前。
#[test]
fn a_re_check_lies_between_the_order_and_now() {
    let mut early = case();
    early.draft.checked_at = LegalTime::parse("2026-05-09T10:00").ok();
    assert_eq!(code(&early), Refusal::EarlyReCheck.code());
    let mut future = case();
    future.draft.checked_at = LegalTime::parse("2026-05-20T09:01").ok();
    assert_eq!(code(&future), Refusal::FutureReCheck.code());
}
