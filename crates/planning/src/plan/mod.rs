//! 专项计划 · plans
//!
//! 年度、专项、临时的检查计划：行业类型、起止时间、执法对象及其主要设备数。编制机关提交、备案；备案以后上级可见，不能再改。
//! 设备数在备案时定格，以后企业增减设备不影响已备案的计划。
//! 依据：《安全生产法》第六十二条（制定年度监督检查计划，按照计划进行监督检查）
//! 读法：state → rules → table → create → edit → submit → file → delete
//! Not here: the scheme of one inspection, the enterprises themselves (registers).

pub mod create;
pub mod delete;
pub mod edit;
pub mod file;
pub mod list;
pub mod preview;
pub mod rules;
pub mod show;
pub mod state;
mod store;
pub mod submit;
pub mod table;

#[cfg(test)]
mod tests;

pub use list::PlansAsked;
pub use rules::Refusal;
pub use state::{PlanAct, PlanOffer, PlanProgress, PlanState};
pub use store::{Row, Wanted, counted, following, is_within_sight};
pub use table::{PlanColumn, PlanEnterprise, PlanTable};

use lexicon::{EnterpriseId, Instant, LegalDay, PlanId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 专项计划类型
    pub enum PlanKind {
        Annual = "annual", "年度";
        Campaign = "campaign", "专项";
        Occasional = "occasional", "临时";
    }
}

/// What the author of a plan fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlanFields {
    /// 计划名称
    pub name: String,
    /// 行业的键；暂存时可以为空
    #[serde(default)]
    pub industry: String,
    pub kind: PlanKind,
    /// 计划开始时间，首日
    pub starts_on: Option<LegalDay>,
    /// 计划结束时间，末日
    pub ends_on: Option<LegalDay>,
    /// 执法对象，依表中次序
    #[serde(default)]
    pub enterprises: Vec<EnterpriseId>,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlanRow {
    pub id: PlanId,
    pub name: String,
    /// 行业的键；没有选择的为空
    pub industry: String,
    pub kind: PlanKind,
    pub starts_on: Option<LegalDay>,
    pub ends_on: Option<LegalDay>,
    /// 执法对象数量，家
    pub enterprise_count: i64,
    pub state: PlanState,
    /// 执行情况；备案以前没有
    pub progress: Option<PlanProgress>,
    /// 编制机关
    pub organisation_name: String,
    pub filed_at: Option<Instant>,
    pub updated_at: Instant,
    pub revision: i64,
    /// 现在可以办理的行为
    pub acts: Vec<PlanOffer>,
}

/// A plan in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Plan {
    #[serde(flatten)]
    pub row: PlanRow,
    #[serde(flatten)]
    pub table: PlanTable,
    /// 编制人
    pub created_by: String,
    pub submitted_at: Option<Instant>,
    pub submitted_by: String,
    /// 备案人
    pub filed_by: String,
    pub updated_by: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run, create::run))
        .routes(routes!(show::run, edit::run, delete::run))
        .routes(routes!(submit::run))
        .routes(routes!(file::run))
        .routes(routes!(preview::run))
}
