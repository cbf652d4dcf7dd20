//! 源文件 · the text files of the project

use std::fs;
use std::path::Path;

/// A text file; its path is relative to the project and written with `/`.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn has_suffix(&self, suffixes: &[&str]) -> bool {
        suffixes.iter().any(|s| self.path.ends_with(s))
    }
    pub fn is_under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|f| self.path.starts_with(f))
    }
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
    pub fn first_line(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }
    /// Tests, samples and stories are not the product.
    pub fn is_test(&self) -> bool {
        matches!(self.name(), "tests.rs" | "main.test.rs")
            || self.path.contains("/tests/")
            || self.path.ends_with(".spec.ts")
    }
}

/// Written by `cargo x generate`, never by hand.
pub const GENERATED: [&str; 4] =
    ["openapi.json", "ui/shared/api/schema.ts", "ui/shared/terms/generated.ts", "docs/generated/"];
const SKIPPED: [&str; 8] = [".git", "target", "node_modules", "dist", ".zhifa", "data", "out", "fonts"];
const TEXT: [&str; 13] =
    [".rs", ".ts", ".vue", ".css", ".mjs", ".js", ".toml", ".sql", ".typ", ".md", ".json", ".yml", ".html"];

/// Reads the project.
pub fn read() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let mut files = Vec::new();
    below(root, "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn below(dir: &Path, path: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if SKIPPED.contains(&name.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            below(&entry.path(), &path, files);
        } else if TEXT.iter().any(|t| name.ends_with(t)) || path.starts_with(".ci/") || name == "Cargo.lock" {
            // What is not UTF-8 is not a text of ours.
            files.extend(fs::read_to_string(entry.path()).ok().map(|text| File { path, text }));
        }
    }
}

const LIMIT: usize = 400;
const LIMITED: [&str; 5] = [".rs", ".ts", ".vue", ".toml", ".mjs"];
/// Data that is looked up, not read through; and what nobody writes.
const UNLIMITED: [&str; 3] = ["seed/", "terms.toml", "docs/"];

/// Files over the limit.
pub fn too_long(files: &[File]) -> Vec<String> {
    let of_ours = files.iter().filter(|f| f.has_suffix(&LIMITED) && !f.is_under(&UNLIMITED) && !f.is_under(&GENERATED));
    let long = of_ours.filter_map(|f| Some((f, f.text.lines().count())).filter(|(_, n)| *n > LIMIT));
    long.map(|(f, n)| format!("{}: {n} 行，超过 {LIMIT} 行；按法律环节拆开 split it at a legal joint", f.path))
        .collect()
}

#[cfg(test)]
mod samples {
    use super::*;
    use crate::sample;

    #[test]
    fn a_long_file_is_found_and_a_long_registry_is_not() {
        let long = "x\n".repeat(401);
        assert_eq!(too_long(&[sample("crates/a/src/b.rs", &long), sample("seed/law/registry.toml", &long)]).len(), 1);
        assert_eq!(too_long(&[sample("crates/a/src/b.rs", &"x\n".repeat(400))]).len(), 0);
    }
}
