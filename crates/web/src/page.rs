//! 分页 · keyset pages
//!
//! Lists are paged by key, never by offset, and counted exactly only up to ten thousand: both are what makes a list
//! as fast at a million rows as at a hundred.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// Totals are exact up to this number, then “10,000+”.
pub const TOTAL_LIMIT: i64 = 10_000;

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Cursor of the next page; none on the last one.
    pub next: Option<String>,
    /// 共有多少行；数到上限为止（一般为 10000，检索为 1000）
    pub total: i64,
    /// 多于 `total` 行
    pub total_is_more: bool,
}

/// How many rows there are: exactly, or more than so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// So many were counted.
    pub total: i64,
    /// There are more than that.
    pub is_more: bool,
}

impl Counted {
    /// Of a count that was ended one beyond the limit.
    #[must_use]
    pub fn up_to(limit: i64, counted: i64) -> Self {
        Self { total: counted.min(limit), is_more: counted > limit }
    }
}

impl From<i64> for Counted {
    fn from(counted: i64) -> Self {
        Self::up_to(TOTAL_LIMIT, counted)
    }
}

/// Rows per page: 10, 20, 50 or 100.
#[derive(Debug, Clone, Copy, ToSchema)]
pub struct PageSize(pub i64);

impl Default for PageSize {
    fn default() -> Self {
        Self(20)
    }
}
impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        match text.parse() {
            Ok(n @ (10 | 20 | 50 | 100)) => Ok(Self(n)),
            _ => Err(serde::de::Error::custom("每页条数只能是 10、20、50 或 100")),
        }
    }
}

/// Where the next page begins: the sort key of the last row, written by the server and read back as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub Vec<String>);

impl Cursor {
    /// Writes the parts of a key.
    #[must_use]
    pub fn write(parts: &[&str]) -> String {
        parts.join("~")
    }
}
impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        if text.len() > 200 {
            return Err(serde::de::Error::custom("翻页位置无效"));
        }
        Ok(Self(text.split('~').map(str::to_owned).collect()))
    }
}

/// Makes a page of rows that were fetched with one more than the page holds.
pub fn paged<R, T>(
    mut rows: Vec<R>,
    size: PageSize,
    counted: impl Into<Counted>,
    key: impl Fn(&R) -> String,
    map: impl Fn(R) -> T,
) -> Page<T> {
    let size = usize::try_from(size.0).unwrap_or(20);
    let more = rows.len() > size;
    rows.truncate(size);
    let Counted { total, is_more } = counted.into();
    let next = if more { rows.last().map(&key) } else { None };
    Page { next, total, total_is_more: is_more, items: rows.into_iter().map(map).collect() }
}
