//! 职权 · authority
//!
//! The gate between the domain and the store. Three questions, three places: may this role do it at all (`policy`,
//! a permit), is this record within reach (`scope`, inside every statement), and who did what (`entry`, without which
//! nothing is committed). They live in one crate so that privacy holds the promise: no permit, no transaction; no
//! scope, no statement; no entry, no commit.
//! Not here: may this officer do it *now, in law* (the chapter's rules); HTTP.
#![deny(missing_docs)]

mod actor;
mod chain;
mod db;
mod duty;
mod entry;
mod halt;
mod policy;
mod query;
mod readings;
mod scope;
mod search;
mod tx;

pub use actor::{Actor, Permit};
pub use chain::{Broken, Verified};
pub use database::{Col, FromRow, Migration, Row, Val, decode, json_col, like_contains, row, term_col};
pub use database::{Error as StoreError, Result as StoreResult};
pub use db::{Command, Db, Work};
pub use duty::{Duty, EXCLUSIVE, Menu, TREE, Verbs, conflict, duties};
pub use entry::{Entry, EntryClass, Recorded, SubjectKind};
pub use halt::{FieldError, GateRefusal, Halt};
pub use policy::{POLICY, Role, Verb, roles_for};
pub use query::{Bound, Open, Q, q, select};
pub use scope::Scope;
pub use search::{Class, Index, Search, SearchText, fold};
pub use tx::{ReadTx, WriteTx};

/// Result of everything behind the gate.
pub type Result<T> = std::result::Result<T, Halt>;
