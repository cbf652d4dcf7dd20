//! 方案状态 · states of a scheme
//!
//! Deleting is not an act of the table: what may be deleted has never been submitted and leaves no state behind.

use lexicon::{Stage, terms};

terms! {
    /// 现场检查方案状态
    pub enum SchemeState {
        Draft = "draft", "编制中";
        AwaitingReview = "awaiting_review", "待审核";
        AwaitingApproval = "awaiting_approval", "待审批";
        Returned = "returned", "退回";
        Completed = "completed", "完成编制";
    }
}

terms! {
    /// 现场检查方案办理
    pub enum SchemeAct {
        Save = "save", "暂存";
        Submit = "submit", "提交";
        CompleteOffline = "complete_offline", "提交（线下审批）";
        Review = "review", "审核同意";
        Approve = "approve", "审批同意";
        Return = "return", "退回";
        Withdraw = "withdraw", "撤回";
    }
}

terms! {
    /// 现场检查方案可办事项
    pub enum SchemeOffer {
        Save = "save", "暂存";
        Submit = "submit", "提交";
        Withdraw = "withdraw", "撤回";
        Delete = "delete", "删除";
    }
}

use SchemeAct::{Approve, CompleteOffline, Return, Review, Save, Submit, Withdraw};
use SchemeState::{AwaitingApproval, AwaitingReview, Completed, Draft, Returned};

impl Stage for SchemeState {
    type Act = SchemeAct;
    const CHAPTER: &'static str = "scheme";
    const FIRST: Self = Draft;
    const FINAL: &'static [Self] = &[Completed];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, SchemeAct, Self)] = &[
        (Draft,            Save,            Draft),
        (Draft,            Submit,          AwaitingReview),
        (Draft,            CompleteOffline, Completed),
        (Returned,         Save,            Returned),
        (Returned,         Submit,          AwaitingReview),
        (Returned,         CompleteOffline, Completed),
        (AwaitingReview,   Review,          AwaitingApproval),
        (AwaitingReview,   Return,          Returned),
        (AwaitingReview,   Withdraw,        Draft),
        (AwaitingApproval, Approve,         Completed),
        (AwaitingApproval, Return,          Returned),
        (AwaitingApproval, Withdraw,        Draft),
    ];
}

impl SchemeState {
    /// Whether somebody is asked to review or approve it.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        matches!(self, AwaitingReview | AwaitingApproval)
    }

    /// Whether the scheme stands as it was submitted.
    #[must_use]
    pub fn is_frozen(self) -> bool {
        self.is_waiting() || self == Completed
    }
}
