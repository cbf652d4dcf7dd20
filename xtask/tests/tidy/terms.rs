//! 术语 · names come from terms.toml

use crate::tree::File;
use xtask::glossary::{Term, parse};

/// The parts whose folders are chapters.
const PARTS: [&str; 9] =
    ["identity", "law", "registers", "documents", "evidence", "planning", "inspection", "exchange", "portal"];

pub fn check(files: &[File]) -> Vec<String> {
    let Some(file) = files.iter().find(|f| f.path == "terms.toml") else {
        return vec!["terms.toml 不见了 is missing".into()];
    };
    let terms = match parse(&file.text) {
        Ok(terms) => terms,
        Err(why) => return vec![why],
    };
    let mut complaints = glossary(&terms);
    let mut chapters: Vec<&str> = files.iter().filter_map(|f| chapter(&f.path)).collect();
    chapters.sort_unstable();
    chapters.dedup();
    for name in chapters.into_iter().filter(|c| !terms.iter().any(|t| t.en == *c)) {
        complaints.push(format!("章节 chapter `{name}` 不在 terms.toml；先加词条 add its term first"));
    }
    for f in files.iter().filter(|f| f.path.starts_with("crates/") && f.path.ends_with(".rs") && !f.is_test()) {
        for title in titles(&f.text).filter(|title| !terms.iter().any(|t| is_in(t, title))) {
            complaints.push(format!(
                "{}: “{title}”里没有 terms.toml 的词 has no term of terms.toml in it; 加词条 add it",
                f.path
            ));
        }
    }
    complaints
}

/// Whether the title has the term or its short form in it.
fn is_in(term: &Term, title: &str) -> bool {
    title.contains(term.zh.as_str()) || (!term.short.is_empty() && title.contains(term.short.as_str()))
}

fn glossary(terms: &[Term]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (n, t) in terms.iter().enumerate() {
        if [&t.zh, &t.en, &t.definition].iter().any(|v| v.trim().is_empty()) {
            complaints.push(format!("terms.toml: “{}” 缺 zh、en 或 definition lacks one of the three", t.zh));
        }
        if !t.article.is_empty() && !t.article.starts_with('《') {
            complaints.push(format!("terms.toml: “{}” 的 article 应写成 must read 《法名》第几条", t.zh));
        }
        let earlier = terms.get(..n).unwrap_or_default();
        if let Some(twin) = earlier.iter().find(|e| e.zh == t.zh || e.en == t.en) {
            complaints
                .push(format!("terms.toml: “{}” 与“{}”重复 one concept, one word; 合并 merge them", t.zh, twin.zh));
        }
    }
    complaints
}

/// The folder of a chapter: `crates/<part>/src/<chapter>/mod.rs` or `ui/desk/src/chapters/<chapter>/chapter.ts`.
fn chapter(path: &str) -> Option<&str> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["crates", part, "src", chapter, "mod.rs"] if PARTS.contains(part) => Some(chapter),
        ["ui", _, "src", "chapters", chapter, "chapter.ts"] => Some(chapter),
        _ => None,
    }
}

/// The Chinese title of every `terms!` enum: the doc comment before `pub enum`.
fn titles(text: &str) -> impl Iterator<Item = &str> {
    let blocks = text.split("terms! {\n").skip(1);
    blocks.filter_map(|block| block.lines().find_map(|l| l.trim().strip_prefix("/// ")))
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    const GLOSSARY: &str =
        "[[term]]\nzh = \"整改复查\"\nshort = \"整改\"\nen = \"rectification\"\ndefinition = \"改正\"\n";

    fn found(path: &str, text: &str) -> Vec<String> {
        check(&[sample("terms.toml", GLOSSARY), sample(path, text)])
    }

    #[test]
    fn a_chapter_with_an_invented_name_is_found() {
        assert_eq!(found("crates/inspection/src/correction/mod.rs", "").len(), 1);
        assert_eq!(found("crates/inspection/src/rectification/mod.rs", "").len(), 0);
        assert_eq!(found("ui/desk/src/chapters/correction/chapter.ts", "").len(), 1);
    }

    #[test]
    fn a_closed_set_with_an_unknown_title_is_found() {
        let set = |title: &str| format!("use x;\nterms! {{\n    /// {title}\n    pub enum State {{ }}\n}}\n");
        assert_eq!(found("crates/inspection/src/a/state.rs", &set("整改状态")).len(), 0);
        assert_eq!(found("crates/inspection/src/a/state.rs", &set("改正进度")).len(), 1);
    }

    #[test]
    fn a_doubled_an_empty_and_an_unreadable_term_are_found() {
        let twice = format!("{GLOSSARY}{GLOSSARY}");
        assert_eq!(check(&[sample("terms.toml", &twice)]).len(), 1);
        assert_eq!(check(&[sample("terms.toml", "[[term]]\nzh = \"甲\"\nen = \"a\"\n")]).len(), 1);
        assert_eq!(check(&[sample("terms.toml", "zh: x")]).len(), 1);
        assert_eq!(check(&[]).len(), 1);
    }
}
