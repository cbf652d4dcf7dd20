//! 生成文件 · `cargo x generate`, and whether the committed ones are fresh
//!
//! What can be generated is generated; what is generated is never edited.

use crate::root::{root, scratch, zhifa};
use crate::shell::run as call;
use crate::{Outcome, ui};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The description of the HTTP interface.
pub const OPENAPI: &str = "openapi.json";
/// Chinese labels and allowed acts for the web.
pub const TERMS: &str = "ui/shared/terms/generated.ts";
/// Types of the HTTP interface for the web.
pub const SCHEMA: &str = "ui/shared/api/schema.ts";
/// Tables for people: states, permissions, refusals, forms, rules.
pub const DOCS: &str = "docs/generated";

/// Builds the server and rewrites the generated files that changed.
///
/// # Errors
/// When a build or a generator fails.
pub fn run() -> Outcome {
    crate::run::build()?;
    let fresh = make()?;
    for difference in differences(&fresh, &root()) {
        let (from, to) = (fresh.join(&difference.file), root().join(&difference.file));
        if from.exists() {
            copy(&from, &to)?;
            println!("已重写 rewritten: {}", difference.file);
        } else {
            fs::remove_file(&to).map_err(|e| format!("{}: {e}", to.display()))?;
            println!("已删除 removed: {}", difference.file);
        }
    }
    println!("生成文件已是最新 generated files are fresh");
    Ok(())
}

/// Whether the committed files are what would be generated now.
///
/// # Errors
/// The files that differ, each with its first different line.
pub fn fresh() -> Outcome {
    let found = differences(&make()?, &root());
    if found.is_empty() {
        return Ok(());
    }
    let list: String = found.iter().map(|d| format!("\n  {}: {}", d.file, d.what)).collect();
    Err(format!("生成文件过期，请运行 generated files are stale, run: cargo x generate{list}"))
}

/// Sets every sample paper as a PDF.
///
/// # Errors
/// When a paper cannot be set.
pub fn forms() -> Outcome {
    crate::run::build()?;
    let out = scratch("forms");
    empty(&out)?;
    call(Command::new(zhifa("debug")).args(["gallery", "--out"]).arg(&out).current_dir(root()))?;
    println!("样张在 papers are in {}", out.display());
    Ok(())
}

/// Generates everything into a folder of its own, laid out as the project is.
fn make() -> Result<PathBuf, String> {
    let to = scratch("generated");
    empty(&to)?;
    for file in [OPENAPI, TERMS, SCHEMA, "docs/generated/x"] {
        let parent = to.join(file).parent().map(Path::to_path_buf).unwrap_or_default();
        fs::create_dir_all(&parent).map_err(|e| format!("{}: {e}", parent.display()))?;
    }
    print_into("openapi", &to.join(OPENAPI))?;
    print_into("terms", &to.join(TERMS))?;
    call(Command::new(zhifa("debug")).arg("generate").arg(to.join(DOCS)).current_dir(root()))?;
    ui::packages(&ui::dir())?;
    let mut types = ui::program("openapi-typescript")?;
    call(types.arg(to.join(OPENAPI)).arg("-o").arg(to.join(SCHEMA)).stdout(std::process::Stdio::null()))?;
    Ok(to)
}

fn print_into(what: &str, file: &Path) -> Outcome {
    let out = fs::File::create(file).map_err(|e| format!("{}: {e}", file.display()))?;
    call(Command::new(zhifa("debug")).arg(what).current_dir(root()).stdout(out))
}

/// One generated file that is not as committed.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    file: String,
    what: String,
}

fn differences(fresh: &Path, kept: &Path) -> Vec<Difference> {
    let mut files = vec![OPENAPI.to_owned(), TERMS.to_owned(), SCHEMA.to_owned()];
    for side in [fresh, kept] {
        let names = fs::read_dir(side.join(DOCS)).into_iter().flatten().flatten();
        files.extend(names.map(|e| format!("{DOCS}/{}", e.file_name().to_string_lossy())));
    }
    files.sort();
    files.dedup();
    files.into_iter().filter_map(|file| compare(fresh, kept, file)).collect()
}

fn compare(fresh: &Path, kept: &Path, file: String) -> Option<Difference> {
    let what = match (fs::read_to_string(fresh.join(&file)), fs::read_to_string(kept.join(&file))) {
        (Ok(new), Ok(old)) if new == old => return None,
        (Ok(new), Ok(old)) => {
            let same = new.lines().zip(old.lines()).take_while(|(a, b)| a == b).count();
            format!("第 {} 行不同 first difference in line {}", same + 1, same + 1)
        }
        (Ok(_), Err(_)) => "没有提交 not committed".to_owned(),
        (Err(_), _) => "不再生成 no longer generated".to_owned(),
    };
    Some(Difference { file, what })
}

fn empty(dir: &Path) -> Outcome {
    if dir.exists() {
        fs::remove_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    }
    fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let made = to.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::copy(from, to)).map(|_| ()).map_err(|e| format!("{}: {e}", to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_a_missing_and_a_left_over_file_are_told_apart() {
        let dir = std::env::temp_dir().join(format!("x-generate-{}", std::process::id()));
        let (fresh, kept) = (dir.join("fresh"), dir.join("kept"));
        for (side, file, text) in [
            (&fresh, OPENAPI, "{}"),
            (&kept, OPENAPI, "{}"),
            (&fresh, TERMS, "a\nb\n"),
            (&kept, TERMS, "a\nc\n"),
            (&fresh, SCHEMA, "x"),
            (&kept, "docs/generated/OLD.md", "x"),
        ] {
            fs::create_dir_all(side.join(file).parent().unwrap()).unwrap();
            fs::write(side.join(file), text).unwrap();
        }
        let found = differences(&fresh, &kept);
        let told: Vec<_> = found.iter().map(|d| (d.file.as_str(), d.what.split(' ').next().unwrap())).collect();
        assert_eq!(told, [("docs/generated/OLD.md", "不再生成"), (SCHEMA, "没有提交"), (TERMS, "第")]);
        fs::remove_dir_all(dir).unwrap();
    }
}
