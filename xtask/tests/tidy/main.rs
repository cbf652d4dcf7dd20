//! 整洁 · what the tree must look like, as sentences
//!
//! Each rule is a list as data and a function from files to complaints; each complaint names the file and what to do.
//! Every function is first tried on small bad samples, so that it is known to fail when it should.

mod adr;
mod citations;
mod crates;
mod headings;
mod literals;
mod sql;
mod terms;
mod tree;
mod words;

use tree::{File, read};

/// Fails with all complaints at once.
#[track_caller]
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n  {}\n", complaints.join("\n  "));
}

/// 打开文件第一行就知道它是什么：中文名 · english name。
#[test]
fn every_chapter_act_form_and_page_begins_with_its_chinese_name() {
    none(&headings::check(&read()));
}

/// 一个文件不超过四百行。
#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    none(&tree::too_long(&read()));
}

/// 后一环节可以查看前一环节，前一环节不知道后一环节。
#[test]
fn crates_depend_only_downwards_and_on_the_outside_only_where_allowed() {
    none(&crates::check(&read()));
}

/// SQL 只写在 store.rs 里。
#[test]
fn sql_stands_only_in_stores() {
    none(&sql::outside_stores(&read()));
}

/// 一张表只有一个章节能写。
#[test]
fn a_table_is_written_by_one_chapter() {
    none(&sql::two_writers(&read()));
}

/// 不留待办，不写拼音，不带本机路径和软件源地址。
#[test]
fn nothing_is_left_undone_or_names_a_private_place() {
    none(&words::check(&read()));
}

/// 术语表能读、不重复；章节名和状态名都来自术语表。
#[test]
fn chapters_and_closed_sets_are_named_from_the_glossary() {
    none(&terms::check(&read()));
}

/// 引用的每一条都能在法规登记表里找到。
#[test]
fn every_citation_resolves_in_the_law_registry() {
    none(&citations::check(&read()));
}

/// 决定记录一号一事。
#[test]
fn an_adr_has_its_own_number_and_three_sections() {
    none(&adr::check(&read()));
}

#[test]
fn the_tree_that_is_read_is_not_empty() {
    let files = read();
    for must in ["Cargo.toml", "terms.toml", "crates/lexicon/src/lib.rs", "xtask/tests/tidy/main.rs"] {
        assert!(files.iter().any(|f| f.path == must), "{must} was not read");
    }
    assert!(files.iter().all(|f| !f.path.contains("node_modules") && !f.path.starts_with("target")));
}

/// A sample file.
#[cfg(test)]
fn sample(path: &str, text: &str) -> File {
    File { path: path.into(), text: text.into() }
}
