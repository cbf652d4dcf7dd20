//! 整改复查 · rectification and re-check
//!
//! After an inspection the authority orders problems put right by a day (责令限期整改指令书). On or after that day —
//! or sooner, if the enterprise asks — two officers look again at each problem and issue a re-check opinion
//! (整改复查意见书). A failed re-check may lead to a penalty case.
//!
//! 依据：《安全生产法》第六十五条；《安全生产违法行为行政处罚办法》第十七条（十日内复查、延期）
//! 读法：state → rules → order → extend → re_check → terminate → list → show
//! 不在这里：处罚（见 penalty），文书编号与出具（见 documents）

pub mod extend;
pub mod list;
pub mod order;
pub mod re_check;
pub mod rules;
pub mod search;
pub mod show;
pub mod state;
pub mod store;
pub mod terminate;

#[cfg(test)]
mod tests;

use lexicon::{AttachmentId, LegalTime, OfficerId, ProblemId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(show::run))
        .routes(routes!(extend::run))
        .routes(routes!(re_check::draft::run))
        .routes(routes!(re_check::preview::run))
        .routes(routes!(re_check::submit::run))
        .routes(routes!(terminate::run))
}

terms! {
    /// 复查结论
    pub enum ReCheckVerdict {
        Rectified = "rectified", "已整改";
        NotRectified = "not_rectified", "未整改";
    }
}

terms! {
    /// 复查提醒
    pub enum ReminderLevel {
        Overdue = "overdue", "已逾期";
        Within1 = "within_1", "1天以内";
        Within5 = "within_5", "2–5天";
        Within10 = "within_10", "5–10天";
        Later = "later", "10天以上";
    }
}

terms! {
    /// 数据来源
    pub enum Origin {
        Web = "web", "Web端";
        App = "app", "APP端";
    }
}

/// 复查意见，一项问题一条。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReCheckFinding {
    pub problem_id: ProblemId,
    /// 暂存时可以为空
    pub verdict: Option<ReCheckVerdict>,
    /// 说明；未整改的必填
    pub remark: String,
    pub attachments: Vec<AttachmentId>,
}

/// What the officers have filled in of a re-check; 暂存的内容.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReCheckDraft {
    /// 复查时间
    pub checked_at: Option<LegalTime>,
    pub officers: Vec<OfficerId>,
    pub findings: Vec<ReCheckFinding>,
    /// 复查意见
    pub conclusion: String,
}
