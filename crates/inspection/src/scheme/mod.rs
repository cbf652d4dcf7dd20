//! 现场检查方案 · inspection schemes
//!
//! Before officers go on site they write down whom they inspect, when, who goes, what is asked and of which equipment;
//! the reviewer and then the approver agree (or the paper approval is entered, 线下审批). A completed scheme is printed
//! and opens the inspection.
//! 依据：《安全生产执法程序规定》第六条；《安全生产法》第六十五条；《行政处罚法》第四十二条（两名以上执法人员）
//! 读法：state → draft → facts → rules → create → save → submit → withdraw → decide → complete → paper → list → show
//! 不在这里：审核审批本身（见 documents::approval），文号与出具（见 documents），现场检查（见 on_site）

mod approval;
mod complete;
mod create;
mod decide;
mod delete;
mod draft;
mod facts;
mod list;
mod paper;
pub mod rules;
mod save;
mod show;
pub mod state;
pub(crate) mod store;
mod submit;
mod withdraw;

#[cfg(test)]
mod tests;

pub use approval::Approval;
pub use draft::{ApprovalMode, CheckMethod, OfflineApproval, SchemeDraft, SchemeSource};
pub use list::SchemeRow;
pub use state::{SchemeAct, SchemeOffer, SchemeState};

use documents::approval::ApprovalStep;
use evidence::attachment::Attachment;
use lexicon::{DocumentId, InspectionId, Instant, SchemeId, UserId, terms};
use registers::checklist::CheckItem;
use registers::enterprise::EnterpriseRow;
use registers::officer::Officer;
use registers::target::TargetGroup;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 现场检查方案数据来源
    pub enum SchemeOrigin {
        Web = "web", "Web端";
        App = "app", "APP端";
    }
}

terms! {
    /// 现场检查方案数据状态
    pub enum SchemeDataState {
        Draft = "draft", "暂存";
        Submitted = "submitted", "已提交";
    }
}

/// A scheme as shown. Once submitted, what stems from the registers is shown as it was at submission.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Scheme {
    pub id: SchemeId,
    /// 文号；没有提交过的为空
    pub number: Option<String>,
    pub state: SchemeState,
    pub revision: i64,
    pub draft: SchemeDraft,
    /// 编制人
    pub author: String,
    pub author_id: UserId,
    /// 编制机关
    pub organisation_name: String,
    pub enterprise: Option<EnterpriseRow>,
    pub officers: Vec<Officer>,
    pub items: Vec<CheckItem>,
    /// Everything that can be checked; the scope is what is `chosen`.
    pub groups: Vec<TargetGroup>,
    /// Every stage of every round, oldest first.
    pub approvals: Vec<ApprovalStep>,
    /// 线下审批的审批扫描件
    pub attachments: Vec<Attachment>,
    /// What the caller may do now.
    pub acts: Vec<SchemeOffer>,
    pub document_id: Option<DocumentId>,
    pub inspection_id: Option<InspectionId>,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub updated_by: String,
}

/// What the registers said at submission; later changes of the registers do not change a submitted scheme.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    pub enterprise: Option<EnterpriseRow>,
    /// 行业名称，以顿号相连
    pub industry: String,
    pub officers: Vec<Officer>,
    pub items: Vec<CheckItem>,
    pub groups: Vec<TargetGroup>,
    /// The chosen targets by kind, as the paper prints them.
    pub scope: Vec<forms::inspection_scheme::Scope>,
    pub reviewer: Option<Signer>,
    pub approver: Option<Signer>,
}

/// A person who was asked to review or approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    pub user_id: UserId,
    pub name: String,
    pub title: String,
}

/// The revision of the scheme that the person saw.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SchemeSeen {
    pub seen: i64,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run, create::run))
        .routes(routes!(show::run, save::run, delete::run))
        .routes(routes!(submit::run))
        .routes(routes!(withdraw::run))
        .routes(routes!(paper::run))
        .routes(routes!(approval::run))
        .routes(routes!(decide::run))
}
