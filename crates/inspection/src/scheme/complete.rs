//! 完成编制 · a scheme is completed
//!
//! Whether the approver agreed or the paper approval was entered: the paper is frozen and the inspection opened, in
//! the transaction of the act that decided it.

use super::paper::{self, Signs};
use super::store::Row;
use super::{Snapshot, draft::SchemeDraft};
use crate::on_site::{self, NewInspection};
use authority::{Halt, Result, WriteTx};
use lexicon::DocumentId;

/// Freezes the paper and opens the inspection of a scheme that was held; the caller keeps the row.
///
/// # Errors
/// A form that does not hold; engine faults.
pub async fn complete(tx: &mut WriteTx<'_>, row: &mut Row, signs: Signs) -> Result<DocumentId> {
    let document = row.document_id.ok_or_else(|| Halt::Fault(format!("scheme {} has no document", row.id)))?;
    let known = row.frozen()?;
    let data = paper::fill(&row.organisation_name, &row.draft_json, known, signs).into_job_data();
    documents::freeze(tx, document, data, row.id.0).await?;
    let new = handed_over(row, &row.draft_json, known)
        .ok_or_else(|| Halt::Fault(format!("scheme {} was submitted incomplete", row.id)))?;
    row.inspection_id = Some(on_site::open(tx, new).await?);
    Ok(document)
}

fn handed_over(row: &Row, draft: &SchemeDraft, known: &Snapshot) -> Option<NewInspection> {
    Some(NewInspection {
        scheme_id: row.id,
        scheme_number: row.number.clone(),
        enterprise_id: draft.enterprise_id?,
        enterprise_name: row.enterprise_name.clone(),
        officer_ids: draft.officers.clone(),
        officers: known.officers.iter().map(|o| o.name.as_str()).collect::<Vec<_>>().join("、"),
        inspect_from: draft.inspect_from?,
        inspect_to: draft.inspect_to?,
        items: known.items.clone(),
        targets: draft.targets.clone(),
    })
}
