//! 文书制作状态 · states of a paper that is being drawn up
//!
//! 需要审批的文书经审核、审批同意后出具；不需要审批的由编制人直接出具。Deleting leaves no state behind: what may be deleted
//! was never submitted.

use lexicon::{Stage, terms};

terms! {
    /// 文书制作状态
    pub enum PaperState {
        Draft = "draft", "编制中";
        AwaitingReview = "awaiting_review", "待审核";
        AwaitingApproval = "awaiting_approval", "待审批";
        Returned = "returned", "退回";
        Approved = "approved", "已同意";
        Issued = "issued", "已出具";
    }
}

terms! {
    /// 文书制作办理
    pub enum PaperAct {
        Save = "save", "暂存";
        Submit = "submit", "送审";
        Review = "review", "审核同意";
        Approve = "approve", "审批同意";
        Return = "return", "退回";
        Withdraw = "withdraw", "撤回";
        Issue = "issue", "出具";
    }
}

terms! {
    /// 文书制作可办事项
    pub enum PaperOffer {
        Save = "save", "暂存";
        Submit = "submit", "送审";
        Withdraw = "withdraw", "撤回";
        Issue = "issue", "提交出具";
        Delete = "delete", "删除";
    }
}

use PaperAct::{Approve, Issue, Return, Review, Save, Submit, Withdraw};
use PaperState::{Approved, AwaitingApproval, AwaitingReview, Draft, Issued, Returned};

impl Stage for PaperState {
    type Act = PaperAct;
    const CHAPTER: &'static str = "paper";
    const FIRST: Self = Draft;
    const FINAL: &'static [Self] = &[Issued];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, PaperAct, Self)] = &[
        (Draft,            Save,     Draft),
        (Draft,            Submit,   AwaitingReview),
        (Draft,            Issue,    Issued),
        (Returned,         Save,     Returned),
        (Returned,         Submit,   AwaitingReview),
        (AwaitingReview,   Review,   AwaitingApproval),
        (AwaitingReview,   Return,   Returned),
        (AwaitingReview,   Withdraw, Draft),
        (AwaitingApproval, Approve,  Approved),
        (AwaitingApproval, Return,   Returned),
        (AwaitingApproval, Withdraw, Draft),
        (Approved,         Withdraw, Draft),
        (Approved,         Issue,    Issued),
    ];
}

impl PaperState {
    /// Whether somebody is asked to review or approve it.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        matches!(self, AwaitingReview | AwaitingApproval)
    }
}
