//! What can go wrong below the domain.

/// A fault of the engine or of the data; refusals of the domain are other types.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The one row that was asked for is not there.
    #[error("row not found")]
    NotFound,
    /// A unique key exists already.
    #[error("duplicate key: {0}")]
    Duplicate(String),
    /// The engine is overloaded or gave up on a conflict; the same command may be sent again.
    #[error("engine busy: {0}")]
    Busy(String),
    /// The disk is full.
    #[error("disk full")]
    Full,
    /// A stored value is not what the program expects.
    #[error("cannot decode column {column}: {why}")]
    Decode {
        /// Position in the select list.
        column: usize,
        /// What was wrong.
        why: String,
    },
    /// The group's commit failed, or a job panicked.
    #[error("not committed: {0}")]
    NotCommitted(String),
    /// A migration that ran once has another text now.
    #[error("migration {0} was changed after it ran")]
    ChangedMigration(String),
    /// Anything else the engine says.
    #[error("engine: {0}")]
    Engine(String),
}

/// Result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match &e {
            rusqlite::Error::SqliteFailure(f, message) => match f.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(e.to_string()),
                ErrorCode::ConstraintViolation if matches!(f.extended_code, 2067 | 1555) => {
                    Self::Duplicate(message.clone().unwrap_or_default())
                }
                _ => Self::Engine(e.to_string()),
            },
            _ => Self::Engine(e.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(e: tokio_postgres::Error) -> Self {
        match e.code().map(tokio_postgres::error::SqlState::code) {
            Some("23505") => Self::Duplicate(e.to_string()),
            Some("40001" | "40P01" | "53300" | "57P03") => Self::Busy(e.to_string()),
            Some("53100") => Self::Full,
            _ => Self::Engine(std::error::Error::source(&e).map_or_else(|| e.to_string(), |s| format!("{e}: {s}"))),
        }
    }
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(e: deadpool_postgres::PoolError) -> Self {
        match e {
            deadpool_postgres::PoolError::Backend(e) => e.into(),
            other => Self::Busy(other.to_string()),
        }
    }
}
