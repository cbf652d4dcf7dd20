//! 送达与期限 · what must have reached the party, and how long ago, before a paper may follow
//!
//! 出具不等于送达：告知书、催告书送到当事人手里，期限才开始；期限没有届满、又没有听取陈述申辩的，不能作出决定。
//! 依据：《行政处罚法》第四十四条、第四十五条、第六十二条、第六十四条、第八十五条；《行政强制法》第五十四条、第六十九条
//! 不在这里：送达怎样登记（见 life）

use super::rules::{Made, Refusal};
use forms::{Form, FormName};
use lexicon::{Days, LegalDay, Refused, Ruling, WorkCalendar, WorkingDays};

/// 告知书、催告书，以及陈述申辩笔录。
pub const TOLD: [&str; 4] = [NOTICE, HEARING, DEMAND, STATEMENT];
const NOTICE: &str = "penalty_prior_notice";
const HEARING: &str = "hearing_right_notice";
const DEMAND: &str = "enforcement_demand";
const STATEMENT: &str = "defence_record";

/// 要求听证的期限：五个工作日。
const TO_ASK_FOR_HEARING: WorkingDays = WorkingDays(5);
/// 催告书送达后十个工作日仍未履行的，可以申请强制执行。
const AFTER_DEMAND: WorkingDays = WorkingDays(10);
/// 告知书没有写期限的，按三日。
const USUAL_DAYS: u32 = 3;

/// A paper in force by which a party is told something, or heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub form: String,
    /// 当事人；笔录不写
    pub party: String,
    /// 陈述申辩的期限；告知书写明的日数
    pub days: Option<u32>,
    /// 最先送达之日
    pub served_on: Option<LegalDay>,
    pub issued_on: Option<LegalDay>,
}

/// A day with the calendar by which periods end.
pub type Today<'a> = (LegalDay, &'a WorkCalendar);

/// 处罚决定、强制执行申请以前，应当送达的已经送达，期限已经届满。没有写明当事人的（还没有开始制作），有一名当事人可以决定即可。
///
/// # Errors
/// `paper.not_served`, `paper.defence_open`, `paper.hearing_open`, `paper.demand_open`.
pub fn before(form: &Form, made: &Made, party: Option<&str>, today: Today<'_>) -> Ruling<()> {
    match form.name().code() {
        "penalty_decision" => match party {
            Some(party) => heard(made, party, today),
            None => any_heard(made, today),
        },
        "court_enforcement_application" => of(made, DEMAND).try_for_each(|demand| demanded(demand, today)),
        _ => Ok(()),
    }
}

fn of<'a>(made: &'a Made, form: &'static str) -> impl Iterator<Item = &'a Told> {
    made.told.iter().filter(move |told| told.form == form)
}

fn any_heard(made: &Made, today: Today<'_>) -> Ruling<()> {
    let mut first = Ok(());
    for notice in of(made, NOTICE) {
        match heard(made, &notice.party, today) {
            Ok(()) => return Ok(()),
            refused => first = first.and(refused),
        }
    }
    first
}

/// 一案双罚的，各当事人的告知书各算各的；告知书都没有写这名当事人的，每一份都要送达、届满。
fn heard(made: &Made, party: &str, today: Today<'_>) -> Ruling<()> {
    let is_named = of(made, NOTICE).any(|notice| notice.party == party);
    let concerns = |told: &&Told| !is_named || told.party == party;
    for notice in of(made, NOTICE).filter(concerns) {
        stated(made, notice, today)?;
    }
    for notice in of(made, HEARING).filter(concerns) {
        hearing(made, notice, today)?;
    }
    Ok(())
}

/// 告知书送达后，当事人陈述申辩的期限届满，或者已经作了陈述申辩笔录。笔录不写当事人，有几名当事人的只看期限。
fn stated(made: &Made, notice: &Told, (today, calendar): Today<'_>) -> Ruling<()> {
    let served = served(notice)?;
    let is_only = of(made, NOTICE).all(|other| other.party == notice.party);
    let spoke = of(made, STATEMENT).any(|record| record.issued_on.is_some_and(|on| on >= served));
    let last = calendar.end_of_days(served, Days(notice.days.unwrap_or(USUAL_DAYS)));
    if (is_only && spoke) || today > last { Ok(()) } else { Err(until(Refusal::DefenceOpen, notice, last)) }
}

/// 听证告知书送达后，要求听证的期限届满；通知了听证会的，要有听证笔录。
fn hearing(made: &Made, notice: &Told, (today, calendar): Today<'_>) -> Ruling<()> {
    let served = served(notice)?;
    if made.has("hearing_record") {
        return Ok(());
    }
    if made.has("hearing_meeting_notice") {
        return Err(Refusal::HearingAhead.at("form"));
    }
    let last = calendar.end_of_working_days(served, TO_ASK_FOR_HEARING);
    if today > last { Ok(()) } else { Err(until(Refusal::HearingOpen, notice, last)) }
}

fn demanded(demand: &Told, (today, calendar): Today<'_>) -> Ruling<()> {
    let last = calendar.end_of_working_days(served(demand)?, AFTER_DEMAND);
    if today > last { Ok(()) } else { Err(until(Refusal::DemandOpen, demand, last)) }
}

fn served(told: &Told) -> Ruling<LegalDay> {
    told.served_on.ok_or_else(|| {
        let mut refused = Refusal::NotServed.at("form");
        refused.sentence = format!("《{}》还没有送达{}", zh(told), told.party);
        refused
    })
}

/// The refusal with the last day of the period in its sentence.
fn until(refusal: Refusal, told: &Told, last: LegalDay) -> Refused {
    let mut refused = refusal.at("form");
    refused.sentence = format!("{}：《{}》的期限至{}届满", refused.sentence, zh(told), last.zh());
    refused
}

fn zh(told: &Told) -> &'static str {
    told.form.parse::<FormName>().map(FormName::zh).unwrap_or_default()
}
