//! 步骤 · the steps of `cargo x test`, cheapest first

use super::Step;
use crate::postgres::Cluster;
use crate::root::{root, zhifa};
use crate::shell::{command, run as call, watch};
use crate::tally::{Counting, Tally};
use crate::{Outcome, generate, signatures, tools, ui};
use std::path::Path;
use std::process::Command;

/// The table: key, what it checks, in `--quick`, needs, counts, work.
#[rustfmt::skip]
pub fn all() -> Vec<Step> {
    use Counting::{Cargo, Journeys, Nothing, Vitest};
    let step = |key, title, quick, after, counting, work| Step { key, title, quick, after, counting, work };
    vec![
        step("tools",    "所需工具 tools",                          true,  None,          Nothing,  install),
        step("tidy",     "整洁 tidy",                               true,  None,          Cargo,    tidy),
        step("fmt",      "格式 format",                             true,  None,          Nothing,  |_| cargo("cargo fmt --all --check")),
        // Before the program: the pages go into it when it is compiled.
        step("web",      "网页构建 web build",                      false, None,          Nothing,  web),
        step("build",    "编译 compile everything",                 true,  None,          Nothing,  |_| cargo("cargo test --workspace --no-run")),
        step("rules",    "规则 rules of all crates",                true,  Some("build"), Cargo,    rules),
        step("clippy",   "clippy",                                  true,  None,          Nothing,  |_| cargo("cargo clippy --workspace --all-targets -- -D warnings")),
        step("deny",     "依赖许可 licences, bans, sources",         false, None,          Nothing,  deny),
        step("fresh",    "生成文件 generated files are fresh",       true,  Some("build"), Nothing,  |_| generate::fresh()),
        step("stories",  "故事（SQLite） stories",                   true,  Some("build"), Cargo,    |t| stories(t, None)),
        step("postgres", "故事（PostgreSQL） stories",               false, Some("build"), Cargo,    on_postgres),
        step("signatures", "他人验签 pdfsig, pyHanko, OpenSSL",     false, Some("build"), Cargo,    signatures::run),
        step("lint",     "网页 eslint",                             true,  None,          Nothing,  |_| npm("lint", None)),
        step("types",    "网页 vue-tsc",                            true,  None,          Nothing,  |_| npm("check", None)),
        step("vitest",   "网页 vitest",                             true,  None,          Vitest,   |t| npm("test", Some(t))),
        step("interface", "接口核对 schemathesis",                  false, Some("build"), Journeys, interface),
        step("journeys", "浏览器 journeys in Chromium",             false, Some("web"),   Journeys, journeys),
    ]
}

fn cargo(line: &str) -> Outcome {
    call(&mut command(&root(), line))
}

fn counted(c: &mut Command, how: Counting, tally: &mut Tally) -> Outcome {
    watch(c.env("NO_COLOR", "1"), |line| tally.read(how, line))
}

/// Installs all that is missing before the long work starts, and tells all that cannot be installed at once.
fn install(_: &mut Tally) -> Outcome {
    let mut packages = Vec::new();
    if tools::chromium().is_none() {
        packages.push("chromium");
    }
    if !tools::poppler() {
        packages.push("poppler-utils");
    }
    let apt = if packages.is_empty() { Ok(()) } else { tools::apt_install(&packages) };
    let database = Cluster::start().map(|c| println!("PostgreSQL: {}", c.version()));
    let all = [
        tools::newcomer(),
        apt,
        database,
        tools::cargo_deny(),
        tools::schemathesis().map(drop),
        tools::nss(),
        tools::pyhanko().map(drop),
    ];
    let missing: Vec<String> = all.into_iter().filter_map(Result::err).collect();
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n✘ ")) }
}

fn tidy(tally: &mut Tally) -> Outcome {
    counted(&mut command(&root(), "cargo test -p xtask --no-fail-fast"), Counting::Cargo, tally)
}

/// Unit tests of every crate and the integration tests of all but the server. The whole workspace stays selected:
/// another selection would give the dependencies other features and compile them again.
fn rules(tally: &mut Tally) -> Outcome {
    let mut c = command(&root(), "cargo test --workspace --no-fail-fast --lib --bins");
    for crate_dir in crates_with_tests() {
        if crate_dir != "server" {
            c.args(tests_of(&crate_dir).iter().flat_map(|t| ["--test", t]));
        }
    }
    counted(&mut c, Counting::Cargo, tally)
}

fn stories(tally: &mut Tally, database: Option<&str>) -> Outcome {
    let tests = tests_of("server");
    if tests.is_empty() {
        return Err("crates/server/tests 里没有故事 no stories in crates/server/tests".into());
    }
    let mut c = command(&root(), "cargo test --workspace --no-fail-fast");
    c.args(tests.iter().flat_map(|t| ["--test", t]));
    match database {
        Some(url) => c.env("ZHIFA_TEST_DATABASE_URL", url),
        None => c.env_remove("ZHIFA_TEST_DATABASE_URL"),
    };
    counted(&mut c, Counting::Cargo, tally)
}

fn on_postgres(tally: &mut Tally) -> Outcome {
    let cluster = Cluster::start()?;
    println!("{} — {}", cluster.version(), cluster.url());
    stories(tally, Some(&cluster.url()))
}

fn deny(_: &mut Tally) -> Outcome {
    tools::cargo_deny()?;
    cargo("cargo deny check licenses bans sources")
}

fn npm(script: &str, tally: Option<&mut Tally>) -> Outcome {
    ui::packages(&ui::dir())?;
    let mut c = command(&ui::dir(), &format!("npm run --silent {script}"));
    match tally {
        Some(tally) => counted(c.env("CI", "1"), Counting::Vitest, tally),
        None => call(&mut c),
    }
}

fn web(_: &mut Tally) -> Outcome {
    ui::packages(&ui::dir())?;
    ui::build()
}

/// The journeys start the server themselves, on a port and a data folder of their own.
fn journeys(tally: &mut Tally) -> Outcome {
    let browser = tools::chromium().ok_or("没有 Chromium，请运行 cargo x test --only tools")?;
    cargo("cargo build --workspace --bin zhifa")?;
    let dir = root().join("e2e");
    if dir.join("package-lock.json").is_file() {
        ui::packages(&dir)?;
    }
    let mut c = command(&root(), "node e2e/run.mjs");
    c.env("ZHIFA_CHROMIUM", browser).env("ZHIFA_BIN", zhifa("debug"));
    counted(&mut c, Counting::Journeys, tally)
}

/// Every described operation is asked what nobody thought of.
fn interface(tally: &mut Tally) -> Outcome {
    let tool = tools::schemathesis()?;
    cargo("cargo build --workspace --bin zhifa")?;
    let mut c = command(&root(), "node e2e/interface/run.mjs");
    c.env("ZHIFA_SCHEMATHESIS", tool).env("ZHIFA_BIN", zhifa("debug"));
    counted(&mut c, Counting::Journeys, tally)
}

fn crates_with_tests() -> Vec<String> {
    let mut found = names(&root().join("crates"));
    found.retain(|name| root().join("crates").join(name).join("tests").is_dir());
    found
}

/// The integration tests that cargo finds by itself: `tests/*.rs` and `tests/*/main.rs`.
fn tests_of(name: &str) -> Vec<String> {
    let folder = root().join("crates").join(name);
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let programs = programs_among_tests(&manifest);
    let found = names(&folder.join("tests")).into_iter().filter_map(|file| match file.strip_suffix(".rs") {
        Some(stem) => Some((format!("tests/{file}"), stem.to_owned())),
        None => Some((format!("tests/{file}/main.rs"), file)).filter(|(main, _)| folder.join(main).is_file()),
    });
    found.filter(|(file, _)| !programs.contains(file)).map(|(_, test)| test).collect()
}

/// Files that lie among the tests but that the manifest declares as a program for them.
fn programs_among_tests(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[[bin]]"
            && let Some(path) = line.strip_prefix("path = ")
        {
            found.push(path.trim_matches('"').to_owned());
        }
    }
    found
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_among_the_tests_is_told_from_a_test() {
        let manifest = "[[bin]]\nname = \"w\"\npath = \"tests/worker_bin.rs\"\n[[test]]\npath = \"tests/it/main.rs\"\n";
        assert_eq!(programs_among_tests(manifest), ["tests/worker_bin.rs"]);
    }

    #[test]
    fn the_integration_tests_of_a_crate_are_found() {
        assert!(tests_of("typeset").contains(&"papers".to_owned()));
        assert!(!tests_of("typeset").contains(&"worker_bin".to_owned()));
    }
}
