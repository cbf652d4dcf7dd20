//! 文书模板 · templates
//!
//! 全国式样随程序提供。机关可以自编一种文书的版面：编制、预览、自某日起发布；发布的各版只增不改，随时可以恢复为以前的一版、
//! 沿用上级或者恢复全国式样。用哪一版，先看本机关，再依次看上级各机关，都没有的用全国式样；后发布的优先。
//! A paper keeps the version it was frozen with, whatever is published later. Templates are set on trial in processes with
//! limits of their own; what a version must hold before it may be published stands in `check`.
//! 依据：《安全生产执法程序规定》第六条（统一执法文书格式）
//! 读法：rules → store → list → show → draft → preview → words → check → examine → publish → restore → file
//! 不在这里：栏目（form.toml 定，不随模板改）；排版进程的限度（typeset）

mod check;
mod draft;
mod examine;
mod file;
mod list;
mod preview;
mod publish;
mod restore;
mod rules;
mod show;
pub mod store;
mod words;

#[cfg(test)]
mod tests;

pub use rules::Refusal;

use lexicon::terms;
use web::{OpenApiRouter, Routes, routes};

terms! {
    /// 文书模板的来源
    pub enum TemplateBasis {
        National = "national", "全国式样";
        Own = "own", "本机关式样";
        Above = "above", "上级机关式样";
    }
}

terms! {
    /// 文书模板一版的使用情况
    pub enum TemplateStanding {
        Waiting = "waiting", "待启用";
        InForce = "in_force", "现行";
        Past = "past", "已停用";
    }
}

terms! {
    /// 文书模板预览的内容
    pub enum TemplateExample {
        Sample = "sample", "填满的样例";
        Minimal = "minimal", "只填必填";
        Longest = "longest", "最长内容";
    }
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list::run))
        .routes(routes!(show::run))
        .routes(routes!(show::version))
        .routes(routes!(draft::save, draft::discard))
        .routes(routes!(preview::run))
        .routes(routes!(examine::run))
        .routes(routes!(publish::run))
        .routes(routes!(restore::run))
        .routes(routes!(file::sample))
        .routes(routes!(file::source))
}
