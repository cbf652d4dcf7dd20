//! 检查状态 · states of an on-site inspection

use lexicon::{Stage, terms};

terms! {
    /// 检查状态
    pub enum InspectionState {
        Pending = "pending", "待检查";
        InProgress = "in_progress", "检查中";
        Papers = "papers", "文书制作";
        Concluded = "concluded", "检查完结";
    }
}

terms! {
    /// 检查办理
    pub enum InspectionAct {
        Inspect = "inspect", "填写检查情况";
        Submit = "submit", "提交检查结果";
        Reopen = "reopen", "退回修改";
        Issue = "issue", "制作文书";
        Conclude = "conclude", "检查完结";
    }
}

use InspectionAct::{Conclude, Inspect, Issue, Reopen, Submit};
use InspectionState::{Concluded, InProgress, Papers, Pending};

impl Stage for InspectionState {
    type Act = InspectionAct;
    const CHAPTER: &'static str = "inspection";
    const FIRST: Self = Pending;
    const FINAL: &'static [Self] = &[Concluded];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, InspectionAct, Self)] = &[
        (Pending,    Inspect,  InProgress),
        (InProgress, Inspect,  InProgress),
        (InProgress, Submit,   Papers),
        (Papers,     Reopen,   InProgress),
        (Papers,     Issue,    Papers),
        (Papers,     Conclude, Concluded),
    ];
}
