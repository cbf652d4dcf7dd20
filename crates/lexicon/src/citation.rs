//! 法条引用 · citations
//!
//! A citation is a value: statute key, article, paragraph, item. It resolves in the law registry (a test holds it),
//! and is printed in words: 第四十一条第二款.

use serde::{Deserialize, Serialize};

/// One place in a statute. The key names a statute of the registry; the edition in force follows from the day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Citation {
    /// Key of the statute in the registry, e.g. `work_safety_law`.
    pub statute: String,
    /// 条
    pub article: u16,
    /// 款
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u16>,
    /// 项
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u16>,
}

impl Citation {
    /// The place in words, without the statute's name: 第九十九条第二项.
    #[must_use]
    pub fn place(&self) -> String {
        let mut out = format!("第{}条", numeral(self.article));
        if let Some(paragraph) = self.paragraph {
            out.push_str(&format!("第{}款", numeral(paragraph)));
        }
        if let Some(item) = self.item {
            out.push_str(&format!("第{}项", numeral(item)));
        }
        out
    }

    /// In full: 《安全生产法》第四十一条第二款.
    #[must_use]
    pub fn with_name(&self, statute_name: &str) -> String {
        format!("《{statute_name}》{}", self.place())
    }
}

/// A number below 1,000 as statutes count: 四十一, 一百〇二, 一百一十二.
#[must_use]
pub fn numeral(n: u16) -> String {
    const D: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let d = |i: u16| D.get(usize::from(i % 10)).copied().unwrap_or("");
    let (hundreds, tens, ones) = (n / 100, (n / 10) % 10, n % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.push_str(d(hundreds));
        out.push('百');
    }
    match (hundreds, tens) {
        (0, 0) => {}
        (_, 0) if ones > 0 => out.push('〇'),
        (_, 0) => {}
        (0, 1) => out.push('十'),
        (_, t) => {
            out.push_str(d(t));
            out.push('十');
        }
    }
    if ones > 0 || n == 0 {
        out.push_str(d(ones));
    }
    out
}
