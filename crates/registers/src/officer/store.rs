//! 执法人员 · the SQL of officers

use super::{Officer, OfficerRecord, OfficerState, Refusal, rules};
use authority::{ReadTx, Result, WriteTx, q, select};
use lexicon::{CertifiedOfficer, LegalDay, OfficerId, OrganisationId, RegionKeys, Term, UserId};

/// Officers beside the name their organ has today.
const NAMED: &str = "FROM (SELECT f.id, f.user_id, f.name, f.organisation_id, coalesce(g.name, f.organisation_name) AS organisation_name, \
    f.certificate_no, f.certificate_kind, f.valid_from, f.valid_to, f.state, f.prov, f.city, f.county \
    FROM officers f LEFT JOIN organisations g ON g.id = f.organisation_id) o WHERE ";

/// The officers of the caller's own organ who may be chosen: submitted and not withdrawn.
///
/// # Errors
/// Engine faults.
pub async fn own(tx: &mut ReadTx<'_>) -> Result<Vec<OfficerRecord>> {
    let all = registered(tx).await?;
    Ok(all.into_iter().filter(|o| o.state == OfficerState::Submitted).collect())
}

async fn registered(tx: &mut ReadTx<'_>) -> Result<Vec<OfficerRecord>> {
    let organ = tx.actor().organisation_id;
    let own = select::<OfficerRecord>(NAMED).s("organisation_id = ").b(organ).s(" AND ");
    tx.all(own.within(tx, "o").s(" ORDER BY certificate_no, id")).await
}

/// The officers with these ids, in this order, for an act of the caller's own organ.
///
/// # Errors
/// `officers.not_own` when one is not on record or belongs to another organ; the two look the same.
/// `officers.not_submitted` when a record is a draft or was withdrawn.
pub async fn certified(tx: &mut ReadTx<'_>, ids: &[OfficerId]) -> Result<Vec<CertifiedOfficer>> {
    let own = registered(tx).await?;
    let find = |id: &OfficerId| {
        let officer = own.iter().find(|o| o.id == *id).ok_or_else(|| Refusal::NotOwn.at("officers"))?;
        rules::chosen(&officer.name, officer.state)?;
        Ok(CertifiedOfficer {
            id: officer.id,
            name: officer.name.clone(),
            certificate_no: officer.certificate_no.clone(),
            valid_from: officer.valid_from,
            valid_to: officer.valid_to,
        })
    };
    ids.iter().map(find).collect()
}

/// The officers with these ids, in this order, as they are shown on a day; unknown ids are left out.
///
/// # Errors
/// Engine faults.
pub async fn officers(tx: &mut ReadTx<'_>, ids: &[OfficerId], on: LegalDay) -> Result<Vec<Officer>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = select::<OfficerRecord>(NAMED).s("id IN (").list(ids.iter().map(|id| (*id).into())).s(")");
    let found: Vec<OfficerRecord> =
        tx.all(wanted.beyond("officers of a record that was taken within the scope")).await?;
    Ok(ids.iter().filter_map(|id| found.iter().find(|o| o.id == *id).cloned()).map(|o| o.shown(on)).collect())
}

/// The names of the officers with these ids, in this order, as papers join them.
///
/// # Errors
/// Engine faults.
pub async fn names(tx: &mut ReadTx<'_>, ids: &[OfficerId]) -> Result<String> {
    let on = tx.now().day();
    let found = officers(tx, ids, on).await?;
    Ok(found.into_iter().map(|o| o.name).collect::<Vec<_>>().join("、"))
}

/// The officer record of an account follows it to another organ, whose administrator looks at it and submits it again:
/// until then it cannot be chosen.
///
/// # Errors
/// Engine faults.
pub async fn follow(
    tx: &mut WriteTx<'_>,
    user: UserId,
    (organ, name): (OrganisationId, &str),
    keys: &RegionKeys,
) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE officers SET organisation_id = ").b(organ).s(", organisation_name = ").b(name);
    let update = update.s(", prov = ").b(&keys.prov).s(", city = ").b(&keys.city).s(", county = ").b(&keys.county);
    let update =
        update.s(", state = ").b(OfficerState::Draft.code()).s(", updated_at = ").b(at).s(", updated_by = ").b(by);
    let update = update.s(", revision = revision + 1 WHERE user_id = ").b(user);
    tx.exec(update.beyond("the account was taken within the scope")).await?;
    Ok(())
}

/// A new officer, at installation.
pub struct NewOfficer {
    pub id: OfficerId,
    pub user_id: Option<UserId>,
    pub name: String,
    pub organisation_id: OrganisationId,
    pub organisation_name: String,
    pub keys: RegionKeys,
    pub certificate: seed::Certificate,
}

/// Puts an officer on record; one that is there already stays as it is.
///
/// # Errors
/// Engine faults.
pub async fn enrol(tx: &mut WriteTx<'_>, new: &NewOfficer) -> Result<()> {
    let c = &new.certificate;
    let insert = q("INSERT INTO officers (id, user_id, name, organisation_id, organisation_name, certificate_no, \
         certificate_kind, valid_from, valid_to, prov, city, county, revision) VALUES (")
    .list([
        new.id.into(),
        new.user_id.into(),
        (&new.name).into(),
        new.organisation_id.into(),
        (&new.organisation_name).into(),
        (&c.number).into(),
        (&c.kind).into(),
        c.valid_from.into(),
        c.valid_to.into(),
        (&new.keys.prov).into(),
        (&new.keys.city).into(),
        (&new.keys.county).into(),
        1_i64.into(),
    ])
    .s(") ON CONFLICT (id) DO NOTHING")
    .beyond("installation");
    tx.exec(insert).await?;
    Ok(())
}
