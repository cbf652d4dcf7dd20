//! 开始现场检查 · opens the inspection that a completed scheme calls for
//!
//! Called by the scheme in its own transaction, once per scheme. What the enterprise register knows is filled in, so
//! that on site only what differs has to be written.

use super::InspectionParticulars;
use super::open_store::insert;
use super::rules::PLACES_CHARS;
use super::store;
use authority::{Entry, Result, SubjectKind, WriteTx};
use lexicon::{EnterpriseId, InspectionId, LegalDay, OfficerId, SchemeId};
use registers::checklist::CheckItem;

/// What the scheme hands over when it is completed.
#[derive(Debug, Clone)]
pub struct NewInspection {
    pub scheme_id: SchemeId,
    /// 方案文号
    pub scheme_number: String,
    pub enterprise_id: EnterpriseId,
    pub enterprise_name: String,
    pub officer_ids: Vec<OfficerId>,
    /// Names of the officers, joined by 、.
    pub officers: String,
    /// First day of the inspection by the scheme.
    pub inspect_from: LegalDay,
    /// Last day of the inspection by the scheme.
    pub inspect_to: LegalDay,
    /// The items with the wording and citations of the scheme's day; they stay as they are.
    pub items: Vec<CheckItem>,
    /// Keys of the chosen targets.
    pub targets: Vec<String>,
}

/// Opens an inspection for the caller's organ, waiting to be carried out.
///
/// # Errors
/// The enterprise is not within the scope; a second inspection of one scheme; engine faults.
pub async fn open(tx: &mut WriteTx<'_>, new: NewInspection) -> Result<InspectionId> {
    let id = InspectionId::new();
    let known = store::known(tx, new.enterprise_id).await?;
    let workshops = store::workshop_names(tx, new.enterprise_id, &new.targets).await?;
    let particulars = prefilled(&new, known, &workshops);
    insert(tx, id, &new, &particulars).await?;
    store::assign(tx, id, &new.officer_ids).await?;
    tx.note(Entry::on(SubjectKind::Inspection, id, "生成现场检查").with(&new.scheme_number)).await?;
    Ok(id)
}

fn prefilled(new: &NewInspection, known: store::Known, workshops: &[(String,)]) -> InspectionParticulars {
    InspectionParticulars {
        party: new.enterprise_name.clone(),
        legal_person: known.legal_person,
        legal_title: known.legal_title,
        phone: known.phone,
        address: known.address,
        places: places(workshops),
        officers: new.officer_ids.clone(),
        ..InspectionParticulars::default()
    }
}

/// 检查场所预填为各车间名称；超过文书栏目长度的只写到放得下的车间为止，并写“等”。
pub(super) fn places(workshops: &[(String,)]) -> String {
    let mut written = String::new();
    for (i, (workshop,)) in workshops.iter().enumerate() {
        if written.chars().count() + workshop.chars().count() > PLACES_CHARS - 2 {
            written.push('等');
            break;
        }
        if i > 0 {
            written.push('、');
        }
        written.push_str(workshop);
    }
    written
}
