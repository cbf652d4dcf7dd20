//! 事务 · what a chapter sees of the store

use crate::{Actor, Bound, Entry, FromRow, Halt, Permit, Q, Recorded, Result, Scope, q};
use database::Conn;
use lexicon::{EntryId, Instant, LegalDay, Term};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A read within somebody's scope.
pub struct ReadTx<'c> {
    pub(crate) conn: &'c mut Conn,
    pub(crate) permit: Permit,
}

/// A write within somebody's scope; ends with [`WriteTx::record`].
pub struct WriteTx<'c> {
    pub(crate) read: ReadTx<'c>,
    pub(crate) at: Instant,
    pub(crate) command: uuid::Uuid,
}

impl ReadTx<'_> {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> &Arc<Actor> {
        &self.permit.actor
    }
    /// How far they see.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.permit.actor.scope
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
        let capped = select_one.wrap("SELECT count(*) FROM (", " LIMIT 10001) t");
        Ok(self.conn.one::<(i64,)>(&capped.inner).await?.0)
    }
}

impl WriteTx<'_> {
    /// The moment of the act.
    #[must_use]
    pub fn at(&self) -> Instant {
        self.at
    }
    /// The Beijing day of the act.
    #[must_use]
    pub fn today(&self) -> LegalDay {
        self.at.day()
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
    /// Writes an entry beside the last one, for an act that touches several records.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn note(&mut self, entry: Entry) -> Result<()> {
        let (actor, at, command) = (self.actor().clone(), self.at, self.command);
        let insert =
            q("INSERT INTO entries (id, at, user_id, user_name, organisation_id, organisation_name, prov, city, \
             county, verb, command_id, subject_kind, subject_id, act, reason, before_json, after_json) VALUES (")
            .list([
                EntryId::new().into(),
                at.into(),
                actor.user_id.into(),
                (&actor.name).into(),
                actor.organisation_id.into(),
                (&actor.organisation_name).into(),
                (&actor.keys.prov).into(),
                (&actor.keys.city).into(),
                (&actor.keys.county).into(),
                self.permit.verb.into(),
                command.into(),
                entry.kind.code().into(),
                entry.subject.into(),
                entry.act.into(),
                entry.reason.into(),
                entry.before.to_string().into(),
                entry.after.to_string().into(),
            ])
            .s(")")
            .beyond("an entry carries its writer's own keys");
        self.exec_one(insert).await
    }
    /// Writes the entry and hands out the ticket to the commit.
    ///
    /// # Errors
    /// Engine faults.
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
