//! 排版进程组 · the parent's side
//!
//! A few child processes, started when first needed. A child that takes too long is killed, one that dies is replaced;
//! either costs only the paper it was working on.

use std::ffi::OsString;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use forms::{Job, Paper, TypesetError, Typesetter};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;

use crate::wire;

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

    async fn run(&self, job: Job) -> Result<Paper, TypesetError> {
        let before = self.present.fetch_add(1, Ordering::AcqRel);
        let _present = Present(&self.present);
        if before >= self.limits.processes.max(1) + self.limits.waiting {
            return Err(TypesetError::Busy);
        }
        let _place = self.places.acquire().await.map_err(|closed| TypesetError::Broken(closed.to_string()))?;
        let mut worker = self.take().map_err(|fault| TypesetError::Broken(fault.to_string()))?;
        // A worker that is dropped is killed: after a time-out, after a fault, and when nobody waits for the paper any
        // more. Only one that has answered in full goes back.
        match tokio::time::timeout(self.limits.per_job, worker.set(&job)).await {
            Err(_) => Err(TypesetError::TimedOut),
            Ok(Err(fault)) => Err(TypesetError::Broken(fault.to_string())),
            Ok(Ok(answer)) => {
                self.idle().push(worker);
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
        Ok(Self { child, input, output })
    }

    async fn set(&mut self, job: &Job) -> io::Result<Result<Paper, TypesetError>> {
        wire::send(&mut self.input, &serde_json::to_vec(job)?).await?;
        let verdict: wire::Verdict = serde_json::from_slice(&wire::receive(&mut self.output).await?)?;
        match verdict {
            Ok((pages, seal)) => Ok(Ok(Paper { pdf: wire::receive(&mut self.output).await?, pages, seal })),
            Err(refused) => Ok(Err(refused)),
        }
    }
}

impl Typesetter for Workers {
    fn typeset<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Paper, TypesetError>> + Send + 'a>> {
        Box::pin(self.run(job))
    }
}
