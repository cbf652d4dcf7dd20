//! 附件 · attachments
//!
//! JPEG、PNG、WebP 图片和 PDF，每个不超过 20 MB。The kind is read from the content, never from the name; how many
//! pixels a picture has is read from its header, before anything would decode it.
//! 依据：《行政处罚法》第四十六条（证据包括视听资料、电子数据）
//! 读法：kind → picture → store → upload → file
//! 不在这里：缩略图（浏览器缩放原图）

mod file;
mod kind;
mod picture;
mod store;
mod upload;

#[cfg(test)]
mod tests;

pub use kind::{Kind, Refusal, admit};
pub use store::{all_own, of};

use authority::row;
use lexicon::{AttachmentId, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

row! {
    /// A file that was handed in.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
    pub struct Attachment {
        id: AttachmentId,
        /// 文件名，只供显示
        name: String,
        /// image/jpeg, image/png, image/webp 或 application/pdf
        media_type: String,
        /// Bytes.
        size: i64,
        sha256: String,
        uploaded_at: Instant,
        uploaded_by: String,
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(upload::run)).routes(routes!(file::run))
}
