//! 排版进程 · the child process
//!
//! Reads jobs from standard input and answers on standard output until the input ends. It limits its own memory, so that
//! a runaway template ends this process and not the machine; time is limited by the parent.

use std::io::{self, Write};
use std::path::PathBuf;

use forms::{Job, TypesetError};

use crate::{Engine, wire};

/// Address space of a child: 1.5 GB. Fonts and a long paper need about 200 MB.
const ADDRESS_SPACE: u64 = 1_500_000_000;

/// Serves jobs with the fonts of these folders, first folder first, until standard input is closed. Whoever writes to
/// standard output besides spoils the answers.
///
/// # Errors
/// Fonts that cannot be read, or a broken pipe.
pub fn worker(fonts: &[PathBuf]) -> io::Result<()> {
    let (_, hard) = rlimit::Resource::AS.get()?;
    let most = ADDRESS_SPACE.min(hard);
    rlimit::Resource::AS.set(most, most)?;
    let engine = Engine::new(fonts)?;
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    while let Some(message) = wire::read(&mut input)? {
        let set = serde_json::from_slice::<Job>(&message)
            .map_err(|fault| TypesetError::Template(fault.to_string()))
            .and_then(|job| engine.set(&job));
        let verdict: wire::Verdict = set.as_ref().map(|paper| (paper.pages, paper.seal)).map_err(Clone::clone);
        wire::write(&mut output, &serde_json::to_vec(&verdict)?)?;
        if let Ok(paper) = set {
            wire::write(&mut output, &paper.pdf)?;
        }
        output.flush()?;
    }
    Ok(())
}
