//! 在哪里 · `cargo x where 整改复查`
//!
//! Anything can be found by its Chinese term: the first line of every file is its name in Chinese.

use crate::glossary::{Term, parse};
use crate::{Outcome, root::root};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Lists every place where a term lives.
///
/// # Errors
/// When no word is given or it is found nowhere.
pub fn run(args: &[String]) -> Outcome {
    let word = args.first().ok_or("用法 usage: cargo x where <中文词>")?;
    let text = fs::read_to_string(root().join("terms.toml")).map_err(|e| format!("terms.toml: {e}"))?;
    let terms = parse(&text)?;
    let about: Vec<&Term> = terms.iter().filter(|t| t.zh.contains(word.as_str()) || t.en == *word).collect();
    let mut told: String = about.iter().map(|t| entry(t)).collect();
    // Asked in English, the places are still found by the Chinese headings.
    let word = about.iter().find(|t| t.en == *word).map_or(word.as_str(), |t| t.zh.as_str());
    let mut places = Vec::new();
    look(&root(), "", word, &mut places);
    places.sort();
    places.dedup();
    told.extend(places.iter().map(|p| format!("{:<5} {:<58} {}\n", p.kind, p.at, p.line)));
    if told.is_empty() {
        return Err(format!("没有找到“{word}” not found"));
    }
    // Whoever listens may stop listening (`| head`).
    drop(std::io::stdout().write_all(told.as_bytes()));
    Ok(())
}

fn entry(t: &Term) -> String {
    let mut text = format!("{} · {}\n      {}", t.zh, t.en, t.definition);
    if !t.article.is_empty() {
        text.push_str(&format!("\n      依据：{}", t.article));
    }
    if !t.not_to_be_confused_with.is_empty() {
        text.push_str(&format!("\n      不是：{}", t.not_to_be_confused_with.join("；")));
    }
    text.push('\n');
    text
}

/// One place; sorted by kind in the order in which one reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    order: usize,
    kind: &'static str,
    at: String,
    line: String,
}

const KINDS: [&str; 10] = ["篇章", "状态", "规则", "办理", "数据", "文书", "权限", "页面", "故事", "资料"];

fn look(dir: &Path, path: &str, word: &str, found: &mut Vec<Place>) {
    let mut entries: Vec<_> = fs::read_dir(dir).into_iter().flatten().flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for e in entries {
        let name = e.file_name().to_string_lossy().into_owned();
        let at = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        let skip = name.starts_with('.') || matches!(name.as_str(), "node_modules" | "dist" | "target" | "generated");
        if skip {
            continue;
        }
        if e.path().is_dir() {
            look(&e.path(), &at, word, found);
        } else if let Some(kind) = kind(&at) {
            let text = fs::read_to_string(e.path()).unwrap_or_default();
            found.extend(places(kind, &at, &text, word, chapter(&e.path(), word)));
        }
    }
}

/// Whether the file lies in a chapter with the word in its heading; then all of the folder belongs to it.
fn chapter(file: &Path, word: &str) -> bool {
    let folders = file.ancestors().skip(1).take_while(|dir| !dir.ends_with("src") && !dir.ends_with("chapters"));
    let head = |dir: &Path, name: &str| fs::read_to_string(dir.join(name)).unwrap_or_default();
    let named = |dir: &Path| {
        ["mod.rs", "chapter.ts"].iter().any(|n| head(dir, n).lines().next().unwrap_or_default().contains(word))
    };
    folders.take(3).any(named)
}

fn kind(at: &str) -> Option<&'static str> {
    let name = at.rsplit('/').next().unwrap_or(at);
    Some(match name {
        "policy.rs" => "权限",
        "state.rs" | "states.rs" => "状态",
        "rules.rs" => "规则",
        "store.rs" => "数据",
        _ if at.starts_with("crates/forms/") && (name == "form.toml" || name == "template.typ") => "文书",
        _ if at.starts_with("crates/forms/src/") => "文书",
        "mod.rs" | "lib.rs" => "篇章",
        _ if at.starts_with("crates/") && at.contains("/tests") && name.ends_with(".rs") => "故事",
        _ if at.starts_with("crates/") && name.ends_with(".rs") => "办理",
        _ if name.ends_with(".sql") => "数据",
        _ if at.starts_with("ui/") && (name.ends_with(".vue") || name.ends_with(".ts")) => "页面",
        _ if at.starts_with("e2e/") && name.ends_with(".mjs") => "故事",
        _ if at.starts_with("docs/") && name.ends_with(".md") => "资料",
        _ => return None,
    })
}

/// The heading of a file that has the word in it or lies in its chapter; every line of the permission table that
/// speaks of it; every state whose label does.
fn places(kind: &'static str, at: &str, text: &str, word: &str, in_chapter: bool) -> Vec<Place> {
    let order = KINDS.iter().position(|k| *k == kind).unwrap_or(KINDS.len());
    let place = |at: String, line: &str| Place { order, kind, at, line: tidy(line) };
    let by_line = matches!(kind, "权限" | "状态");
    let head = text.lines().next().unwrap_or_default();
    let mut found = Vec::new();
    if in_chapter || head.contains(word) {
        found.push(place(at.to_owned(), head));
    }
    let says = |line: &str| line.contains(word) && line.contains('"');
    let lines = text.lines().enumerate().skip(1).filter(|(_, line)| by_line && says(line));
    found.extend(lines.map(|(n, line)| place(format!("{at}:{}", n + 1), line)));
    found
}

fn tidy(line: &str) -> String {
    let line = line.trim().trim_start_matches(['/', '!', '#', '-', '<']).trim();
    line.trim_end_matches("-->").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_a_state_and_a_permission_are_places_and_other_lines_are_not() {
        let state = "//! 状态 · states\n  Passed = \"passed\", \"复查合格\";\n// 复查合格以后\n";
        let found = places("状态", "crates/a/src/b/state.rs", state, "复查合格", false);
        assert_eq!(found.iter().map(|p| p.at.as_str()).collect::<Vec<_>>(), ["crates/a/src/b/state.rs:2"]);
        let act = "//! 延期 · extend\nfn 延期() {}\n";
        assert_eq!(places("办理", "crates/a/src/b/extend.rs", act, "延期", false).len(), 1);
        assert_eq!(places("办理", "crates/a/src/b/extend.rs", act, "终止", false).len(), 0);
        assert_eq!(places("办理", "crates/a/src/b/extend.rs", act, "终止", true).len(), 1);
    }

    #[test]
    fn every_kind_of_file_has_its_place_in_the_list() {
        for at in ["crates/a/src/b/rules.rs", "crates/forms/x/form.toml", "ui/desk/src/A.vue", "migrations/0001.sql"] {
            assert!(KINDS.contains(&kind(at).unwrap()), "{at}");
        }
        assert_eq!(kind("assets/fonts/a.ttf"), None);
    }
}
