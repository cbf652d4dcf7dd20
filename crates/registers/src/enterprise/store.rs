//! 执法对象 · the SQL of enterprises

use super::{
    Attributes, BusinessKind, Enterprise, EnterpriseRow, EnterpriseState, Particulars, RiskLevel, StandardGrade,
    index_store, piece_store,
};
use authority::{Bound, Index, Q, ReadTx, Result, Search, WriteTx, q, row, select};
use lexicon::{EnterpriseId, Instant, RegionKeys, RegionLevel, Term};
use std::collections::HashMap;

pub use super::search_store::{After, Sort, Wanted, list};

row! {
    /// What is told of an enterprise that is looked up.
    #[derive(Debug, Clone)]
    pub struct Found {
        id: EnterpriseId, name: String, credit_code: String, region_name: String, address: String, prov: String,
        city: String, county: String,
    }
}

impl Found {
    /// The keys of its division.
    #[must_use]
    pub fn keys(&self) -> RegionKeys {
        RegionKeys { prov: self.prov.clone(), city: self.city.clone(), county: self.county.clone() }
    }
}

/// Enterprises the caller may look up, by a part of the name or of the credit code; at most twenty.
///
/// # Errors
/// Engine faults.
pub async fn look_up(tx: &mut ReadTx<'_>, search: &Search) -> Result<Vec<Found>> {
    let lookup = tx.actor().lookup.clone();
    let found = q("SELECT d.id").found(tx, (Index::ENTERPRISES, None), (search, &lookup)).looked_up(tx, "d");
    let ids: Vec<(EnterpriseId,)> = tx.all(found.newest_found(tx, 20)).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list = select::<Found>("FROM enterprises e WHERE id IN (").list(ids.iter().map(|(id,)| (*id).into()));
    let mut rows: Vec<Found> = tx.all(list.s(") AND ").looked_up(tx, "e")).await?;
    in_order(&mut rows, &ids, |row| row.id);
    Ok(rows)
}

/// Puts rows into the order of these ids.
fn in_order<T>(rows: &mut [T], ids: &[(EnterpriseId,)], id: impl Fn(&T) -> EnterpriseId) {
    let places: HashMap<EnterpriseId, usize> = ids.iter().enumerate().map(|(n, (id,))| (*id, n)).collect();
    rows.sort_by_key(|row| places.get(&id(row)).copied());
}

row! {
    /// An enterprise on record, without its workshops.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: EnterpriseId, credit_code: String, name: String, region_code: String, region_name: String,
        prov: String, city: String, county: String, address: String, legal_person: String, legal_title: String,
        phone: String, contact: String, contact_title: String, contact_phone: String, industries: String,
        element: String, gb4754: String, scale: String, capacity: String, employees: i64, longitude: Option<f64>,
        latitude: Option<f64>, state: EnterpriseState = term, equipment_count: i64, revision: i64,
        updated_at: Instant, updated_by: String, business_kind: BusinessKind = term, postcode: String,
        standard_grade: StandardGrade = term, risk_level: RiskLevel = term, supervision_level: RegionLevel = term,
        supervision_organ: String, attributes_json: Attributes = json, is_special: bool, state_reason: String,
        merged_into: Option<EnterpriseId>,
    }
}

impl From<Record> for EnterpriseRow {
    fn from(r: Record) -> Self {
        Self {
            id: r.id,
            name: r.name,
            credit_code: r.credit_code,
            region_code: r.region_code,
            region_name: r.region_name,
            address: r.address,
            industries: r.industries.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
            business_kind: r.business_kind,
            is_special: r.is_special,
            risk_level: r.risk_level,
            element: r.element,
            legal_person: r.legal_person,
            state: r.state,
            equipment_count: r.equipment_count,
            merged_into: r.merged_into,
            updated_at: r.updated_at,
        }
    }
}

impl From<Record> for Enterprise {
    fn from(r: Record) -> Self {
        Self {
            legal_title: r.legal_title.clone(),
            phone: r.phone.clone(),
            contact: r.contact.clone(),
            contact_title: r.contact_title.clone(),
            contact_phone: r.contact_phone.clone(),
            gb4754: r.gb4754.clone(),
            scale: r.scale.clone(),
            capacity: r.capacity.clone(),
            employees: r.employees,
            postcode: r.postcode.clone(),
            standard_grade: r.standard_grade,
            supervision_level: r.supervision_level,
            supervision_organ: r.supervision_organ.clone(),
            attributes: r.attributes_json.clone(),
            state_reason: r.state_reason.clone(),
            longitude: r.longitude,
            latitude: r.latitude,
            revision: r.revision,
            updated_by: r.updated_by.clone(),
            workshops: Vec::new(),
            is_within_scope: true,
            keys: RegionKeys { prov: r.prov.clone(), city: r.city.clone(), county: r.county.clone() },
            row: r.into(),
        }
    }
}

/// The enterprise with its workshops and equipment, within the caller's scope or opened to the caller.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take(tx: &mut ReadTx<'_>, reference: &seed::Seed, id: EnterpriseId) -> Result<Enterprise> {
    let one = select::<Record>("FROM enterprises e WHERE id = ").b(id).s(" AND ").within_or_granted(tx, "e");
    whole(tx, reference, one).await
}

/// As [`take`], and holds the row until the transaction ends.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take_for_update(tx: &mut WriteTx<'_>, reference: &seed::Seed, id: EnterpriseId) -> Result<Enterprise> {
    let one = select::<Record>("FROM enterprises e WHERE id = ").b(id).s(" AND ").within(tx, "e").for_update();
    whole(tx, reference, one).await
}

/// The row of a list, within the caller's scope.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take_row(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<EnterpriseRow> {
    let one = select::<Record>("FROM enterprises e WHERE id = ").b(id).s(" AND ").within(tx, "e");
    Ok(tx.one::<Record>(one).await?.into())
}

async fn whole(tx: &mut ReadTx<'_>, reference: &seed::Seed, one: Q<Bound>) -> Result<Enterprise> {
    let mut enterprise: Enterprise = tx.one::<Record>(one).await?.into();
    enterprise.workshops = piece_store::of(tx, reference, enterprise.row.id).await?;
    enterprise.is_within_scope = tx.scope().holds(&enterprise.keys);
    Ok(enterprise)
}

/// The rows of these ids within the caller's scope, in their order.
///
/// # Errors
/// Engine faults.
pub async fn rows(tx: &mut ReadTx<'_>, ids: &[(EnterpriseId,)]) -> Result<Vec<Record>> {
    let mut out = Vec::with_capacity(ids.len());
    for some in ids.chunks(500) {
        let list = select::<Record>("FROM enterprises e WHERE id IN (").list(some.iter().map(|(id,)| (*id).into()));
        out.extend(tx.all::<Record>(list.s(") AND ").within(tx, "e")).await?);
    }
    in_order(&mut out, ids, |row| row.id);
    Ok(out)
}

/// Which of these credit codes are taken, wherever the enterprise lies: its id, and whether it is within the caller's
/// scope. Asks in piece_store, so any number of codes is fine.
///
/// # Errors
/// Engine faults.
pub async fn by_credit_codes(tx: &mut ReadTx<'_>, codes: &[String]) -> Result<HashMap<String, (EnterpriseId, bool)>> {
    let mut out = HashMap::new();
    for some in codes.chunks(500) {
        let ask = q("SELECT credit_code, id, prov, city, county FROM enterprises WHERE credit_code IN (");
        let ask = ask.list(some.iter().map(authority::Val::from)).s(")");
        let why = "a credit code is unique in the whole country; only whether it is taken is told";
        let found: Vec<(String, EnterpriseId, String, String, String)> = tx.all(ask.beyond(why)).await?;
        for (code, id, prov, city, county) in found {
            let is_own = tx.scope().holds(&RegionKeys { prov, city, county });
            out.insert(code, (id, is_own));
        }
    }
    Ok(out)
}

/// Puts an enterprise on record, or changes the base facts of the one with this id. True when it is new.
///
/// # Errors
/// A credit code that belongs to another id is a refusal; engine faults.
pub async fn insert_or_update(tx: &mut WriteTx<'_>, id: EnterpriseId, p: &Particulars) -> Result<bool> {
    let known: Option<(Option<EnterpriseId>,)> = tx
        .opt(q("SELECT merged_into FROM enterprises WHERE id = ").b(id).beyond("the id was taken within the scope"))
        .await?;
    if matches!(known, Some((Some(_),))) {
        return Err(crate::duplicate::rules::merged_away());
    }
    match known {
        Some(_) => update(tx, id, p).await?,
        None => insert(tx, id, p).await?,
    }
    put_industries(tx, id, p).await?;
    Ok(known.is_none())
}

/// Puts a new enterprise on record, without equipment.
///
/// # Errors
/// An id or a credit code that is in use is a refusal; engine faults.
pub async fn insert_new(tx: &mut WriteTx<'_>, id: EnterpriseId, p: &Particulars) -> Result<()> {
    insert(tx, id, p).await?;
    put_industries(tx, id, p).await
}

/// Changes the base facts of an enterprise as it was taken, with a new revision.
///
/// # Errors
/// A credit code that belongs to another enterprise is a refusal; engine faults.
pub async fn change(tx: &mut WriteTx<'_>, before: &Enterprise, p: &Particulars) -> Result<()> {
    update(tx, before.row.id, p).await?;
    put_industries(tx, before.row.id, p).await
}

/// Sets the state of an enterprise as it was taken, with the reason and a new revision.
///
/// # Errors
/// Engine faults.
pub async fn set_state(tx: &mut WriteTx<'_>, before: &Enterprise, state: EnterpriseState, reason: &str) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE enterprises SET state = ").b(state.code()).s(", state_reason = ").b(reason);
    let update = update.s(", revision = revision + 1, updated_at = ").b(at).s(", updated_by = ").b(by);
    let update = update.s(" WHERE id = ").b(before.row.id).s(" AND revision = ").b(before.revision);
    tx.exec_one(update.beyond("the row was taken within the scope")).await
}

async fn put_industries(tx: &mut WriteTx<'_>, id: EnterpriseId, p: &Particulars) -> Result<()> {
    let why = "industries of an enterprise taken within the scope";
    tx.exec(q("DELETE FROM enterprise_industries WHERE enterprise_id = ").b(id).beyond(why)).await?;
    for industry in &p.industries {
        let keys = [&p.keys.prov, &p.keys.city, &p.keys.county].map(authority::Val::from);
        let insert = q("INSERT INTO enterprise_industries (enterprise_id, industry, prov, city, county) VALUES (");
        let insert = insert.b(id).s(", ").b(industry).s(", ").list(keys).s(")");
        tx.exec_one(insert.beyond(why)).await?;
    }
    index_store::keep(tx, id, p).await
}

/// 并入另一家企业：状态为核销，档案不删。
///
/// # Errors
/// Engine faults.
pub async fn merge_into(
    tx: &mut WriteTx<'_>,
    merged: &Enterprise,
    (survivor, name): (EnterpriseId, &str),
) -> Result<()> {
    set_merged(tx, merged, Some(survivor)).await?;
    set_state(tx, merged, EnterpriseState::StruckOff, &format!("并入“{name}”")).await
}

/// 撤销并入：状态如前。
///
/// # Errors
/// Engine faults.
pub async fn part_from(
    tx: &mut WriteTx<'_>,
    merged: &Enterprise,
    (state, reason): (EnterpriseState, &str),
) -> Result<()> {
    set_merged(tx, merged, None).await?;
    set_state(tx, merged, state, reason).await
}

async fn set_merged(tx: &mut WriteTx<'_>, firm: &Enterprise, into: Option<EnterpriseId>) -> Result<()> {
    let update = q("UPDATE enterprises SET merged_into = ").b(into).s(" WHERE id = ").b(firm.row.id);
    tx.exec_one(update.beyond("the row was taken within the scope")).await
}

pub(super) fn facts(p: &Particulars) -> Result<[(&'static str, authority::Val); 31]> {
    let more = &p.more;
    Ok([
        ("credit_code", (&p.credit_code).into()),
        ("name", (&p.name).into()),
        ("region_code", (&p.region_code).into()),
        ("region_name", (&p.region_name).into()),
        ("prov", (&p.keys.prov).into()),
        ("city", (&p.keys.city).into()),
        ("county", (&p.keys.county).into()),
        ("address", (&p.address).into()),
        ("legal_person", (&p.legal_person).into()),
        ("legal_title", (&p.legal_title).into()),
        ("phone", (&p.phone).into()),
        ("contact", (&p.contact).into()),
        ("contact_title", (&p.contact_title).into()),
        ("contact_phone", (&p.contact_phone).into()),
        ("industries", p.industries.join(",").into()),
        ("element", (&p.element).into()),
        ("gb4754", (&p.gb4754).into()),
        ("scale", (&p.scale).into()),
        ("capacity", (&p.capacity).into()),
        ("employees", p.employees.into()),
        ("longitude", p.longitude.into()),
        ("latitude", p.latitude.into()),
        ("state", p.state.code().into()),
        ("business_kind", more.business_kind.code().into()),
        ("postcode", (&more.postcode).into()),
        ("standard_grade", more.standard_grade.code().into()),
        ("risk_level", more.risk_level.code().into()),
        ("supervision_level", more.supervision_level.code().into()),
        ("supervision_organ", (&more.supervision_organ).into()),
        ("attributes_json", serde_json::to_string(&more.attributes)?.into()),
        ("is_special", p.is_special.into()),
    ])
}

async fn insert(tx: &mut WriteTx<'_>, id: EnterpriseId, p: &Particulars) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let mut insert = q("INSERT INTO enterprises (");
    for (column, _) in facts(p)? {
        insert = insert.s(column).s(", ");
    }
    let values = facts(p)?.into_iter().map(|(_, value)| value);
    let rest = [0_i64.into(), 1_i64.into(), at.into(), at.into(), by.into(), id.into()];
    let insert = insert
        .s("equipment_count, revision, created_at, updated_at, updated_by, id) VALUES (")
        .list(values.chain(rest))
        .s(")");
    tx.exec_one(insert.beyond("the keys were checked against the scope before")).await
}

async fn update(tx: &mut WriteTx<'_>, id: EnterpriseId, p: &Particulars) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let mut update = q("UPDATE enterprises SET ");
    for (column, value) in facts(p)? {
        update = update.s(column).s(" = ").b(value).s(", ");
    }
    let update = update.s("revision = revision + 1, updated_at = ").b(at).s(", updated_by = ").b(by);
    let update = update.s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond("the row was taken within the scope")).await
}
