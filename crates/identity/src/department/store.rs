//! 内设机构 · the SQL of departments

use super::{Department, DepartmentFields};
use authority::{Halt, ReadTx, Result, WriteTx, q, select};
use lexicon::{DepartmentId, OrganisationId, RegionKeys};

const OF_TAKEN: &str = "of an organ that was taken within the scope";

/// The departments of an organ, those that ended last.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<Department>> {
    let all = select::<Department>("FROM departments d WHERE organisation_id = ").b(organ).s(" AND ");
    tx.all(all.within(tx, "d").s(" ORDER BY is_ended, ordinal, id")).await
}

/// One department within the caller's scope, held until the transaction ends.
///
/// # Errors
/// Not found, or outside the scope; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: DepartmentId, seen: i64) -> Result<Department> {
    let one = select::<Department>("FROM departments d WHERE id = ").b(id).s(" AND ").within(tx, "d").for_update();
    let found: Department = tx.one(one).await?;
    if found.revision == seen {
        return Ok(found);
    }
    Err(Halt::Stale { revision: found.revision, by: found.updated_by, at: found.updated_at })
}

/// How many enabled accounts name this department.
///
/// # Errors
/// Engine faults.
pub async fn users(tx: &mut ReadTx<'_>, department: &Department) -> Result<i64> {
    let count = q("SELECT count(*) FROM users WHERE is_enabled = ").b(true);
    let count = count.s(" AND organisation_id = ").b(department.organisation_id);
    let count = count.s(" AND department = ").b(&department.name);
    Ok(tx.one::<(i64,)>(count.beyond(OF_TAKEN)).await?.0)
}

/// Puts a department on record; its keys are its organ's.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert(
    tx: &mut WriteTx<'_>,
    id: DepartmentId,
    (organ, keys): (OrganisationId, &RegionKeys),
    fields: &DepartmentFields,
) -> Result<()> {
    let insert = q("INSERT INTO departments (id, organisation_id, name, ordinal, leader, contact, contact_phone, \
         is_ended, ended_on, prov, city, county, revision, updated_at, updated_by) VALUES (")
    .list([
        id.into(),
        organ.into(),
        (&fields.name).into(),
        fields.ordinal.into(),
        (&fields.leader).into(),
        (&fields.contact).into(),
        (&fields.contact_phone).into(),
        false.into(),
        None::<lexicon::LegalDay>.into(),
        (&keys.prov).into(),
        (&keys.city).into(),
        (&keys.county).into(),
        1_i64.into(),
        tx.at().into(),
        (&tx.actor().name).into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond(OF_TAKEN)).await
}

/// Keeps what was changed.
///
/// # Errors
/// Engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: DepartmentId, fields: &DepartmentFields) -> Result<()> {
    let update = q("UPDATE departments SET name = ").b(&fields.name).s(", ordinal = ").b(fields.ordinal);
    let update = update.s(", leader = ").b(&fields.leader).s(", contact = ").b(&fields.contact);
    let update = update.s(", contact_phone = ").b(&fields.contact_phone).s(", revision = revision + 1, updated_at = ");
    let update = update.b(tx.at()).s(", updated_by = ").b(&tx.actor().name).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond("the row was taken within the scope")).await
}

/// Ends a department today.
///
/// # Errors
/// Engine faults.
pub async fn end(tx: &mut WriteTx<'_>, id: DepartmentId) -> Result<()> {
    let update = q("UPDATE departments SET is_ended = ").b(true).s(", ended_on = ").b(tx.today());
    let update = update.s(", revision = revision + 1, updated_at = ").b(tx.at());
    let update = update.s(", updated_by = ").b(&tx.actor().name).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond("the row was taken within the scope")).await
}
