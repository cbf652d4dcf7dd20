//! 法规 · what a searcher means, and which version holds on a day

use super::ProvisionRef;
use super::store::Version;
use lexicon::{LegalDay, Refused, numeral, refusals};

refusals! {
    /// 引用法条不准的情形
    pub enum Refusal in "statute" {
        Unregistered = "unregistered", "引用的条款没有登记", way_out "请从条款选择器中选用已登记的条款；确需引用的，请先由系统登记该条款";
    }
}

/// A place that is not in the registry, named.
#[must_use]
pub fn unregistered(place: &ProvisionRef) -> Refused {
    let mut refused = Refusal::Unregistered.refused();
    let edition: String = place.edition.chars().take(20).collect();
    refused.sentence = format!("{}（{edition}版{}）", refused.sentence, place.citation().place());
    refused
}

/// 版本在某日有效：施行之日起，至最后有效的一天止。
#[must_use]
pub fn holds(version: &Version, on: LegalDay) -> bool {
    version.effective_from <= on && version.effective_to.is_none_or(|last| on <= last)
}

/// What somebody typed: words for names and gists, and the article when he names one (第四十一条, 41条, 41).
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Sought {
    pub words: Vec<String>,
    pub article: Option<u16>,
}

/// Reads “安全生产法第四十一条”, “安全生产法 41”, “粉尘 清扫”.
#[must_use]
pub fn sought(text: &str) -> Sought {
    let mut out = Sought::default();
    for token in text.split_whitespace() {
        let (head, article) = article_in(token);
        out.article = out.article.or(article);
        let head = head.trim_matches(['《', '》']);
        if !head.is_empty() {
            out.words.push(head.to_lowercase());
        }
    }
    out
}

/// What stands before the article, and its number; the whole token when it names none.
fn article_in(token: &str) -> (&str, Option<u16>) {
    if let Ok(number) = token.trim_end_matches('条').parse::<u16>() {
        return ("", Some(number));
    }
    let Some((head, rest)) = token.split_once('第') else { return (token, None) };
    let Some((number, _)) = rest.split_once('条') else { return (token, None) };
    match number.parse::<u16>().ok().or_else(|| (1..1000).find(|n| numeral(*n) == number)) {
        Some(found) => (head, Some(found)),
        None => (token, None),
    }
}
