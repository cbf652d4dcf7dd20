//! 位置 · where the project and its build output lie

use std::path::PathBuf;

/// The folder of the workspace: two above this crate's manifest at run time, else the current folder.
#[must_use]
pub fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    manifest.as_deref().and_then(|m| m.parent()).map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// Cargo's output folder.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |t| root().join(t))
}

/// Our own corner of the output folder: stamps, comparison copies, papers.
#[must_use]
pub fn scratch(name: &str) -> PathBuf {
    target().join("x").join(name)
}

/// The server program of a profile (`debug` or `release`).
#[must_use]
pub fn zhifa(profile: &str) -> PathBuf {
    target().join(profile).join(format!("zhifa{}", std::env::consts::EXE_SUFFIX))
}
