//! 国密签名 · the SQL of detached signatures

use authority::{Halt, ReadTx, Result, WriteTx, q};
use lexicon::DocumentId;
use signing::Detached;

/// Keeps the signature of a paper; a paper printed again has the same one.
///
/// # Errors
/// Engine faults.
pub async fn keep(tx: &mut WriteTx<'_>, document: DocumentId, made: &Detached) -> Result<()> {
    let certificates = made.chain_pem().map_err(|e| Halt::Fault(e.to_string()))?;
    let at = tx.at();
    let insert =
        q("INSERT INTO document_detached_signatures (document_id, signature, certificates, signed_at) VALUES (")
            .list([document.into(), hex::encode(&made.signature).into(), certificates.into(), at.into()]);
    tx.exec(insert.s(") ON CONFLICT DO NOTHING").beyond("printing is done by the program for the organ")).await?;
    Ok(())
}

/// The signature of a paper that was taken within scope; none for papers that have none.
///
/// # Errors
/// Engine faults; a signature that cannot be read.
pub async fn of_document(tx: &mut ReadTx<'_>, document: DocumentId) -> Result<Option<Detached>> {
    let one = q("SELECT signature, certificates FROM document_detached_signatures WHERE document_id = ").b(document);
    let found: Option<(String, String)> = tx.opt(one.beyond("of a paper that was taken within scope")).await?;
    let Some((signature, certificates)) = found else { return Ok(None) };
    let signature = hex::decode(signature).map_err(|e| Halt::Fault(e.to_string()))?;
    Detached::of(signature, &certificates).map(Some).map_err(|e| Halt::Fault(e.to_string()))
}

/// Whether a paper that was taken within scope has a signature.
///
/// # Errors
/// Engine faults.
pub async fn has(tx: &mut ReadTx<'_>, document: DocumentId) -> Result<bool> {
    let one = q("SELECT signed_at FROM document_detached_signatures WHERE document_id = ").b(document);
    Ok(tx.opt::<(i64,)>(one.beyond("of a paper that was taken within scope")).await?.is_some())
}
