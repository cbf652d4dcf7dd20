//! 临时查看记录 · one's own accesses, and those to our files

use super::store::{self, Row};
use super::{AccessRecord, TemporaryAccess};
use authority::{ReadTx, Result, SubjectKind, Verb};
use web::{App, Caller, Json};

/// 本人的临时查看，最近的在前，最多五十次
#[utoipa::path(get, path = "/temporary-accesses/mine", tag = "临时查看", operation_id = "list_own_temporary_accesses",
    responses((status = 200, body = Vec<TemporaryAccess>)))]
pub async fn mine(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<TemporaryAccess>>> {
    let permit = caller.may(Verb::RequestAccess)?;
    let now = app.clock.now();
    let rows = app.db.read(permit, |tx| Box::pin(async move { own(tx).await })).await?;
    Ok(Json(rows.into_iter().map(|(row, records)| row.shown(now, records)).collect()))
}

/// The caller's accesses; those that are open with what may be read.
pub(super) async fn own(tx: &mut ReadTx<'_>) -> Result<Vec<(Row, Vec<AccessRecord>)>> {
    let mut out = Vec::new();
    for row in store::mine(tx).await? {
        let is_open = row.expires_at > tx.now();
        let records = if is_open { store::records(tx, row.subject_id, &row.subject_name).await? } else { Vec::new() };
        out.push((row, records));
    }
    Ok(out)
}

/// 外单位临时查看本辖区企业的记录，最近的在前，最多二百次
#[utoipa::path(get, path = "/temporary-accesses", tag = "临时查看", operation_id = "list_temporary_accesses",
    responses((status = 200, body = Vec<TemporaryAccess>)))]
pub async fn of_ours(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<TemporaryAccess>>> {
    let permit = caller.may(Verb::ReadAccess)?;
    let now = app.clock.now();
    app.db.readings_written().await;
    let rows = app.db.read(permit, |tx| Box::pin(async move { with_seen(tx).await })).await?;
    let shown = |(row, records, may_note): (Row, _, _)| TemporaryAccess { may_note, ..row.shown(now, records) };
    Ok(Json(rows.into_iter().map(shown).collect()))
}

/// The accesses to our files, each with what was looked at or taken away, and whether the own organ takes note of it.
async fn with_seen(tx: &mut ReadTx<'_>) -> Result<Vec<(Row, Vec<AccessRecord>, bool)>> {
    let rows = store::of_ours(tx).await?;
    let mut seen = store::seen(tx, &rows).await?;
    let mut out = Vec::new();
    for row in rows {
        let seen = seen.remove(&row.id).unwrap_or_default();
        let mut records = Vec::new();
        if !seen.is_empty() {
            records = store::records(tx, row.subject_id, &row.subject_name).await?;
            records.retain(|record| seen.iter().any(|(_, id)| *id == record.id));
            let photos = seen.iter().filter(|(kind, _)| *kind == SubjectKind::Attachment);
            records.extend(photos.map(|(kind, id)| AccessRecord {
                kind: *kind,
                id: *id,
                title: "检查照片".to_owned(),
            }));
        }
        let (own, me) = (tx.actor().organisation_id, tx.actor().user_id);
        let may_note = !row.is_noted && row.user_id != me && store::owners(tx, row.id).await?.contains(&own);
        out.push((row, records, may_note));
    }
    Ok(out)
}
