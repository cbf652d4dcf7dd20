//! 检索 · finding records by any two characters, on both engines
//!
//! The one place that knows how: FTS5 on the embedded engine, a GIN index on PostgreSQL, both over the same terms
//! (`terms`). The index is written in the transaction of the record. Its terms name the division too, which makes a
//! search in one county cheap; what a caller may see is still decided by the scope in the statement.
//! A row of the index bears a number that sorts like the record's id, so results come in the order of the list
//! without being sorted.

mod bulk;
mod terms;

#[cfg(test)]
mod tests;

pub use terms::{Class, Search, SearchText, fold};

use crate::{Open, Q, ReadTx, Result, Scope, WriteTx, q};
use database::Engine;
use lexicon::RegionKeys;
use uuid::Uuid;

/// A searchable kind of record: a table of rows (`doc`, `id`, `prov`, `city`, `county`) and the terms beside it.
#[derive(Debug, Clone, Copy)]
pub struct Index {
    rows: &'static str,
    terms: &'static str,
}

impl Index {
    /// 执法对象
    pub const ENTERPRISES: Self = Self { rows: "enterprise_search", terms: "enterprise_search_terms" };
}

const WHY: &str = "the index of a record that was taken within the scope";
/// Numbers that share one millisecond.
const PER_MILLISECOND: i64 = 1 << 15;

/// The first number for ids that begin like this one: its first 48 bits (of a UUIDv7 the millisecond), in their order.
fn first_number(id: Uuid) -> i64 {
    let [a, b, c, d, e, f, ..] = *id.as_bytes();
    let head = i64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    (head - (1 << 47)).saturating_mul(PER_MILLISECOND)
}

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
        out.s(" < (SELECT doc FROM ").s(index.rows).s(" WHERE id = ").b(id.into()).s(")")
    }

    /// In the order of the list, the newest id first.
    #[must_use]
    pub fn newest_found(self, tx: &ReadTx<'_>, most: i64) -> Self {
        let order = if tx.conn.engine() == Engine::Sqlite { " ORDER BY t.rowid" } else { " ORDER BY d.doc" };
        self.s(order).s(" DESC LIMIT ").b(most)
    }
}

impl WriteTx<'_> {
    /// Writes the searchable text of a record, or writes it anew.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn make_searchable(
        &mut self,
        index: Index,
        id: impl Into<Uuid>,
        (keys, text): (&RegionKeys, SearchText),
    ) -> Result<()> {
        let (id, text) = (id.into(), text.in_region(keys));
        let known: Option<(i64,)> =
            self.opt(q("SELECT doc FROM ").s(index.rows).s(" WHERE id = ").b(id).beyond(WHY)).await?;
        let doc = match known {
            Some((doc,)) => {
                let keep = q("UPDATE ").s(index.rows).s(" SET prov = ").b(&keys.prov).s(", city = ").b(&keys.city);
                let keep = keep.s(", county = ").b(&keys.county).s(" WHERE doc = ").b(doc);
                self.exec_one(keep.beyond(WHY)).await?;
                doc
            }
            None => self.new_row(index, (id, keys)).await?,
        };
        if self.conn.engine() == Engine::Postgres {
            let terms = q("UPDATE ").s(index.rows).s(" SET terms = (").b(text.for_tsvector());
            return self.exec_one(terms.s("::text)::tsvector WHERE doc = ").b(doc).beyond(WHY)).await;
        }
        if known.is_some() {
            self.exec(q("DELETE FROM ").s(index.terms).s(" WHERE rowid = ").b(doc).beyond(WHY)).await?;
        }
        let terms = q("INSERT INTO ").s(index.terms).s(" (rowid, terms) VALUES (").b(doc);
        self.exec_one(terms.s(", ").b(text.for_fts()).s(")").beyond(WHY)).await
    }

    /// A row with a number of its own; another transaction may take the number first, then the next one is tried.
    async fn new_row(&mut self, index: Index, (id, keys): (Uuid, &RegionKeys)) -> Result<i64> {
        loop {
            let doc = self.next_number(index, id).await?;
            let row = q("INSERT INTO ").s(index.rows).s(" (doc, id, prov, city, county) VALUES (").list([
                doc.into(),
                id.into(),
                (&keys.prov).into(),
                (&keys.city).into(),
                (&keys.county).into(),
            ]);
            if self.exec(row.s(") ON CONFLICT (doc) DO NOTHING").beyond(WHY)).await? == 1 {
                return Ok(doc);
            }
        }
    }

    /// A free number in the order of the ids. Within one millisecond the order is that of writing.
    async fn next_number(&mut self, index: Index, id: Uuid) -> Result<i64> {
        let first = first_number(id);
        let last = q("SELECT max(doc) FROM ").s(index.rows).s(" WHERE doc >= ").b(first);
        let last = last.s(" AND doc < ").b(first + PER_MILLISECOND).beyond(WHY);
        let (last,): (Option<i64>,) = self.one(last).await?;
        match last {
            None => Ok(first),
            Some(last) if last + 1 < first + PER_MILLISECOND => Ok(last + 1),
            Some(_) => {
                let (last,): (i64,) = self.one(q("SELECT max(doc) FROM ").s(index.rows).beyond(WHY)).await?;
                Ok(last + 1)
            }
        }
    }
}
