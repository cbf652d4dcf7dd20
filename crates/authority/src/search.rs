//! 检索 · finding records by any two characters, on both engines
//!
//! The one place that knows how: FTS5 on the embedded engine, a GIN index on PostgreSQL, both over the same terms
//! (`terms`). The index is written in the transaction of the record (`write`) and put in order when nothing else is done
//! (`settle`). Its terms name the division too, which makes a search in one county cheap; what a caller may see is still
//! decided by the scope in the statement.
//! A row of the index bears a number, the smaller the newer the record's id: results come in the order of the list
//! without being sorted, and FTS5 walks upwards, which costs it half of what walking down does.

mod settle;
mod terms;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use settle::Unsettled;
pub use terms::{Class, Search, SearchText, fold};
pub(crate) use write::Searchable;

use crate::{Open, Q, ReadTx, Scope};
use database::Engine;
use uuid::Uuid;

/// A searchable kind of record: a table of rows (`doc`, `id`, `prov`, `city`, `county`) and the terms beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Index {
    rows: &'static str,
    /// On PostgreSQL the name of the index over the column `terms`.
    terms: &'static str,
    /// The pages of FTS5.
    pieces: &'static str,
}

impl Index {
    /// 执法对象
    pub const ENTERPRISES: Self =
        Self { rows: "enterprise_search", terms: "enterprise_search_terms", pieces: "enterprise_search_terms_idx" };
}

const WHY: &str = "the index of a record that was taken within the scope";
impl Q<Open> {
    /// ` FROM` the rows (alias `d`) that match, and what `join` names beside them; the next word is a condition.
    #[must_use]
    pub fn found(
        self,
        tx: &ReadTx<'_>,
        (index, join): (Index, Option<(&'static str, &'static str)>),
        (search, scope): (&Search, &Scope),
    ) -> Self {
        let search = search.clone().near(scope);
        let is_lite = tx.conn.engine() == Engine::Sqlite;
        let mut out = self.s(" FROM ");
        if is_lite {
            // CROSS JOIN fixes the order: the terms lead.
            out = out.s(index.terms).s(" t CROSS JOIN ").s(index.rows).s(" d");
        } else {
            out = out.s(index.rows).s(" d");
        }
        if let Some((table, _)) = join {
            out = out.s(" CROSS JOIN ").s(table);
        }
        out = if is_lite {
            out.s(" WHERE t.terms MATCH ").b(search.for_fts()).s(" AND d.doc = t.rowid AND ")
        } else {
            out.s(" WHERE d.terms @@ (").b(search.for_tsquery()).s("::text)::tsquery AND ")
        };
        if let Some((_, on)) = join {
            out = out.s(on).s(" AND ");
        }
        out.planned_anew()
    }
}

impl<S> Q<S> {
    /// Only rows (alias `alias`, column `id`) that match: for walking them in another order than the index's.
    #[must_use]
    pub fn and_found(self, tx: &ReadTx<'_>, (index, alias): (Index, &'static str), search: &Search) -> Self {
        let out = self.s(" AND EXISTS (SELECT 1 FROM ").s(index.rows).s(" d");
        let out = if tx.conn.engine() == Engine::Sqlite {
            let out = out.s(" CROSS JOIN ").s(index.terms).s(" t WHERE t.rowid = d.doc AND t.terms MATCH ");
            out.b(search.for_fts())
        } else {
            out.s(" WHERE d.terms @@ (").b(search.for_tsquery()).s("::text)::tsquery")
        };
        out.s(" AND d.id = ").column(alias, "id").s(")").planned_anew()
    }
    /// Only rows after this one in the order of the list, the newest id first.
    #[must_use]
    pub fn found_after(self, tx: &ReadTx<'_>, index: Index, id: impl Into<Uuid>) -> Self {
        let out = self.s(if tx.conn.engine() == Engine::Sqlite { " AND t.rowid" } else { " AND d.doc" });
        out.s(" > (SELECT doc FROM ").s(index.rows).s(" WHERE id = ").b(id.into()).s(")")
    }

    /// In the order of the list, the newest id first.
    #[must_use]
    pub fn newest_found(self, tx: &ReadTx<'_>, most: i64) -> Self {
        let order = if tx.conn.engine() == Engine::Sqlite { " ORDER BY t.rowid" } else { " ORDER BY d.doc" };
        self.s(order).s(" LIMIT ").b(most)
    }
}
