//! 开始现场检查 · the SQL of opening an inspection

use super::InspectionParticulars;
use super::open::NewInspection;
use super::papers::Filled;
use super::state::InspectionState;
use authority::{Result, WriteTx, q};
use lexicon::{InspectionId, Stage, Term};

/// Puts an inspection on record, waiting to be carried out.
///
/// # Errors
/// A second inspection of one scheme; engine faults.
pub(super) async fn insert(
    tx: &mut WriteTx<'_>,
    id: InspectionId,
    new: &NewInspection,
    particulars: &InspectionParticulars,
) -> Result<()> {
    let actor = tx.actor().clone();
    let now = tx.at();
    let insert = q("INSERT INTO inspections (id, scheme_id, organisation_id, organisation_name, prov, city, county, \
         enterprise_id, enterprise_name, scheme_number, officers, officer_ids, inspect_from, inspect_to, origin, state, \
         number, items_json, targets_json, particulars_json, papers_json, problems, rectification_id, revision, \
         created_at, updated_at, updated_by) VALUES (")
    .list([
        id.into(),
        new.scheme_id.into(),
        actor.organisation_id.into(),
        (&actor.organisation_name).into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        new.enterprise_id.into(),
        (&new.enterprise_name).into(),
        (&new.scheme_number).into(),
        (&new.officers).into(),
        serde_json::to_string(&new.officer_ids)?.into(),
        new.inspect_from.into(),
        new.inspect_to.into(),
        "web".into(),
        InspectionState::FIRST.code().into(),
        "".into(),
        serde_json::to_string(&new.items)?.into(),
        serde_json::to_string(&new.targets)?.into(),
        serde_json::to_string(particulars)?.into(),
        serde_json::to_string(&Filled::default())?.into(),
        0_i64.into(),
        None::<i64>.into(),
        1_i64.into(),
        now.into(),
        now.into(),
        (&actor.name).into(),
    ])
    .s(")")
    .beyond("the organ's own inspection");
    tx.exec_one(insert).await
}
