//! 执法对象批量导入 · one import and how far it is

use super::{EnterpriseImport, store};
use authority::{Actor, Verb};
use lexicon::ImportId;
use std::sync::Arc;
use web::{App, Caller, Json, Path};

/// 一次导入的进度和结果
#[utoipa::path(get, path = "/enterprise-imports/{id}", tag = "执法对象", operation_id = "show_enterprise_import", params(("id" = ImportId, Path)), responses((status = 200, body = EnterpriseImport)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ImportId>) -> web::Result<Json<EnterpriseImport>> {
    of(&app, &caller, id).await
}

/// The import as the caller may see it.
pub(super) async fn of(app: &App, caller: &Arc<Actor>, id: ImportId) -> web::Result<Json<EnterpriseImport>> {
    let permit = caller.may(Verb::ImportEnterprise)?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::take(tx, id).await }));
    Ok(Json(read.await?.into()))
}
