//! 标题 · the first line of a file is its Chinese name

use crate::tree::{File, GENERATED};

/// Whether a file must say what it is, and with what its first line begins.
fn opening(f: &File) -> Option<&'static [&'static str]> {
    let rust: &[&str] = &["//! "];
    let fixed = ["lib.rs", "mod.rs", "state.rs", "states.rs", "rules.rs", "store.rs"].contains(&f.name());
    // A file without a line of code is not yet anything.
    let has_code = f.text.lines().any(|l| !l.trim().is_empty() && !l.trim_start().starts_with("//"));
    // What answers a route is an act, whatever its file is called.
    let act = f.text.contains("#[utoipa::path");
    if f.path.starts_with("crates/") && f.path.contains("/src/") && f.path.ends_with(".rs") {
        return (has_code && !f.is_test() && (fixed || act)).then_some(rust);
    }
    if f.path.starts_with("crates/forms/") {
        return match f.name() {
            "form.toml" => Some(&["# "]),
            "template.typ" => Some(&["// "]),
            _ => None,
        };
    }
    if f.path.starts_with("ui/") && f.path.ends_with(".vue") {
        return Some(&["<!-- "]);
    }
    let page = f.path.starts_with("ui/desk/src/") && f.path.ends_with(".ts") && !f.is_test() && !f.is_under(&GENERATED);
    page.then_some(&["// "])
}

pub fn check(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for f in files {
        let line = f.first_line();
        if let Some(openings) = opening(f) {
            let good = openings.iter().any(|o| line.starts_with(o)) && line.contains(" · ") && has_chinese(line);
            if !good {
                let must = openings.first().unwrap_or(&"");
                complaints.push(format!("{}: 第一行应为 the first line must be `{must}中文名 · english name`", f.path));
            }
        }
        if f.path.starts_with("migrations/") && !(line.starts_with("-- ") && has_chinese(line)) {
            complaints.push(format!("{}: 第一行应说明用途 the first line must be `-- 中文，为什么改`", f.path));
        }
    }
    complaints
}

pub fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    fn bad(path: &str, text: &str) -> bool {
        !check(&[sample(path, text)]).is_empty()
    }

    #[test]
    fn a_chapter_without_its_chinese_name_is_found() {
        assert!(bad("crates/inspection/src/rectification/mod.rs", "//! rectification\npub mod state;\n"));
        assert!(bad("crates/inspection/src/rectification/mod.rs", "//! 整改复查\npub mod state;\n"));
        assert!(!bad("crates/inspection/src/rectification/mod.rs", "//! 整改复查 · re-check\npub mod state;\n"));
    }

    #[test]
    fn an_act_is_known_by_its_route_and_a_helper_or_a_test_is_let_be() {
        let act = "use x;\n#[utoipa::path(post)]\nasync fn run() {}\n";
        assert!(bad("crates/inspection/src/rectification/extend.rs", act));
        assert!(!bad("crates/inspection/src/rectification/hash.rs", "use x;\nfn help() {}\n"));
        assert!(!bad("crates/inspection/src/rectification/tests.rs", act));
    }

    #[test]
    fn pages_forms_and_migrations_are_read_too() {
        assert!(bad("ui/desk/src/chapters/a/A.vue", "<script setup>"));
        assert!(!bad("ui/desk/src/chapters/a/A.vue", "<!-- 延期 · extension -->\n"));
        assert!(bad("ui/desk/src/app/router.ts", "import x"));
        assert!(!bad("ui/desk/src/app/router.spec.ts", "import x"));
        assert!(bad("crates/forms/x/form.toml", "zh = \"x\""));
        assert!(bad("migrations/0009_x.sql", "CREATE TABLE x (id {uuid})"));
        assert!(!bad("migrations/0009_x.sql", "-- 延期：新增理由\nCREATE TABLE x"));
    }
}
