//! 执法情报 · the SQL of an enterprise's story; every record within the caller's scope

use authority::{Bound, Q, ReadTx, Result, Val, q, row, select};
use documents::issue::state::DocumentState;
use inspection::on_site::Verdict;
use inspection::on_site::state::InspectionState;
use inspection::rectification::state::RectificationState;
use lexicon::{
    AttachmentId, DocumentId, EnterpriseId, EquipmentId, InspectionId, Instant, LegalDay, LegalTime, RectificationId,
    Term,
};
use registers::checklist::{CheckItem, Measure};
use serde_json::Value;

row! {
    /// An inspection.
    #[derive(Debug, Clone)]
    pub struct Inspected {
        id: InspectionId, organisation_name: String, officers: String, inspect_from: LegalDay, inspect_to: LegalDay,
        state: InspectionState = term, number: String, problems: i64, rectification_id: Option<RectificationId>,
    }
}

row! {
    /// A defective answer.
    #[derive(Debug, Clone)]
    pub struct Answer {
        inspection_id: InspectionId, item_id: String, target: String, target_name: String, workshop: String,
        description: String, measure: String, attachments: Vec<AttachmentId> = json,
    }
}

row! {
    /// A problem beyond the checklists.
    #[derive(Debug, Clone)]
    pub struct Other {
        inspection_id: InspectionId, description: String, measure: Measure = term,
        attachments: Vec<AttachmentId> = json,
    }
}

row! {
    /// An order.
    #[derive(Debug, Clone)]
    pub struct Order {
        id: RectificationId, order_number: String, order_document_id: DocumentId, ordered_on: LegalDay,
        due_on: LegalDay, is_extended: bool, state: RectificationState = term, problems: i64,
        termination_reason: String,
    }
}

row! {
    /// A re-check.
    #[derive(Debug, Clone)]
    pub struct Checked {
        rectification_id: RectificationId, checked_at: LegalTime, conclusion: String, document_id: DocumentId,
        document_number: String,
    }
}

row! {
    /// A paper.
    #[derive(Debug, Clone)]
    pub struct Paper {
        id: DocumentId, form: String, number: String, organisation_name: String, issued_at: Option<Instant>, pages: i64,
        state: DocumentState = term,
    }
}

row! {
    /// A decision on a penalty, with what it says.
    #[derive(Debug, Clone)]
    pub struct Decision {
        id: DocumentId, form: String, number: String, organisation_name: String, issued_at: Option<Instant>,
        state: DocumentState = term, data_json: Value = json,
    }
}

/// 行政处罚决定书、行政（当场）处罚决定书。
pub const DECISIONS: [&str; 2] = ["penalty_decision", "summary_penalty_decision"];
const CHILD: &str = "rows of records that were taken within the scope";
/// How many lines of each kind are shown; an enterprise is inspected a few times a year.
pub const MOST: i64 = 500;

fn each(firms: &[EnterpriseId]) -> impl Iterator<Item = Val> {
    firms.iter().map(|id| Val::from(*id))
}

/// The inspections of an enterprise and of those merged into it, newest first.
///
/// # Errors
/// Engine faults.
pub async fn inspections(tx: &mut ReadTx<'_>, firms: &[EnterpriseId]) -> Result<Vec<Inspected>> {
    let list = select::<Inspected>("FROM inspections x WHERE enterprise_id IN (")
        .list(each(firms))
        .s(") AND ")
        .within(tx, "x");
    tx.all(list.s(" ORDER BY id DESC LIMIT ").b(MOST)).await
}

/// The defective answers of these inspections.
///
/// # Errors
/// Engine faults.
pub async fn answers(tx: &mut ReadTx<'_>, ids: &[InspectionId]) -> Result<Vec<Answer>> {
    let start = select::<Answer>("FROM findings WHERE verdict = ").b(Verdict::Defective.code());
    let list = of(start.s(" AND inspection_id IN ("), ids);
    tx.all(list.s(" ORDER BY inspection_id DESC, answered_at DESC LIMIT ").b(4 * MOST)).await
}

/// The problems beyond the checklists of these inspections.
///
/// # Errors
/// Engine faults.
pub async fn others(tx: &mut ReadTx<'_>, ids: &[InspectionId]) -> Result<Vec<Other>> {
    let list = of(select::<Other>("FROM other_problems WHERE inspection_id IN ("), ids);
    tx.all(list.s(" ORDER BY inspection_id DESC, ordinal LIMIT ").b(MOST)).await
}

row! {
    /// How often a piece of equipment was looked at.
    #[derive(Debug, Clone)]
    pub struct Looked { target: String, target_name: String, workshop: String, inspections: i64, last_at: Instant }
}

/// How often and when last each piece of equipment was looked at in these inspections.
///
/// # Errors
/// Engine faults.
pub async fn looks(tx: &mut ReadTx<'_>, ids: &[InspectionId]) -> Result<Vec<Looked>> {
    let start = q("SELECT target, max(target_name), max(workshop), count(DISTINCT inspection_id), max(answered_at) \
         FROM findings WHERE target LIKE 'equipment:%' AND verdict <> ");
    let list = of(start.b(Verdict::NotApplicable.code()).s(" AND inspection_id IN ("), ids);
    tx.all(list.s(" GROUP BY target ORDER BY target")).await
}

/// The items as an inspection knows them.
///
/// # Errors
/// Engine faults.
pub async fn items(tx: &mut ReadTx<'_>, id: InspectionId) -> Result<Vec<CheckItem>> {
    let one: Option<(String,)> =
        tx.opt(q("SELECT items_json FROM inspections WHERE id = ").b(id).beyond(CHILD)).await?;
    Ok(one.map(|(text,)| serde_json::from_str(&text)).transpose()?.unwrap_or_default())
}

fn of(start: Q<authority::Open>, ids: &[InspectionId]) -> Q<Bound> {
    start.list(ids.iter().map(|id| Val::from(*id))).s(")").beyond(CHILD)
}

/// The orders of an enterprise and of those merged into it, newest first.
///
/// # Errors
/// Engine faults.
pub async fn orders(tx: &mut ReadTx<'_>, firms: &[EnterpriseId]) -> Result<Vec<Order>> {
    let list =
        select::<Order>("FROM rectifications r WHERE enterprise_id IN (").list(each(firms)).s(") AND ").within(tx, "r");
    tx.all(list.s(" ORDER BY id DESC LIMIT ").b(MOST)).await
}

/// The re-checks of these orders.
///
/// # Errors
/// Engine faults.
pub async fn re_checks(tx: &mut ReadTx<'_>, ids: &[RectificationId]) -> Result<Vec<Checked>> {
    let list = select::<Checked>("FROM re_checks WHERE rectification_id IN (");
    tx.all(list.list(ids.iter().map(|id| Val::from(*id))).s(")").beyond(CHILD)).await
}

/// The decisions on penalties against an enterprise or its people that were issued, newest first.
///
/// # Errors
/// Engine faults.
pub async fn decisions(tx: &mut ReadTx<'_>, firms: &[EnterpriseId]) -> Result<Vec<Decision>> {
    let list = select::<Decision>("FROM documents d WHERE enterprise_id IN (").list(each(firms)).s(") AND form IN (");
    let list = list.list(DECISIONS.map(Val::from)).s(") AND issued_at IS NOT NULL AND ").within(tx, "d");
    tx.all(list.s(" ORDER BY id DESC LIMIT ").b(MOST)).await
}

/// The papers of an enterprise and of those merged into it, newest first.
///
/// # Errors
/// Engine faults.
pub async fn papers(tx: &mut ReadTx<'_>, firms: &[EnterpriseId]) -> Result<Vec<Paper>> {
    let list =
        select::<Paper>("FROM documents d WHERE enterprise_id IN (").list(each(firms)).s(") AND ").within(tx, "d");
    tx.all(list.s(" ORDER BY id DESC LIMIT ").b(MOST)).await
}

/// The equipment that stands.
///
/// # Errors
/// Engine faults.
pub async fn standing(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<Vec<(EquipmentId,)>> {
    let list = q("SELECT id FROM equipment WHERE enterprise_id = ").b(id).s(" AND is_struck_off = ").b(false);
    tx.all(list.beyond("equipment of an enterprise that was taken within the scope")).await
}
