//! 库 · database
//!
//! One thin layer over two engines: the embedded SQLite (default) and PostgreSQL. SQL is written once, with `$n`.
//! On SQLite one writer thread commits waiting transactions in groups with a real fsync; reads run on pooled
//! read-only connections. On PostgreSQL the same closures are awaited natively.
//! Not here: who may read or write what (authority), any table of the domain.
#![deny(missing_docs)]

mod conn;
mod db;
mod error;
mod migrate;
mod query;
mod row;
mod sqlite;
mod value;

pub use conn::Conn;
pub use db::{Db, Engine, Work};
pub use error::{Error, Result};
pub use migrate::Migration;
pub use query::{Q, like_contains, q};
pub use row::{Col, FromRow, Row, json_col, term_col};
pub use value::Val;

#[cfg(test)]
mod tests;
