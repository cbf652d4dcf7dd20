//! 所需工具 · what must be on the machine, and how it gets there

use crate::shell::{answer, command, run, watch};
use crate::{Outcome, root::root};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Vite and the type checker need this Node.
const NODE: (u32, u32) = (20, 19);

/// Checks what a newcomer must have: Node with npm, and a C compiler (SQLite is compiled in).
///
/// # Errors
/// A sentence that names what is missing and how to get it.
pub fn newcomer() -> Outcome {
    node()?;
    let cc = std::env::var_os("CC").map_or_else(|| "cc".into(), PathBuf::from);
    if answer(Command::new(cc).arg("--version")).is_none() {
        return Err("没有 C 编译器。A C compiler is missing.\n  Debian/Ubuntu: apt-get install build-essential\n  \
                    Fedora: dnf install gcc    macOS: xcode-select --install"
            .into());
    }
    Ok(())
}

fn node() -> Outcome {
    let hint =
        format!("请安装 Node.js {}.{} 或更新的版本（含 npm）。Install it from https://nodejs.org.", NODE.0, NODE.1);
    let Some(version) = answer(&mut command(&root(), "node --version")) else {
        return Err(format!("没有 Node.js。Node.js is missing.\n  {hint}"));
    };
    if !new_enough(&version) {
        return Err(format!("Node.js {version} 太旧。Node.js is too old.\n  {hint}"));
    }
    on_path("npm").map(|_| ()).ok_or_else(|| format!("没有 npm。npm is missing.\n  {hint}"))
}

fn new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|n| n.parse::<u32>().ok());
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= NODE
}

/// The first program of this name on the search path.
#[must_use]
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

/// A Chromium or Chrome that starts.
#[must_use]
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("ZHIFA_CHROMIUM").map(PathBuf::from);
    let usual = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let starts = |p: &PathBuf| answer(Command::new(p).arg("--version")).is_some_and(|v| v.contains("Chrom"));
    named.into_iter().chain(usual.into_iter().filter_map(on_path)).find(starts)
}

/// Poppler: papers are read back with `pdftotext` and looked at with `pdftoppm`.
#[must_use]
pub fn poppler() -> bool {
    ["pdftotext", "pdftoppm"].iter().all(|p| on_path(p).is_some())
}

/// Whether this process is root.
#[must_use]
pub fn is_root() -> bool {
    answer(&mut command(Path::new("/"), "id -u")).as_deref() == Some("0")
}

/// Installs packages on Debian when we are root; otherwise says what to type.
///
/// # Errors
/// The exact command for a person to run, or apt's failure.
pub fn apt_install(packages: &[&str]) -> Outcome {
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    let debian = Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some();
    if !debian || !is_root() {
        let how = if debian {
            format!("sudo {line}")
        } else {
            "用本系统的包管理器安装 with your package manager".into()
        };
        return Err(format!("缺少 missing: {}\n  请运行 please run: {how}", packages.join(" ")));
    }
    println!("正在安装 installing: {}", packages.join(" "));
    let quiet = |line: &str| {
        let mut c = command(Path::new("/"), line);
        c.env("DEBIAN_FRONTEND", "noninteractive");
        c
    };
    // A fresh container has no package lists, and a stale list names files that are gone.
    watch(&mut quiet("apt-get update -q"), |_| ())?;
    watch(&mut quiet(&line), |_| ())
}

/// Installs cargo-deny when it is missing (about two minutes, once; it stays in cargo's own bin folder).
///
/// # Errors
/// When it can neither be found nor be built.
pub fn cargo_deny() -> Outcome {
    let works = || answer(&mut command(&root(), "cargo deny --version")).is_some();
    if works() {
        return Ok(());
    }
    println!("正在安装 installing: cargo-deny");
    // Its own folder: with ours, its dependencies would be mixed into our build output.
    // Unoptimised: it runs for a second, and optimising it takes minutes.
    let install = |line: &str| {
        let mut cargo = command(&root(), line);
        run(cargo.env_remove("CARGO_TARGET_DIR").env("CARGO_PROFILE_DEV_DEBUG", "false"))
    };
    let plain = "cargo install cargo-deny --debug";
    install(&format!("{plain} --locked")).or_else(|_| install(plain))?;
    if works() { Ok(()) } else { Err("cargo-deny 已安装但不能运行 installed but does not run".into()) }
}

/// The tool that asks every described operation what nobody thought of; its version is fixed, so that a run can be
/// repeated.
const SCHEMATHESIS: &str = "4.32.5";

/// schemathesis in a Python environment of its own below `target`, installed when it is missing.
///
/// # Errors
/// When Python, its environments or the package cannot be had.
pub fn schemathesis() -> std::result::Result<PathBuf, String> {
    let home = root().join("target/x/schemathesis");
    let tool = home.join("bin/st");
    let works = || answer(Command::new(&tool).arg("--version")).is_some_and(|v| v.contains(SCHEMATHESIS));
    if works() {
        return Ok(tool);
    }
    let make = || run(Command::new("python3").args(["-m", "venv"]).arg(&home));
    make().or_else(|_| apt_install(&["python3", "python3-venv"]).and_then(|()| make()))?;
    println!("正在安装 installing: schemathesis {SCHEMATHESIS}");
    run(Command::new(home.join("bin/pip")).args(["install", "--quiet", &format!("schemathesis=={SCHEMATHESIS}")]))?;
    if works() { Ok(tool) } else { Err("schemathesis 已安装但不能运行 installed but does not run".into()) }
}

/// The Python verifier of PDF signatures; its version is fixed.
const PYHANKO: &str = "0.6.0";

/// pyHanko's command line in a Python environment of its own below `target`, installed when it is missing.
///
/// # Errors
/// When Python, its environments or the package cannot be had.
pub fn pyhanko() -> std::result::Result<PathBuf, String> {
    let home = root().join("target/x/pyhanko");
    let tool = home.join("bin/pyhanko");
    let works = || answer(Command::new(&tool).arg("--version")).is_some_and(|v| v.contains(PYHANKO));
    if works() {
        return Ok(tool);
    }
    let make = || run(Command::new("python3").args(["-m", "venv"]).arg(&home));
    make().or_else(|_| apt_install(&["python3", "python3-venv"]).and_then(|()| make()))?;
    println!("正在安装 installing: pyhanko-cli {PYHANKO}");
    run(Command::new(home.join("bin/pip")).args(["install", "--quiet", &format!("pyhanko-cli=={PYHANKO}")]))?;
    if works() { Ok(tool) } else { Err("pyHanko 已安装但不能运行 installed but does not run".into()) }
}

/// `pdfsig` of poppler and `certutil` of NSS.
///
/// # Errors
/// When they cannot be had.
pub fn nss() -> Outcome {
    let wanted = [("pdfsig", "poppler-utils"), ("certutil", "libnss3-tools")];
    let missing: Vec<&str> =
        wanted.iter().filter(|(tool, _)| on_path(tool).is_none()).map(|(_, package)| *package).collect();
    if missing.is_empty() { Ok(()) } else { apt_install(&missing) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_refused_and_a_new_one_taken() {
        assert!(!new_enough("v18.20.1"));
        assert!(!new_enough("v20.18.3"));
        assert!(new_enough("v20.19.0"));
        assert!(new_enough("v24.1.0"));
        assert!(!new_enough(""));
    }
}
