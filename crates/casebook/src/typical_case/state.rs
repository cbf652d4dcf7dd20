//! 典型案例 · states of a typical case

use lexicon::{Stage, terms};

terms! {
    /// 典型案例状态
    pub enum TypicalCaseState {
        Draft = "draft", "草稿";
        Reported = "reported", "已上报";
        Adopted = "adopted", "已采用";
    }
}

terms! {
    /// 典型案例办理
    pub enum TypicalCaseAct {
        Edit = "edit", "编辑";
        Report = "report", "上报";
        Adopt = "adopt", "采用";
        Return = "return", "退回";
    }
}

use TypicalCaseAct::{Adopt, Edit, Report, Return};
use TypicalCaseState::{Adopted, Draft, Reported};

impl Stage for TypicalCaseState {
    type Act = TypicalCaseAct;
    const CHAPTER: &'static str = "typical_case";
    const FIRST: Self = Draft;
    const FINAL: &'static [Self] = &[Adopted];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, TypicalCaseAct, Self)] = &[
        (Draft,    Edit,   Draft),
        (Draft,    Report, Reported),
        (Reported, Adopt,  Adopted),
        (Reported, Return, Draft),
    ];
}
