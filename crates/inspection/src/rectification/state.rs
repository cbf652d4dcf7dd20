//! 整改状态 · states of a rectification

use lexicon::{Stage, terms};

terms! {
    /// 整改状态
    pub enum RectificationState {
        AwaitingReCheck = "awaiting_re_check", "待复查";
        Passed = "passed", "复查合格";
        Failed = "failed", "复查不合格";
        Terminated = "terminated", "已终止";
    }
}

terms! {
    /// 整改办理
    pub enum RectificationAct {
        Extend = "extend", "延期";
        Pass = "pass", "复查合格";
        Fail = "fail", "复查不合格";
        Terminate = "terminate", "终止";
    }
}

use RectificationAct::{Extend, Fail, Pass, Terminate};
use RectificationState::{AwaitingReCheck, Failed, Passed, Terminated};

impl Stage for RectificationState {
    type Act = RectificationAct;
    const CHAPTER: &'static str = "rectification";
    const FIRST: Self = AwaitingReCheck;
    const FINAL: &'static [Self] = &[Passed, Failed, Terminated];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, RectificationAct, Self)] = &[
        (AwaitingReCheck, Extend,    AwaitingReCheck),
        (AwaitingReCheck, Pass,      Passed),
        (AwaitingReCheck, Fail,      Failed),
        (AwaitingReCheck, Terminate, Terminated),
    ];
}
