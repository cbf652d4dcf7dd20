//! The embedded engine: pooled readers, one writer thread, group commit.

use crate::{Conn, Error, Result};
use crossbeam_queue::ArrayQueue;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Transactions that share one fsync at most.
const GROUP: usize = 64;
const READERS: usize = 8;

/// A job for the writer: runs inside its own savepoint; returns what to call after the group's commit, or nothing
/// when it must be rolled back (then it has answered already).
pub(crate) type Job = Box<dyn FnOnce(&mut Conn) -> Option<Box<dyn FnOnce(Result<()>) + Send>> + Send>;

pub(crate) struct Lite {
    pub(crate) readers: ArrayQueue<Conn>,
    pub(crate) permits: Arc<Semaphore>,
    pub(crate) writer: mpsc::Sender<Job>,
}

pub(crate) fn open(path: &Path) -> Result<(Lite, std::thread::JoinHandle<()>)> {
    let (writer, jobs) = mpsc::channel::<Job>();
    let mut conn = connect(path, false)?;
    let thread = std::thread::Builder::new()
        .name("sqlite-writer".into())
        .spawn(move || write_loop(&mut conn, &jobs))
        .map_err(|e| Error::Engine(e.to_string()))?;
    let readers = ArrayQueue::new(READERS);
    for _ in 0..READERS {
        let _ = readers.push(connect(path, true)?);
    }
    Ok((Lite { readers, permits: Arc::new(Semaphore::new(READERS)), writer }, thread))
}

fn connect(path: &Path, read_only: bool) -> Result<Conn> {
    let c = rusqlite::Connection::open(path)?;
    c.busy_timeout(Duration::from_secs(10))?;
    c.set_prepared_statement_cache_capacity(256);
    // FULL: an acknowledged act survives a power cut. NORMAL lost rows in every cut that was tried.
    c.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384; \
         PRAGMA mmap_size=2147418112; PRAGMA journal_size_limit=67108864;",
    )?;
    if read_only {
        c.execute_batch("PRAGMA query_only=1")?;
    }
    Ok(Conn::Lite(c))
}

/// Drives a closure's future on SQLite. It never suspends, because every call completes inline; a closure that
/// awaits anything but the database is a fault of the program.
pub(crate) fn drive<T, E: From<Error>>(
    mut f: Pin<Box<dyn Future<Output = std::result::Result<T, E>> + Send + '_>>,
) -> std::result::Result<T, E> {
    match f.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(r) => r,
        Poll::Pending => Err(Error::Engine("a database closure awaited something else".into()).into()),
    }
}

fn write_loop(c: &mut Conn, jobs: &mpsc::Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut done = Vec::new();
        match group(c, jobs, first, &mut done) {
            Ok(()) => done.into_iter().for_each(|answer| answer(Ok(()))),
            Err(e) => {
                let _ = c.lite("ROLLBACK");
                let full = matches!(e, Error::Full);
                let why = e.to_string();
                for answer in done {
                    answer(Err(if full { Error::Full } else { Error::NotCommitted(why.clone()) }));
                }
            }
        }
    }
}

type Answers = Vec<Box<dyn FnOnce(Result<()>) + Send>>;

fn group(c: &mut Conn, jobs: &mpsc::Receiver<Job>, first: Job, done: &mut Answers) -> Result<()> {
    c.lite("BEGIN IMMEDIATE")?;
    let mut next = Some(first);
    let mut n = 0;
    while let Some(job) = next.take() {
        c.lite("SAVEPOINT j")?;
        match job(c) {
            Some(answer) => done.push(answer),
            None => c.lite("ROLLBACK TO j")?,
        }
        c.lite("RELEASE j")?;
        n += 1;
        if n < GROUP {
            next = jobs.try_recv().ok();
        }
    }
    c.lite("COMMIT")
}
