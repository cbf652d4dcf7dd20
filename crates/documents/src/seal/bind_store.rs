//! 用印 · the SQL of what papers are bound to

use super::store::Row;
use crate::issue::store::Frozen;
use authority::{ReadTx, Result, WriteTx, q, row, select};
use lexicon::{DocumentId, SealId};

row! {
    /// What a paper was bound to.
    #[derive(Debug, Clone)]
    pub struct Bound {
        seal_id: Option<SealId>, public_address: String, approved_by: String,
    }
}

/// Binds a paper that is being frozen.
///
/// # Errors
/// Engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, document: &Frozen, decided: Bound) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO document_stamps (document_id, seal_id, organisation_id, prov, city, county, public_address, \
         approved_by, bound_at, bound_by) VALUES (")
        .list([
            document.id.into(),
            decided.seal_id.into(),
            document.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            decided.public_address.into(),
            decided.approved_by.into(),
            at.into(),
            (&actor.name).into(),
        ]);
    tx.exec_one(insert.s(")").beyond("the organ's own paper, taken within scope before")).await
}

/// What a paper was bound to; none for papers older than this chapter.
///
/// # Errors
/// Engine faults.
pub async fn bound(tx: &mut ReadTx<'_>, document: DocumentId) -> Result<Option<Bound>> {
    let one = select::<Bound>("FROM document_stamps b WHERE document_id = ").b(document);
    tx.opt(one.beyond("of a paper that was taken within scope")).await
}

/// The seal a paper was bound to, whatever became of the seal since.
///
/// # Errors
/// Not found.
pub async fn seal_of(tx: &mut ReadTx<'_>, id: SealId) -> Result<Row> {
    tx.one(select::<Row>("FROM seals s WHERE id = ").b(id).beyond("the seal of a paper that was taken within scope"))
        .await
}
