//! One connection of either engine.

use crate::{Error, FromRow, Q, Result, Row, Val};
use deadpool_postgres::Object;

/// A connection inside a transaction or a read.
pub enum Conn {
    /// SQLite
    Lite(rusqlite::Connection),
    /// PostgreSQL
    Pg(Object),
}

impl Conn {
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

fn pg_args(args: &[Val]) -> Vec<&(dyn tokio_postgres::types::ToSql + Sync)> {
    args.iter().map(|v| v as _).collect()
}
