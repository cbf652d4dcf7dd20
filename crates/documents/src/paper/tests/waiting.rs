//! Served and waited for: before a penalty is decided and before a court is asked.

use super::super::rules::{self, Made};
use super::super::waiting::{Today, Told};
use super::{day, form, made, name};
use crate::issue::state::DocumentState;
use lexicon::WorkCalendar;

const STEEL: &str = "庆阳昆新钢铁有限公司";

/// 2026 年的劳动节：5月1日至5日放假，5月9日（星期六）上班。
fn calendar() -> WorkCalendar {
    let off = ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05"].map(day);
    WorkCalendar::new(off, [day("2026-05-09")])
}

fn told(form: &str, party: &str, served_on: Option<&str>) -> Told {
    let days = (form == "penalty_prior_notice").then_some(3);
    Told { form: form.into(), party: party.into(), days, served_on: served_on.map(day), issued_on: None }
}

fn decided(told: Vec<Told>, more: &[&str], party: Option<&str>, today: &str) -> Option<String> {
    let mut there = made(&["penalty_prior_notice", "case_disposal_submission"]);
    there.documents.extend(more.iter().map(|code| (name(code), DocumentState::Issued, 1)));
    there.told = told;
    asked("penalty_decision", &there, party, (day(today), &calendar()))
}

fn asked(code: &str, there: &Made, party: Option<&str>, today: Today<'_>) -> Option<String> {
    rules::may_draw_up(form(code), there, party, today).err().map(|refused| refused.code)
}

/// 告知书没有送达的不能作出处罚决定；送达的当日不计，末日届满的次日可以；末日是休假日的顺延。
#[test]
fn a_penalty_waits_for_the_notice_to_arrive_and_three_days_more() {
    let notice = |served| vec![told("penalty_prior_notice", STEEL, served)];
    let on = |served, today| decided(notice(served), &[], Some(STEEL), today);
    assert_eq!(on(None, "2026-06-30").as_deref(), Some("paper.not_served"));
    assert_eq!(on(Some("2026-05-18"), "2026-05-18").as_deref(), Some("paper.defence_open"));
    assert_eq!(
        on(Some("2026-05-18"), "2026-05-21").as_deref(),
        Some("paper.defence_open"),
        "the last day is the party's"
    );
    assert_eq!(on(Some("2026-05-18"), "2026-05-22"), None);
    // 4月29日送达，第三日5月2日是假日，顺延到6日。
    assert_eq!(on(Some("2026-04-29"), "2026-05-06").as_deref(), Some("paper.defence_open"));
    assert_eq!(on(Some("2026-04-29"), "2026-05-07"), None);
    let sentence = rules::may_draw_up(
        form("penalty_decision"),
        &Made { told: notice(Some("2026-05-18")), ..made(&["penalty_prior_notice", "case_disposal_submission"]) },
        None,
        (day("2026-05-20"), &calendar()),
    );
    let sentence = sentence.unwrap_err().sentence;
    assert_eq!(sentence, "当事人陈述、申辩的期限还没有届满：《行政处罚告知书》的期限至2026年5月21日届满");
}

/// 已经听取陈述申辩的不必等；送达以前的笔录不算；有两名当事人的，笔录不知是谁的，只看期限。
#[test]
fn a_statement_on_record_ends_the_waiting_of_the_one_party() {
    let spoke = |on| Told { issued_on: Some(day(on)), ..told("defence_record", "", None) };
    let notice = told("penalty_prior_notice", STEEL, Some("2026-05-18"));
    assert_eq!(decided(vec![notice.clone(), spoke("2026-05-19")], &[], Some(STEEL), "2026-05-19"), None);
    let early = decided(vec![notice.clone(), spoke("2026-05-17")], &[], Some(STEEL), "2026-05-19");
    assert_eq!(early.as_deref(), Some("paper.defence_open"));
    let other = told("penalty_prior_notice", "周四海", Some("2026-05-18"));
    let two = decided(vec![notice, other, spoke("2026-05-19")], &[], Some(STEEL), "2026-05-19");
    assert_eq!(two.as_deref(), Some("paper.defence_open"));
}

/// 一案双罚：单位的告知书届满，可以决定对单位的处罚；个人的还没有送达，不能决定对个人的。告知书都没写这个名字的，都要等。
#[test]
fn each_party_has_its_own_notice() {
    let both =
        || vec![told("penalty_prior_notice", STEEL, Some("2026-05-11")), told("penalty_prior_notice", "周四海", None)];
    assert_eq!(decided(both(), &[], Some(STEEL), "2026-05-20"), None);
    assert_eq!(decided(both(), &[], Some("周四海"), "2026-05-20").as_deref(), Some("paper.not_served"));
    assert_eq!(decided(both(), &[], Some("另写的名称"), "2026-05-20").as_deref(), Some("paper.not_served"));
    assert_eq!(decided(both(), &[], None, "2026-05-20"), None, "one of them may be begun");
}

/// 告知了听证权利的：送达后五个工作日届满；通知举行听证的，要有听证笔录。
#[test]
fn a_hearing_is_waited_for_five_working_days_or_until_it_was_held() {
    let both = |served| {
        vec![told("penalty_prior_notice", STEEL, Some("2026-05-06")), told("hearing_right_notice", STEEL, served)]
    };
    let on = |served, more: &[&str], today| decided(both(served), more, Some(STEEL), today);
    assert_eq!(on(None, &[], "2026-05-20").as_deref(), Some("paper.not_served"));
    // 5月6日（星期三）送达：7、8、9（调休上班）、11、12日。
    assert_eq!(on(Some("2026-05-06"), &[], "2026-05-12").as_deref(), Some("paper.hearing_open"));
    assert_eq!(on(Some("2026-05-06"), &[], "2026-05-13"), None);
    let called = on(Some("2026-05-06"), &["hearing_meeting_notice"], "2026-06-30");
    assert_eq!(called.as_deref(), Some("paper.hearing_ahead"));
    assert_eq!(on(Some("2026-05-06"), &["hearing_meeting_notice", "hearing_record"], "2026-05-11"), None);
}

/// 催告书送达后满十个工作日，才能申请法院强制执行。
#[test]
fn a_court_is_asked_ten_working_days_after_the_demand_arrived() {
    let on = |served, today| {
        let there = Made {
            told: vec![told("enforcement_demand", STEEL, served)],
            ..made(&["penalty_decision", "enforcement_demand"])
        };
        asked("court_enforcement_application", &there, None, (day(today), &calendar()))
    };
    assert_eq!(on(None, "2026-12-31").as_deref(), Some("paper.not_served"));
    // 5月6日（星期三）送达：7、8、9（调休上班）、11至15、18、19日。
    assert_eq!(on(Some("2026-05-06"), "2026-05-19").as_deref(), Some("paper.demand_open"));
    assert_eq!(on(Some("2026-05-06"), "2026-05-20"), None);
}
