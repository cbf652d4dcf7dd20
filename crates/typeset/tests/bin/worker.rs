//! 测试用排版进程 · the child that the tests drive
//!
//! `typeset-test-worker serve FOLDER…` serves as the server's own worker does. The other modes fail on purpose:
//! `die-once MARK FOLDER…` dies in the middle of its first job unless the file MARK exists (it makes it), and
//! `never-answer` reads and never answers.

use std::io::{self, Read};
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let mode = arguments.next().unwrap_or_default();
    let mut rest: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    if mode == "die-once" {
        let mark = rest.remove(0);
        if !mark.exists() {
            std::fs::write(mark, "")?;
            io::stdin().read_exact(&mut [0; 8])?;
            std::process::abort();
        }
    }
    if mode == "never-answer" {
        io::copy(&mut io::stdin(), &mut io::sink())?;
        return Ok(());
    }
    typeset::worker(&rest)
}
