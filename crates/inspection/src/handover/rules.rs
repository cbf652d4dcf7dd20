//! 工作交接 · who may take over what

use super::{Hand, OpenWork};
use authority::Role;
use lexicon::{LegalDay, Refused, refusals};

refusals! {
    /// 交接不准的情形
    pub enum Refusal in "handover" {
        Himself = "himself", "不能交给本人", way_out "请选择其他同事";
        NotColleague = "not_colleague", "接手人不是同一机关的在用账号", way_out "请选择原机关的同事";
        NotOfficer = "not_officer", "接手人不是执法人员，或者执法证今天不在有效期内", basis "《行政处罚法》第四十二条", way_out "请选择执法证有效的同事";
        NotRole = "not_role", "接手人没有相应的审核、审批角色", way_out "请选择有该角色的同事，或先为其授权";
        HasPart = "has_part", "接手人已经是该事项的编制人、另一环节的办理人或另一位执法人员", way_out "请选择与该事项无关的同事";
        Blocked = "blocked", "审批中的方案不能交接", way_out "请先由审批人办结，或由编制人撤回";
        Remaining = "remaining", "还有未办结的工作没有交接", way_out "请逐件选择接手人后再办理";
        StillInHand = "still_in_hand", "名下还有未办结的工作", way_out "请先在“人员调动、工作交接”中交给同事；情况紧急的，可以勾选“立即停用，随后交接”";
        RoleStillNeeded = "role_still_needed", "名下还有须由现有角色办理的工作", way_out "请先在“人员调动、工作交接”中把这些工作交给同事，再取消角色";
        LinkStillNeeded = "link_still_needed", "该执法人员名下还有未办结的工作，不能不关联账号", way_out "请改为关联正确的账号，或者先把工作交给同事";
        OrganStillAtWork = "organ_still_at_work", "机构还有未办结的方案、检查、复查或文书", way_out "请先办结，或者登记为办结之后的日期";
    }
}

/// 接手人：同一机关、在用；方案、检查、复查由执法证有效的执法人员接手，审核审批由有该角色的人接手；在该事项中已有一
/// 份的不能再接。
///
/// # Errors
/// The refusals on handing over.
pub fn may_take(work: &OpenWork, from: &Hand, to: &Hand, today: LegalDay) -> Result<(), Refused> {
    if work.is_blocking {
        return Err(Refusal::Blocked.refused());
    }
    if to.user_id == from.user_id {
        return Err(Refusal::Himself.refused());
    }
    if to.organisation_id != from.organisation_id || !to.is_enabled {
        return Err(Refusal::NotColleague.refused());
    }
    if !to.may_do(work.role, today) {
        let refusal = if work.role == Role::Officer { Refusal::NotOfficer } else { Refusal::NotRole };
        return Err(refusal.refused());
    }
    let is_in_it = |id: &uuid::Uuid| *id == to.user_id.0 || to.officer.as_ref().is_some_and(|o| *id == o.id.0);
    if work.taken.iter().any(is_in_it) {
        return Err(Refusal::HasPart.refused());
    }
    Ok(())
}

/// 变更之后本人再也办不了的工作，须先交出去；变更之前就办不了的，不由这次变更负责。
///
/// # Errors
/// `handover.role_still_needed`.
pub fn keeps_able(in_hand: &[OpenWork], before: &Hand, after: &Hand, today: LegalDay) -> Result<(), Refused> {
    let lost = |work: &&OpenWork| before.may_do(work.role, today) && !after.may_do(work.role, today);
    let lost: Vec<&OpenWork> = in_hand.iter().filter(lost).collect();
    match lost.first() {
        None => Ok(()),
        Some(first) => Err(counted(Refusal::RoleStillNeeded.at("roles"), lost.len(), &first.title)),
    }
}

/// The refusal with how many pieces stand in the way and one of them.
#[must_use]
pub fn counted(mut refused: Refused, count: usize, title: &str) -> Refused {
    refused.sentence = format!("{}：{count}件，如：{title}", refused.sentence);
    refused
}
