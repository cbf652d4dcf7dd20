//! 文书查验 · the SQL of codes

use crate::issue::state::DocumentState;
use authority::{ReadTx, Result, WriteTx, q, row, select};
use lexicon::{DocumentId, Instant};

row! {
    /// What a paper says of itself.
    #[derive(Debug, Clone)]
    pub struct Said {
        form: String, number: String, organisation_name: String, enterprise_name: String, issued_at: Option<Instant>,
        pages: i64, file_sha256: String, state: DocumentState = term,
    }
}

/// The paper with this code, wherever it lies.
///
/// # Errors
/// Engine faults.
pub async fn said(tx: &mut ReadTx<'_>, code: &str) -> Result<Option<Said>> {
    let one =
        select::<Said>("FROM documents d WHERE id = (SELECT document_id FROM document_codes WHERE code = ").b(code);
    tx.opt(one.s(")").beyond("whoever holds the paper has its code; no more is told than it says")).await
}

/// Keeps the code of a paper; a paper printed again has the same one.
///
/// # Errors
/// Engine faults.
pub async fn keep(tx: &mut WriteTx<'_>, code: &str, document: DocumentId) -> Result<()> {
    let insert = q("INSERT INTO document_codes (code, document_id) VALUES (").list([code.into(), document.into()]);
    tx.exec(insert.s(") ON CONFLICT DO NOTHING").beyond("printing is done by the program for the organ")).await?;
    Ok(())
}

/// The code of a paper that was taken within scope; none for papers that have none.
///
/// # Errors
/// Engine faults.
pub async fn code_of(tx: &mut ReadTx<'_>, document: DocumentId) -> Result<Option<String>> {
    let code = q("SELECT code FROM document_codes WHERE document_id = ").b(document);
    let found: Option<(String,)> = tx.opt(code.beyond("of a paper that was taken within scope")).await?;
    Ok(found.map(|(code,)| code))
}
