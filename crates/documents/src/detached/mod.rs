//! 国密签名 · the second, detached signature of a paper
//!
//! 出具文书时，在 PDF 内的数字签名之外，对签好的文件再作国密 SM2 签名，单独保存、单独下载；不用本系统，用 OpenSSL 就能验。
//! It is made when the paper is printed, in the transaction that marks it issued, and never changes afterwards.
//! 依据：《电子签名法》第十三条；GB/T 32918、GB/T 32905、GB/T 35276
//! 读法：explain → store → make → file
//! 不在这里：签名和验证的算法（signing::Detached）；PDF 内的数字签名（issue::print）；签章结构（GB/T 38540）

mod explain;
mod file;
pub mod make;
pub mod store;

#[cfg(test)]
mod tests;

use lexicon::refusals;
use web::{OpenApiRouter, Routes, routes};

refusals! {
    /// 不能下载国密签名的情形
    pub enum Refusal in "detached" {
        Missing = "missing", "这份文书没有国密签名", way_out "出具时没有另作国密签名的，用PDF文件内的数字签名验证，或者凭验证码查验";
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(file::run))
}
