//! 整理检索索引 · putting the index in order when nothing else is done
//!
//! What transactions wrote lies in pieces, and a search looks into every one. Pieces are put together in small steps; all
//! of them into one only when a tenth of the index is new, so that a single record never costs the whole.

use super::Index;
use crate::{Db, Result};
use database::{Conn, Engine, q};
use lexicon::Instant;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Pages of one step: some milliseconds of the writer's time.
const STEP: i64 = 200;
/// So long after the last change the index is left alone.
const QUIET_MS: i64 = 3_000;
/// Nothing is left to be put together.
const SETTLED: i64 = i64::MAX;

/// When the index was last written; at the start nobody knows what an earlier run left.
#[derive(Debug, Clone)]
pub(crate) struct Unsettled(Arc<AtomicI64>);

impl Default for Unsettled {
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(i64::MIN)))
    }
}

impl Unsettled {
    pub(crate) fn written(&self, at: Instant) {
        self.0.store(at.0, Ordering::Relaxed);
    }

    fn is_due(&self, now: Instant) -> bool {
        let last = self.0.load(Ordering::Relaxed);
        last != SETTLED && now.0.saturating_sub(last) >= QUIET_MS
    }
}

impl Db {
    /// One step of putting the index together. Whether there is more to be done: not while records are being written.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn settle_search(&self, index: Index) -> Result<bool> {
        if !self.unsettled.is_due(self.clock.now()) {
            return Ok(false);
        }
        let before = self.unsettled.0.load(Ordering::Relaxed);
        let goes_on = self.engine.write(move |conn| Box::pin(async move { step(conn, index).await })).await?;
        if !goes_on {
            // Written meanwhile: then there is something to do again.
            let _ = self.unsettled.0.compare_exchange(before, SETTLED, Ordering::Relaxed, Ordering::Relaxed);
        }
        Ok(goes_on)
    }
}

async fn step(conn: &mut Conn, index: Index) -> Result<bool> {
    if conn.engine() == Engine::Postgres {
        // 新写入的词先记在待并表里，检索要逐条看过。
        let _: Option<(i64,)> =
            conn.opt(&q("SELECT gin_clean_pending_list(").b(index.terms).s("::text::regclass)")).await?;
        return Ok(false);
    }
    let pieces: Vec<(i64,)> =
        conn.all(&q("SELECT count(*) FROM ").s(index.pieces).s(" GROUP BY segid ORDER BY 1 DESC")).await?;
    let all: i64 = pieces.iter().map(|(pages,)| pages).sum();
    let small = all - pieces.first().map_or(0, |(pages,)| *pages);
    // A negative number of pages puts everything into one piece.
    let pages = if small * 10 >= all { -STEP } else { STEP };
    let changes = || q("SELECT total_changes()");
    let (before,): (i64,) = conn.one(&changes()).await?;
    conn.exec(&q("INSERT INTO ").s(index.terms).s(" (").s(index.terms).s(", rank) VALUES ('merge', ").b(pages).s(")"))
        .await?;
    let (after,): (i64,) = conn.one(&changes()).await?;
    // The command itself counts as one change.
    Ok(after - before > 1)
}
