//! 推送之前 · `cargo x check`

use crate::Outcome;
use crate::root::root;
use crate::say::step;
use crate::shell::{command, run as call};

/// Formats nothing, changes nothing: format check, clippy, tidy.
///
/// # Errors
/// The first check that fails.
pub fn run() -> Outcome {
    let cargo = |line: &'static str| move || call(&mut command(&root(), line));
    step(1, 3, "格式 fmt", cargo("cargo fmt --all --check"))?;
    step(2, 3, "整洁 tidy", cargo("cargo test -q -p xtask"))?;
    step(3, 3, "clippy", cargo("cargo clippy -q --workspace --all-targets -- -D warnings"))
}
