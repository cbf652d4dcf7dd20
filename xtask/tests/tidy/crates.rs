//! 依赖方向 · which crate may use which

use crate::tree::File;

/// Each crate and ours it may name, lowest first. An earlier stage of the procedure never knows a later one.
#[rustfmt::skip]
const MAY_USE: [(&str, &[&str]); 24] = [
    ("lexicon",    &[]),
    ("forms",      &["lexicon"]),
    ("signing",    &["lexicon"]),
    ("typeset",    &["lexicon", "forms"]),
    ("database",   &["lexicon"]),
    ("migrations", &["database"]),
    ("authority",  &["lexicon", "database"]),
    ("seed",       &["lexicon"]),
    ("web",        &["lexicon", "forms", "signing", "authority", "seed"]),
    ("identity",   &["lexicon", "forms", "authority", "seed", "web"]),
    ("law",        &["lexicon", "forms", "authority", "seed", "web", "identity"]),
    ("registers",  &["lexicon", "forms", "authority", "seed", "web", "identity", "law"]),
    ("documents",  &["lexicon", "forms", "signing", "authority", "seed", "web", "identity", "law", "registers"]),
    ("evidence",   &["lexicon", "forms", "authority", "seed", "web", "identity", "law", "registers", "documents"]),
    ("inspection", &["lexicon", "forms", "authority", "seed", "web", "identity", "law", "registers", "documents", "evidence"]),
    ("archive",    &["lexicon", "forms", "authority", "web", "identity", "registers", "documents", "evidence", "inspection"]),
    ("casebook",   &["lexicon", "authority", "seed", "web", "registers", "evidence"]),
    ("planning",   &["lexicon", "authority", "seed", "web", "registers"]),
    ("oversight",  &["lexicon", "authority", "web", "identity", "planning"]),
    ("exchange",   &["lexicon", "forms", "authority", "seed", "web", "identity", "law", "registers", "documents", "evidence", "inspection", "planning", "oversight"]),
    ("portal",     &["lexicon", "forms", "authority", "seed", "web", "identity", "law", "registers", "documents", "evidence", "inspection", "planning"]),
    ("personnel",  &["lexicon", "authority", "web", "identity", "registers", "documents", "inspection"]),
    ("server",     &["lexicon", "forms", "signing", "typeset", "database", "authority", "seed", "web", "identity", "law", "registers", "documents", "evidence", "inspection", "archive", "casebook", "planning", "exchange", "portal", "oversight", "personnel", "migrations"]),
    ("xtask",      &[]),
];

/// Outside crates that few crates may name: everything else sees them through these.
const KEPT_IN: [(&str, &[&str]); 10] = [
    ("typst", &["typeset"]),
    ("typst-layout", &["typeset"]),
    ("typst-pdf", &["typeset"]),
    ("lopdf", &["signing", "archive"]),
    ("cms", &["signing"]),
    ("p256", &["signing"]),
    ("sm2", &["signing"]),
    ("rusqlite", &["database"]),
    ("tokio-postgres", &["database"]),
    ("deadpool-postgres", &["database"]),
];
/// A chapter's tests may open a store of their own; its product code still cannot name the engine.
const IN_TESTS: [&str; 2] = ["database", "migrations"];
/// The vocabulary does no IO; the crates below `web` know no HTTP.
const NEVER: [(&str, &[&str]); 5] = [
    ("lexicon", &["tokio", "axum", "tower-http"]),
    ("forms", &["tokio", "axum", "tower-http"]),
    ("seed", &["tokio", "axum", "tower-http"]),
    ("database", &["axum", "tower-http"]),
    ("authority", &["axum", "tower-http"]),
];

pub fn check(files: &[File]) -> Vec<String> {
    let manifests = files.iter().filter(|f| f.name() == "Cargo.toml" && f.is_under(&["crates/", "xtask/"]));
    manifests.flat_map(manifest).collect()
}

fn manifest(f: &File) -> Vec<String> {
    let name = f.path.trim_end_matches("/Cargo.toml").rsplit('/').next().unwrap_or_default();
    let Some((_, may)) = MAY_USE.iter().find(|(n, _)| *n == name) else {
        return vec![format!("{}: 依赖表里没有 {name}；add it to MAY_USE in xtask/tests/tidy/crates.rs", f.path)];
    };
    let mut complaints = Vec::new();
    for (dependency, line, in_tests) in dependencies(&f.text) {
        let ours = MAY_USE.iter().any(|(n, _)| *n == dependency);
        let kept = KEPT_IN.iter().find(|(d, homes)| *d == dependency && !homes.contains(&name) && !in_tests);
        let never = NEVER.iter().any(|(n, list)| *n == name && list.contains(&dependency)) && !in_tests;
        let for_tests = in_tests && IN_TESTS.contains(&dependency);
        if ours && !may.contains(&dependency) && !for_tests {
            complaints
                .push(format!("{}: {name} 不得依赖 may not use {dependency}; 依赖方向见 ARCHITECTURE.md", f.path));
        }
        if let Some((_, homes)) = kept {
            let home = homes.join(", ");
            complaints.push(format!("{}: 只有 {home} 可以使用 only {home} may use {dependency}", f.path));
        }
        if never {
            complaints.push(format!("{}: {name} 不得使用 must not use {dependency}", f.path));
        }
        if !line.contains("workspace = true") || line.contains("features") {
            complaints.push(format!(
                "{}: {dependency} 应写成 must be `{{ workspace = true }}`; versions and features stand once in the root Cargo.toml",
                f.path
            ));
        }
    }
    complaints
}

/// Name, line, and whether only tests use it.
fn dependencies(text: &str) -> Vec<(&str, &str, bool)> {
    let mut section = "";
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section.contains("dependencies")
            && let Some((name, _)) = line.split_once('=')
        {
            let name = name.trim().trim_end_matches(".workspace");
            found.push((name, line, section.contains("dev-dependencies")));
        }
    }
    found
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    fn found(name: &str, lines: &str) -> Vec<String> {
        check(&[sample(&format!("crates/{name}/Cargo.toml"), &format!("[package]\nname = \"{name}\"\n{lines}"))])
    }

    #[test]
    fn an_earlier_stage_that_names_a_later_one_is_found() {
        assert_eq!(found("registers", "[dependencies]\ninspection = { workspace = true }").len(), 1);
        assert_eq!(found("inspection", "[dependencies]\nregisters = { workspace = true }").len(), 0);
        assert_eq!(found("lexicon", "[dev-dependencies]\nseed = { workspace = true }").len(), 1);
    }

    #[test]
    fn a_chapter_cannot_name_the_engine_or_the_typesetter() {
        assert_eq!(found("inspection", "[dependencies]\ndatabase = { workspace = true }").len(), 1);
        assert_eq!(found("inspection", "[dev-dependencies]\ndatabase = { workspace = true }").len(), 0);
        assert_eq!(found("documents", "[dependencies]\ntypeset = { workspace = true }").len(), 1);
        assert_eq!(found("server", "[dependencies]\nrusqlite = { workspace = true }").len(), 1);
        assert_eq!(found("lexicon", "[dependencies]\ntokio = { workspace = true }").len(), 1);
    }

    #[test]
    fn a_version_or_a_feature_of_its_own_is_found_and_so_is_an_unknown_crate() {
        assert_eq!(found("web", "[dependencies]\nserde = \"1\"").len(), 1);
        assert_eq!(found("web", "[dependencies]\nserde = { workspace = true, features = [\"rc\"] }").len(), 1);
        assert_eq!(found("web", "[dependencies]\nserde.workspace = true").len(), 0);
        assert_eq!(found("gossip", "").len(), 1);
    }

    #[test]
    fn the_table_itself_has_no_circle() {
        for (n, (name, may)) in MAY_USE.iter().enumerate() {
            for used in *may {
                assert!(MAY_USE[..n].iter().any(|(earlier, _)| earlier == used), "{name} uses {used}");
            }
        }
    }
}
