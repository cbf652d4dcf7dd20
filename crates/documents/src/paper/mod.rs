//! 文书制作 · drawing up any kind of the catalogue within a matter
//!
//! A draft is filled from what is known (the organ's profile, the enterprise, the inspection, what an earlier paper of the
//! same matter said), edited by the form's own fields, approved where the form needs it, and issued once: numbered,
//! frozen, printed. 前提文书、一案一份、式样有效期、执法证件都在出具时再核一次。
//! 依据：《安全生产执法程序规定》第六条（统一执法文书格式）
//! 读法：state → rules → waiting → offer → sources → prefill → store → show → save → submit → decide → issue
//! 不在这里：事项本身的情况（由检查等章提供），送达和撤销（见 life）

pub mod decide;
mod delete;
mod issue;
pub mod offer;
pub mod prefill;
pub mod preview;
pub mod rules;
mod save;
pub mod show;
pub mod sources;
pub mod state;
pub mod store;
mod submit;
pub mod waiting;
mod withdraw;

#[cfg(test)]
mod tests;

pub use issue::{known_organ, made};
pub use offer::PaperOffered;
pub use prefill::Known;
pub use rules::Refusal;
pub use show::Paper;
pub use state::{PaperAct, PaperOffer, PaperState};
pub use store::NewPaper;

use lexicon::{DocumentId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// A person who is asked to review or approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperSigner {
    pub user_id: UserId,
    pub name: String,
    pub title: String,
}

/// The two who are asked; none before the first submission.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaperSigners {
    pub reviewer: Option<PaperSigner>,
    pub approver: Option<PaperSigner>,
}

/// A paper in a list of a matter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperRow {
    pub id: lexicon::PaperId,
    /// 式样代码
    pub form: String,
    /// 文书名称
    pub zh: String,
    pub state: PaperState,
    pub author: String,
    pub author_id: UserId,
    /// 更正的是哪一份
    pub supersedes: Option<DocumentId>,
    pub document_id: Option<DocumentId>,
    pub updated_at: lexicon::Instant,
}

/// The revision of the paper that the person saw.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PaperSeen {
    pub seen: i64,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(show::run, save::run, delete::run))
        .routes(routes!(preview::run))
        .routes(routes!(submit::run))
        .routes(routes!(withdraw::run))
        .routes(routes!(issue::run))
}
