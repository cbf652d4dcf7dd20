//! 启动 · `cargo x run`
//!
//! From a fresh clone to the demonstration county with one command. A second start does no work twice.

use crate::root::{root, zhifa};
use crate::say::step;
use crate::shell::{command, run as call};
use crate::{Outcome, tools, ui};
use std::process::Command;

/// Checks the tools, builds what changed, and becomes the server.
///
/// # Errors
/// The first thing that stands in the way.
pub fn run(args: &[String]) -> Outcome {
    step(1, 4, "检查工具 tools", tools::newcomer)?;
    step(2, 4, "网页依赖 web packages", || ui::packages(&ui::dir()))?;
    step(3, 4, "编译网页 web build", ui::build)?;
    step(4, 4, "编译程序 server build", build)?;
    let mut server = Command::new(zhifa("debug"));
    server.args(["serve", "--demo"]).current_dir(root());
    if !args.iter().any(|a| a == "--data-dir" || a.starts_with("--data-dir=")) {
        server.args(["--data-dir", ".zhifa"]);
    }
    become_it(server.args(args))
}

/// Builds the server program. The whole workspace is selected so that tests and server share every artefact.
///
/// # Errors
/// When it does not compile.
pub fn build() -> Outcome {
    call(&mut command(&root(), "cargo build -q --workspace --bin zhifa"))
}

/// The server takes our place: Ctrl-C and the exit code are its own.
#[cfg(unix)]
fn become_it(server: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = server.exec();
    Err(format!("无法启动 cannot start: {} ({error})", server.get_program().to_string_lossy()))
}

#[cfg(not(unix))]
fn become_it(server: &mut Command) -> Outcome {
    call(server)
}
