//! 执法对象批量导入 · the SQL of imports

use super::{EnterpriseImport, ImportState, Report};
use authority::{Q, ReadTx, Result, WriteTx, q, row, select};
use lexicon::{ImportId, Instant, OrganisationId, Term};

row! {
    /// An import on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: ImportId, organisation_id: OrganisationId, file_name: String, file_sha256: String,
        state: ImportState = term, report_json: Report = json, revision: i64, created_at: Instant, created_by: String,
        updated_at: Instant, updated_by: String,
    }
}

impl From<Record> for EnterpriseImport {
    fn from(r: Record) -> Self {
        let report = r.report_json;
        Self {
            id: r.id,
            revision: r.revision,
            state: r.state,
            file_name: r.file_name,
            rows: report.rows,
            good_rows: report.good_rows,
            new_rows: report.new_rows,
            changed_rows: report.changed_rows,
            errors: report.errors,
            errors_total: report.errors_total,
            imported: report.imported,
            created_at: r.created_at,
            created_by: r.created_by,
        }
    }
}

/// The import with this id, within the caller's scope.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn take(tx: &mut ReadTx<'_>, id: ImportId) -> Result<Record> {
    let one: Q<_> = select::<Record>("FROM enterprise_imports i WHERE id = ").b(id).s(" AND ").within(tx, "i");
    tx.one(one).await
}

/// A file that was checked.
pub struct NewImport {
    pub id: ImportId,
    pub file_name: String,
    pub file_sha256: String,
    pub report: Report,
}

/// Puts a checked file on record, in the caller's own organ.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, new: &NewImport) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert = q("INSERT INTO enterprise_imports (id, organisation_id, prov, city, county, file_name, file_sha256, \
         state, report_json, revision, created_at, created_by, updated_at, updated_by) VALUES (")
    .list([
        new.id.into(),
        actor.organisation_id.into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        (&new.file_name).into(),
        (&new.file_sha256).into(),
        ImportState::Checked.code().into(),
        serde_json::to_string(&new.report)?.into(),
        1_i64.into(),
        at.into(),
        (&actor.name).into(),
        at.into(),
        (&actor.name).into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond("the import carries the caller's own keys")).await
}

/// Marks an import as written.
///
/// # Errors
/// Engine faults.
pub async fn finish(tx: &mut WriteTx<'_>, id: ImportId, seen: i64, report: &Report) -> Result<()> {
    let (by, at) = (tx.actor().name.clone(), tx.at());
    let update = q("UPDATE enterprise_imports SET state = ").b(ImportState::Imported.code()).s(", report_json = ");
    let update = update.b(serde_json::to_string(report)?).s(", revision = revision + 1, updated_at = ").b(at);
    let update = update.s(", updated_by = ").b(by).s(" WHERE id = ").b(id).s(" AND revision = ").b(seen);
    tx.exec_one(update.beyond("the import was taken within the scope")).await
}
