//! 文书查验 · is this paper genuine
//!
//! Whoever holds a paper may ask by the code on it, without an account: what kind, which number, whose, of what day, and
//! whether it still stands. Never more than the paper says itself; the party's name only as far as the holder can
//! recognise it. A code that belongs to no paper is answered in the same shape.
//! 依据：《电子签名法》第八条（审查数据电文作为证据的真实性，应当考虑的因素）
//! 读法：rules → store → ask → stamp
//! 不在这里：数字签名的验证（signing::verify）

mod ask;
pub mod rules;
mod stamp;
pub mod store;

#[cfg(test)]
mod tests;

use lexicon::terms;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 文书查验结果
    pub enum Standing {
        Genuine = "genuine", "真实有效";
        Superseded = "superseded", "已更正";
        Withdrawn = "withdrawn", "已撤销";
        Unknown = "unknown", "查无此文书";
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(ask::run)).routes(routes!(stamp::run))
}
