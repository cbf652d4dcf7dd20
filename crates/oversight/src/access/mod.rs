//! 临时查看 · a record of another jurisdiction, opened to one person for three hours
//!
//! 办案涉及辖区外企业的，说明理由后可以查看该企业的档案和检查、复查、文书三小时，只能看，不能改；全程留痕，企业所在地
//! 机关的业务管理员和审计员可以看到谁、为什么、看了什么。
//! 读法：rules → open → list → noted
//! 不在这里：查到企业的途径（见 registers 的跨区域查询），看的时候如何放行（authority 的 within_or_granted）

mod list;
mod noted;
mod open;
pub mod rules;
mod store;

use authority::SubjectKind;
use lexicon::{EnterpriseId, Instant, TemporaryAccessId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web::{OpenApiRouter, Routes, routes};

/// 一次临时查看
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TemporaryAccess {
    pub id: TemporaryAccessId,
    pub user_name: String,
    /// 查看人所在机关
    pub organisation_name: String,
    pub enterprise_id: EnterpriseId,
    pub enterprise_name: String,
    pub reason: String,
    pub at: Instant,
    /// 到期时间
    pub expires_at: Instant,
    /// 仍在有效期内
    pub is_open: bool,
    /// 企业所在地机关已阅
    pub is_noted: bool,
    /// 已阅人
    pub noted_by: String,
    /// 由本机关确认已阅；上级只是看到
    pub may_note: bool,
    pub revision: i64,
    /// 查看人自己的列表中是可以查看的记录，企业所在地机关的列表中是看过的记录
    pub records: Vec<AccessRecord>,
}

/// One record that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccessRecord {
    pub kind: SubjectKind,
    pub id: Uuid,
    pub title: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(open::run))
        .routes(routes!(list::mine))
        .routes(routes!(list::of_ours))
        .routes(routes!(noted::run))
}
