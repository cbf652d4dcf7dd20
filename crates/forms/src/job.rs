//! 排版任务 · the order to the typesetter
//!
//! The seam between whoever fills a form and the crate that knows Typst.

use std::future::Future;
use std::pin::Pin;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::FormName;
use crate::trial::{TemplateFault, in_short};

/// One paper to be set. The same job gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Which form.
    pub form: FormName,
    /// Values of its fields; checked with [`crate::Form::validate`] by whoever makes the job.
    pub data: Value,
    /// Identity of the paper, for example its id; becomes the identifier inside the PDF.
    pub ident: String,
    /// Instant written into the PDF, milliseconds since 1970-01-01 UTC.
    pub dated_ms: i64,
    /// Not the paper itself: marked across every page, without a place for the seal. A paper without a number is a
    /// preview whatever stands here.
    #[serde(default)]
    pub is_preview: bool,
    /// The organ's own template in place of the one that comes with the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<String>,
    /// 签发时盖电子印章；不盖的在落款处印“（印章）”，留待手工盖章。
    #[serde(default)]
    pub is_sealed: bool,
    /// 验证码，印在每页右下角；预览没有。
    #[serde(default)]
    pub check: Option<Check>,
}

/// What leads from the printed paper back to the register of papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The code as printed, in groups.
    pub code: String,
    /// What the square code holds: the address of the page that tells, or the code alone.
    pub payload: String,
}

/// The centre of the seal on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SealPlace {
    /// Page, from 1.
    pub page: u32,
    /// Points from the left edge.
    pub x: f64,
    /// Points from the top edge.
    pub y: f64,
}

/// A finished paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// The PDF/A-2b file.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: u32,
    /// Where the seal belongs; none on forms without one and on previews.
    pub seal: Option<SealPlace>,
}

/// Why a paper could not be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TypesetError {
    /// The characters that no installed font can draw, each once.
    #[error("字库中没有这些字：{0}")]
    MissingGlyph(String),
    /// The template could not be set with this data.
    #[error("文书模板排版失败：{0}")]
    Template(String),
    /// An organ's own template is faulty, or has no words for this data.
    #[error("自编模板有误：{}", in_short(.0))]
    Own(Vec<TemplateFault>),
    /// An own template made more pages than allowed.
    #[error("排出{0}页，超过限度")]
    TooManyPages(u32),
    /// An own template made a file of more bytes than allowed.
    #[error("排出的文件有{0}字节，超过限度")]
    TooBig(usize),
    /// An own template took more memory than allowed.
    #[error("模板占用的内存超过限度")]
    OutOfMemory,
    /// The job took longer than allowed.
    #[error("文书排版超时")]
    TimedOut,
    /// Too many jobs are waiting.
    #[error("排版任务过多，请稍后再试")]
    Busy,
    /// The typesetting process could not be started or ended in the middle of a job.
    #[error("文书排版服务中断：{0}")]
    Broken(String),
}

/// Something that sets papers.
pub trait Typesetter: Send + Sync {
    /// Sets one paper.
    fn typeset<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Paper, TypesetError>> + Send + 'a>>;

    /// The same paper as a Word file (.docx), to be edited.
    fn word<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, TypesetError>> + Send + 'a>>;
}
