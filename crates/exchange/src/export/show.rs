//! 导出进度 · how far an export is

use super::{Export, store};
use authority::Verb;
use lexicon::ExportId;
use web::{App, Caller, Json, Path};

/// 一次导出的进度；只有导出人自己能看
#[utoipa::path(get, path = "/enterprise-exports/{id}", tag = "执法对象", operation_id = "show_enterprise_export", params(("id" = ExportId, Path)), responses((status = 200, body = Export)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ExportId>) -> web::Result<Json<Export>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::take(tx, id).await }));
    Ok(Json(read.await?.into()))
}
