//! 量一量 · `cargo x measure`

use crate::Outcome;
use crate::root::{root, zhifa};
use crate::say::step;
use crate::shell::{command, run as call};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the release, runs its benchmark, prints the size of the code.
///
/// # Errors
/// When the build or the benchmark fails.
pub fn run(args: &[String]) -> Outcome {
    sizes();
    let build = "cargo build --release --workspace --bin zhifa";
    step(1, 2, "发布版 release build", || call(&mut command(&root(), build)))?;
    step(2, 2, "性能 bench", || call(Command::new(zhifa("release")).arg("bench").args(args).current_dir(root())))
}

fn sizes() {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for part in ["crates", "ui", "e2e", "xtask"] {
        count(&root().join(part), part, &mut lines);
    }
    println!("代码行数 lines of code");
    lines.iter().for_each(|(part, n)| println!("  {n:>7}  {part}"));
    println!("  {:>7}  合计 all", lines.values().sum::<usize>());
}

/// Counts below `dir`; a crate or an npm package is one line of the table.
fn count(dir: &Path, part: &str, lines: &mut BTreeMap<String, usize>) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_dir() && !matches!(name.as_str(), "node_modules" | "dist" | "target") {
            let part = if part.contains('/') { part.to_owned() } else { format!("{part}/{name}") };
            count(&path, &part, lines);
        } else if [".rs", ".ts", ".vue", ".sql", ".typ", ".mjs"].iter().any(|e| name.ends_with(e)) {
            let n = fs::read_to_string(&path).map_or(0, |t| t.lines().count());
            *lines.entry(part.to_owned()).or_default() += n;
        }
    }
}
