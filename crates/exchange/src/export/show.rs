//! 导出进度 · how far an export is

use super::{Export, store};
use authority::{Actor, Permit};
use lexicon::ExportId;
use std::sync::Arc;
use web::{App, Caller, Json, Path};

/// 一次导出的进度；只有导出人自己能看
#[utoipa::path(get, path = "/exports/{id}", tag = "导出", operation_id = "show_export", params(("id" = ExportId, Path)), responses((status = 200, body = Export)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ExportId>) -> web::Result<Json<Export>> {
    let (_, export) = own(&caller, &app, id).await?;
    Ok(Json(export.into()))
}

/// The caller's own export, when he may still make it.
///
/// # Errors
/// Not found; forbidden.
pub(super) async fn own(caller: &Arc<Actor>, app: &App, id: ExportId) -> web::Result<(Permit, store::Record)> {
    let read = app.db.read(caller.for_himself(), move |tx| Box::pin(async move { store::take(tx, id).await }));
    let export = read.await?;
    Ok((caller.may(export.kind.verb())?, export))
}
