//! 导出任务 · exports of lists as workbooks
//!
//! 条件、范围与列表相同；在后台逐页写入，随时可以看进度，写好以后下载。一次导出读的是同一时刻的数据；末页附导出说明：
//! 行数、行内容的 SHA-256、何人何时以何条件导出。电话遮盖。文件保存一天。
//! Not here: which rows a person sees (registers, identity, planning, inspection, oversight); checklists as workbooks (checklist).
//! 读法：start → job → list → 各个列表 → manifest → show → own → file

pub mod audit_entries;
pub mod enterprises;
pub mod file;
pub mod job;
pub mod ledger;
pub mod list;
mod manifest;
pub mod officers;
pub mod own;
pub mod plans;
pub mod rectifications;
pub mod sheets;
pub mod show;
pub mod start;
pub mod store;
pub mod users;

use authority::{SubjectKind, Verb};
use lexicon::{ExportId, Instant, refusals, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 导出状态
    pub enum ExportState {
        Running = "running", "正在导出";
        Ready = "ready", "可以下载";
        Failed = "failed", "导出失败";
    }
}

terms! {
    /// 导出的文件现在怎样
    pub enum ExportFile {
        Waiting = "waiting", "写好后可以下载";
        Kept = "kept", "可以下载";
        Expired = "expired", "已过期";
        NotAllowed = "not_allowed", "没有权限";
        Nothing = "nothing", "没有写成";
    }
}

terms! {
    /// 导出内容
    pub enum ExportKind {
        Enterprises = "enterprises", "执法对象";
        Ledger = "ledger", "企业基础信息";
        Officers = "officers", "执法人员";
        Users = "users", "用户";
        Plans = "plans", "专项计划";
        Rectifications = "rectifications", "整改复查任务";
        AuditEntries = "audit_entries", "审计记录";
    }
}

refusals! {
    /// 导出不能下载的情形
    pub enum Refusal in "export" {
        Expired = "expired", "导出的文件只保存一天，已经清理", way_out "请在原来的列表上按同样的条件重新导出";
    }
}

impl ExportKind {
    /// What one must be allowed to for an export.
    #[must_use]
    pub fn verb(self) -> Verb {
        match self {
            Self::Enterprises | Self::Ledger => Verb::ReadEnterprise,
            Self::Officers => Verb::ExportOfficer,
            Self::Users => Verb::ExportUser,
            Self::Plans => Verb::ReadPlan,
            Self::Rectifications => Verb::ReadRectification,
            Self::AuditEntries => Verb::ExportAudit,
        }
    }

    /// The kind of record that its entries in the trail stand under.
    #[must_use]
    pub fn subject(self) -> SubjectKind {
        match self {
            Self::Enterprises | Self::Ledger => SubjectKind::Enterprise,
            Self::Officers | Self::Users => SubjectKind::Organisation,
            Self::Plans => SubjectKind::Plan,
            Self::Rectifications => SubjectKind::Rectification,
            Self::AuditEntries => SubjectKind::Audit,
        }
    }

    /// 办理事项
    #[must_use]
    pub fn act(self) -> &'static str {
        match self {
            Self::Enterprises => "导出执法对象",
            Self::Ledger => "导出企业基础信息",
            Self::Officers => "导出执法人员",
            Self::Users => "导出用户",
            Self::Plans => "导出专项计划",
            Self::Rectifications => "导出整改复查任务",
            Self::AuditEntries => "导出审计记录",
        }
    }
}

/// One export and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Export {
    pub id: ExportId,
    pub kind: ExportKind,
    pub state: ExportState,
    pub file_name: String,
    /// 已经写入的行数
    pub done: i64,
    /// 共有多少行；还不知道时为零
    pub total: i64,
    /// 行内容的 SHA-256；写好以后才有
    pub rows_sha256: String,
    /// 文件大小
    pub bytes: i64,
    pub failure: String,
    pub created_at: Instant,
}

/// Until when the file of an export that ended then is kept.
#[must_use]
pub fn expires_at(finished_at: Instant) -> Instant {
    Instant(finished_at.0.saturating_add(i64::try_from(web::SCRATCH_AGE.as_millis()).unwrap_or(i64::MAX)))
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(enterprises::run))
        .routes(routes!(ledger::run))
        .routes(routes!(officers::run))
        .routes(routes!(users::run))
        .routes(routes!(plans::run))
        .routes(routes!(rectifications::run))
        .routes(routes!(audit_entries::run))
        .routes(routes!(own::run))
        .routes(routes!(show::run))
        .routes(routes!(file::run))
}
