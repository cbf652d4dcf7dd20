//! 网页 · npm packages and the web build, only when something changed

use crate::Outcome;
use crate::root::{root, scratch};
use crate::shell::{command, run};
use crate::stamp::Stamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The npm workspace.
#[must_use]
pub fn dir() -> PathBuf {
    root().join("ui")
}

/// `npm ci` in a folder, only when its lock file changed or the packages are gone.
///
/// # Errors
/// When there is no lock file or npm fails.
pub fn packages(dir: &Path) -> Outcome {
    let lock = dir.join("package-lock.json");
    let bytes = fs::read(&lock).map_err(|e| format!("{}: {e}", lock.display()))?;
    let mut stamp = Stamp::default();
    stamp.feed(&bytes);
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    let file = scratch(&format!("{name}.packages"));
    if stamp.is_kept_in(&file) && dir.join("node_modules").is_dir() {
        return Ok(());
    }
    run(&mut command(dir, "npm ci --no-audit --no-fund"))?;
    stamp.keep_in(&file)
}

/// Builds the web app, only when a source changed or the result is gone.
///
/// # Errors
/// When the build fails.
pub fn build() -> Outcome {
    let stamp = sources();
    let file = scratch("ui.build");
    if stamp.is_kept_in(&file) && dir().join("desk/dist/index.html").is_file() {
        return Ok(());
    }
    run(&mut command(&dir(), "npm run build --silent"))?;
    stamp.keep_in(&file)
}

/// A program out of the workspace's own packages, never one fetched on the way.
///
/// # Errors
/// When it is not installed.
pub fn program(name: &str) -> Result<Command, String> {
    let file = dir().join("node_modules/.bin").join(name);
    if !file.exists() {
        return Err(format!(
            "ui/package.json 没有 {name}（devDependencies）。{name} is not among the packages of ui/."
        ));
    }
    let mut c = Command::new(file);
    c.current_dir(dir());
    Ok(c)
}

fn sources() -> Stamp {
    let mut stamp = Stamp::default();
    stamp.feed_tree(&dir(), &|name| {
        matches!(name, "node_modules" | "dist") || name.ends_with(".spec.ts") || name.ends_with(".tsbuildinfo")
    });
    stamp
}
