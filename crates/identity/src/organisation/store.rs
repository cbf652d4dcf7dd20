//! 机构 · the SQL of organisations

use super::Profile;
use authority::{ReadTx, Result, WriteTx, q, select};
use lexicon::{OrganisationId, RegionKeys};

/// The profile of an organ.
///
/// # Errors
/// Not found.
pub async fn profile(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<Profile> {
    tx.one(
        select::<Profile>("FROM organisations WHERE id = ").b(id).beyond("an organ's profile is printed on its papers"),
    )
    .await
}

/// A new organ, at installation.
pub struct NewOrganisation {
    pub id: OrganisationId,
    pub parent_id: Option<OrganisationId>,
    pub keys: RegionKeys,
    pub region_name: String,
    pub seed: seed::Organisation,
}

/// Puts an organ on record; one that is there already stays as it is.
///
/// # Errors
/// Engine faults.
pub async fn found(tx: &mut WriteTx<'_>, new: &NewOrganisation) -> Result<()> {
    let o = &new.seed;
    let insert =
        q("INSERT INTO organisations (id, key, parent_id, name, short_name, level, region_code, region_name, prov, \
         city, county, number_region, address, phone, postcode, reconsideration_organ, litigation_court, fine_bank, \
         fine_account, revision) VALUES (")
        .list([
            new.id.into(),
            (&o.key).into(),
            new.parent_id.into(),
            (&o.name).into(),
            (&o.short_name).into(),
            lexicon::Term::code(o.level).into(),
            o.region_code.to_string().into(),
            (&new.region_name).into(),
            (&new.keys.prov).into(),
            (&new.keys.city).into(),
            (&new.keys.county).into(),
            (&o.number_region).into(),
            (&o.address).into(),
            (&o.phone).into(),
            (&o.postcode).into(),
            (&o.reconsideration_organ).into(),
            (&o.litigation_court).into(),
            (&o.fine_bank).into(),
            (&o.fine_account).into(),
            1_i64.into(),
        ])
        .s(") ON CONFLICT (id) DO NOTHING")
        .beyond("installation");
    tx.exec(insert).await?;
    Ok(())
}

/// Whether any organ is on record.
///
/// # Errors
/// Engine faults.
pub async fn any(tx: &mut ReadTx<'_>) -> Result<bool> {
    let first = q("SELECT 1 FROM organisations LIMIT 1").beyond("installation");
    Ok(tx.opt::<(i64,)>(first).await?.is_some())
}
