//! SQL · where it may stand, and who writes a table

use crate::literals::literals;
use crate::tree::File;
use std::collections::BTreeMap;

const KEYWORDS: [&str; 4] = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM"];
/// The engine and the gate have SQL of their own: migrations, commands, the record.
const BELOW: [&str; 2] = ["crates/database/", "crates/authority/"];

fn is_ours(f: &File) -> bool {
    f.path.starts_with("crates/") && f.path.ends_with(".rs") && !f.is_test()
}

fn is_store(f: &File) -> bool {
    f.name() == "store.rs" || f.path.contains("/store/")
}

/// SQL in a file that is no store.
pub fn outside_stores(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for f in files.iter().filter(|f| is_ours(f) && !is_store(f) && !f.is_under(&BELOW)) {
        for (line, text) in literals(&f.text) {
            if KEYWORDS.iter().any(|k| text.contains(k)) {
                complaints.push(format!(
                    "{}:{line}: SQL 只写在 store.rs；移到本章的 store.rs move it into this chapter's store.rs",
                    f.path
                ));
            }
        }
    }
    complaints
}

/// Tables that two folders write.
pub fn two_writers(files: &[File]) -> Vec<String> {
    let mut writers: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for f in files.iter().filter(|f| is_ours(f)) {
        let folder = f.path.rsplit_once('/').map_or("", |(folder, _)| folder).trim_end_matches("/store").to_owned();
        for (line, text) in literals(&f.text) {
            for table in written(&text) {
                writers.entry(table).or_default().entry(folder.clone()).or_insert_with(|| format!("{}:{line}", f.path));
            }
        }
    }
    let shared = writers.into_iter().filter(|(_, by)| by.len() > 1);
    shared
        .map(|(table, by)| {
            let places: Vec<String> = by.into_values().collect();
            let places = places.join(", ");
            format!("表 {table} 有两个章节在写 is written twice: {places}; 只留一处，其他章节调用它 keep one, let the others call it")
        })
        .collect()
}

/// The tables a statement writes.
fn written(sql: &str) -> Vec<String> {
    let words: Vec<&str> =
        sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let mut tables = Vec::new();
    for (i, w) in words.iter().enumerate() {
        let at = |n: usize| words.get(n).copied().unwrap_or_default();
        let before = i.checked_sub(1).map(at).unwrap_or_default();
        let table = match (*w, at(i + 1)) {
            ("INSERT", "INTO") | ("DELETE", "FROM") => at(i + 2),
            // `ON CONFLICT DO UPDATE` and `FOR UPDATE` name no table.
            ("UPDATE", table) if !["DO", "FOR"].contains(&before) => table,
            _ => continue,
        };
        if table.chars().next().is_some_and(|c| c.is_ascii_lowercase()) {
            tables.push(table.to_owned());
        }
    }
    tables
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    const UPDATE: &str = "fn f() { q(\"UPDATE orders SET n = 1\") }";

    #[test]
    fn sql_in_an_act_is_found_and_in_a_store_a_test_or_a_comment_it_is_not() {
        let found = |path| outside_stores(&[sample(path, UPDATE)]).len();
        assert_eq!(found("crates/inspection/src/rectification/extend.rs"), 1);
        assert_eq!(found("crates/inspection/src/rectification/store.rs"), 0);
        assert_eq!(found("crates/inspection/src/rectification/tests.rs"), 0);
        assert_eq!(found("crates/server/tests/it/world.rs"), 0);
        assert_eq!(outside_stores(&[sample("crates/a/src/b.rs", "// UPDATE orders\n")]).len(), 0);
    }

    #[test]
    fn a_second_writer_of_a_table_is_found_and_a_second_reader_is_not() {
        let first = || sample("crates/inspection/src/rectification/store.rs", UPDATE);
        let writes = sample("crates/penalty/src/filing/store.rs", "q(\"DELETE FROM orders WHERE\")");
        let reads = sample("crates/penalty/src/filing/store.rs", "q(\"SELECT 1 FROM orders FOR UPDATE\")");
        let upsert = sample(
            "crates/penalty/src/filing/store.rs",
            "q(\"INSERT INTO cases (a) ON CONFLICT DO UPDATE SET a = 1\")",
        );
        assert_eq!(two_writers(&[first(), writes]).len(), 1);
        assert_eq!(two_writers(&[first(), reads, upsert]).len(), 0);
    }
}
