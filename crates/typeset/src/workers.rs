//! 排版进程组 · the parent's side
//!
//! A few child processes, started when first needed. A child that takes too long is killed, one that dies is replaced;
//! either costs only the paper it was working on.

use std::ffi::OsString;
use std::future::Future;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::pin::Pin;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use forms::{Examination, Examiner, Job, Paper, ReadBack, TypesetError, Typesetter};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;

use crate::wire::{self, Order};

/// Signals by their number, the same on every system this runs on.
const SIGABRT: i32 = 6;
const SIGXCPU: i32 = 24;
/// A child that sets own templates is replaced after so many: each may leave names behind in Typst's tables.
const OWN_PAPERS: usize = 100;

/// How much the workers may take on.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Child processes at most.
    pub processes: usize,
    /// Jobs that may wait for a child; one more is answered `Busy`.
    pub waiting: usize,
    /// Wall time of one job, start of the child included.
    pub per_job: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { processes: 2, waiting: 64, per_job: Duration::from_secs(10) }
    }
}

/// A typesetter that works in child processes.
pub struct Workers {
    command: Vec<OsString>,
    limits: Limits,
    places: Semaphore,
    /// Jobs taken and not yet answered.
    present: AtomicUsize,
    idle: Mutex<Vec<Worker>>,
}

struct Worker {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    /// Papers of own templates that it has set.
    own_papers: usize,
}

/// Counts a job as long as it lives, also when its future is dropped halfway.
struct Present<'a>(&'a AtomicUsize);

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Workers {
    /// Children are started with this command line, program first, for example
    /// `["zhifa", "typeset-worker", "--fonts", "…"]`; the program must call [`crate::worker`].
    pub fn new(command: Vec<OsString>, limits: Limits) -> Self {
        let places = Semaphore::new(limits.processes.max(1));
        Self { command, limits, places, present: AtomicUsize::new(0), idle: Mutex::new(Vec::new()) }
    }

    async fn run(&self, order: Order) -> Result<(Paper, Option<ReadBack>), TypesetError> {
        let before = self.present.fetch_add(1, Ordering::AcqRel);
        let _present = Present(&self.present);
        if before >= self.limits.processes.max(1) + self.limits.waiting {
            return Err(TypesetError::Busy);
        }
        let _place = self.places.acquire().await.map_err(|closed| TypesetError::Broken(closed.to_string()))?;
        let mut worker = self.take().map_err(|fault| TypesetError::Broken(fault.to_string()))?;
        // A worker that is dropped is killed: after a time-out, after a fault, and when nobody waits for the paper any
        // more. Only one that has answered in full goes back.
        let is_own = order.job().own.is_some();
        match tokio::time::timeout(self.limits.per_job, worker.carry_out(&order)).await {
            Err(_) => Err(TypesetError::TimedOut),
            Ok(Err(fault)) => Err(worker.ended(&fault, is_own).await),
            Ok(Ok(answer)) => {
                worker.own_papers += usize::from(is_own);
                if worker.own_papers < OWN_PAPERS && (answer.is_ok() || !is_own) {
                    self.idle().push(worker);
                }
                answer
            }
        }
    }

    /// An idle child that still lives, or a new one.
    fn take(&self) -> io::Result<Worker> {
        let mut idle = self.idle();
        while let Some(mut worker) = idle.pop() {
            if matches!(worker.child.try_wait(), Ok(None)) {
                return Ok(worker);
            }
        }
        drop(idle);
        Worker::start(&self.command)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    fn start(command: &[OsString]) -> io::Result<Self> {
        let (program, arguments) = command.split_first().ok_or_else(|| io::Error::other("排版进程没有命令行"))?;
        let mut child = Command::new(program)
            .args(arguments)
            // One paper is too small to share out over threads; several children do that better.
            .env("RAYON_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let input = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let output = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { child, input, output, own_papers: 0 })
    }

    async fn carry_out(&mut self, order: &Order) -> io::Result<Result<(Paper, Option<ReadBack>), TypesetError>> {
        wire::send(&mut self.input, &serde_json::to_vec(order)?).await?;
        let verdict: wire::Verdict = serde_json::from_slice(&wire::receive(&mut self.output).await?)?;
        match verdict {
            Ok((pages, seal, read)) => {
                Ok(Ok((Paper { pdf: wire::receive(&mut self.output).await?, pages, seal }, read)))
            }
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// Why the child ended. One that ran out of memory aborts, one that ran out of processor time is stopped by the
    /// system; with a template of ours either is a fault of the program.
    async fn ended(mut self, fault: &io::Error, is_own: bool) -> TypesetError {
        let status = tokio::time::timeout(Duration::from_secs(5), self.child.wait()).await;
        let signal = status.ok().and_then(Result::ok).and_then(|status| status.signal());
        match signal {
            Some(SIGABRT) if is_own => TypesetError::OutOfMemory,
            Some(SIGXCPU) if is_own => TypesetError::TimedOut,
            _ => TypesetError::Broken(fault.to_string()),
        }
    }
}

impl Typesetter for Workers {
    fn typeset<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Paper, TypesetError>> + Send + 'a>> {
        Box::pin(async move { Ok(self.run(Order::Set(job)).await?.0) })
    }

    fn word<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, TypesetError>> + Send + 'a>> {
        Box::pin(async move { Ok(self.run(Order::Word(job)).await?.0.pdf) })
    }
}

impl Examiner for Workers {
    fn examine<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Examination, TypesetError>> + Send + 'a>> {
        Box::pin(async move {
            let (paper, read) = self.run(Order::Examine(job)).await?;
            Ok(Examination { paper, read: read.unwrap_or_default() })
        })
    }
}
