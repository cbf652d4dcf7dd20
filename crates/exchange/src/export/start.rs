//! 开始导出 · an export of a list, with the list's conditions

use super::{Export, ExportKind, job, store};
use authority::{Command, Entry, EntryClass, Permit};
use lexicon::{ExportId, Term};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{App, Json};

/// An export that is to begin.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ExportOrder {
    /// Made by the client.
    pub id: ExportId,
}

/// Puts an export on record and begins it. The caller has judged the conditions.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub(super) async fn begin(
    app: &App,
    (permit, command): (Permit, Command),
    (kind, id): (ExportKind, ExportId),
    conditions: Value,
) -> web::Result<Json<Export>> {
    let file_name = format!("{} {}.xlsx", kind.zh(), app.clock.today());
    let new = store::NewExport { id, kind, conditions, file_name };
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            store::insert(tx, &new).await?;
            let entry = Entry::on(kind.subject(), id, "开始导出").class(EntryClass::Export);
            tx.record(entry.with(&new.conditions), ()).await
        })
    });
    write.await?;
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::take(tx, id).await }));
    let export = read.await?;
    job::start(app, permit, export.clone());
    Ok(Json(export.into()))
}
