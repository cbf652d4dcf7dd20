//! 事务 · what a chapter sees of the store

use crate::search::Searchable;
use crate::{Actor, Bound, Entry, FromRow, Halt, Permit, Q, Recorded, Result, Scope};
use database::Conn;
use lexicon::{Instant, LegalDay};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A read within somebody's scope.
pub struct ReadTx<'c> {
    pub(crate) conn: &'c mut Conn,
    pub(crate) permit: Permit,
    pub(crate) now: Instant,
    pub(crate) is_write: bool,
    pub(crate) readings: Vec<Entry>,
}

/// A write within somebody's scope; ends with [`WriteTx::record`].
pub struct WriteTx<'c> {
    pub(crate) read: ReadTx<'c>,
    pub(crate) entries: Vec<Entry>,
    /// What is to be made searchable at the end.
    pub(crate) searchable: Vec<Searchable>,
}

impl ReadTx<'_> {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Arc<Actor> {
        &self.permit.actor
    }
    /// The Beijing day of the act or the look.
    #[must_use]
    pub fn today(&self) -> LegalDay {
        self.now.day()
    }
    /// How far they see.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.permit.actor.scope
    }
    /// The moment at which this began.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now
    }
    /// The records outside the scope that may be read now; none while writing.
    pub(crate) fn granted(&self) -> Vec<uuid::Uuid> {
        let open = self.permit.actor.granted.iter().filter(|(_, until)| !self.is_write && *until > self.now);
        open.map(|(id, _)| *id).collect()
    }
    /// Notes that a record of a person or a case was looked at. It goes into the trail within a moment after the
    /// answer; what must stand there before the answer is a write.
    pub fn saw(&mut self, entry: Entry) {
        self.readings.push(entry);
    }
    /// All rows.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn all<T: FromRow>(&mut self, q: Q<Bound>) -> Result<Vec<T>> {
        Ok(self.conn.all(&q.inner).await?)
    }
    /// The first row, if there is one.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn opt<T: FromRow>(&mut self, q: Q<Bound>) -> Result<Option<T>> {
        Ok(self.conn.opt(&q.inner).await?)
    }
    /// The first row.
    ///
    /// # Errors
    /// [`Halt::NotFound`] without one.
    pub async fn one<T: FromRow>(&mut self, q: Q<Bound>) -> Result<T> {
        Ok(self.conn.one(&q.inner).await?)
    }
    /// How many rows the statement (`SELECT 1 …`) has, counted to at most `limit + 1`.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn count(&mut self, select_one: Q<Bound>) -> Result<i64> {
        self.count_up_to(select_one, 10_000).await
    }
    /// How many rows a `SELECT 1 …` has, up to one beyond this many.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn count_up_to(&mut self, select_one: Q<Bound>, most: i64) -> Result<i64> {
        let capped = select_one.s(" LIMIT ").b(most + 1).wrap("SELECT count(*) FROM (", ") t");
        Ok(self.conn.one::<(i64,)>(&capped.inner).await?.0)
    }
}

impl WriteTx<'_> {
    /// The moment of the act.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.read.now
    }
    /// Runs a change; how many rows it touched.
    ///
    /// # Errors
    /// Engine faults; a unique key that exists already is a refusal.
    pub async fn exec(&mut self, q: Q<Bound>) -> Result<u64> {
        Ok(self.read.conn.exec(&q.inner).await?)
    }
    /// Runs a change that must touch exactly one row.
    ///
    /// # Errors
    /// [`Halt::Fault`] when it touches none or several: then the program, not the caller, is wrong.
    pub async fn exec_one(&mut self, q: Q<Bound>) -> Result<()> {
        match self.exec(q).await? {
            1 => Ok(()),
            n => Err(Halt::Fault(format!("a change of one row touched {n}"))),
        }
    }
    /// Puts an entry beside the last one, for an act that touches several records. It is written at the end of the
    /// transaction, so that the lock on the chain of entries is held for the shortest time.
    ///
    /// # Errors
    /// None today; a trail that can refuse would say so here.
    #[allow(clippy::unused_async, reason = "an act reads the same whether the trail is written now or at the end")]
    pub async fn note(&mut self, entry: Entry) -> Result<()> {
        self.entries.push(entry);
        Ok(())
    }
    /// Puts the entry into the trail and hands out the ticket to the commit.
    ///
    /// # Errors
    /// As [`WriteTx::note`].
    pub async fn record<T>(&mut self, entry: Entry, answer: T) -> Result<Recorded<T>> {
        self.note(entry).await?;
        Ok(Recorded(answer))
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;
    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}
impl<'c> DerefMut for WriteTx<'c> {
    fn deref_mut(&mut self) -> &mut ReadTx<'c> {
        &mut self.read
    }
}
