//! 附件 · which files are taken

use super::picture;
use lexicon::{Refused, refusals};

refusals! {
    /// 附件不准的情形
    pub enum Refusal in "attachment" {
        WrongKind = "wrong_kind", "只能上传 JPEG、PNG、WebP 图片或 PDF 文件", way_out "请换成这几种格式的文件；改文件名没有用，系统按内容辨认";
        Damaged = "damaged", "图片已经损坏或者不完整，无法辨认", way_out "请重新拍摄或重新导出后上传";
        TooManyPixels = "too_many_pixels", "图片超过 8000 万像素", way_out "请降低拍摄分辨率，或缩小图片后上传";
        SameId = "same_id", "这个附件编号已经用于另一个文件", way_out "请刷新页面后重新上传";
    }
}

/// The largest picture, in pixels.
pub const PIXELS: u64 = 80_000_000;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
    Pdf,
}

impl Kind {
    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Pdf => "application/pdf",
        }
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let media_type = infer::get(bytes)?.mime_type();
        [Self::Jpeg, Self::Png, Self::WebP, Self::Pdf].into_iter().find(|kind| kind.media_type() == media_type)
    }
}

/// 按内容辨认文件；图片只看头部给出的尺寸，不解码。
///
/// # Errors
/// Another kind of file; a picture whose header cannot be read, or with too many pixels.
pub fn admit(bytes: &[u8]) -> Result<Kind, Refusal> {
    let kind = Kind::of(bytes).ok_or(Refusal::WrongKind)?;
    let size = match kind {
        Kind::Pdf => return Ok(kind),
        Kind::Jpeg => picture::jpeg(bytes),
        Kind::Png => picture::png(bytes),
        Kind::WebP => picture::webp(bytes),
    };
    let (width, height) = size.filter(|(w, h)| *w > 0 && *h > 0).ok_or(Refusal::Damaged)?;
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Refusal::TooManyPixels);
    }
    Ok(kind)
}

/// The status at which the door answers a refusal.
pub(super) fn status(refused: &Refused) -> axum::http::StatusCode {
    use axum::http::StatusCode;
    match refused.code.as_str() {
        code if code == Refusal::TooManyPixels.code() => StatusCode::PAYLOAD_TOO_LARGE,
        code if code == Refusal::SameId.code() => StatusCode::CONFLICT,
        _ => StatusCode::UNSUPPORTED_MEDIA_TYPE,
    }
}
