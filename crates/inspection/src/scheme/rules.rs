//! 现场检查方案 · rules
//!
//! Pure and dated. A submission is told everything that is wrong at once, each fault at its field.

use super::facts::{Known, Staff};
use super::state::{SchemeAct, SchemeOffer, SchemeState};
use super::{ApprovalMode, CheckMethod, SchemeDraft};
use authority::{FieldError, Role};
use documents::approval::rules::Refusal as ApprovalRefusal;
use lexicon::{EnterpriseId, LegalDay, OfficerPair, Refused, Stage, UserId, refusals};
use registers::enterprise::EnterpriseState;
use registers::target;

/// How far ahead an inspection may be planned, in calendar days from the submission. 机关内部管理要求，不是法定期限：
/// 过早编制的方案，到检查时企业的设备和人员证件往往已经变化。
pub const LONGEST_AHEAD: i64 = 60;

refusals! {
    /// 现场检查方案不准的情形
    pub enum Refusal in "scheme" {
        EnterpriseMissing = "enterprise_missing", "没有选择执法对象", way_out "请从执法对象库中选择";
        EnterpriseUnknown = "enterprise_unknown", "所选执法对象不存在，或者不在本机关管辖范围内", way_out "请重新选择执法对象";
        StruckOff = "struck_off", "该企业已核销，不能列入检查", way_out "请另选执法对象；误核销的请先在执法对象库恢复";
        PartyMissing = "party_missing", "没有填写被检查单位", way_out "请填写被检查单位名称";
        AddressMissing = "address_missing", "没有填写地址", way_out "请填写被检查单位地址";
        ContactMissing = "contact_missing", "没有填写联系人", way_out "请填写被检查单位联系人";
        FromMissing = "from_missing", "没有填写检查开始日期", way_out "请填写检查时间";
        ToMissing = "to_missing", "没有填写检查结束日期", way_out "请填写检查时间";
        Reversed = "reversed", "检查结束日期早于开始日期", way_out "请核对检查时间";
        Past = "past", "检查开始日期早于今天", way_out "请改为今天或以后的日期";
        TooFarAhead = "too_far_ahead", "检查结束日期超过提交之日起60日", way_out "请缩短检查时间，或者临近检查时再提交";
        MethodMissing = "method_missing", "没有选择检查方式", way_out "请至少选择一种检查方式";
        OtherMethodMissing = "other_method_missing", "选择了其他检查方式，但没有说明", way_out "请写明其他检查方式";
        ItemMissing = "item_missing", "没有选择检查内容", way_out "请至少选择一项检查事项";
        TargetMissing = "target_missing", "没有选择检查范围", way_out "请至少选择一台设备或者一处场所";
        TargetUnknown = "target_unknown", "检查范围中有的设备或者场所已不在该企业", way_out "请重新核对检查范围";
        ItemWithoutTarget = "item_without_target", "检查事项没有对应的检查范围", way_out "请在检查范围中选择该事项涉及的设备或场所，或者去掉该事项";
        ReviewerMissing = "reviewer_missing", "没有选择审核人", way_out "请选择审核人";
        ApproverMissing = "approver_missing", "没有选择审批人", way_out "请选择审批人";
        ReviewerNameMissing = "reviewer_name_missing", "线下审批没有填写审核人", way_out "请按审批表填写审核人姓名";
        ApproverNameMissing = "approver_name_missing", "线下审批没有填写审批人", way_out "请按审批表填写审批人姓名";
        SameName = "same_name", "审核人和审批人不能是同一人", way_out "请核对审批表";
        OwnName = "own_name", "编制人不能审核、审批本人编制的方案", way_out "请由其他有权人员审核、审批";
        OpinionMissing = "opinion_missing", "线下审批没有填写意见", way_out "请按审批表填写意见";
        ApprovedOnMissing = "approved_on_missing", "线下审批没有填写审批日期", way_out "请按审批表填写审批日期";
        ApprovedAhead = "approved_ahead", "审批日期在今天以后", way_out "请按审批表核对审批日期";
        ApprovedBefore = "approved_before", "审批日期早于方案编制日期", way_out "请按审批表核对审批日期";
        AttachmentUnknown = "attachment_unknown", "没有找到审批表附件", way_out "请重新上传审批表";
        TooLong = "too_long", "内容过长", way_out "请精简";
        NotAuthor = "not_author", "该方案由编制人本人办理", way_out "请联系编制人";
        OtherEnterprise = "other_enterprise", "方案已经编号，不能改换执法对象", way_out "请为另一执法对象新编方案";
        Submitted = "submitted", "提交过的方案不能删除", way_out "请修改后重新提交，或者保留备查";
        PeriodPassed = "period_passed", "检查时间已过，不能再同意", way_out "请退回方案，由编制人修改检查时间";
        ReasonMissing = "reason_missing", "没有填写撤回理由", way_out "请写明撤回理由";
        ReasonTooLong = "reason_long", "撤回理由不能超过500字", way_out "请精简理由";
        NotVersion7 = "not_version_7", "方案编号无效", way_out "请刷新页面后重新编制";
    }
}

/// What a submission is judged by.
pub struct Asked<'a> {
    pub draft: &'a SchemeDraft,
    pub known: &'a Known,
    pub staff: &'a Staff,
    /// 编制人
    pub author: (UserId, &'a str),
    pub created_on: LegalDay,
    pub today: LegalDay,
}

/// A refusal as a fault of a field: what is wrong, the basis, and how to mend it.
#[must_use]
pub fn fault(refused: &Refused) -> FieldError {
    let basis = if refused.basis.is_empty() { String::new() } else { format!("（{}）", refused.basis) };
    let sentence = format!("{}{basis}，{}", refused.sentence, refused.way_out);
    FieldError::new(refused.field.clone().unwrap_or_default(), sentence)
}

#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn say(&mut self, refused: &Refused) {
        self.0.push(fault(refused));
    }
    fn when(&mut self, wrong: bool, refusal: Refusal, field: &str) {
        if wrong {
            self.say(&refusal.at(field));
        }
    }
}

/// 提交方案须具备的条件；一次说全。
///
/// # Errors
/// Every fault, at its field `draft.…`.
pub fn submission(asked: &Asked<'_>) -> Result<(), Vec<FieldError>> {
    let mut faults = Faults::default();
    if let Err(sizes) = asked.draft.sizes() {
        faults.0.extend(sizes);
    }
    party(asked, &mut faults);
    period(asked, &mut faults);
    officers(asked, &mut faults);
    content(asked, &mut faults);
    match asked.draft.approval_mode {
        ApprovalMode::Online => online(asked, &mut faults),
        ApprovalMode::Offline => offline(asked, &mut faults),
    }
    if faults.0.is_empty() { Ok(()) } else { Err(faults.0) }
}

/// 被检查单位须在管辖范围内且未核销；名称、地址、联系人齐全。
fn party(asked: &Asked<'_>, faults: &mut Faults) {
    let (draft, field) = (asked.draft, "draft.enterprise_id");
    match (&asked.known.enterprise, draft.enterprise_id) {
        (_, None) => faults.say(&Refusal::EnterpriseMissing.at(field)),
        (None, Some(_)) => faults.say(&Refusal::EnterpriseUnknown.at(field)),
        (Some(known), _) => faults.when(known.state == EnterpriseState::StruckOff, Refusal::StruckOff, field),
    }
    faults.when(draft.party.is_empty(), Refusal::PartyMissing, "draft.party");
    faults.when(draft.address.is_empty(), Refusal::AddressMissing, "draft.address");
    faults.when(draft.contact.is_empty(), Refusal::ContactMissing, "draft.contact");
}

/// 检查时间：不早于提交之日，首尾不颠倒，不超过提交之日起六十日。
fn period(asked: &Asked<'_>, faults: &mut Faults) {
    let SchemeDraft { inspect_from: from, inspect_to: to, .. } = *asked.draft;
    faults.when(from.is_none(), Refusal::FromMissing, "draft.inspect_from");
    faults.when(to.is_none(), Refusal::ToMissing, "draft.inspect_to");
    faults.when(from.is_some_and(|day| day < asked.today), Refusal::Past, "draft.inspect_from");
    let reversed = from.zip(to).is_some_and(|(from, to)| to < from);
    faults.when(reversed, Refusal::Reversed, "draft.inspect_to");
    let too_far = to.is_some_and(|day| asked.today.days_until(day) > LONGEST_AHEAD);
    faults.when(too_far, Refusal::TooFarAhead, "draft.inspect_to");
}

/// 两名以上执法人员，证件在检查的每一天都有效。A certificate's validity has no gaps, so both ends of the period decide.
fn officers(asked: &Asked<'_>, faults: &mut Faults) {
    let officers = match &asked.staff.certified {
        Ok(officers) => officers,
        Err(refused) => return faults.say(&refused.clone().at("draft.officers")),
    };
    let from = asked.draft.inspect_from.unwrap_or(asked.today);
    let to = asked.draft.inspect_to.unwrap_or(from);
    for day in [from, to] {
        if let Err(refused) = OfficerPair::on(day, officers.clone()) {
            return faults.say(&refused.at("draft.officers"));
        }
    }
}

/// 检查方式、内容和范围；每一检查事项都要落到所选的设备或场所。
fn content(asked: &Asked<'_>, faults: &mut Faults) {
    let (draft, known) = (asked.draft, asked.known);
    faults.when(draft.methods.is_empty(), Refusal::MethodMissing, "draft.methods");
    let other = draft.methods.contains(&CheckMethod::Other) && draft.method_other.is_empty();
    faults.when(other, Refusal::OtherMethodMissing, "draft.method_other");
    faults.when(draft.items.is_empty(), Refusal::ItemMissing, "draft.items");
    for refused in &known.no_items {
        faults.say(&refused.clone().at("draft.items"));
    }
    if draft.targets.is_empty() {
        return faults.say(&Refusal::TargetMissing.at("draft.targets"));
    }
    if known.enterprise.is_none() {
        return;
    }
    let gone = draft.targets.iter().filter(|key| target::by_key(&known.groups, key).is_none()).count();
    if gone > 0 {
        let mut refused = Refusal::TargetUnknown.at("draft.targets");
        refused.sentence = format!("检查范围中有{gone}处设备或者场所已不在该企业");
        faults.say(&refused);
    }
    for (item, targets) in target::matrix(&known.items, &known.groups, &draft.targets) {
        let Some(item) = known.items.iter().find(|i| i.id == item).filter(|_| targets.is_empty()) else { continue };
        let mut refused = Refusal::ItemWithoutTarget.at("draft.targets");
        let start: String = item.content.chars().take(20).collect();
        refused.sentence = format!("检查事项{}（{start}……）没有对应的检查范围", item.code);
        faults.say(&refused);
    }
}

/// 审核人、审批人：本机关有权人员，互不相同，都不是编制人。
fn online(asked: &Asked<'_>, faults: &mut Faults) {
    let (reviewer, approver) = (asked.draft.reviewer_id, asked.draft.approver_id);
    let people = [
        (reviewer, Role::Reviewer, "draft.reviewer_id", (Refusal::ReviewerMissing, ApprovalRefusal::NoSuchReviewer)),
        (approver, Role::Approver, "draft.approver_id", (Refusal::ApproverMissing, ApprovalRefusal::NoSuchApprover)),
    ];
    for (id, role, field, (missing, no_such)) in people {
        match id {
            None => faults.say(&missing.at(field)),
            Some(id) if id == asked.author.0 => faults.say(&ApprovalRefusal::OwnWork.at(field)),
            Some(id) if asked.staff.signer(id, role).is_none() => faults.say(&no_such.at(field)),
            Some(_) => {}
        }
    }
    if reviewer.is_some() && reviewer == approver {
        faults.say(&ApprovalRefusal::SamePerson.at("draft.approver_id"));
    }
}

/// 线下审批：审批表上的姓名、意见和日期；日期不早于编制之日，不晚于今天。
fn offline(asked: &Asked<'_>, faults: &mut Faults) {
    let (at, author) = (&asked.draft.offline, asked.author.1);
    let signed = [
        (&at.reviewer_name, "draft.offline.reviewer_name", Refusal::ReviewerNameMissing),
        (&at.approver_name, "draft.offline.approver_name", Refusal::ApproverNameMissing),
    ];
    for (name, field, missing) in signed {
        faults.when(name.is_empty(), missing, field);
        faults.when(!name.is_empty() && name == author, Refusal::OwnName, field);
    }
    let same = !at.reviewer_name.is_empty() && at.reviewer_name == at.approver_name;
    faults.when(same, Refusal::SameName, "draft.offline.approver_name");
    faults.when(at.review_opinion.is_empty(), Refusal::OpinionMissing, "draft.offline.review_opinion");
    faults.when(at.approval_opinion.is_empty(), Refusal::OpinionMissing, "draft.offline.approval_opinion");
    let field = "draft.offline.approved_on";
    match at.approved_on {
        None => faults.say(&Refusal::ApprovedOnMissing.at(field)),
        Some(day) => {
            faults.when(day > asked.today, Refusal::ApprovedAhead, field);
            faults.when(day < asked.created_on, Refusal::ApprovedBefore, field);
        }
    }
    faults.when(!asked.staff.has_attachment, Refusal::AttachmentUnknown, "draft.offline.attachment_id");
}

/// Who and what a change of the draft concerns.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub state: SchemeState,
    /// How many times it was submitted.
    pub round: i64,
    pub author: UserId,
    /// 文号；没有的为空
    pub number: &'a str,
    pub enterprise: Option<EnterpriseId>,
}

/// 方案由编制人本人办理：谁编制，谁负责，也才分得清谁不得审批。
///
/// # Errors
/// `scheme.not_author`.
pub fn by_author(author: UserId, me: UserId) -> Result<(), Refused> {
    if author == me { Ok(()) } else { Err(Refusal::NotAuthor.refused()) }
}

/// 暂存：编制中或者退回的方案可以修改；文号属于一家企业，编号后不改换企业。
///
/// # Errors
/// Not the author; out of turn; another enterprise under the same number.
pub fn save(now: &Standing<'_>, me: UserId, draft: &SchemeDraft) -> Result<SchemeState, Refused> {
    by_author(now.author, me)?;
    let after = now.state.after(SchemeAct::Save)?;
    if !now.number.is_empty() && draft.enterprise_id != now.enterprise {
        return Err(Refusal::OtherEnterprise.at("draft.enterprise_id"));
    }
    Ok(after)
}

/// 删除：只有从未提交过的编制中的方案可以删除。
///
/// # Errors
/// Not the author; submitted at some time.
pub fn delete(now: &Standing<'_>, me: UserId) -> Result<(), Refused> {
    by_author(now.author, me)?;
    if now.state == SchemeState::Draft && now.round == 0 {
        return Ok(());
    }
    let mut refused = Refusal::Submitted.refused();
    refused.by_state = true;
    Err(refused)
}

/// 撤回：编制人在审核、审批期间可以撤回，须写明理由。
///
/// # Errors
/// Not the author; out of turn; no reason.
pub fn withdraw(now: &Standing<'_>, me: UserId, reason: &str) -> Result<SchemeState, Refused> {
    by_author(now.author, me)?;
    let after = now.state.after(SchemeAct::Withdraw)?;
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing.at("reason"));
    }
    if reason.chars().count() > 500 {
        return Err(Refusal::ReasonTooLong.at("reason"));
    }
    Ok(after)
}

/// 检查时间已经过去的方案不能再同意，只能退回修改。
///
/// # Errors
/// `scheme.period_passed`.
pub fn still_ahead(inspect_to: Option<LegalDay>, today: LegalDay) -> Result<(), Refused> {
    match inspect_to {
        Some(to) if to < today => Err(Refusal::PeriodPassed.refused()),
        _ => Ok(()),
    }
}

/// What the state table and the person's place in the matter offer; `drafts` and `submits` say which verbs he holds.
#[must_use]
pub fn offers(now: &Standing<'_>, me: UserId, (drafts, submits): (bool, bool)) -> Vec<SchemeOffer> {
    if now.author != me {
        return Vec::new();
    }
    let may = |act| now.state.after(act).is_ok();
    let offered = [
        (SchemeOffer::Save, drafts && may(SchemeAct::Save)),
        (SchemeOffer::Submit, submits && may(SchemeAct::Submit)),
        (SchemeOffer::Withdraw, submits && may(SchemeAct::Withdraw)),
        (SchemeOffer::Delete, drafts && delete(now, me).is_ok()),
    ];
    offered.into_iter().filter(|(_, is)| *is).map(|(offer, _)| offer).collect()
}
