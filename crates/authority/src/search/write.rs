//! 写入检索索引 · the searchable text of the records of one transaction
//!
//! Collected while the transaction goes on and written at its end in the order of the numbers: FTS5 keeps what is written
//! upwards together, and starts a new piece of its index whenever a number is smaller than the one before.

use super::{Index, SearchText, WHY};
use crate::{Result, WriteTx, q};
use database::Engine;
use lexicon::RegionKeys;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Rows of one statement.
const TOGETHER: usize = 250;
/// Numbers that share one millisecond.
const PER_MILLISECOND: i64 = 1 << 15;

/// A record whose text is to be written.
#[derive(Debug, Clone)]
pub(crate) struct Searchable {
    index: Index,
    id: Uuid,
    keys: RegionKeys,
    /// As the engine takes it.
    words: String,
}

/// With its number.
struct Numbered<'a> {
    doc: i64,
    is_known: bool,
    one: &'a Searchable,
}

/// The first number for ids that begin like this one: its first 48 bits (of a UUIDv7 the millisecond), the newer the
/// smaller.
fn first_number(id: Uuid) -> i64 {
    let [a, b, c, d, e, f, ..] = *id.as_bytes();
    let head = i64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    ((1 << 47) - head).saturating_mul(PER_MILLISECOND)
}

impl WriteTx<'_> {
    /// Makes a record searchable by this text, in place of what it had; written when the transaction ends.
    pub fn make_searchable(&mut self, index: Index, id: impl Into<Uuid>, (keys, text): (&RegionKeys, SearchText)) {
        let text = text.in_region(keys);
        let words = if self.conn.engine() == Engine::Postgres { text.for_tsvector() } else { text.for_fts() };
        self.searchable.push(Searchable { index, id: id.into(), keys: keys.clone(), words });
    }

    /// Writes what was collected; whether that was anything.
    ///
    /// # Errors
    /// Engine faults.
    pub(crate) async fn write_searchable(&mut self) -> Result<bool> {
        let all = std::mem::take(&mut self.searchable);
        let Some(index) = all.first().map(|one| one.index) else { return Ok(false) };
        // The last word on a record counts.
        let mut seen = HashSet::new();
        let mut last: Vec<&Searchable> = all.iter().rev().filter(|one| seen.insert(one.id)).collect();
        last.reverse();
        let mut numbered = self.numbered(index, &last).await?;
        numbered.sort_unstable_by_key(|one| one.doc);
        for one in numbered.iter().filter(|one| one.is_known) {
            self.keep_row(index, one).await?;
        }
        let new: Vec<&Numbered<'_>> = numbered.iter().filter(|one| !one.is_known).collect();
        let mut others = Vec::new();
        for some in new.chunks(TOGETHER) {
            if self.new_rows(index, some).await? < some.len() as u64 {
                // Another transaction took a number first: one by one, each tries the next.
                for one in some {
                    others.extend(self.new_row(index, one).await?);
                }
            }
        }
        if !others.is_empty() {
            for (id, doc) in others {
                numbered.iter_mut().filter(|one| one.one.id == id).for_each(|one| one.doc = doc);
            }
            numbered.sort_unstable_by_key(|one| one.doc);
        }
        self.write_terms(index, &numbered).await?;
        Ok(true)
    }

    /// What is on record keeps its number; what is new gets one in the order of the ids. Within one millisecond the order
    /// is that of writing.
    async fn numbered<'a>(&mut self, index: Index, all: &[&'a Searchable]) -> Result<Vec<Numbered<'a>>> {
        let mut known: HashMap<Uuid, i64> = HashMap::new();
        for some in all.chunks(TOGETHER) {
            let list =
                q("SELECT id, doc FROM ").s(index.rows).s(" WHERE id IN (").list(some.iter().map(|o| o.id.into()));
            known.extend(self.all::<(Uuid, i64)>(list.s(")").beyond(WHY)).await?);
        }
        let mut last: HashMap<i64, i64> = HashMap::new();
        let mut out = Vec::with_capacity(all.len());
        for one in all {
            if let Some(doc) = known.get(&one.id) {
                out.push(Numbered { doc: *doc, is_known: true, one });
                continue;
            }
            let first = first_number(one.id);
            let doc = match last.get(&first) {
                Some(last) if last - 1 > first - PER_MILLISECOND => last - 1,
                _ => self.next_number(index, one.id).await?,
            };
            last.insert(first, doc);
            out.push(Numbered { doc, is_known: false, one });
        }
        Ok(out)
    }

    /// A free number in the order of the ids.
    async fn next_number(&mut self, index: Index, id: Uuid) -> Result<i64> {
        let first = first_number(id);
        let last = q("SELECT min(doc) FROM ").s(index.rows).s(" WHERE doc <= ").b(first);
        let last = last.s(" AND doc > ").b(first - PER_MILLISECOND).beyond(WHY);
        let (last,): (Option<i64>,) = self.one(last).await?;
        match last {
            None => Ok(first),
            Some(last) if last - 1 > first - PER_MILLISECOND => Ok(last - 1),
            Some(_) => {
                let (last,): (i64,) = self.one(q("SELECT min(doc) FROM ").s(index.rows).beyond(WHY)).await?;
                Ok(last - 1)
            }
        }
    }

    async fn keep_row(&mut self, index: Index, one: &Numbered<'_>) -> Result<()> {
        let keys = &one.one.keys;
        let mut keep = q("UPDATE ").s(index.rows).s(" SET prov = ").b(&keys.prov).s(", city = ").b(&keys.city);
        keep = keep.s(", county = ").b(&keys.county);
        if self.conn.engine() == Engine::Postgres {
            keep = keep.s(", terms = (").b(&one.one.words).s("::text)::tsvector");
        }
        self.exec_one(keep.s(" WHERE doc = ").b(one.doc).beyond(WHY)).await
    }

    /// How many rows were new.
    async fn new_rows(&mut self, index: Index, some: &[&Numbered<'_>]) -> Result<u64> {
        let is_lite = self.conn.engine() == Engine::Sqlite;
        let mut insert = q("INSERT INTO ").s(index.rows).s(" (doc, id, prov, city, county");
        insert = insert.s(if is_lite { ") VALUES " } else { ", terms) VALUES " });
        for (n, Numbered { doc, one, .. }) in some.iter().enumerate() {
            let keys = &one.keys;
            let own = [(*doc).into(), one.id.into(), (&keys.prov).into(), (&keys.city).into(), (&keys.county).into()];
            insert = insert.s(if n == 0 { "(" } else { ", (" }).list(own);
            if !is_lite {
                insert = insert.s(", (").b(&one.words).s("::text)::tsvector");
            }
            insert = insert.s(")");
        }
        self.exec(insert.s(" ON CONFLICT (doc) DO NOTHING").beyond(WHY)).await
    }

    /// The number under which the row was written, when it had to be another one.
    async fn new_row(&mut self, index: Index, one: &Numbered<'_>) -> Result<Option<(Uuid, i64)>> {
        let own = q("SELECT 1 FROM ").s(index.rows).s(" WHERE id = ").b(one.one.id).beyond(WHY);
        if self.opt::<(i64,)>(own).await?.is_some() {
            return Ok(None);
        }
        loop {
            let doc = self.next_number(index, one.one.id).await?;
            let again = Numbered { doc, is_known: false, one: one.one };
            if self.new_rows(index, &[&again]).await? == 1 {
                return Ok(Some((one.one.id, doc)));
            }
        }
    }

    /// On PostgreSQL the terms stand in the rows.
    async fn write_terms(&mut self, index: Index, all: &[Numbered<'_>]) -> Result<()> {
        if self.conn.engine() == Engine::Postgres {
            return Ok(());
        }
        let known: Vec<i64> = all.iter().filter(|one| one.is_known).map(|one| one.doc).collect();
        for some in known.chunks(TOGETHER) {
            let old =
                q("DELETE FROM ").s(index.terms).s(" WHERE rowid IN (").list(some.iter().map(|doc| (*doc).into()));
            self.exec(old.s(")").beyond(WHY)).await?;
        }
        for some in all.chunks(TOGETHER) {
            let mut insert = q("INSERT INTO ").s(index.terms).s(" (rowid, terms) VALUES ");
            for (n, Numbered { doc, one, .. }) in some.iter().enumerate() {
                insert = insert.s(if n == 0 { "(" } else { ", (" }).b(*doc).s(", ").b(&one.words).s(")");
            }
            self.exec(insert.beyond(WHY)).await?;
        }
        Ok(())
    }
}
