//! 排版进程 · the child process
//!
//! Reads orders from standard input and answers on standard output until the input ends. It limits its own memory, and
//! the processor time of a template that an organ wrote, so that a runaway template ends this process and not the
//! machine; the parent limits the time by the clock. It writes no file: neither a core nor anything else.

use std::io::{self, Write};
use std::path::PathBuf;

use forms::{Paper, ReadBack, TypesetError};
use rlimit::Resource;

use crate::wire::Order;
use crate::{Engine, wire};

/// Address space of a child: 1.5 GB. Fonts and a long paper need about 200 MB.
const ADDRESS_SPACE: u64 = 1_500_000_000;
/// Processor time that one paper of an own template may take, in seconds.
const OWN_SECONDS: u64 = 10;

/// Serves jobs with the fonts of these folders, first folder first, until standard input is closed. Whoever writes to
/// standard output besides spoils the answers.
///
/// # Errors
/// Fonts that cannot be read, or a broken pipe.
pub fn worker(fonts: &[PathBuf]) -> io::Result<()> {
    let (_, hard) = Resource::AS.get()?;
    let most = ADDRESS_SPACE.min(hard);
    Resource::AS.set(most, most)?;
    let engine = Engine::new(fonts)?;
    Resource::CORE.set(0, 0)?;
    Resource::FSIZE.set(0, 0)?;
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    while let Some(message) = wire::read(&mut input)? {
        let order = serde_json::from_slice::<Order>(&message).map_err(|e| TypesetError::Template(e.to_string()));
        let done = match &order {
            Ok(order) => {
                limit_time(order)?;
                carried_out(&engine, order)
            }
            Err(fault) => Err(fault.clone()),
        };
        let (verdict, pdf): (wire::Verdict, _) = match done {
            Ok((paper, read)) => (Ok((paper.pages, paper.seal, read)), Some(paper.pdf)),
            Err(fault) => (Err(fault), None),
        };
        wire::write(&mut output, &serde_json::to_vec(&verdict)?)?;
        if let Some(pdf) = pdf {
            wire::write(&mut output, &pdf)?;
        }
        output.flush()?;
    }
    Ok(())
}

fn carried_out(engine: &Engine, order: &Order) -> Result<(Paper, Option<ReadBack>), TypesetError> {
    match order {
        Order::Set(job) => engine.set(job).map(|paper| (paper, None)),
        Order::Examine(job) => engine.examine(job).map(|done| (done.paper, Some(done.read))),
        Order::Word(job) => engine.word(job).map(|docx| (Paper { pdf: docx, pages: 0, seal: None }, None)),
    }
}

/// The limit counts from the start of the process, so it is moved on before every order.
fn limit_time(order: &Order) -> io::Result<()> {
    let (_, hard) = Resource::CPU.get()?;
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).tv_sec;
    let until = u64::try_from(spent).unwrap_or_default() + OWN_SECONDS;
    Resource::CPU.set(if order.job().own.is_some() { until.min(hard) } else { hard }, hard)
}
