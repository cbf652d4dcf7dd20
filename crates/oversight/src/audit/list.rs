//! 审计查询 · the trail of the own organ and those below, and what superiors did to their people

use super::{AuditEntry, Wanted, store};
use authority::Verb;
use web::{App, Caller, Cursor, Json, Page, Query, paged};

/// 审计查询
#[utoipa::path(get, path = "/audit-entries", tag = "审计", operation_id = "list_audit_entries", params(Wanted), responses((status = 200, body = Page<AuditEntry>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(wanted): Query<Wanted>,
) -> web::Result<Json<Page<AuditEntry>>> {
    let permit = caller.may(Verb::ReadAudit)?;
    let wanted = wanted.checked()?;
    let (after, size) = (wanted.after()?, wanted.size);
    app.db.readings_written().await;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let counted = store::counted(tx, &wanted).await?;
            Ok((store::page(tx, &wanted, after, size.0).await?, counted))
        })
    });
    let (rows, counted) = read.await?;
    let key = |row: &store::Line| Cursor::write(&[&row.at.0.to_string(), &row.id.to_string()]);
    Ok(Json(paged(rows, size, counted, key, AuditEntry::from)))
}
