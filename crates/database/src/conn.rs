//! One connection of either engine.

use crate::{Engine, Error, FromRow, Q, Result, Row, Val};
use deadpool_postgres::Object;
use tokio_postgres::types::{ToSql, Type};

/// A connection inside a transaction or a read.
pub enum Conn {
    /// SQLite
    Lite(rusqlite::Connection),
    /// PostgreSQL
    Pg(Object),
}

impl Conn {
    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Conn::Lite(_) => Engine::Sqlite,
            Conn::Pg(_) => Engine::Postgres,
        }
    }

    /// All rows. Steps to the end: stopping after the first row of a RETURNING statement would skip SQLite's WAL
    /// checkpoint.
    ///
    /// # Errors
    /// Engine faults and rows that do not decode.
    pub async fn all<T: FromRow>(&mut self, q: &Q) -> Result<Vec<T>> {
        match self {
            Conn::Lite(c) => {
                let mut statement = c.prepare_cached(&q.sql)?;
                let mut rows = statement.query(rusqlite::params_from_iter(&q.args))?;
                let mut out = Vec::new();
                while let Some(r) = rows.next()? {
                    out.push(T::from_row(&Row::Lite(r))?);
                }
                Ok(out)
            }
            Conn::Pg(p) if q.is_planned_anew => {
                let rows = p.query_typed(&q.text_for_postgres(), &typed(&q.args)).await?;
                rows.iter().map(|r| T::from_row(&Row::Pg(r))).collect()
            }
            Conn::Pg(p) => {
                let statement = p.prepare_cached(&q.text_for_postgres()).await?;
                p.query(&statement, &pg_args(&q.args)).await?.iter().map(|r| T::from_row(&Row::Pg(r))).collect()
            }
        }
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Conn::all`].
    pub async fn opt<T: FromRow>(&mut self, q: &Q) -> Result<Option<T>> {
        Ok(self.all(q).await?.into_iter().next())
    }

    /// The first row.
    ///
    /// # Errors
    /// [`Error::NotFound`] without a row; else as [`Conn::all`].
    pub async fn one<T: FromRow>(&mut self, q: &Q) -> Result<T> {
        self.opt(q).await?.ok_or(Error::NotFound)
    }

    /// Runs a statement; how many rows it changed.
    ///
    /// # Errors
    /// Engine faults; [`Error::Duplicate`] on a unique key.
    pub async fn exec(&mut self, q: &Q) -> Result<u64> {
        match self {
            Conn::Lite(c) => {
                let n = c.prepare_cached(&q.sql)?.execute(rusqlite::params_from_iter(&q.args))?;
                Ok(u64::try_from(n).unwrap_or(0))
            }
            Conn::Pg(p) => {
                let statement = p.prepare_cached(&q.text_for_postgres()).await?;
                Ok(p.execute(&statement, &pg_args(&q.args)).await?)
            }
        }
    }

    /// Runs a script of several statements without arguments.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn script(&mut self, sql: &str) -> Result<()> {
        match self {
            Conn::Lite(c) => c.execute_batch(sql)?,
            Conn::Pg(p) => p.batch_execute(sql).await?,
        }
        Ok(())
    }

    pub(crate) fn lite(&mut self, sql: &'static str) -> Result<()> {
        if let Conn::Lite(c) = self {
            c.prepare_cached(sql)?.execute([])?;
        }
        Ok(())
    }
}

fn pg_args(args: &[Val]) -> Vec<&(dyn ToSql + Sync)> {
    args.iter().map(|v| v as _).collect()
}

/// The arguments with the types they have by themselves, for a statement that is not prepared first.
fn typed(args: &[Val]) -> Vec<(&(dyn ToSql + Sync), Type)> {
    let of = |v: &Val| match v {
        Val::Null => Type::UNKNOWN,
        Val::I(_) => Type::INT8,
        Val::F(_) => Type::FLOAT8,
        Val::B(_) => Type::BOOL,
        Val::S(_) => Type::TEXT,
        Val::U(_) => Type::UUID,
        Val::Bytes(_) => Type::BYTEA,
    };
    args.iter().map(|v| (v as _, of(v))).collect()
}
