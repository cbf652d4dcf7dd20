//! 典型案例 · typical cases
//!
//! 县、市、省各级直接上报应急管理部，不逐级转报；应急管理部采用后，各地都可以查询学习。A case names nobody: neither the firm
//! nor a person can be told from it. Until it is adopted it is seen by the organ that wrote it, and once reported by the
//! ministry; the organs between do not see it.
//! 依据：《行政处罚法》第五十条（对商业秘密、个人隐私保密）
//! 读法：state → rules → anonymity → create → edit → report → adopt
//! Not here: the case file itself, whose particulars are not carried over.

pub mod adopt;
pub mod anonymity;
pub mod create;
pub mod edit;
pub mod file;
pub mod list;
pub mod look_up;
pub mod report;
pub mod rules;
pub mod show;
pub mod state;
mod store;

#[cfg(test)]
mod tests;

pub use rules::Refusal;
pub use state::{TypicalCaseAct, TypicalCaseState};

use lexicon::{AttachmentId, Instant, LegalDay, TypicalCaseId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// What the reporter writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseFields {
    /// 标题
    pub title: String,
    /// 当事人，隐去名称，如 某钢铁企业
    pub firm: String,
    /// 案发地区划代码；空的按本机关所在地
    #[serde(default)]
    pub region_code: String,
    /// 查处日期
    pub happened_on: Option<LegalDay>,
    /// 行业的键
    #[serde(default)]
    pub industry: String,
    /// 案情
    #[serde(default)]
    pub facts: String,
    /// 依据，逐条写全称和条款，如 《中华人民共和国安全生产法》第一百〇二条
    #[serde(default)]
    pub basis: Vec<String>,
    /// 处理结果
    #[serde(default)]
    pub penalty: String,
    #[serde(default)]
    pub attachments: Vec<AttachmentId>,
}

/// One line of 案例上报.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseReportRow {
    pub id: TypicalCaseId,
    pub title: String,
    pub firm: String,
    pub region_name: String,
    pub industry: String,
    pub happened_on: Option<LegalDay>,
    /// 上报单位
    pub organisation_name: String,
    pub state: TypicalCaseState,
    /// 退回的理由；没有退回的为空
    pub return_reason: String,
    pub reported_at: Option<Instant>,
    pub updated_at: Instant,
    pub revision: i64,
    /// 现在可以办理的行为
    pub acts: Vec<TypicalCaseAct>,
}

/// A file of a case, without whoever handed it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseFile {
    pub id: AttachmentId,
    pub name: String,
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// A case as its organ and the ministry see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseReport {
    #[serde(flatten)]
    pub row: CaseReportRow,
    pub region_code: String,
    pub facts: String,
    pub basis: Vec<String>,
    pub penalty: String,
    pub files: Vec<CaseFile>,
    pub reported_by: String,
    pub adopted_at: Option<Instant>,
    pub adopted_by: String,
    pub updated_by: String,
}

/// One line of 典型案例查询.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TypicalCaseRow {
    pub id: TypicalCaseId,
    pub title: String,
    pub firm: String,
    pub region_name: String,
    pub industry: String,
    pub happened_on: Option<LegalDay>,
    /// 上报单位
    pub organisation_name: String,
    /// 采用时间
    pub adopted_at: Option<Instant>,
}

/// An adopted case, for everybody. It names no person of the organ that reported it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TypicalCase {
    #[serde(flatten)]
    pub row: TypicalCaseRow,
    pub facts: String,
    pub basis: Vec<String>,
    pub penalty: String,
    pub files: Vec<CaseFile>,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run, create::run))
        .routes(routes!(show::run, edit::run))
        .routes(routes!(report::run))
        .routes(routes!(adopt::adopt))
        .routes(routes!(adopt::give_back))
        .routes(routes!(file::of_report))
        .routes(routes!(look_up::list))
        .routes(routes!(look_up::show))
        .routes(routes!(file::of_typical_case))
}
