//! 法规登记 · the law registry
//!
//! Laws by edition, and the places in them that are cited, each with a gist in our own words.
//! Not here: the official texts; an installation imports them.

use crate::Seed;
use lexicon::{Citation, LegalDay, terms};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LawFile {
    statute: Vec<Statute>,
    chapter: Vec<Chapter>,
}

/// The articles of one edition.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    statute: String,
    edition: String,
    articles: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    article: u16,
    paragraph: Option<u16>,
    item: Option<u16>,
    gist: String,
    #[serde(default)]
    unsure: bool,
}

terms! {
    /// 法规效力级别
    pub enum StatuteKind {
        Law = "law", "法律";
        Regulation = "regulation", "行政法规";
        Rule = "rule", "部门规章";
        Document = "document", "规范性文件";
    }
}

/// One edition of a statute.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statute {
    /// The same for all editions, e.g. `work_safety_law`.
    pub key: String,
    /// 全称
    pub name: String,
    /// 简称，文书书名号内用
    pub short_name: String,
    /// 效力级别
    pub kind: StatuteKind,
    /// Tells the editions of one key apart, usually the year.
    pub edition: String,
    /// 文号，如 主席令第88号
    pub number: String,
    /// 制定机关
    pub issuer: String,
    /// 公布日期；未查到的为空
    pub promulgated_on: Option<LegalDay>,
    /// 施行日期
    pub effective_from: LegalDay,
    /// Last day in force; none for the present edition.
    pub effective_to: Option<LegalDay>,
}

/// One cited place in an edition.
#[derive(Debug, Clone)]
pub struct Article {
    /// Edition of the statute.
    pub edition: String,
    /// Statute key, article, paragraph, item.
    pub place: Citation,
    /// 条旨：自拟的一句话，不是原文
    pub gist: String,
    /// The number or the gist is from general knowledge and has not been compared with the official text.
    pub unsure: bool,
}

impl LawFile {
    /// Statutes as they are, the chapters as one list of articles.
    pub(crate) fn flatten(self) -> (Vec<Statute>, Vec<Article>) {
        let articles = self.chapter.into_iter().flat_map(|chapter| {
            let Chapter { statute, edition, articles } = chapter;
            articles.into_iter().map(move |row| Article {
                edition: edition.clone(),
                place: Citation {
                    statute: statute.clone(),
                    article: row.article,
                    paragraph: row.paragraph,
                    item: row.item,
                },
                gist: row.gist,
                unsure: row.unsure,
            })
        });
        (self.statute, articles.collect())
    }
}

impl Seed {
    /// The edition of a statute in force on a day.
    #[must_use]
    pub fn edition_on(&self, statute: &str, day: LegalDay) -> Option<&Statute> {
        self.statutes
            .iter()
            .find(|s| s.key == statute && s.effective_from <= day && s.effective_to.is_none_or(|last| day <= last))
    }

    /// The registered place a citation means on a day; `None` when the edition of that day does not know it.
    #[must_use]
    pub fn resolve(&self, citation: &Citation, day: LegalDay) -> Option<&Article> {
        let edition = &self.edition_on(&citation.statute, day)?.edition;
        self.articles.iter().find(|a| a.edition == *edition && a.place == *citation)
    }
}
