//! 机构 · the SQL of the tree, of dated profiles and of remedy places

use super::rules::Site;
use super::{DatedProfile, LookupReach, OrganisationState, RemedyPlace, Standing};
use authority::{Halt, ReadTx, Result, WriteTx, q, row, select};
use lexicon::{Instant, LegalDay, OrganisationId, RegionLevel, Term};
use std::collections::HashMap;

row! {
    /// An organ as stored.
    #[derive(Debug, Clone, serde::Serialize)]
    pub struct Record {
        id: OrganisationId, parent_id: Option<OrganisationId>, name: String, short_name: String,
        level: RegionLevel = term, region_code: String, region_name: String, prov: String, city: String, county: String,
        state: OrganisationState = term, ended_on: Option<LegalDay>, successor_id: Option<OrganisationId>,
        ordinal: i64, leader: String, contact: String, contact_phone: String, lookup_reach: LookupReach = term,
        revision: i64, updated_at: Instant, updated_by: String,
    }
}

impl Record {
    /// What the rules ask of it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing {
            id: self.id,
            name: self.name.clone(),
            short_name: self.short_name.clone(),
            level: self.level,
            region_code: self.region_code.clone(),
            region_name: self.region_name.clone(),
            prov: self.prov.clone(),
            city: self.city.clone(),
            county: self.county.clone(),
            state: self.state,
            ended_on: self.ended_on,
            lookup_reach: self.lookup_reach,
        }
    }

    /// Refuses a revision that is not the one seen.
    ///
    /// # Errors
    /// Stale.
    pub fn seen(&self, seen: i64) -> Result<()> {
        if self.revision == seen {
            return Ok(());
        }
        Err(Halt::Stale { revision: self.revision, by: self.updated_by.clone(), at: self.updated_at })
    }
}

const OF_TAKEN: &str = "of an organ that was taken within the scope";

/// The organs within the caller's scope, from the top down.
///
/// # Errors
/// Engine faults.
pub async fn tree(tx: &mut ReadTx<'_>) -> Result<Vec<Record>> {
    let all = select::<Record>("FROM organisations o WHERE ").within(tx, "o");
    tx.all(all.s(" ORDER BY ordinal, region_code, id")).await
}

/// How many enabled accounts each organ in the scope has.
///
/// # Errors
/// Engine faults.
pub async fn users(tx: &mut ReadTx<'_>) -> Result<HashMap<OrganisationId, i64>> {
    let count = q("SELECT organisation_id, count(*) FROM users u WHERE is_enabled = ").b(true).s(" AND ");
    let rows: Vec<(OrganisationId, i64)> = tx.all(count.within(tx, "u").s(" GROUP BY organisation_id")).await?;
    Ok(rows.into_iter().collect())
}

/// How many enabled accounts one organ has.
///
/// # Errors
/// Engine faults.
pub async fn users_of(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<i64> {
    let count = q("SELECT count(*) FROM users WHERE is_enabled = ").b(true).s(" AND organisation_id = ").b(id);
    Ok(tx.one::<(i64,)>(count.beyond(OF_TAKEN)).await?.0)
}

/// One organ within the caller's scope.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<Record> {
    tx.one(select::<Record>("FROM organisations o WHERE id = ").b(id).s(" AND ").within(tx, "o")).await
}

/// As [`take`], and holds the row until the transaction ends.
///
/// # Errors
/// Not found, or outside the scope; stale.
pub async fn take_for_update(tx: &mut WriteTx<'_>, id: OrganisationId, seen: i64) -> Result<Record> {
    let one = select::<Record>("FROM organisations o WHERE id = ").b(id).s(" AND ").within(tx, "o").for_update();
    let record: Record = tx.one(one).await?;
    record.seen(seen)?;
    Ok(record)
}

/// The name of an organ, to be shown beside one in scope; empty when there is none.
///
/// # Errors
/// Engine faults.
pub async fn name_of(tx: &mut ReadTx<'_>, id: Option<OrganisationId>) -> Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let name = q("SELECT name FROM organisations WHERE id = ").b(id);
    let found: Option<(String,)> = tx.opt(name.beyond("the names of organs are public")).await?;
    Ok(found.map(|(name,)| name).unwrap_or_default())
}

/// How many organs directly below still act.
///
/// # Errors
/// Engine faults.
pub async fn children_of(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<i64> {
    let count = q("SELECT count(*) FROM organisations WHERE ended_on IS NULL AND parent_id = ").b(id);
    Ok(tx.one::<(i64,)>(count.beyond(OF_TAKEN)).await?.0)
}

/// The organ that stands on this division and still acts; one that is to end acts until its day.
///
/// # Errors
/// Engine faults.
pub async fn on_region(tx: &mut ReadTx<'_>, code: &str) -> Result<Option<(OrganisationId,)>> {
    let find = q("SELECT id FROM organisations WHERE (ended_on IS NULL OR ended_on > ").b(tx.now().day());
    let find = find.s(") AND region_code = ").b(code);
    tx.opt(find.beyond("a division has one organ, and it lies within the parent that was taken")).await
}

/// The organ that is nearest above a site and still acts.
///
/// # Errors
/// Engine faults.
pub async fn nearest_above(tx: &mut ReadTx<'_>, site: &Site) -> Result<Option<OrganisationId>> {
    let mut find = q("SELECT id FROM organisations WHERE (ended_on IS NULL OR ended_on > ").b(tx.now().day());
    find = find.s(") AND (1 = 0");
    if site.level == RegionLevel::County && !site.keys.city.is_empty() {
        find = find.s(" OR (level = 'city' AND city = ").b(&site.keys.city).s(")");
    }
    if site.level != RegionLevel::Province {
        find = find.s(" OR (level = 'province' AND prov = ").b(&site.keys.prov).s(")");
    }
    let find = find.s(") ORDER BY CASE level WHEN 'city' THEN 0 ELSE 1 END LIMIT 1");
    let found: Option<(OrganisationId,)> = tx.opt(find.beyond("the line above a site within the parent")).await?;
    Ok(found.map(|(id,)| id))
}

/// What an administrator keeps of an organ.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    pub name: &'a str,
    pub short_name: &'a str,
    pub leader: &'a str,
    pub contact: &'a str,
    pub contact_phone: &'a str,
    pub ordinal: i64,
}

/// Puts a new organ on record, and the organs that now have a nearer parent below it.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert(
    tx: &mut WriteTx<'_>,
    id: OrganisationId,
    parent: OrganisationId,
    (site, region_name): (&Site, &str),
    facts: &Facts<'_>,
) -> Result<()> {
    let insert =
        q("INSERT INTO organisations (id, key, parent_id, name, short_name, level, region_code, region_name, \
         prov, city, county, leader, contact, contact_phone, ordinal, revision, updated_at, updated_by) VALUES (")
        .list([
            id.into(),
            id.to_string().into(),
            parent.into(),
            facts.name.into(),
            facts.short_name.into(),
            site.level.code().into(),
            (&site.code).into(),
            region_name.into(),
            (&site.keys.prov).into(),
            (&site.keys.city).into(),
            (&site.keys.county).into(),
            facts.leader.into(),
            facts.contact.into(),
            facts.contact_phone.into(),
            facts.ordinal.into(),
            1_i64.into(),
            tx.at().into(),
            (&tx.actor().name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("below a parent that was taken within the scope")).await?;
    let adopt = q("UPDATE organisations SET parent_id = ").b(id).s(" WHERE parent_id = ").b(parent).s(" AND id <> ");
    let adopt =
        adopt.b(id).s(" AND ").column("organisations", if site.level == RegionLevel::City { "city" } else { "prov" });
    let key = if site.level == RegionLevel::City { &site.keys.city } else { &site.keys.prov };
    if site.level != RegionLevel::County {
        tx.exec(adopt.s(" = ").b(key).beyond("siblings that the new organ stands above")).await?;
    }
    Ok(())
}

/// Keeps what an administrator changed.
///
/// # Errors
/// Engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: OrganisationId, facts: &Facts<'_>, reach: LookupReach) -> Result<()> {
    let update = q("UPDATE organisations SET name = ").b(facts.name).s(", short_name = ").b(facts.short_name);
    let update = update.s(", leader = ").b(facts.leader).s(", contact = ").b(facts.contact);
    let update = update.s(", contact_phone = ").b(facts.contact_phone).s(", ordinal = ").b(facts.ordinal);
    let update = update.s(", lookup_reach = ").b(reach.code()).s(", revision = revision + 1, updated_at = ").b(tx.at());
    let update = update.s(", updated_by = ").b(&tx.actor().name).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(OF_TAKEN)).await
}

/// Ends an organ on a day.
///
/// # Errors
/// Engine faults.
pub async fn end(
    tx: &mut WriteTx<'_>,
    id: OrganisationId,
    kind: OrganisationState,
    (ended_on, successor): (LegalDay, Option<OrganisationId>),
) -> Result<()> {
    let update = q("UPDATE organisations SET state = ").b(kind.code()).s(", ended_on = ").b(ended_on);
    let update = update.s(", successor_id = ").b(successor).s(", revision = revision + 1, updated_at = ").b(tx.at());
    let update = update.s(", updated_by = ").b(&tx.actor().name).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(OF_TAKEN)).await
}

/// Takes the ending off the record: the organ acts again.
///
/// # Errors
/// Engine faults.
pub async fn resume(tx: &mut WriteTx<'_>, id: OrganisationId) -> Result<()> {
    let update = q("UPDATE organisations SET state = ").b(OrganisationState::Active.code());
    let update = update.s(", ended_on = NULL, successor_id = NULL, revision = revision + 1, updated_at = ");
    let update = update.b(tx.at()).s(", updated_by = ").b(&tx.actor().name).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(OF_TAKEN)).await
}

/// Whether an organ acts today.
///
/// # Errors
/// Engine faults.
pub async fn acts(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<bool> {
    let find = q("SELECT 1 FROM organisations WHERE (ended_on IS NULL OR ended_on > ").b(tx.now().day());
    let find = find.s(") AND id = ").b(id);
    Ok(tx.opt::<(i64,)>(find.beyond("the parent of an organ that was taken")).await?.is_some())
}

/// Notes that something that hangs on the organ was changed, so that its revision tells.
///
/// # Errors
/// Engine faults.
pub async fn touch(tx: &mut WriteTx<'_>, id: OrganisationId) -> Result<()> {
    let update = q("UPDATE organisations SET revision = revision + 1, updated_at = ").b(tx.at());
    let update = update.s(", updated_by = ").b(&tx.actor().name).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(OF_TAKEN)).await
}

/// The dated profiles of an organ, the newest first.
///
/// # Errors
/// Engine faults.
pub async fn profiles(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<Vec<DatedProfile>> {
    let all = select::<DatedProfile>("FROM organisation_profiles WHERE organisation_id = ").b(id);
    tx.all(all.s(" ORDER BY valid_from DESC").beyond(OF_TAKEN)).await
}

/// Whether another organ prints this word in its numbers, on any day.
///
/// # Errors
/// Engine faults.
pub async fn number_region_taken(tx: &mut ReadTx<'_>, id: OrganisationId, word: &str) -> Result<bool> {
    let find = q("SELECT 1 FROM organisation_profiles WHERE number_region = ").b(word);
    let find = find.s(" AND organisation_id <> ").b(id).s(" LIMIT 1");
    let why = "numbers are unique in the whole country; only whether the word is taken is told";
    Ok(tx.opt::<(i64,)>(find.beyond(why)).await?.is_some())
}

/// Keeps a profile; one that begins on the same day is replaced.
///
/// # Errors
/// Engine faults.
pub async fn keep_profile(tx: &mut WriteTx<'_>, id: OrganisationId, p: &DatedProfile) -> Result<()> {
    let upsert = q("INSERT INTO organisation_profiles (organisation_id, valid_from, number_region, address, phone, \
         postcode, fine_bank, fine_account, complaint_phone, defence_days, kept_for, revision, updated_at, \
         updated_by) VALUES (")
    .list([
        id.into(),
        p.valid_from.into(),
        (&p.number_region).into(),
        (&p.address).into(),
        (&p.phone).into(),
        (&p.postcode).into(),
        (&p.fine_bank).into(),
        (&p.fine_account).into(),
        (&p.complaint_phone).into(),
        p.defence_days.into(),
        p.kept_for.code().into(),
        1_i64.into(),
        tx.at().into(),
        (&tx.actor().name).into(),
    ])
    .s(") ON CONFLICT (organisation_id, valid_from) DO UPDATE SET number_region = excluded.number_region, ")
    .s("address = excluded.address, phone = excluded.phone, postcode = excluded.postcode, ")
    .s("fine_bank = excluded.fine_bank, fine_account = excluded.fine_account, ")
    .s("complaint_phone = excluded.complaint_phone, defence_days = excluded.defence_days, ")
    .s("kept_for = excluded.kept_for, ")
    .s("revision = organisation_profiles.revision + 1, updated_at = excluded.updated_at, ")
    .s("updated_by = excluded.updated_by");
    tx.exec_one(upsert.beyond(OF_TAKEN)).await
}

/// The remedy places of an organ, the newest first.
///
/// # Errors
/// Engine faults.
pub async fn places(tx: &mut ReadTx<'_>, id: OrganisationId) -> Result<Vec<RemedyPlace>> {
    let all = select::<RemedyPlace>("FROM remedy_places WHERE organisation_id = ").b(id);
    tx.all(all.s(" ORDER BY kind DESC, valid_from DESC, id").beyond(OF_TAKEN)).await
}

/// Puts a new remedy place on record.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert_place(tx: &mut WriteTx<'_>, organ: OrganisationId, p: &RemedyPlace) -> Result<()> {
    let insert = q("INSERT INTO remedy_places (id, organisation_id, kind, name, address, is_default, valid_from, \
         valid_to, revision, updated_at, updated_by) VALUES (")
    .list([
        p.id.into(),
        organ.into(),
        p.kind.code().into(),
        (&p.name).into(),
        (&p.address).into(),
        p.is_default.into(),
        p.valid_from.into(),
        p.valid_to.into(),
        1_i64.into(),
        tx.at().into(),
        (&tx.actor().name).into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond(OF_TAKEN)).await
}

/// Keeps a changed remedy place.
///
/// # Errors
/// Engine faults.
pub async fn update_place(tx: &mut WriteTx<'_>, p: &RemedyPlace) -> Result<()> {
    let update = q("UPDATE remedy_places SET kind = ").b(p.kind.code()).s(", name = ").b(&p.name);
    let update = update.s(", address = ").b(&p.address).s(", is_default = ").b(p.is_default);
    let update = update.s(", valid_from = ").b(p.valid_from).s(", valid_to = ").b(p.valid_to);
    let update = update.s(", revision = revision + 1, updated_at = ").b(tx.at());
    let update = update.s(", updated_by = ").b(&tx.actor().name).s(" WHERE id = ").b(p.id);
    tx.exec_one(update.beyond(OF_TAKEN)).await
}
