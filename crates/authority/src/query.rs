//! Statements that know whether the caller's scope is in them. Only a bound statement can be run.

use crate::{FromRow, ReadTx, Val};
use std::marker::PhantomData;

/// The scope is not in the statement yet.
#[derive(Debug, Clone)]
pub enum Open {}
/// The scope is in the statement, or a reason why none is needed.
#[derive(Debug, Clone)]
pub enum Bound {}

/// SQL from literals plus bound values; `S` says whether the scope is in it.
#[derive(Debug, Clone)]
pub struct Q<S> {
    pub(crate) inner: database::Q,
    state: PhantomData<S>,
}

/// Starts a statement.
#[must_use]
pub fn q(sql: &'static str) -> Q<Open> {
    Q { inner: database::q(sql), state: PhantomData }
}

/// `SELECT <columns of T> <from>`.
#[must_use]
pub fn select<T: FromRow>(from: &'static str) -> Q<Open> {
    Q { inner: database::Q::select::<T>(from), state: PhantomData }
}

impl<S> Q<S> {
    fn map(self, f: impl FnOnce(database::Q) -> database::Q) -> Self {
        Self { inner: f(self.inner), state: PhantomData }
    }
    /// Appends SQL.
    #[must_use]
    pub fn s(self, sql: &'static str) -> Self {
        self.map(|q| q.s(sql))
    }
    /// Appends a placeholder and binds the value.
    #[must_use]
    pub fn b(self, value: impl Into<Val>) -> Self {
        self.map(|q| q.b(value))
    }
    /// Appends placeholders separated by commas.
    #[must_use]
    pub fn list(self, values: impl IntoIterator<Item = Val>) -> Self {
        self.map(|q| q.list(values))
    }
    /// Appends a column with its table's alias.
    #[must_use]
    pub fn column(self, alias: &'static str, name: &'static str) -> Self {
        self.map(|q| q.column(alias, name))
    }
    /// Puts the statement between two pieces of SQL.
    #[must_use]
    pub fn wrap(self, before: &'static str, after: &'static str) -> Self {
        self.map(|q| q.wrap(before, after))
    }
    /// Locks the selected rows until the transaction ends.
    #[must_use]
    pub fn for_update(self) -> Self {
        self.map(database::Q::for_update)
    }
    /// Plans the statement with its values each time (PostgreSQL).
    pub(crate) fn planned_anew(self) -> Self {
        self.map(database::Q::planned_anew)
    }
    pub(crate) fn into_bound(self) -> Q<Bound> {
        Q { inner: self.inner, state: PhantomData }
    }
}

impl Q<Open> {
    /// Appends the condition that the row (alias `alias`, with columns prov, city, county) lies in the caller's scope.
    #[must_use]
    pub fn within(self, tx: &ReadTx<'_>, alias: &'static str) -> Q<Bound> {
        tx.scope().bind(self, alias)
    }
    /// As [`Q::within`], or a record (column `id`) that was opened to the caller for some hours. For reading one record
    /// by its id; lists and writes never use it.
    #[must_use]
    pub fn within_or_granted(self, tx: &ReadTx<'_>, alias: &'static str) -> Q<Bound> {
        let granted = tx.granted();
        if granted.is_empty() {
            return self.within(tx, alias);
        }
        let bound = tx.scope().bind(self.s("("), alias).s(" OR ").column(alias, "id").s(" IN (");
        bound.list(granted.into_iter().map(Val::from)).s("))")
    }
    /// As [`Q::within`], as far as the caller may look enterprises up.
    #[must_use]
    pub fn looked_up(self, tx: &ReadTx<'_>, alias: &'static str) -> Q<Bound> {
        tx.actor().lookup.bind(self, alias)
    }
    /// Says why this statement needs no scope: reference data, or rows of a record that was taken within it.
    #[must_use]
    pub fn beyond(self, _why: &'static str) -> Q<Bound> {
        self.into_bound()
    }
}
