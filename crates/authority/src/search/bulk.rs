//! 成批建立检索索引 · the searchable text of many new records
//!
//! One statement for many rows: an import writes a hundred thousand of them.

use super::{Index, PER_MILLISECOND, SearchText, WHY, first_number};
use crate::{Result, WriteTx, q};
use database::Engine;
use lexicon::RegionKeys;
use std::collections::HashMap;
use uuid::Uuid;

/// Rows of one statement.
const TOGETHER: usize = 250;

impl WriteTx<'_> {
    /// Writes the searchable text of records that are put on record in this transaction.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn make_all_searchable(&mut self, index: Index, new: &[(Uuid, &RegionKeys, SearchText)]) -> Result<()> {
        for some in new.chunks(TOGETHER) {
            let docs = self.numbers(index, some).await?;
            if self.new_rows(index, &docs, some).await? == some.len() as u64 {
                self.new_terms(index, &docs, some).await?;
                continue;
            }
            // Another transaction took a number first: one by one, each tries the next.
            for (id, keys, text) in some {
                self.make_searchable(index, *id, (keys, text.clone())).await?;
            }
        }
        Ok(())
    }

    async fn numbers(&mut self, index: Index, some: &[(Uuid, &RegionKeys, SearchText)]) -> Result<Vec<i64>> {
        let mut last: HashMap<i64, i64> = HashMap::new();
        let mut docs = Vec::with_capacity(some.len());
        for (id, ..) in some {
            let first = first_number(*id);
            let doc = match last.get(&first) {
                Some(last) if last + 1 < first + PER_MILLISECOND => last + 1,
                _ => self.next_number(index, *id).await?,
            };
            last.insert(first, doc);
            docs.push(doc);
        }
        Ok(docs)
    }

    async fn new_rows(&mut self, index: Index, docs: &[i64], some: &[(Uuid, &RegionKeys, SearchText)]) -> Result<u64> {
        let is_lite = self.conn.engine() == Engine::Sqlite;
        let mut insert = q("INSERT INTO ").s(index.rows).s(" (doc, id, prov, city, county");
        insert = insert.s(if is_lite { ") VALUES " } else { ", terms) VALUES " });
        for (n, (doc, (id, keys, text))) in docs.iter().zip(some).enumerate() {
            let own = [(*doc).into(), (*id).into(), (&keys.prov).into(), (&keys.city).into(), (&keys.county).into()];
            insert = insert.s(if n == 0 { "(" } else { ", (" }).list(own);
            if !is_lite {
                insert = insert.s(", (").b(text.clone().in_region(keys).for_tsvector()).s("::text)::tsvector");
            }
            insert = insert.s(")");
        }
        self.exec(insert.s(" ON CONFLICT (doc) DO NOTHING").beyond(WHY)).await
    }

    /// On PostgreSQL the terms stand in the rows.
    async fn new_terms(&mut self, index: Index, docs: &[i64], some: &[(Uuid, &RegionKeys, SearchText)]) -> Result<()> {
        if self.conn.engine() == Engine::Postgres {
            return Ok(());
        }
        let mut insert = q("INSERT INTO ").s(index.terms).s(" (rowid, terms) VALUES ");
        for (n, (doc, (_, keys, text))) in docs.iter().zip(some).enumerate() {
            insert = insert.s(if n == 0 { "(" } else { ", (" }).b(*doc).s(", ");
            insert = insert.b(text.clone().in_region(keys).for_fts()).s(")");
        }
        self.exec(insert.beyond(WHY)).await?;
        Ok(())
    }
}
