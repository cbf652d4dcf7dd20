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
    /// How many rows there are, up to [`TOTAL_LIMIT`].
    pub total: i64,
    /// There are more than `total`.
    pub total_is_more: bool,
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
    counted: i64,
    key: impl Fn(&R) -> String,
    map: impl Fn(R) -> T,
) -> Page<T> {
    let size = usize::try_from(size.0).unwrap_or(20);
    let more = rows.len() > size;
    rows.truncate(size);
    let next = if more { rows.last().map(&key) } else { None };
    Page {
        next,
        total: counted.min(TOTAL_LIMIT),
        total_is_more: counted > TOTAL_LIMIT,
        items: rows.into_iter().map(map).collect(),
    }
}
