//! 签章状态 · states of a seal

use lexicon::{Stage, terms};

terms! {
    /// 电子签章状态
    pub enum SealState {
        Pending = "pending", "待审核";
        Passed = "passed", "已通过";
        Returned = "returned", "已退回";
        Replaced = "replaced", "已替换";
        Stopped = "stopped", "已停用";
    }
}

terms! {
    /// 签章办理
    pub enum SealAct {
        Pass = "pass", "审核通过";
        Return = "return", "退回";
        Replace = "replace", "由新章替换";
        Stop = "stop", "停用";
    }
}

use SealAct::{Pass, Replace, Return, Stop};
use SealState::{Passed, Pending, Replaced, Returned, Stopped};

impl Stage for SealState {
    type Act = SealAct;
    const CHAPTER: &'static str = "seal";
    const FIRST: Self = Pending;
    const FINAL: &'static [Self] = &[Returned, Replaced, Stopped];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, SealAct, Self)] = &[
        (Pending, Pass,    Passed),
        (Pending, Return,  Returned),
        (Passed,  Replace, Replaced),
        (Passed,  Stop,    Stopped),
    ];
}
