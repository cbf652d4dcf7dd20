//! 机构 · the SQL of organisations

use super::{Profile, RemedyKind, Standing};
use authority::{Open, Q, ReadTx, Result, WriteTx, q, select};
use lexicon::{LegalDay, OrganisationId, RegionKeys, RemedyPlaceId, Term};

const INSTALLATION: &str = "installation";

/// What the gate needs to know of an organ.
///
/// # Errors
/// Not found.
pub async fn standing(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<Standing> {
    let one = select::<Standing>("FROM organisations WHERE id = ").b(id);
    tx.one(one.beyond("one's own organ is known before there is a scope")).await
}

/// The profile of an organ as its papers of a day print it: the dated profile and the remedy places valid then. A day
/// before the first profile gets the first.
///
/// # Errors
/// Not found.
pub async fn profile(tx: &mut ReadTx<'_>, id: OrganisationId, on: LegalDay) -> Result<Profile> {
    let of_day = q("SELECT o.id, o.name, o.short_name, o.level, o.region_code, o.region_name, o.prov, o.city, \
         o.county, p.number_region, p.address, p.phone, p.postcode, p.fine_bank, p.fine_account, ");
    let of_day = remedy(of_day, RemedyKind::Reconsideration, on).s(" AS reconsideration_organ, ");
    let of_day = remedy(of_day, RemedyKind::Litigation, on).s(" AS litigation_court, ");
    let of_day = of_day
        .s("p.complaint_phone, p.defence_days, p.kept_for ")
        .s("FROM organisations o JOIN organisation_profiles p ON p.organisation_id = o.id WHERE o.id = ")
        .b(id)
        .s(" AND p.valid_from = coalesce((SELECT max(valid_from) FROM organisation_profiles WHERE organisation_id = ")
        .b(id)
        .s(" AND valid_from <= ")
        .b(on)
        .s("), (SELECT min(valid_from) FROM organisation_profiles WHERE organisation_id = ")
        .b(id)
        .s("))");
    tx.one(of_day.beyond("an organ's profile is printed on its papers")).await
}

/// 主要负责人的姓名；没有填写的为空
///
/// # Errors
/// Not found.
pub async fn chief(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<String> {
    let leader = q("SELECT leader FROM organisations WHERE id = ").b(id);
    let (leader,): (String,) = tx.one(leader.beyond("the organ in whose name is acted")).await?;
    Ok(leader)
}

/// The default place of a kind on a day; before the first, the first.
fn remedy(q: Q<Open>, kind: RemedyKind, on: LegalDay) -> Q<Open> {
    q.s("coalesce((SELECT r.name FROM remedy_places r WHERE r.organisation_id = o.id AND r.is_default AND r.kind = ")
        .b(kind.code())
        .s(" AND (r.valid_to IS NULL OR r.valid_to >= ")
        .b(on)
        .s(") ORDER BY r.valid_from LIMIT 1), '')")
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
        q("INSERT INTO organisations (id, key, parent_id, name, short_name, level, region_code, region_name, \
         prov, city, county, lookup_reach, revision) VALUES (")
        .list([
            new.id.into(),
            (&o.key).into(),
            new.parent_id.into(),
            (&o.name).into(),
            (&o.short_name).into(),
            o.level.code().into(),
            o.region_code.to_string().into(),
            (&new.region_name).into(),
            (&new.keys.prov).into(),
            (&new.keys.city).into(),
            (&new.keys.county).into(),
            (&o.lookup_reach).into(),
            1_i64.into(),
        ])
        .s(") ON CONFLICT (id) DO NOTHING");
    if tx.exec(insert.beyond(INSTALLATION)).await? == 0 {
        return Ok(());
    }
    let profile = q("INSERT INTO organisation_profiles (organisation_id, valid_from, number_region, address, phone, \
         postcode, fine_bank, fine_account, revision, updated_at, updated_by) VALUES (")
    .list([
        new.id.into(),
        o.valid_from.into(),
        (&o.number_region).into(),
        (&o.address).into(),
        (&o.phone).into(),
        (&o.postcode).into(),
        (&o.fine_bank).into(),
        (&o.fine_account).into(),
        1_i64.into(),
        tx.at().into(),
        (&tx.actor().name).into(),
    ])
    .s(")");
    tx.exec_one(profile.beyond(INSTALLATION)).await?;
    let places =
        [(RemedyKind::Reconsideration, &o.reconsideration_organ), (RemedyKind::Litigation, &o.litigation_court)];
    for (kind, name) in places.into_iter().filter(|(_, name)| !name.is_empty()) {
        let place = q("INSERT INTO remedy_places (id, organisation_id, kind, name, address, is_default, valid_from, \
             valid_to, revision, updated_at, updated_by) VALUES (")
        .list([
            RemedyPlaceId::new().into(),
            new.id.into(),
            kind.code().into(),
            name.into(),
            "".into(),
            true.into(),
            o.valid_from.into(),
            None::<LegalDay>.into(),
            1_i64.into(),
            tx.at().into(),
            (&tx.actor().name).into(),
        ])
        .s(")");
        tx.exec_one(place.beyond(INSTALLATION)).await?;
    }
    Ok(())
}

/// Whether any organ is on record.
///
/// # Errors
/// Engine faults.
pub async fn any(tx: &mut ReadTx<'_>) -> Result<bool> {
    let first = q("SELECT 1 FROM organisations LIMIT 1").beyond(INSTALLATION);
    Ok(tx.opt::<(i64,)>(first).await?.is_some())
}

/// Id and name of every organ of the installation.
///
/// # Errors
/// Engine faults.
pub async fn names(tx: &mut ReadTx<'_>) -> Result<Vec<(OrganisationId, String)>> {
    tx.all(q("SELECT id, name FROM organisations ORDER BY region_code, id").beyond(INSTALLATION)).await
}
