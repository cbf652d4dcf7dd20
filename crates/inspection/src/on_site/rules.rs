//! 现场执法检查 · rules

use super::show::MatrixRow;
use super::store::Answer;
use super::{FindingInput, InspectionParticulars, OtherProblem, Verdict};
use authority::FieldError;
use lexicon::{CertifiedOfficer, Instant, LegalDay, OfficerId, OfficerPair, Refused, Ruling, refusals};
use registers::checklist::{CheckItem, Measure};
use std::collections::HashSet;

/// 检查场所栏目的字数。
pub const PLACES_CHARS: usize = 300;
/// 专家人数上限。
pub const EXPERTS: usize = 3;
/// 检查人员上限，即指令书栏目所容。
pub const OFFICERS: usize = 10;
/// 问题描述的字数。
pub const DESCRIPTION_CHARS: usize = 500;
/// Answers in one request.
pub const ANSWERS: usize = 5000;
/// Attachments of one problem.
pub const ATTACHMENTS: usize = 20;
/// Other problems of one inspection.
pub const OTHERS: usize = 100;
/// Unanswered items that are named at once.
pub const NAMED: usize = 50;
/// 检查内容以外的问题没有建议期限，没有另写期限的按这么多日。
pub const OTHER_DAYS: i64 = 15;

refusals! {
    /// 现场执法检查不准的情形
    pub enum Refusal in "inspection" {
        NotAssigned = "not_assigned", "您不是这次检查的检查人员", way_out "请由检查人员填写；确需参加的，请检查人员在检查情况中把您列为检查人员";
        TimeOrder = "time_order", "检查结束时间早于开始时间", way_out "请核对检查的起止时间";
        Future = "future", "检查时间还没有到", way_out "请填写实际的检查时间";
        OutsideScheme = "outside_scheme", "检查开始时间不在方案的检查时间以内", basis "《中华人民共和国安全生产法》第六十五条", way_out "请核对检查时间；确需在其他时间检查的，请另行编制现场检查方案";
        JointWith = "joint_with", "联合检查没有写明联合检查的部门", way_out "请填写参加联合检查的部门，或者改为非联合检查";
        TooManyExperts = "too_many_experts", "参加检查的专家不能超过3人", way_out "请只填写到场的主要专家";
        TooManyOfficers = "too_many_officers", "检查人员不能超过10人", way_out "请只选择实际到场的检查人员";
        NoTarget = "no_target", "没有选择检查对象", way_out "请至少选择一台设备或一处场所";
        UnknownTarget = "unknown_target", "所选检查对象不在该企业的设备和场所中", way_out "请刷新页面；企业设备有变化的，请先核对设备信息";
        TargetAnswered = "target_answered", "已有检查结果的检查对象不能移出检查范围", way_out "没有问题的设备可以把结果改为“不涉及”，不必移出";
        TooManyAnswers = "too_many_answers", "一次提交的检查结果超过5000条", way_out "请分几次保存";
        UnknownItem = "unknown_item", "检查事项不在这次检查的方案中", way_out "请刷新页面，按方案的检查内容填写";
        NotConcerned = "not_concerned", "该事项不涉及这一检查对象，或者检查对象不在检查范围内", way_out "请刷新页面；确需检查的，请先把它加入检查范围";
        NoDescription = "no_description", "有问题的必须写明问题", way_out "请填写问题描述";
        LongDescription = "long_description", "问题描述不能超过500字", way_out "请精简文字；细节可以用照片说明";
        NoMeasure = "no_measure", "有问题的必须选择处理措施", basis "《中华人民共和国安全生产法》第六十五条", way_out "请选择处理措施";
        WrongMeasure = "wrong_measure", "该事项不能采取这一处理措施", way_out "请从该事项可采取的处理措施中选择";
        DuePast = "due_past", "整改期限必须在今天以后", way_out "请改填今天以后的日期；能够立即改正的，请选择责令当场改正";
        TooManyAttachments = "too_many_attachments", "一个问题的附件不能超过20个", way_out "请只保留能说明问题的附件";
        TooManyOthers = "too_many_others", "其他问题不能超过100个", way_out "请合并同类问题";
        SameId = "same_id", "同一个编号出现了两次", way_out "请刷新页面后重新填写";
        NoReason = "no_reason", "退回修改必须写明理由", way_out "请填写需要修改的内容和理由";
        LongReason = "long_reason", "理由不能超过500字", way_out "请精简文字";
        PaperIssued = "paper_issued", "文书已经出具，不能再修改检查结果", way_out "已出具的文书不能更改；确有错误的，请按文书更正程序办理";
        AlreadyIssued = "already_issued", "这份文书已经出具", way_out "请查看已出具的文书；已出具的文书不能更改";
        NotOwed = "not_owed", "没有责令限期整改的问题，不需要责令限期整改指令书", way_out "只需出具现场检查记录";
        RecordFirst = "record_first", "现场检查记录还没有出具", basis "《中华人民共和国安全生产法》第六十八条", way_out "请先出具现场检查记录";
        NoRemedy = "no_remedy", "本机关没有在落款之日有效的默认行政复议机关或者行政诉讼法院，指令书无法写明救济途径",
            way_out "请本机关业务管理员在“复议、诉讼地点”中补齐后再出具";
        SignedFuture = "signed_future", "文书日期不能晚于今天", way_out "请填写今天或者实际签署的日期";
        SignedBeforeCheck = "signed_before_check", "文书日期早于检查结束之日", way_out "请填写检查结束当日或以后的日期";
        DueBeforeSigned = "due_before_signed", "整改期限没有晚于今天，不能写入指令书", way_out "请在指令书中填写今天以后的整改期限，已过的期限以它为准";
        PapersOwed = "papers_owed", "还有文书没有出具", way_out "请逐份出具后再完结";
    }
}

/// 只有这次检查的检查人员可以填写，本机关其他人员可以查看。
///
/// # Errors
/// `inspection.not_assigned`, with their names.
pub fn assigned(officers: &[OfficerId], names: &str, me: Option<OfficerId>) -> Ruling<()> {
    if me.is_some_and(|me| officers.contains(&me)) {
        return Ok(());
    }
    let mut refused = Refusal::NotAssigned.refused();
    refused.sentence = format!("这次检查由{names}进行，您不是检查人员");
    Err(refused)
}

/// 检查时间应当真实、先后有序，并在方案的检查时间以内开始；跨日检查的结束时间可以晚于方案末日。
///
/// # Errors
/// The refusals on times, experts and joint inspection.
pub fn particulars(p: &InspectionParticulars, scheme: (LegalDay, LegalDay), now: Instant) -> Ruling<()> {
    if let Some(from) = p.checked_from {
        if from.day() < scheme.0 || from.day() > scheme.1 {
            let mut refused = Refusal::OutsideScheme.at("particulars.checked_from");
            refused.sentence =
                format!("方案的检查时间为{}至{}，检查不能在{}开始", scheme.0.zh(), scheme.1.zh(), from.day().zh());
            return Err(refused);
        }
        if from.instant() > now {
            return Err(Refusal::Future.at("particulars.checked_from"));
        }
        if p.checked_to.is_some_and(|to| to < from) {
            return Err(Refusal::TimeOrder.at("particulars.checked_to"));
        }
    }
    if p.checked_to.is_some_and(|to| to.instant() > now) {
        return Err(Refusal::Future.at("particulars.checked_to"));
    }
    if p.is_joint && p.joint_with.trim().is_empty() {
        return Err(Refusal::JointWith.at("particulars.joint_with"));
    }
    if p.experts.len() > EXPERTS {
        return Err(Refusal::TooManyExperts.at("particulars.experts"));
    }
    if p.officers.len() > OFFICERS {
        return Err(Refusal::TooManyOfficers.at("particulars.officers"));
    }
    Ok(())
}

/// 两名以上执法人员，检查的第一日和最后一日证件都有效；还没有检查时间的按今天。
///
/// # Errors
/// The refusals of the pair, at `particulars.officers`.
pub fn officers(p: &InspectionParticulars, certified: Vec<CertifiedOfficer>, today: LegalDay) -> Ruling<OfficerPair> {
    let at = |refused: Refused| refused.at("particulars.officers");
    let first = p.checked_from.map_or(today, |t| t.day());
    let last = p.checked_to.map_or(first, |t| t.day());
    OfficerPair::on(first, certified.clone()).map_err(at)?;
    OfficerPair::on(last, certified).map_err(at)
}

/// What does not fit the papers: too long, or in several lines.
#[must_use]
pub fn misfits(p: &InspectionParticulars) -> Vec<FieldError> {
    let lines = [
        ("party", "被检查单位", &p.party, 120),
        ("legal_person", "法定代表人", &p.legal_person, 30),
        ("legal_title", "职务", &p.legal_title, 30),
        ("phone", "联系电话", &p.phone, 40),
        ("address", "地址", &p.address, 200),
        ("places", "检查场所", &p.places, PLACES_CHARS),
        ("joint_with", "联合检查的部门", &p.joint_with, 200),
    ];
    let experts = p.experts.iter().map(|name| ("experts", "专家姓名", name, 30));
    let faults = lines.into_iter().chain(experts).filter_map(|(key, zh, text, most)| {
        let fault = match text.chars().count() {
            n if n > most => format!("{zh}最多{most}个字，现有{n}个字"),
            _ if text.chars().any(char::is_control) => format!("{zh}不能换行"),
            _ => return None,
        };
        Some(FieldError::new(format!("particulars.{key}"), fault))
    });
    faults.collect()
}

/// What has to be filled in before the results are submitted.
#[must_use]
pub fn missing(p: &InspectionParticulars) -> Vec<FieldError> {
    let blank = |text: &str| text.trim().is_empty();
    let needed = [
        ("party", "被检查单位", blank(&p.party)),
        ("legal_person", "法定代表人（负责人）", blank(&p.legal_person)),
        ("address", "地址", blank(&p.address)),
        ("places", "检查场所", blank(&p.places)),
        ("checked_from", "检查开始时间", p.checked_from.is_none()),
        ("checked_to", "检查结束时间", p.checked_to.is_none()),
    ];
    let experts = p.experts.iter().any(|e| blank(e)).then_some(("experts", "专家姓名", true));
    let missing = needed.into_iter().chain(experts).filter(|(_, _, is_missing)| *is_missing);
    missing.map(|(key, zh, _)| FieldError::new(format!("particulars.{key}"), format!("请填写{zh}"))).collect()
}

/// 检查范围不能为空，只能选企业现有的设备和场所；已有结果的对象不能移出。
///
/// # Errors
/// The refusals on targets.
pub fn scope(asked: &[String], known: &HashSet<&str>, before: &[String], answered: &[(String, String)]) -> Ruling<()> {
    if asked.is_empty() {
        return Err(Refusal::NoTarget.at("targets"));
    }
    let asked_set: HashSet<&str> = asked.iter().map(String::as_str).collect();
    let before: HashSet<&str> = before.iter().map(String::as_str).collect();
    // 方案选定后核销的设备可以留在范围内，但不能新加。
    if asked_set.iter().any(|key| !known.contains(key) && !before.contains(key)) {
        return Err(Refusal::UnknownTarget.at("targets"));
    }
    match answered.iter().find(|(key, _)| !asked_set.contains(key.as_str())) {
        None => Ok(()),
        Some((_, name)) => {
            let mut refused = Refusal::TargetAnswered.at("targets");
            refused.sentence = format!("{name}已有检查结果，不能移出检查范围");
            Err(refused)
        }
    }
}

/// 一次保存的检查结果：数量有限，每一条都是方案内的事项和范围内的对象。
///
/// # Errors
/// The refusals on answers, at `findings.<item>.<target>`.
pub fn findings(asked: &[FindingInput], items: &[CheckItem], matrix: &[MatrixRow], today: LegalDay) -> Ruling<()> {
    if asked.len() > ANSWERS {
        return Err(Refusal::TooManyAnswers.at("findings"));
    }
    let cells: HashSet<(&str, &str)> = cells(matrix).collect();
    let mut seen = HashSet::new();
    for input in asked {
        let at = format!("findings.{}.{}", input.item_id, input.target);
        let item = items.iter().find(|i| i.id == input.item_id).ok_or_else(|| Refusal::UnknownItem.at(&at))?;
        if !cells.contains(&(input.item_id.as_str(), input.target.as_str())) {
            return Err(Refusal::NotConcerned.at(at));
        }
        if !seen.insert((&input.item_id, &input.target)) {
            return Err(Refusal::SameId.at(at));
        }
        finding(input, item, today).map_err(|(refusal, part)| refusal.at(format!("{at}.{part}")))?;
    }
    Ok(())
}

fn finding(input: &FindingInput, item: &CheckItem, today: LegalDay) -> Result<(), (Refusal, &'static str)> {
    described(&input.description, input.attachments.len())?;
    if input.verdict != Verdict::Defective {
        return Ok(());
    }
    if input.description.trim().is_empty() {
        return Err((Refusal::NoDescription, "description"));
    }
    let measure = input.measure.ok_or((Refusal::NoMeasure, "measure"))?;
    if !item.measures.is_empty() && !item.measures.contains(&measure) {
        return Err((Refusal::WrongMeasure, "measure"));
    }
    due(measure, input.due_on, today)
}

fn described(description: &str, attachments: usize) -> Result<(), (Refusal, &'static str)> {
    if description.chars().count() > DESCRIPTION_CHARS {
        return Err((Refusal::LongDescription, "description"));
    }
    if attachments > ATTACHMENTS {
        return Err((Refusal::TooManyAttachments, "attachments"));
    }
    Ok(())
}

fn due(measure: Measure, due_on: Option<LegalDay>, today: LegalDay) -> Result<(), (Refusal, &'static str)> {
    match due_on {
        Some(day) if measure == Measure::Rectify && day <= today => Err((Refusal::DuePast, "due_on")),
        _ => Ok(()),
    }
}

/// 其他问题：数量有限，写明问题，整改期限在今天以后。
///
/// # Errors
/// The refusals on other problems, at `problems.<n>`, counted from 0.
pub fn others(asked: &[OtherProblem], today: LegalDay) -> Ruling<()> {
    if asked.len() > OTHERS {
        return Err(Refusal::TooManyOthers.at("problems"));
    }
    let mut seen = HashSet::new();
    for (n, p) in asked.iter().enumerate() {
        let at = |(refusal, part): (Refusal, &str)| refusal.at(format!("problems.{n}.{part}"));
        if p.description.trim().is_empty() {
            return Err(at((Refusal::NoDescription, "description")));
        }
        described(&p.description, p.attachments.len()).map_err(at)?;
        if p.violated.chars().count() > DESCRIPTION_CHARS {
            return Err(at((Refusal::LongDescription, "violated")));
        }
        due(p.measure, p.due_on, today).map_err(at)?;
        if !seen.insert(p.id) {
            return Err(at((Refusal::SameId, "id")));
        }
    }
    Ok(())
}

/// Every item at every chosen target it concerns.
pub fn cells(matrix: &[MatrixRow]) -> impl Iterator<Item = (&str, &str)> {
    matrix.iter().flat_map(|row| row.targets.iter().map(|target| (row.item_id.as_str(), target.as_str())))
}

/// 提交前，每一事项对每一检查对象都要有结果；最多列出50处。
#[must_use]
pub fn unanswered(items: &[CheckItem], matrix: &[MatrixRow], answers: &[Answer]) -> Vec<FieldError> {
    let answered: HashSet<(&str, &str)> = answers.iter().map(|a| (a.item_id.as_str(), a.target.as_str())).collect();
    let open = cells(matrix).filter(|cell| !answered.contains(cell)).take(NAMED);
    open.map(|(item, target)| {
        let code = items.iter().find(|i| i.id == item).map_or(item, |i| i.code.as_str());
        FieldError::new(format!("findings.{item}.{target}"), format!("检查事项{code}还没有填写结果"))
    })
    .collect()
}

/// 退回修改须说明理由，且没有文书出具。
///
/// # Errors
/// `inspection.no_reason`, `inspection.long_reason`, `inspection.paper_issued`.
pub fn reopen(reason: &str, papers: usize) -> Ruling<()> {
    if papers > 0 {
        let refused = Refusal::PaperIssued.refused();
        return Err(Refused { by_state: true, ..refused });
    }
    match reason.trim().chars().count() {
        0 => Err(Refusal::NoReason.at("reason")),
        n if n > DESCRIPTION_CHARS => Err(Refusal::LongReason.at("reason")),
        _ => Ok(()),
    }
}

/// 文书日期不早于检查结束之日，不晚于今天。
///
/// # Errors
/// `inspection.signed_future`, `inspection.signed_before_check`.
pub fn signed(signed_on: LegalDay, checked_on: Option<LegalDay>, today: LegalDay) -> Ruling<()> {
    if signed_on > today {
        return Err(Refusal::SignedFuture.at("particulars.signed_on"));
    }
    if checked_on.is_some_and(|day| signed_on < day) {
        return Err(Refusal::SignedBeforeCheck.at("particulars.signed_on"));
    }
    Ok(())
}

/// 出具指令书时，整改期限须在今天以后。
///
/// # Errors
/// `inspection.due_before_signed`.
pub fn deadlines(due: &[LegalDay], after: LegalDay) -> Ruling<()> {
    match due.iter().find(|day| **day <= after) {
        None => Ok(()),
        Some(day) => {
            let mut refused = Refusal::DueBeforeSigned.refused();
            refused.sentence = format!("整改期限{}没有晚于{}，不能写入指令书", day.zh(), after.zh());
            Err(refused)
        }
    }
}

/// Each key once, in the order given.
#[must_use]
pub fn once(keys: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    keys.into_iter().filter(|key| seen.insert(key.clone())).collect()
}
