//! 导出任务 · the SQL of exports

use super::job;
use super::{Export, ExportKind, ExportState};
use authority::{Bound, Q, ReadTx, Result, WriteTx, q, row, select};
use lexicon::{ExportId, Instant, Term, UserId};
use serde_json::Value;

row! {
    /// An export on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: ExportId, user_id: UserId, kind: ExportKind = term, state: ExportState = term, conditions_json: Value = json,
        file_name: String, rows_written: i64, rows_sha256: String, bytes: i64, failure: String, created_at: Instant,
        created_by: String, finished_at: Option<Instant>,
    }
}

impl Record {
    /// Until when the file is kept; none when nothing was written.
    #[must_use]
    pub fn kept_until(&self) -> Option<Instant> {
        self.finished_at.filter(|_| self.state == ExportState::Ready).map(super::expires_at)
    }
}

impl From<Record> for Export {
    fn from(r: Record) -> Self {
        let (done, total) = match r.state {
            ExportState::Running => job::progress(r.id),
            _ => (r.rows_written, r.rows_written),
        };
        Self {
            id: r.id,
            kind: r.kind,
            state: r.state,
            file_name: r.file_name,
            done,
            total,
            rows_sha256: r.rows_sha256,
            bytes: r.bytes,
            failure: r.failure,
            created_at: r.created_at,
        }
    }
}

const WHY: &str = "an export is its maker's own";

fn own(tx: &ReadTx<'_>, id: ExportId) -> Q<Bound> {
    let user = tx.actor().user_id;
    select::<Record>("FROM exports WHERE id = ").b(id).s(" AND user_id = ").b(user).beyond(WHY)
}

/// The caller's own export with this id.
///
/// # Errors
/// Not found.
pub async fn take(tx: &mut ReadTx<'_>, id: ExportId) -> Result<Record> {
    let one = own(tx, id);
    tx.one(one).await
}

/// A page of the caller's own exports, the latest first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn all_own(tx: &mut ReadTx<'_>, after: Option<ExportId>, size: i64) -> Result<(Vec<Record>, i64)> {
    let user = tx.actor().user_id;
    let counted = tx.count(q("SELECT 1 FROM exports WHERE user_id = ").b(user).beyond(WHY)).await?;
    let mut page = select::<Record>("FROM exports WHERE user_id = ").b(user);
    if let Some(after) = after {
        page = page.s(" AND id < ").b(after);
    }
    let rows = tx.all(page.s(" ORDER BY id DESC LIMIT ").b(size + 1).beyond(WHY)).await?;
    Ok((rows, counted))
}

/// The exports that were interrupted.
///
/// # Errors
/// Engine faults.
pub async fn running(tx: &mut ReadTx<'_>) -> Result<Vec<Record>> {
    let list = select::<Record>("FROM exports WHERE state = ").b(ExportState::Running.code());
    tx.all(list.beyond("the program goes on with its own work")).await
}

/// An export that begins.
pub struct NewExport {
    pub id: ExportId,
    pub kind: ExportKind,
    pub conditions: Value,
    pub file_name: String,
}

/// Puts an export on record.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, new: &NewExport) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO exports (id, user_id, organisation_id, prov, city, county, kind, state, conditions_json, \
         file_name, rows_written, rows_sha256, file_sha256, bytes, failure, created_at, created_by) VALUES (")
        .list([
            new.id.into(),
            actor.user_id.into(),
            actor.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            new.kind.code().into(),
            ExportState::Running.code().into(),
            new.conditions.to_string().into(),
            (&new.file_name).into(),
            0_i64.into(),
            "".into(),
            "".into(),
            0_i64.into(),
            "".into(),
            at.into(),
            (&actor.name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond(WHY)).await
}

/// What was written.
#[derive(Debug, Clone)]
pub struct Written {
    pub rows: i64,
    pub rows_sha256: String,
    pub file_sha256: String,
    pub bytes: i64,
}

/// Ends an export: with what was written, or with the reason why nothing was.
///
/// # Errors
/// Engine faults.
pub async fn finish(tx: &mut WriteTx<'_>, id: ExportId, done: &std::result::Result<Written, String>) -> Result<()> {
    let at = tx.at();
    let update = q("UPDATE exports SET finished_at = ").b(at).s(", state = ");
    let update = match done {
        Ok(written) => update
            .b(ExportState::Ready.code())
            .s(", rows_written = ")
            .b(written.rows)
            .s(", rows_sha256 = ")
            .b(&written.rows_sha256)
            .s(", file_sha256 = ")
            .b(&written.file_sha256)
            .s(", bytes = ")
            .b(written.bytes),
        Err(failure) => update.b(ExportState::Failed.code()).s(", failure = ").b(failure),
    };
    let update = update.s(" WHERE id = ").b(id).s(" AND state = ").b(ExportState::Running.code());
    tx.exec_one(update.beyond(WHY)).await
}
