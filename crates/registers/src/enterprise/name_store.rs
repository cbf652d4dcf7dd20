//! 企业名称 · which of these texts are names of registered enterprises

use authority::{ReadTx, Result, q};

/// How many texts one statement names.
const AT_ONCE: usize = 500;

/// Those of the texts that are the full name of an enterprise on record, wherever it is.
///
/// # Errors
/// Engine faults.
pub async fn registered_names(tx: &mut ReadTx<'_>, texts: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for texts in texts.chunks(AT_ONCE) {
        let named = q("SELECT DISTINCT name FROM enterprises WHERE name IN (").list(texts.iter().map(Into::into));
        let named = named.s(")").beyond("whoever wrote the name knows it; only that it is registered is told");
        found.extend(tx.all::<(String,)>(named).await?.into_iter().map(|(name,)| name));
    }
    Ok(found)
}
