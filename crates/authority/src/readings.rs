//! 查看留痕 · who looked at what, written a moment after the answer
//!
//! Looking at a record must not cost an fsync each time, so readings are gathered and written together; some dozens
//! of milliseconds of them can be lost when the power fails. When they cannot be written, they wait; when too many
//! wait, readers wait too: nobody reads unseen. What must be durable before the answer (acts, downloads, exports) is a
//! write.

use crate::chain::{self, Writer};
use crate::{Entry, Halt, Permit, Result};
use lexicon::{CommandId, Instant, OrganisationId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// As many readings may wait before readers do.
const WAITING: usize = 4_096;
/// As many are written together.
const TOGETHER: usize = 1_024;
/// So long they are gathered first: a transaction for every few costs more than the rows in it.
const GATHERED: Duration = Duration::from_millis(50);
/// How long a failed write waits for the next try.
const AGAIN: Duration = Duration::from_millis(500);

struct Reading {
    permit: Permit,
    at: Instant,
    entries: Vec<Entry>,
}

enum Message {
    Reading(Box<Reading>),
    /// Answered when everything before it is written.
    Written(oneshot::Sender<()>),
}

/// The way to the task that writes readings down.
#[derive(Clone)]
pub(crate) struct Readings {
    to: mpsc::Sender<Message>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Readings {
    pub(crate) fn start(engine: database::Db) -> Self {
        let (to, from) = mpsc::channel(WAITING);
        let task = tokio::spawn(write_down(engine, from));
        Self { to, task: Arc::new(Mutex::new(Some(task))) }
    }

    pub(crate) async fn note(&self, permit: Permit, at: Instant, entries: Vec<Entry>) {
        // The task ends only with the last sender, so a failed send means the program is stopping.
        let _ = self.to.send(Message::Reading(Box::new(Reading { permit, at, entries }))).await;
    }

    pub(crate) async fn written(&self) {
        let (done, wait) = oneshot::channel();
        if self.to.send(Message::Written(done)).await.is_ok() {
            let _ = wait.await;
        }
    }

    /// Waits until all is written and the task has let go of the engine.
    pub(crate) async fn close(self) {
        let Self { to, task } = self;
        drop(to);
        let task = task.lock().ok().and_then(|mut task| task.take());
        if let Some(task) = task {
            let _ = task.await;
        }
    }
}

async fn write_down(engine: database::Db, mut from: mpsc::Receiver<Message>) {
    let mut messages = Vec::new();
    while gather(&mut from, &mut messages).await {
        let (mut readings, mut waiting) = (Vec::new(), Vec::new());
        for message in messages.drain(..) {
            match message {
                Message::Reading(reading) => readings.push(*reading),
                Message::Written(done) => waiting.push(done),
            }
        }
        for together in by_organ(readings) {
            persist(&engine, together, &from).await;
        }
        for done in waiting {
            let _ = done.send(());
        }
    }
}

/// Takes what has come, and what comes within a moment unless somebody waits for it; false when nobody is left who
/// could send.
async fn gather(from: &mut mpsc::Receiver<Message>, messages: &mut Vec<Message>) -> bool {
    if from.recv_many(messages, TOGETHER).await == 0 {
        return false;
    }
    let is_awaited = |message: &Message| matches!(message, Message::Written(_));
    let more = async {
        while messages.len() < TOGETHER && !messages.iter().any(is_awaited) {
            if from.recv_many(messages, TOGETHER - messages.len()).await == 0 {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(GATHERED, more).await;
    true
}

/// One transaction per chain: two servers that hold two chains at once could wait for each other for ever.
fn by_organ(readings: Vec<Reading>) -> impl Iterator<Item = Arc<Vec<Reading>>> {
    let mut organs: BTreeMap<OrganisationId, Vec<Reading>> = BTreeMap::new();
    for reading in readings {
        organs.entry(reading.permit.actor.organisation_id).or_default().push(reading);
    }
    organs.into_values().map(Arc::new)
}

/// Tries until it is written; gives up only when nobody is left who could read and the store still refuses.
async fn persist(engine: &database::Db, together: Arc<Vec<Reading>>, from: &mpsc::Receiver<Message>) {
    loop {
        let batch = together.clone();
        let wrote: Result<()> = engine.write(move |conn| Box::pin(async move { put(conn, &batch).await })).await;
        if wrote.is_ok() || from.is_closed() {
            return;
        }
        pause().await;
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "a store that refuses announces nothing to wait for; it has to be asked again"
)]
async fn pause() {
    tokio::time::sleep(AGAIN).await;
}

async fn put(conn: &mut database::Conn, batch: &[Reading]) -> std::result::Result<(), Halt> {
    let lines = batch.iter().flat_map(|reading| {
        let actor = &reading.permit.actor;
        let writer = Writer { actor, verb: reading.permit.verb, command: CommandId::new().0, at: reading.at };
        reading.entries.iter().map(move |entry| (writer, entry.clone()))
    });
    chain::append(conn, lines.collect()).await
}
