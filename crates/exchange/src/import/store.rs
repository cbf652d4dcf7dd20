//! 执法对象批量导入 · the SQL of imports

use super::{EnterpriseImport, ImportState, Report, job};
use authority::{Bound, Q, ReadTx, Result, WriteTx, q, row, select};
use lexicon::{ImportId, Instant, OrganisationId, Stage, Term, UserId};

row! {
    /// An import on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: ImportId, organisation_id: OrganisationId, file_name: String, file_sha256: String,
        state: ImportState = term, report_json: Report = json, revision: i64, created_at: Instant, created_by: String,
        updated_at: Instant, updated_by: String, user_id: Option<UserId>, done: i64, total: i64,
        confirmed_at: Option<Instant>, failure: String, swept_at: Option<Instant>,
    }
}

impl From<Record> for EnterpriseImport {
    fn from(r: Record) -> Self {
        let report = r.report_json;
        Self {
            id: r.id,
            revision: r.revision,
            is_stopped: r.state.is_under_way() && !job::is_running(r.id),
            is_swept: r.swept_at.is_some(),
            state: r.state,
            file_name: r.file_name,
            done: r.done,
            total: r.total,
            rows: report.rows,
            good_rows: report.good_rows,
            new_rows: report.new_rows,
            changed_rows: report.changed_rows,
            unchanged_rows: report.unchanged_rows,
            errors_total: report.errors_total,
            imported: report.imported,
            conflicts: report.conflicts,
            taken_back: report.taken_back,
            kept: report.kept,
            failure: r.failure,
            created_at: r.created_at,
            created_by: r.created_by,
        }
    }
}

fn one(tx: &ReadTx<'_>, id: ImportId) -> Q<Bound> {
    select::<Record>("FROM enterprise_imports i WHERE id = ").b(id).s(" AND ").within(tx, "i")
}

/// The import with this id, within the caller's scope.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take(tx: &mut ReadTx<'_>, id: ImportId) -> Result<Record> {
    tx.one(one(tx, id)).await
}

/// As [`take`], and holds the row until the transaction ends.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take_for_update(tx: &mut WriteTx<'_>, id: ImportId) -> Result<Record> {
    let held = one(tx, id).for_update();
    tx.one(held).await
}

/// A page of imports, newest first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(tx: &mut ReadTx<'_>, after: Option<ImportId>, size: i64) -> Result<(Vec<Record>, i64)> {
    let counted = q("SELECT 1 FROM enterprise_imports i WHERE ").within(tx, "i");
    let counted = tx.count(counted).await?;
    let mut page = select::<Record>("FROM enterprise_imports i WHERE ").within(tx, "i");
    if let Some(after) = after {
        page = page.s(" AND i.id < ").b(after);
    }
    let rows = tx.all(page.s(" ORDER BY i.id DESC LIMIT ").b(size + 1)).await?;
    Ok((rows, counted))
}

/// The imports on which the program has work to do.
///
/// # Errors
/// Engine faults.
pub async fn under_way(tx: &mut ReadTx<'_>) -> Result<Vec<ImportId>> {
    let states = ImportState::ALL.iter().filter(|state| state.is_under_way()).map(|state| state.code().into());
    let list = q("SELECT id FROM enterprise_imports WHERE state IN (").list(states).s(") ORDER BY id");
    let found: Vec<(ImportId,)> = tx.all(list.beyond("the program goes on with its own work")).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The imports that ended without enterprises before a moment and still have their rows.
///
/// # Errors
/// Engine faults.
pub async fn ended_before(tx: &mut ReadTx<'_>, moment: Instant) -> Result<Vec<ImportId>> {
    let states = ImportState::FINAL.iter().map(|state| state.code().into());
    let list = q("SELECT id FROM enterprise_imports WHERE swept_at IS NULL AND state IN (").list(states);
    let list = list.s(") AND updated_at < ").b(moment).s(" ORDER BY id");
    let found: Vec<(ImportId,)> = tx.all(list.beyond("the program tidies up behind itself")).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The imports that were written before a moment and still have their rows, with when they were confirmed.
///
/// # Errors
/// Engine faults.
pub async fn imported_before(tx: &mut ReadTx<'_>, moment: Instant) -> Result<Vec<(ImportId, Instant)>> {
    let list = q("SELECT id, coalesce(confirmed_at, created_at) FROM enterprise_imports WHERE swept_at IS NULL");
    let list = list.s(" AND state = ").b(ImportState::Imported.code()).s(" AND updated_at < ").b(moment);
    tx.all(list.s(" ORDER BY id").beyond("the program tidies up behind itself")).await
}

/// Notes that the rows of an import are gone; it is no new revision.
///
/// # Errors
/// Engine faults.
pub async fn swept(tx: &mut WriteTx<'_>, id: ImportId) -> Result<()> {
    let update = q("UPDATE enterprise_imports SET swept_at = ").b(tx.at()).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond("the program tidies up behind itself")).await
}

/// A file that was uploaded.
pub struct NewImport {
    pub id: ImportId,
    pub file_name: String,
    pub file_sha256: String,
    /// About how many rows it has.
    pub rows: i64,
}

/// Puts an uploaded file on record, in the caller's own organ.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, new: &NewImport) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert = q("INSERT INTO enterprise_imports (id, organisation_id, prov, city, county, file_name, file_sha256, \
         state, report_json, revision, created_at, created_by, updated_at, updated_by, user_id, done, total, failure) \
         VALUES (")
    .list([
        new.id.into(),
        actor.organisation_id.into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        (&new.file_name).into(),
        (&new.file_sha256).into(),
        ImportState::Uploaded.code().into(),
        serde_json::to_string(&Report::default())?.into(),
        1_i64.into(),
        at.into(),
        (&actor.name).into(),
        at.into(),
        (&actor.name).into(),
        actor.user_id.into(),
        0_i64.into(),
        new.rows.into(),
        "".into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond("the import carries the caller's own keys")).await
}

const WHY: &str = "the import was taken within the scope";

/// The import as it is to be after an act, with a new revision.
pub struct Turned<'a> {
    pub state: ImportState,
    pub report: &'a Report,
    pub done: i64,
    pub total: i64,
    pub failure: &'a str,
}

/// Puts an import that was taken into another state.
///
/// # Errors
/// Engine faults.
pub async fn turn(tx: &mut WriteTx<'_>, before: &Record, to: Turned<'_>) -> Result<()> {
    let (by, at) = (tx.actor().name.clone(), tx.at());
    let update = q("UPDATE enterprise_imports SET state = ").b(to.state.code()).s(", report_json = ");
    let update = update.b(serde_json::to_string(to.report)?).s(", done = ").b(to.done).s(", total = ").b(to.total);
    let update = update.s(", failure = ").b(to.failure).s(", revision = revision + 1, updated_at = ").b(at);
    let update = update.s(", updated_by = ").b(by);
    let update = match to.state {
        ImportState::Importing => update.s(", confirmed_at = ").b(at),
        _ => update,
    };
    let update = update.s(" WHERE id = ").b(before.id).s(" AND revision = ").b(before.revision);
    tx.exec_one(update.beyond(WHY)).await
}

/// Notes how far the work is; it is no new revision.
///
/// # Errors
/// Engine faults.
pub async fn advance(tx: &mut WriteTx<'_>, id: ImportId, done: i64) -> Result<()> {
    let update = q("UPDATE enterprise_imports SET done = ").b(done).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(WHY)).await
}

/// Notes why the work stopped, or that it goes on (an empty text), and in whose name.
///
/// # Errors
/// Engine faults.
pub async fn note(tx: &mut WriteTx<'_>, id: ImportId, (failure, user): (&str, Option<UserId>)) -> Result<()> {
    let update = q("UPDATE enterprise_imports SET failure = ").b(failure);
    let update = match user {
        Some(user) => update.s(", user_id = ").b(user),
        None => update,
    };
    tx.exec_one(update.s(" WHERE id = ").b(id).beyond(WHY)).await
}
