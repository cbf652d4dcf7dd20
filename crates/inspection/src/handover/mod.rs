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
pub use work::{InProgress, open_work, unfinished};

use authority::Role;
use lexicon::{CertifiedOfficer, LegalDay, OrganisationId, UserId, terms};
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
    /// 自定义角色中有“审核审批”权限
    pub may_decide: bool,
    pub is_enabled: bool,
    /// The officer record of the account, in whatever state: what is assigned stays assigned while it is withdrawn.
    pub officer: Option<CertifiedOfficer>,
    /// 执法人员记录已提交，可以选用
    pub is_certified: bool,
}

impl Hand {
    /// 现在有没有办理这类工作的角色；执法人员另须证件有效。
    #[must_use]
    pub fn may_do(&self, role: Role, today: LegalDay) -> bool {
        match role {
            Role::Officer => self.roles.contains(&role) && self.in_force(today).is_some(),
            role => self.roles.contains(&role) || self.may_decide,
        }
    }

    /// The officer record, when it is submitted and its certificate valid.
    #[must_use]
    pub fn in_force(&self, today: LegalDay) -> Option<&CertifiedOfficer> {
        let officer = self.officer.as_ref().filter(|_| self.is_certified);
        officer.filter(|o| (o.valid_from..=o.valid_to).contains(&today))
    }
}
