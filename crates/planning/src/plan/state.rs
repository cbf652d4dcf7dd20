//! 专项计划 · states of a plan
//!
//! 执行中、已完成由日期得出，不是状态。Deleting is not an act of the table: what may be deleted was never filed and leaves
//! no state behind.

use lexicon::{Stage, terms};

terms! {
    /// 专项计划状态
    pub enum PlanState {
        Draft = "draft", "暂存";
        Unfiled = "unfiled", "未备案";
        Filed = "filed", "已备案";
    }
}

terms! {
    /// 专项计划办理
    pub enum PlanAct {
        Save = "save", "编辑";
        Submit = "submit", "提交";
        File = "file", "备案";
    }
}

terms! {
    /// 专项计划可办事项
    pub enum PlanOffer {
        Save = "save", "编辑";
        Submit = "submit", "提交";
        File = "file", "备案";
        Delete = "delete", "删除";
    }
}

terms! {
    /// 计划执行情况
    pub enum PlanProgress {
        NotBegun = "not_begun", "未开始";
        Running = "running", "执行中";
        Completed = "completed", "已完成";
    }
}

use PlanAct::{File, Save, Submit};
use PlanState::{Draft, Filed, Unfiled};

impl Stage for PlanState {
    type Act = PlanAct;
    const CHAPTER: &'static str = "plan";
    const FIRST: Self = Draft;
    const FINAL: &'static [Self] = &[Filed];
    #[rustfmt::skip]
    const TRANSITIONS: &'static [(Self, PlanAct, Self)] = &[
        (Draft,   Save,   Draft),
        (Draft,   Submit, Unfiled),
        (Unfiled, Save,   Unfiled),
        (Unfiled, File,   Filed),
    ];
}
