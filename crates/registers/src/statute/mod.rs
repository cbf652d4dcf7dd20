//! 法规 · statutes by version, and the places in them that can be cited
//!
//! 法规、版本、条款登记在库，供查询和选用。名称、文号、制定机关、日期和自拟的条旨，不是原文；办案以官方公布的文本为准。
//! A reference names article, paragraph and item of one version of a statute, so that it means the same for ever.
//! Not here: the official texts (an installation imports them); the registry as a file (seed). Nobody edits the law
//! here: the tables are filled from the registry at start.

pub mod list;
pub mod provisions;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

pub use provisions::ProvisionRow;
pub use rules::Refusal;

use lexicon::{Citation, LegalDay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{OpenApiRouter, Routes, routes};

/// 引用的条款，认定到法规版本
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct ProvisionRef {
    /// Key of the statute, e.g. `work_safety_law`.
    pub statute: String,
    /// Edition of the statute, usually the year.
    pub edition: String,
    /// 条
    pub article: u16,
    /// 款
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u16>,
    /// 项
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u16>,
    /// 《全称》第几条第几款第几项；由系统填写
    #[serde(default)]
    pub cited: String,
}

impl ProvisionRef {
    /// The place without the version.
    #[must_use]
    pub fn citation(&self) -> Citation {
        Citation { statute: self.statute.clone(), article: self.article, paragraph: self.paragraph, item: self.item }
    }
    /// Whether both mean the same place of the same version.
    #[must_use]
    pub fn means(&self, other: &Self) -> bool {
        self.edition == other.edition && self.citation() == other.citation()
    }
}

/// 一部法规的一个版本
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatuteRow {
    pub key: String,
    pub edition: String,
    /// 全称
    pub name: String,
    /// 简称
    pub short_name: String,
    /// 效力级别代码
    pub kind: String,
    /// 效力级别
    pub kind_zh: String,
    /// 文号
    pub number: String,
    /// 发布机关
    pub issuer: String,
    /// 公布日期；未查到的为空
    pub promulgated_on: Option<LegalDay>,
    /// 施行日期
    pub effective_from: LegalDay,
    /// 失效日期（最后有效的一天）；现行的为空
    pub effective_to: Option<LegalDay>,
    /// 查询日有效
    pub is_in_force: bool,
    /// 已登记的条款
    pub articles: Vec<StatuteArticle>,
}

/// 一处条款
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StatuteArticle {
    /// 第四十一条第二款
    pub place: String,
    /// 条旨，自拟
    pub gist: String,
    /// 条号或条旨尚未与官方文本核对
    pub unsure: bool,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list::run)).routes(routes!(provisions::run))
}
