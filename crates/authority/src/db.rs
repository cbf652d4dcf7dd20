//! The only door to the store.

use crate::chain::{self, Verified, Writer};
use crate::halt::GateRefusal;
use crate::readings::Readings;
use crate::search::Unsettled;
use crate::{Entry, Halt, Migration, Permit, ReadTx, Recorded, Result, WriteTx};
use database::{Conn, q};
use lexicon::{Clock, CommandId, Instant};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;

/// What a closure returns: its future, boxed.
pub type Work<'t, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 't>>;

/// One command of a client: its id, and a digest of what it asks. The same command sent again is answered with the
/// first answer and changes nothing.
#[derive(Debug, Clone)]
pub struct Command {
    /// Made by the client.
    pub id: CommandId,
    /// Digest of method, path and body.
    pub digest: String,
}

impl Command {
    /// A command of the program itself.
    #[must_use]
    pub fn of_system() -> Self {
        Self { id: CommandId::new(), digest: String::new() }
    }
}

/// A handle to the store; cheap to clone.
#[derive(Clone)]
pub struct Db {
    pub(crate) engine: database::Db,
    pub(crate) clock: Clock,
    readings: Readings,
    pub(crate) unsettled: Unsettled,
}

impl Db {
    /// Puts the gate before an engine. Must be called within a runtime: what is looked at is written down beside.
    #[must_use]
    pub fn new(engine: database::Db, clock: Clock) -> Self {
        let readings = Readings::start(engine.clone());
        Self { engine, clock, readings, unsettled: Unsettled::default() }
    }

    /// Runs the migrations that have not run yet.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn migrate(&self, migrations: &'static [Migration]) -> Result<()> {
        self.engine.migrate(migrations).await?;
        self.engine.write(|conn| Box::pin(async move { chain::adopt(conn).await })).await
    }

    /// Reads the chain of every organ, or of one, and names the first place of each that does not hold.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn verify_trail(&self, only: Option<lexicon::OrganisationId>) -> Result<Verified> {
        self.readings.written().await;
        self.engine.read(move |conn| Box::pin(async move { chain::verify(conn, only).await })).await
    }

    /// Waits until everything that was looked at so far stands in the trail.
    pub async fn readings_written(&self) {
        self.readings.written().await;
    }

    /// Puts an entry into the trail a moment later, for what is not an act: a refused attempt.
    pub async fn note_later(&self, permit: Permit, entry: Entry) {
        self.readings.note(permit, self.clock.now(), vec![entry]).await;
    }

    /// Reads within the permit's scope.
    ///
    /// # Errors
    /// What the closure returns; engine faults.
    pub async fn read<T, F>(&self, permit: Permit, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t, 'c> FnOnce(&'t mut ReadTx<'c>) -> Work<'t, T> + Send + 'static,
    {
        let now = self.clock.now();
        let reader = permit.clone();
        let work = self.engine.read(move |conn| {
            Box::pin(async move {
                let mut tx = ReadTx { conn, permit, now, is_write: false, readings: Vec::new() };
                let answer = f(&mut tx).await?;
                Ok::<_, Halt>((answer, tx.readings))
            })
        });
        let (answer, readings) = work.await?;
        if !readings.is_empty() {
            self.readings.note(reader, now, readings).await;
        }
        Ok(answer)
    }

    /// As [`Db::read`], and everything is read as it was at one moment: for what is long and must fit together. Such
    /// work notes no looks.
    ///
    /// # Errors
    /// What the closure returns; engine faults.
    pub async fn snapshot<T, F>(&self, permit: Permit, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t, 'c> FnOnce(&'t mut ReadTx<'c>) -> Work<'t, T> + Send + 'static,
    {
        let now = self.clock.now();
        let work = self.engine.snapshot(move |conn| {
            Box::pin(async move {
                let mut tx = ReadTx { conn, permit, now, is_write: false, readings: Vec::new() };
                f(&mut tx).await
            })
        });
        work.await
    }

    /// One transaction within the permit's scope; commits only with an entry, and only once per command.
    ///
    /// # Errors
    /// What the closure returns; engine faults; `gate.reused_command`.
    pub async fn write<T, F>(&self, permit: Permit, command: Command, f: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: for<'t, 'c> FnOnce(&'t mut WriteTx<'c>) -> Work<'t, Recorded<T>> + Send + 'static,
    {
        let at = self.clock.now();
        let unsettled = self.unsettled.clone();
        self.engine
            .write(move |conn| {
                Box::pin(async move {
                    if let Some(answer) = answered(conn, &permit, &command).await? {
                        return Ok(serde_json::from_str(&answer)?);
                    }
                    let (actor, verb) = (permit.actor.clone(), permit.verb);
                    let read = ReadTx { conn, permit, now: at, is_write: true, readings: Vec::new() };
                    let mut tx = WriteTx { read, entries: Vec::new(), searchable: Vec::new() };
                    let Recorded(answer) = f(&mut tx).await?;
                    if tx.write_searchable().await? {
                        unsettled.written(at);
                    }
                    let WriteTx { read: ReadTx { conn, mut readings, .. }, mut entries, .. } = tx;
                    remember(conn, actor.user_id.0, &command, (at, serde_json::to_string(&answer)?)).await?;
                    entries.append(&mut readings);
                    let writer = Writer { actor: &actor, verb, command: command.id.0, at };
                    chain::append(conn, entries.into_iter().map(|entry| (writer, entry)).collect()).await?;
                    Ok(answer)
                })
            })
            .await
    }

    /// Ends the writer after everything sent is durable.
    pub async fn close(self) {
        self.readings.close().await;
        self.engine.close();
    }
}

async fn answered(conn: &mut Conn, permit: &Permit, command: &Command) -> Result<Option<String>> {
    let found: Option<(uuid::Uuid, String, String)> =
        conn.opt(&q("SELECT user_id, digest, answer_json FROM commands WHERE id = ").b(command.id)).await?;
    match found {
        None => Ok(None),
        Some((user, digest, answer)) if user == permit.actor.user_id.0 && digest == command.digest => Ok(Some(answer)),
        Some(_) => Err(Halt::Refused(GateRefusal::ReusedCommand.refused())),
    }
}

async fn remember(conn: &mut Conn, user: uuid::Uuid, command: &Command, (at, answer): (Instant, String)) -> Result<()> {
    let insert = q("INSERT INTO commands (id, user_id, digest, answer_json, at) VALUES (")
        .list([command.id.into(), user.into(), (&command.digest).into(), answer.into(), at.into()])
        .s(")");
    conn.exec(&insert).await?;
    Ok(())
}
