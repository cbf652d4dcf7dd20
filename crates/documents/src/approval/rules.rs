//! 审核审批 · rules

use super::Decision;
use super::state::{ApprovalAct, ApprovalState};
use lexicon::{Refused, Stage, UserId, refusals};

refusals! {
    /// 审核审批不准的情形
    pub enum Refusal in "approval" {
        OwnWork = "own_work", "不能审批本人提交的事项", way_out "请由其他有权人员审批";
        NotAssignee = "not_assignee", "该事项没有分配给您审批", way_out "请由指定的审核人或审批人办理";
        OpinionMissing = "opinion_missing", "不同意时必须填写意见", way_out "请写明退回的理由和需要修改之处";
        OpinionTooLong = "opinion_long", "意见不能超过500字", way_out "请精简意见";
        SamePerson = "same_person", "审核人和审批人不能是同一人", way_out "请另选一名审批人";
        NoSuchReviewer = "no_reviewer", "所选审核人没有审核权限", way_out "请从名单中选择审核人";
        NoSuchApprover = "no_approver", "所选审批人没有审批权限", way_out "请从名单中选择审批人";
    }
}

/// 本人不得审批本人提交的事项；只有被指定的人可以办理；不同意须写明意见。
///
/// # Errors
/// The refusals of this chapter, or a decision out of turn.
pub fn decide(
    state: ApprovalState,
    (submitter, assignee): (UserId, UserId),
    me: UserId,
    decision: &Decision,
) -> Result<ApprovalState, Refused> {
    if submitter == me {
        return Err(Refusal::OwnWork.refused());
    }
    if assignee != me {
        return Err(Refusal::NotAssignee.refused());
    }
    let after = state.after(if decision.agreed { ApprovalAct::Agree } else { ApprovalAct::Return })?;
    if !decision.agreed && decision.opinion.trim().is_empty() {
        return Err(Refusal::OpinionMissing.at("opinion"));
    }
    if decision.opinion.chars().count() > 500 {
        return Err(Refusal::OpinionTooLong.at("opinion"));
    }
    Ok(after)
}
