//! 人员调动 · a person goes to another organ, the work stays
//!
//! 调动、停用以前，未办结的方案、审核审批、现场检查和整改复查逐件交给原机关的同事；全部交接后才能调动，一件也不悬空。
//! 调入机关重新授予角色；执法人员的证件记录随人调动，由调入机关核对后提交，提交前不能选用。
//! 读法：open_work → hand_over → transfer

mod hand_over;
mod open_work;
mod run;
pub(crate) mod store;

use identity::user::UserState;
use inspection::handover::OpenWork;
use lexicon::{LegalDay, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web::{OpenApiRouter, Routes, routes};

/// A colleague who may take a piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Taker {
    pub user_id: UserId,
    pub name: String,
    pub title: String,
}

/// A piece of work, and who may take it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WorkToHand {
    #[serde(flatten)]
    pub work: OpenWork,
    pub takers: Vec<Taker>,
}

/// Everything a person has in hand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WorkInHand {
    pub user_id: UserId,
    pub name: String,
    pub organisation_name: String,
    pub state: UserState,
    /// 执法证号；不是执法人员的为空
    pub certificate_no: String,
    pub certificate_valid_to: Option<LegalDay>,
    pub revision: i64,
    pub items: Vec<WorkToHand>,
}

/// One piece of work goes to one colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pass {
    /// 待交接工作的编号
    pub id: Uuid,
    pub to: UserId,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(open_work::run)).routes(routes!(hand_over::run)).routes(routes!(run::run))
}
