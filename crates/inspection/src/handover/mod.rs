//! 工作交接 · what is in a person's hands, and how it passes to a colleague
//!
//! 人员调动、停用以前，未办结的方案、文书、审核审批、现场检查和整改复查逐件交给同一机关的同事，一件也不悬空。
//! 读法：rules → work → pass
//! 不在这里：调动本身（见 personnel）

mod pass;
pub mod rules;
mod store;
mod work;

#[cfg(test)]
mod tests;

pub use pass::pass;
pub use work::open_work;

use authority::Role;
use lexicon::{CertifiedOfficer, OrganisationId, UserId, terms};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

terms! {
    /// 待交接的工作
    pub enum WorkKind {
        Scheme = "scheme", "编制中的方案";
        SchemeInApproval = "scheme_in_approval", "审批中的方案";
        Approval = "approval", "待办的审核审批";
        ApprovalAhead = "approval_ahead", "轮到时的审批";
        Inspection = "inspection", "未完结的现场检查";
        Rectification = "rectification", "未复查的整改";
        Paper = "paper", "编制中的文书";
        PaperInApproval = "paper_in_approval", "审批中的文书";
        PaperAhead = "paper_ahead", "轮到时的文书审批";
    }
}

/// One piece of work that somebody has in hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenWork {
    pub kind: WorkKind,
    pub id: Uuid,
    /// 文号；还没有文号的写明是什么
    pub title: String,
    /// 不能交接，须先办结或撤回
    pub is_blocking: bool,
    /// Who cannot take it: whoever has another part in it.
    #[serde(skip)]
    pub taken: Vec<Uuid>,
    /// The role that must be held to take it; an officer's certificate must be valid too.
    #[serde(skip)]
    pub role: Role,
}

/// A person as handing over needs him.
#[derive(Debug, Clone)]
pub struct Hand {
    pub user_id: UserId,
    pub name: String,
    pub title: String,
    pub organisation_id: OrganisationId,
    pub roles: Vec<Role>,
    pub is_enabled: bool,
    /// The officer record, when there is one in force.
    pub officer: Option<CertifiedOfficer>,
}
