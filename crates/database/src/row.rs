//! Rows: one positional decoder per struct, declared together with its select list by `row!`.

use crate::{Error, Result};
use lexicon::{Instant, LegalDay, LegalTime, RegionCode, Term};
use tokio_postgres::types::{FromSql, Type};
use uuid::Uuid;

/// A row of either engine.
pub enum Row<'a> {
    /// SQLite
    Lite(&'a rusqlite::Row<'a>),
    /// PostgreSQL
    Pg(&'a tokio_postgres::Row),
}

impl Row<'_> {
    fn is_null(&self, i: usize) -> Result<bool> {
        Ok(match self {
            Row::Lite(r) => r.get_ref(i)? == rusqlite::types::ValueRef::Null,
            Row::Pg(r) => r.try_get::<_, Option<AnyCell>>(i)?.is_none(),
        })
    }
}

struct AnyCell;
impl FromSql<'_> for AnyCell {
    fn from_sql(_: &Type, _: &[u8]) -> std::result::Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(AnyCell)
    }
    fn accepts(_: &Type) -> bool {
        true
    }
}

/// A value that one column holds.
pub trait Col: Sized {
    /// Reads column `i`.
    ///
    /// # Errors
    /// When the column holds something else.
    fn col(r: &Row<'_>, i: usize) -> Result<Self>;
}

macro_rules! col {
    ($($t:ty),*) => {$(
        impl Col for $t {
            fn col(r: &Row<'_>, i: usize) -> Result<Self> {
                Ok(match r { Row::Lite(r) => r.get(i)?, Row::Pg(r) => r.try_get(i)? })
            }
        }
    )*};
}
col!(String, bool, f64, Vec<u8>);

impl Col for i64 {
    fn col(r: &Row<'_>, i: usize) -> Result<i64> {
        Ok(match r {
            Row::Lite(r) => r.get(i)?,
            Row::Pg(r) if r.columns().get(i).is_some_and(|c| *c.type_() == Type::INT4) => {
                i64::from(r.try_get::<_, i32>(i)?)
            }
            Row::Pg(r) => r.try_get(i)?,
        })
    }
}
impl Col for Uuid {
    fn col(r: &Row<'_>, i: usize) -> Result<Uuid> {
        Ok(match r {
            Row::Lite(r) => Uuid::from_bytes(r.get::<_, [u8; 16]>(i)?),
            Row::Pg(r) => r.try_get(i)?,
        })
    }
}
impl<T: Col> Col for Option<T> {
    fn col(r: &Row<'_>, i: usize) -> Result<Self> {
        if r.is_null(i)? { Ok(None) } else { T::col(r, i).map(Some) }
    }
}
impl Col for Instant {
    fn col(r: &Row<'_>, i: usize) -> Result<Self> {
        i64::col(r, i).map(Instant)
    }
}
fn parsed<T, E: std::fmt::Display>(i: usize, read: std::result::Result<T, E>) -> Result<T> {
    read.map_err(|e| Error::Decode { column: i, why: e.to_string() })
}
impl Col for LegalDay {
    fn col(r: &Row<'_>, i: usize) -> Result<Self> {
        parsed(i, LegalDay::parse(&String::col(r, i)?))
    }
}
impl Col for LegalTime {
    fn col(r: &Row<'_>, i: usize) -> Result<Self> {
        parsed(i, LegalTime::parse(&String::col(r, i)?))
    }
}
impl Col for RegionCode {
    fn col(r: &Row<'_>, i: usize) -> Result<Self> {
        parsed(i, RegionCode::parse(&String::col(r, i)?))
    }
}
macro_rules! col_ids {
    ($($(#[$m:meta])* $t:ident),* $(,)?) => {$(
        impl Col for lexicon::$t { fn col(r: &Row<'_>, i: usize) -> Result<Self> { Uuid::col(r, i).map(lexicon::$t) } }
    )*};
}
lexicon::each_id!(col_ids);

/// Reads a `terms!` value by its stored code.
///
/// # Errors
/// When the code is unknown.
pub fn term_col<T: Term>(r: &Row<'_>, i: usize) -> Result<T> {
    parsed(i, T::parse(&String::col(r, i)?))
}

/// Reads a JSON document kept as text.
///
/// # Errors
/// When the text is not such a document.
pub fn json_col<T: serde::de::DeserializeOwned>(r: &Row<'_>, i: usize) -> Result<T> {
    parsed(i, serde_json::from_str(&String::col(r, i)?))
}

/// A struct that a row decodes into.
pub trait FromRow: Sized {
    /// The select list: column names, separated by commas.
    const COLS: &'static str;
    /// Decodes one row.
    ///
    /// # Errors
    /// When a column does not fit.
    fn from_row(r: &Row<'_>) -> Result<Self>;
}

/// Declares a struct with its select list and decoder. After a field's type `= term` reads a `terms!` code and
/// `= json` a JSON text.
#[macro_export]
macro_rules! row {
    ($(#[$m:meta])* $v:vis struct $n:ident { $($(#[$fm:meta])* $f:ident : $t:ty $(= $how:ident)?),* $(,)? }) => {
        $(#[$m])* $v struct $n { $($(#[$fm])* pub $f: $t),* }
        impl $crate::FromRow for $n {
            const COLS: &'static str = concat!("", $(",", stringify!($f)),*);
            fn from_row(r: &$crate::Row<'_>) -> $crate::Result<Self> {
                let mut i = 0..;
                Ok($n { $($f: $crate::decode!(r, i.next().unwrap_or_default(), $t $(, $how)?)?),* })
            }
        }
    };
}
/// Part of `row!`.
#[doc(hidden)]
#[macro_export]
macro_rules! decode {
    ($r:expr, $i:expr, $t:ty, term) => {
        $crate::term_col::<$t>($r, $i)
    };
    ($r:expr, $i:expr, $t:ty, json) => {
        $crate::json_col::<$t>($r, $i)
    };
    ($r:expr, $i:expr, $t:ty) => {
        <$t as $crate::Col>::col($r, $i)
    };
}

macro_rules! tuple {
    ($($t:ident $i:tt),+) => {
        impl<$($t: Col),+> FromRow for ($($t,)+) {
            const COLS: &'static str = "";
            fn from_row(r: &Row<'_>) -> Result<Self> { Ok(($($t::col(r, $i)?,)+)) }
        }
    };
}
tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
