//! 责令限期整改 · the order that opens a rectification
//!
//! Called by the inspection when it is concluded, inside its transaction. 依据：《安全生产法》第六十五条第一款第二项

use super::store;
use authority::{Entry, Result, SubjectKind, WriteTx};
use lexicon::{DocumentId, EnterpriseId, InspectionId, LegalDay, OfficerId, ProblemId, RectificationId};
use serde::Serialize;

/// What the inspection hands over when it is concluded.
#[derive(Debug, Clone, Serialize)]
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
    /// At least one.
    pub problems: Vec<NewProblem>,
}

/// One problem that has to be put right.
#[derive(Debug, Clone, Serialize)]
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
    /// 违法依据
    pub violated: String,
}

/// Opens the rectification that follows an order. 期限不同的问题，以最晚的一项为整改期限，逐项期限仍各自记录。
///
/// # Errors
/// Engine faults.
pub async fn open(tx: &mut WriteTx<'_>, new: NewRectification) -> Result<RectificationId> {
    let id = RectificationId::new();
    let due_on = new.problems.iter().map(|p| p.due_on).max().unwrap_or(new.ordered_on);
    store::insert(tx, id, &new, due_on).await?;
    tx.note(Entry::on(SubjectKind::Rectification, id, "责令限期整改").with(&new)).await?;
    Ok(id)
}
