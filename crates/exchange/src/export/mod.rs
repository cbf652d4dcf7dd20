//! 导出任务 · exports of lists as workbooks
//!
//! 条件、范围与列表相同；在后台逐页写入，随时可以看进度，写好以后下载。一次导出读的是同一时刻的数据；末页附导出说明：
//! 行数、行内容的 SHA-256、何人何时以何条件导出。电话遮盖。文件保存一天。
//! Not here: which enterprises a person sees (registers); small lists that are answered at once (officer, user).

pub mod enterprises;
pub mod file;
pub mod job;
pub mod sheets;
pub mod show;
pub mod start;
pub mod store;

use lexicon::{ExportId, Instant, terms};
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
    /// 导出内容
    pub enum ExportKind {
        Enterprises = "enterprises", "执法对象";
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

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(start::run)).routes(routes!(show::run)).routes(routes!(file::run))
}
