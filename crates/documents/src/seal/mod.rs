//! 签章管理 · seals
//!
//! 签章上传 → 签章审核 → 使用。The image of an organ's seal is handed in by one person and reviewed by another; only then
//! is it used, by binding it to a paper at the moment the paper is frozen. What is stopped is used no more from that
//! moment on, and the papers that carry it keep it. Nothing is deleted; every use is on record.
//! 依据：《行政处罚法》第五十九条第二款；《电子签名法》第十四条（可靠的电子签名与盖章同等效力）
//! 读法：state → rules → mask → store → image → submit → review → stop → bind → list
//! 不在这里：数字签名（signing）、印在哪里（forms 的版面）

pub(crate) mod bind;
pub(crate) mod bind_store;
mod image;
mod list;
pub mod mask;
mod review;
pub mod rules;
pub mod state;
mod stop;
pub mod store;
pub mod submit;
mod uses;

#[cfg(test)]
mod tests;

pub use rules::Refusal;

use lexicon::{Instant, LegalDay, SealId, terms};
use serde::Serialize;
use state::{SealAct, SealState};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 电子签章种类
    pub enum SealKind {
        Organ = "organ", "行政机关印章";
        Enforcement = "enforcement", "行政执法专用章";
    }
}

/// A seal as shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Seal {
    pub id: SealId,
    pub organisation_name: String,
    pub kind: SealKind,
    /// 较长一边，单位 0.1 毫米
    pub size_tenths: i64,
    /// 有效期起
    pub valid_from: LegalDay,
    /// 有效期止，当日有效
    pub valid_to: LegalDay,
    pub state: SealState,
    /// 今天出具的文书会盖这枚章
    pub in_use: bool,
    /// 已过有效期
    pub is_over: bool,
    /// 透明底图样的 SHA-256
    pub sha256: String,
    pub submitted_at: Instant,
    pub submitted_by: String,
    pub reviewed_at: Option<Instant>,
    pub reviewed_by: String,
    /// 审核意见
    pub opinion: String,
    pub ended_at: Option<Instant>,
    pub ended_by: String,
    /// 停用、替换的原因
    pub end_reason: String,
    /// 盖了几份文书
    pub uses: i64,
    pub revision: i64,
    /// 现在可以办理的行为
    pub acts: Vec<SealAct>,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(image::upload))
        .routes(routes!(image::look))
        .routes(routes!(list::run, submit::run))
        .routes(routes!(list::one))
        .routes(routes!(image::of_seal))
        .routes(routes!(image::original))
        .routes(routes!(review::run))
        .routes(routes!(stop::run))
        .routes(routes!(uses::run))
}
