//! 文书的效力 · the SQL that changes what a document is worth, never what it says

use super::state::DocumentState;
use authority::{Result, WriteTx, q};
use lexicon::{DocumentId, Term};

/// Brings a document into a state that ends it, or serves it.
///
/// # Errors
/// Engine faults.
pub async fn set_state(tx: &mut WriteTx<'_>, id: DocumentId, state: DocumentState) -> Result<()> {
    let update = q("UPDATE documents SET state = ").b(state.code()).s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("taken within scope before")).await
}

/// Ends a document that was taken, with who did it and why.
///
/// # Errors
/// Engine faults.
pub async fn end(tx: &mut WriteTx<'_>, id: DocumentId, state: DocumentState, reason: &str) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE documents SET state = ").b(state.code()).s(", ended_reason = ").b(reason);
    let update = update.s(", ended_by = ").b(by).s(", ended_at = ").b(at);
    let update = update.s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("taken within scope before")).await
}

/// Puts a new paper in the place of one that was taken, with the reason; each names the other.
///
/// # Errors
/// Engine faults.
pub async fn supersede(
    tx: &mut WriteTx<'_>,
    (old, new): (DocumentId, DocumentId),
    state: DocumentState,
    reason: &str,
) -> Result<()> {
    end(tx, old, state, reason).await?;
    let update = q("UPDATE documents SET superseded_by = ").b(new).s(" WHERE id = ").b(old);
    tx.exec_one(update.beyond("taken within scope before")).await?;
    let update = q("UPDATE documents SET supersedes = ").b(old).s(" WHERE id = ").b(new);
    tx.exec_one(update.beyond("made in this transaction")).await
}
