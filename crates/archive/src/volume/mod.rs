//! 卷宗 · volume
//!
//! 一件事一卷：封面、卷内目录、全部文书、证据照片、附件（书证、送达回证、证照）、备考表，统一编页号，成一个 PDF 文件，按校验值存入保管库。以后又有新的
//! 文书，再做一次就是新的一版，旧版不变；材料没有变化的，不做第二份。
//! 另行出具了案卷首页的，以它作封面；另行制作的目录、备考表由卷内自制的代替，不再装订。
//! 依据：《安全生产执法程序规定》第六条；卷内次序和保存期限依各地立卷标准
//! 全是本程序排的，是 PDF/A；装有外来 PDF 的不是。
//! 读法：rules → plan → papers → store → start → job → annex → show → list → file
//! 不在这里：案卷首页怎样制作（documents::paper），纸质档案的移交

mod annex;
pub mod file;
pub mod job;
pub mod list;
mod papers;
pub mod plan;
pub mod rules;
pub mod show;
pub mod start;
pub mod store;

#[cfg(test)]
mod tests;

pub use identity::organisation::KeptFor;

use lexicon::{InspectionId, Instant, VolumeId, terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 卷宗状态
    pub enum VolumeState {
        Running = "running", "正在制作";
        Ready = "ready", "已制成";
        Failed = "failed", "制作失败";
    }
}

terms! {
    /// 卷内次序
    pub enum PaperOrder {
        ByPhase = "phase", "按办案环节";
        ByDate = "date", "按出具日期";
    }
}

/// A volume and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Volume {
    pub id: VolumeId,
    pub inspection_id: InspectionId,
    /// 第几版
    pub version: i64,
    pub state: VolumeState,
    pub kept_for: KeptFor,
    pub paper_order: PaperOrder,
    pub file_name: String,
    /// 已经放进卷内的件数
    pub done: i64,
    /// 共有多少件：文书、照片、附件和封面、目录、备考表
    pub total: i64,
    /// 文书件数
    pub documents: i64,
    /// 照片张数
    pub photos: i64,
    /// 附件件数：书证、送达回证、证照
    pub annexes: i64,
    /// 编了页号的页数
    pub pages: i64,
    pub bytes: i64,
    pub sha256: String,
    pub failure: String,
    pub created_at: Instant,
    pub created_by: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(start::run))
        .routes(routes!(show::run))
        .routes(routes!(file::run))
}
