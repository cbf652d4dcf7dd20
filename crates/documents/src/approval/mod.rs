//! 审核审批 · approval
//!
//! Two stages: 审核 (reviewer) and then 审批 (approver), who sees what the reviewer said. Shared by everything that
//! needs leave; the chapter that asked carries on when the last stage agreed, or takes it back when one returned it.
//! 依据：《安全生产执法程序规定》；职责分离：本人不得审批本人提交的事项
//! 读法：state → rules → store → list

pub mod list;
pub mod rules;
pub mod state;
pub mod store;

#[cfg(test)]
mod tests;

use lexicon::{Instant, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

terms! {
    /// 审批环节
    pub enum ApprovalStage {
        Review = "review", "审核";
        Approve = "approve", "审批";
    }
}

terms! {
    /// 环节进展
    pub enum StepState {
        Waiting = "waiting", "未到";
        Pending = "pending", "待办";
        Agreed = "agreed", "同意";
        Returned = "returned", "不同意";
        Withdrawn = "withdrawn", "已撤回";
    }
}

/// One stage as shown beside the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApprovalStep {
    pub stage: ApprovalStage,
    pub name: String,
    pub title: String,
    pub state: StepState,
    pub opinion: String,
    pub decided_at: Option<Instant>,
}

/// 审批结果
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct Decision {
    /// The revision the person saw.
    pub seen: i64,
    /// 同意
    pub agreed: bool,
    /// 意见；不同意时必填
    pub opinion: String,
}
