//! 整改复查 · rules
//!
//! Pure and dated: values and `today` in, an outcome or a refusal out.

use super::state::{RectificationAct, RectificationState};
use super::{ReCheckDraft, ReCheckVerdict, ReminderLevel};
use authority::{FieldError, Halt};
use lexicon::{AttachmentId, CertifiedOfficer, LegalDay, LegalTime, OfficerPair, ProblemId, Refused, Stage, refusals};

refusals! {
    /// 整改环节不准的情形
    pub enum Refusal in "rectification" {
        AlreadyExtended = "already_extended", "本次整改已经延期过一次",
            basis "《安全生产违法行为行政处罚办法》第十七条", way_out "按延期后的期限复查，或者依法立案";
        PastDue = "past_due", "整改期限已过，不能再延期",
            basis "《安全生产违法行为行政处罚办法》第十七条", way_out "请直接复查";
        NotLater = "not_later", "延期后的期限应晚于原整改期限", way_out "请选择更晚的日期";
        TooFar = "too_far", "延期不能超过原整改期限之后180天", way_out "请选择较近的日期；确需更长时间的，应另行作出决定";
        RequestedLate = "requested_late", "企业提出延期申请的日期应在责令整改之日以后、今天以前", way_out "请核对申请日期";
        ReasonMissing = "reason_missing", "请填写理由", way_out "请写明企业申请的理由和本机关同意的理由";
        ReasonTooLong = "reason_long", "理由不能超过500字", way_out "请精简理由";
        EarlyReCheck = "early_re_check", "复查时间早于责令整改之日", way_out "请核对复查时间";
        FutureReCheck = "future_re_check", "复查时间不能晚于现在", way_out "请核对复查时间";
    }
}

/// The longest extension that the form accepts, in calendar days. Not a statutory number: a guard against a typed
/// year; an installation with other practice changes it here.
const LONGEST_EXTENSION: i64 = 180;

/// A rectification, as far as its rules look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: RectificationState,
    pub ordered_on: LegalDay,
    pub due_on: LegalDay,
    pub is_extended: bool,
}

/// What an extension asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    pub due_on: LegalDay,
    pub requested_on: LegalDay,
    pub reason: &'a str,
}

/// 延期只准一次，须在期限届满前提出，新期限应晚于原期限。
///
/// # Errors
/// The refusals of this chapter, or an act out of turn.
pub fn extend(order: Standing, asked: Asked<'_>, today: LegalDay) -> Result<Standing, Refused> {
    let state = order.state.after(RectificationAct::Extend)?;
    if order.is_extended {
        return Err(by_state(Refusal::AlreadyExtended));
    }
    if today > order.due_on || asked.requested_on > order.due_on {
        return Err(by_state(Refusal::PastDue));
    }
    if asked.requested_on < order.ordered_on || asked.requested_on > today {
        return Err(Refusal::RequestedLate.at("requested_on"));
    }
    if asked.due_on <= order.due_on {
        return Err(Refusal::NotLater.at("due_on"));
    }
    if order.due_on.days_until(asked.due_on) > LONGEST_EXTENSION {
        return Err(Refusal::TooFar.at("due_on"));
    }
    reasoned(asked.reason)?;
    Ok(Standing { state, due_on: asked.due_on, is_extended: true, ..order })
}

/// 终止须写明理由。
///
/// # Errors
/// A missing or overlong reason, or an act out of turn.
pub fn terminate(order: Standing, reason: &str) -> Result<Standing, Refused> {
    let state = order.state.after(RectificationAct::Terminate)?;
    reasoned(reason)?;
    Ok(Standing { state, ..order })
}

fn reasoned(reason: &str) -> Result<(), Refused> {
    match reason.trim().chars().count() {
        0 => Err(Refusal::ReasonMissing.at("reason")),
        1..=500 => Ok(()),
        _ => Err(Refusal::ReasonTooLong.at("reason")),
    }
}

fn by_state(refusal: Refusal) -> Refused {
    Refused { by_state: true, ..refusal.refused() }
}

/// A re-check that may be submitted: its outcome, its time and its officers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub state: RectificationState,
    pub checked_at: LegalTime,
    pub officers: OfficerPair,
    pub conclusion: String,
}

/// 复查须由两名以上持有效证件的执法人员进行；逐项作出结论，未整改的写明情况；全部已整改为合格，否则为不合格。
///
/// # Errors
/// Every field that is missing, at once; certificates; an act out of turn.
pub fn judge(
    order: Standing,
    problems: &[ProblemId],
    draft: &ReCheckDraft,
    officers: Vec<CertifiedOfficer>,
    now: lexicon::Instant,
) -> Result<Judged, Halt> {
    let passed = draft.findings.iter().all(|f| f.verdict == Some(ReCheckVerdict::Rectified));
    let state = order.state.after(if passed { RectificationAct::Pass } else { RectificationAct::Fail })?;
    let errors = faults(problems, draft);
    if !errors.is_empty() {
        return Err(Halt::Invalid(errors));
    }
    let checked_at = draft.checked_at.ok_or_else(|| Refusal::FutureReCheck.at("checked_at"))?;
    if checked_at.instant() > now {
        return Err(Refusal::FutureReCheck.at("checked_at").into());
    }
    if checked_at.day() < order.ordered_on {
        return Err(Refusal::EarlyReCheck.at("checked_at").into());
    }
    let officers = OfficerPair::on(checked_at.day(), officers)?;
    Ok(Judged { state, checked_at, officers, conclusion: draft.conclusion.trim().to_owned() })
}

fn faults(problems: &[ProblemId], draft: &ReCheckDraft) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if draft.checked_at.is_none() {
        errors.push(FieldError::new("checked_at", "请填写复查时间"));
    }
    if draft.officers.len() < 2 {
        errors.push(FieldError::new("officers", "复查须由两名以上执法人员进行，请补选执法人员"));
    }
    for (i, problem) in problems.iter().enumerate() {
        let at = format!("findings.{i}");
        match draft.findings.iter().find(|f| f.problem_id == *problem) {
            None => errors.push(FieldError::new(at, format!("第{}项问题没有复查结论", i + 1))),
            Some(f) if f.verdict.is_none() => {
                errors.push(FieldError::new(at, format!("第{}项问题没有复查结论", i + 1)));
            }
            Some(f) if f.verdict == Some(ReCheckVerdict::NotRectified) && f.remark.trim().is_empty() => {
                errors.push(FieldError::new(at, format!("第{}项问题未整改，请写明现场情况", i + 1)));
            }
            Some(_) => {}
        }
    }
    if draft.findings.iter().any(|f| !problems.contains(&f.problem_id)) || draft.findings.len() > problems.len() {
        errors.push(FieldError::new("findings", "复查结论与整改问题对不上，请重新载入页面"));
    }
    if draft.conclusion.trim().is_empty() {
        errors.push(FieldError::new("conclusion", "请填写复查意见"));
    }
    errors.extend(too_long(draft));
    errors
}

/// What a draft may hold, complete or not.
#[must_use]
pub fn too_long(draft: &ReCheckDraft) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if draft.conclusion.chars().count() > 500 {
        errors.push(FieldError::new("conclusion", "复查意见不能超过500字"));
    }
    for (i, finding) in draft.findings.iter().enumerate() {
        if finding.remark.chars().count() > 300 {
            errors.push(FieldError::new(format!("findings.{i}"), format!("第{}项说明不能超过300字", i + 1)));
        }
        if finding.attachments.len() > 20 {
            errors.push(FieldError::new(format!("findings.{i}"), format!("第{}项附件不能超过20个", i + 1)));
        }
    }
    if draft.findings.len() > 1_000 || draft.officers.len() > 20 {
        errors.push(FieldError::new("findings", "内容过多，请重新载入页面"));
    }
    errors
}

/// The evidence photos of a draft.
#[must_use]
pub fn evidence(draft: &ReCheckDraft) -> Vec<AttachmentId> {
    draft.findings.iter().flat_map(|f| f.attachments.iter().copied()).collect()
}

/// 工作台提醒：逾期为红；一天以内为急；五天以内为近；十天以内为远；更远的不提醒。
/// 手册中五天同属两档；从严，归入近的一档。
#[must_use]
pub fn reminder(due_on: LegalDay, today: LegalDay) -> ReminderLevel {
    match today.days_until(due_on) {
        ..0 => ReminderLevel::Overdue,
        0..=1 => ReminderLevel::Within1,
        2..=5 => ReminderLevel::Within5,
        6..=10 => ReminderLevel::Within10,
        _ => ReminderLevel::Later,
    }
}
