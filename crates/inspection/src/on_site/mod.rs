//! 现场执法检查 · on-site inspection
//!
//! 方案编制完成后生成。Two officers go to the enterprise and answer every chosen item at every target it concerns; then
//! the papers are made: 现场检查记录 always, 责令限期整改指令书 when something has to be put right by a day. With that
//! order the inspection ends in a rectification.
//! 依据：《安全生产法》第六十五条、第六十八条；《行政处罚法》第四十二条
//! 读法：state → rules → text → open → particulars → scope → findings → other_problems → submit → reopen → papers → fill →
//! issue → conclude → show → list → matter
//! 不在这里：方案（见 scheme），整改复查（见 rectification），立案与处罚

mod conclude;
mod fill;
mod findings;
mod issue;
pub mod list;
pub mod matter;
mod open;
mod open_store;
mod other_problems;
pub(crate) mod papers;
mod particulars;
mod reopen;
pub mod rules;
mod scope;
mod search_store;
mod show;
pub mod state;
pub(crate) mod store;
mod submit;
mod text;

#[cfg(test)]
mod tests;

pub use open::{NewInspection, open};
pub use papers::{InspectionPaper, PaperForm, PaperParticulars};
pub use show::{Inspection, view};
pub use store::replace_officer;

use lexicon::{AttachmentId, FindingId, LegalDay, LegalTime, OfficerId, ProblemId, terms};
use registers::checklist::Measure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 检查结果
    pub enum Verdict {
        InOrder = "in_order", "无问题";
        Defective = "defective", "有问题";
        NotApplicable = "not_applicable", "不涉及";
    }
}

/// 检查情况：被检查单位、时间、场所和参加人员。
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InspectionParticulars {
    /// 被检查单位
    pub party: String,
    /// 法定代表人（负责人）
    pub legal_person: String,
    /// 职务
    pub legal_title: String,
    /// 联系电话
    pub phone: String,
    /// 地址
    pub address: String,
    /// 检查开始时间
    pub checked_from: Option<LegalTime>,
    /// 检查结束时间
    pub checked_to: Option<LegalTime>,
    /// 检查场所
    pub places: String,
    /// 参加检查的专家
    pub experts: Vec<String>,
    /// 是否联合检查
    pub is_joint: bool,
    /// 联合检查的部门
    pub joint_with: String,
    /// 检查人员
    pub officers: Vec<OfficerId>,
}

/// The answer to one item at one target, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FindingInput {
    pub id: FindingId,
    pub item_id: String,
    /// Key of the target.
    pub target: String,
    pub verdict: Verdict,
    /// 问题描述；没有问题的可以写备注
    #[serde(default)]
    pub description: String,
    /// 处理措施
    pub measure: Option<Measure>,
    /// 整改期限；空的随指令书的期限
    pub due_on: Option<LegalDay>,
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
}

/// The answer to one item at one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    pub id: FindingId,
    pub item_id: String,
    /// Key of the target.
    pub target: String,
    pub verdict: Verdict,
    /// 问题描述
    pub description: String,
    /// 处理措施
    pub measure: Option<Measure>,
    /// 整改期限；空的随指令书的期限
    pub due_on: Option<LegalDay>,
    pub attachments: Vec<AttachmentId>,
    /// 设备或场所名称
    pub target_name: String,
}

/// 检查内容以外的其他问题。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OtherProblem {
    pub id: ProblemId,
    /// 问题描述
    pub description: String,
    /// 处理措施
    pub measure: Measure,
    /// 整改期限；空的随指令书的期限
    pub due_on: Option<LegalDay>,
    /// 违法依据
    #[serde(default)]
    pub violated: String,
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(show::run))
        .routes(routes!(particulars::run))
        .routes(routes!(scope::run))
        .routes(routes!(findings::run))
        .routes(routes!(other_problems::run))
        .routes(routes!(submit::run))
        .routes(routes!(reopen::run))
        .routes(routes!(papers::all))
        .routes(routes!(fill::run))
        .routes(routes!(papers::preview))
        .routes(routes!(issue::run))
        .routes(routes!(conclude::run))
}
