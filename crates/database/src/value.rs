//! Values bound to statements, the same on both engines.

use lexicon::{Instant, LegalDay, LegalTime};
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, Type};
use uuid::Uuid;

/// One bound value.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    /// NULL
    Null,
    /// BIGINT
    I(i64),
    /// DOUBLE
    F(f64),
    /// Flag; never written as a literal in SQL.
    B(bool),
    /// TEXT
    S(String),
    /// UUID, 16 bytes
    U(Uuid),
    /// BLOB / BYTEA
    Bytes(Vec<u8>),
}

macro_rules! from {
    ($($t:ty => $v:ident $f:expr),* $(,)?) => {$(
        impl From<$t> for Val { fn from(x: $t) -> Val { Val::$v($f(x)) } }
    )*};
}
from! {
    i64 => I (|x| x), i32 => I i64::from, u32 => I i64::from, i16 => I i64::from,
    f64 => F (|x| x), bool => B (|x| x), String => S (|x| x), &str => S str::to_owned, &String => S String::clone,
    Uuid => U (|x| x), Vec<u8> => Bytes (|x| x), Instant => I (|x: Instant| x.0),
    LegalDay => S (|x: LegalDay| x.to_string()), LegalTime => S (|x: LegalTime| x.to_string()),
    lexicon::RegionCode => S (|x: lexicon::RegionCode| x.as_str().to_owned()),
    &lexicon::RegionCode => S (|x: &lexicon::RegionCode| x.as_str().to_owned()),
    &lexicon::CreditCode => S (|x: &lexicon::CreditCode| x.as_str().to_owned()),
}
macro_rules! from_ids {
    ($($(#[$m:meta])* $t:ident),* $(,)?) => {$( impl From<lexicon::$t> for Val { fn from(x: lexicon::$t) -> Val { Val::U(x.0) } } )*};
}
lexicon::each_id!(from_ids);
impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(x: Option<T>) -> Val {
        x.map_or(Val::Null, Into::into)
    }
}

impl rusqlite::ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Val::Null => ValueRef::Null,
            Val::I(i) => ValueRef::Integer(*i),
            Val::F(f) => ValueRef::Real(*f),
            Val::B(b) => ValueRef::Integer(i64::from(*b)),
            Val::S(s) => ValueRef::Text(s.as_bytes()),
            Val::U(u) => ValueRef::Blob(u.as_bytes()),
            Val::Bytes(b) => ValueRef::Blob(b),
        }))
    }
}

type BoxErr = Box<dyn std::error::Error + Sync + Send>;

impl tokio_postgres::types::ToSql for Val {
    fn to_sql(&self, ty: &Type, w: &mut BytesMut) -> Result<IsNull, BoxErr> {
        use tokio_postgres::types::ToSql as T;
        match self {
            Val::Null => Ok(IsNull::Yes),
            Val::I(i) if *ty == Type::INT4 => T::to_sql(&i32::try_from(*i)?, ty, w),
            Val::I(i) if *ty == Type::INT2 => T::to_sql(&i16::try_from(*i)?, ty, w),
            Val::I(i) => T::to_sql(i, ty, w),
            Val::F(f) => T::to_sql(f, ty, w),
            Val::B(b) => T::to_sql(b, ty, w),
            // PostgreSQL 文本不接受 NUL；挡在库外会变成 500，所以这里去掉。
            Val::S(s) if s.contains('\0') => T::to_sql(&s.replace('\0', ""), ty, w),
            Val::S(s) => T::to_sql(s, ty, w),
            Val::U(u) => T::to_sql(u, ty, w),
            Val::Bytes(b) => T::to_sql(b, ty, w),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    tokio_postgres::types::to_sql_checked!();
}
