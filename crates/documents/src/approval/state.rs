//! 审核审批状态 · states of one stage

use lexicon::{Stage, terms};

terms! {
    /// 审核审批状态
    pub enum ApprovalState {
        Pending = "pending", "待办";
        Agreed = "agreed", "同意";
        Returned = "returned", "不同意";
        Withdrawn = "withdrawn", "已撤回";
    }
}

terms! {
    /// 审核审批办理
    pub enum ApprovalAct {
        Agree = "agree", "同意";
        Return = "return", "退回";
        Withdraw = "withdraw", "撤回";
    }
}

use ApprovalState::{Agreed, Pending, Returned, Withdrawn};

impl Stage for ApprovalState {
    type Act = ApprovalAct;
    const CHAPTER: &'static str = "approval";
    const FIRST: Self = Pending;
    const FINAL: &'static [Self] = &[Agreed, Returned, Withdrawn];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, ApprovalAct, Self)] = &[
        (Pending, ApprovalAct::Agree,    Agreed),
        (Pending, ApprovalAct::Return,   Returned),
        (Pending, ApprovalAct::Withdraw, Withdrawn),
    ];
}
