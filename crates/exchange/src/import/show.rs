//! 执法对象批量导入 · one import

use super::{EnterpriseImport, store};
use authority::Verb;
use lexicon::ImportId;
use web::{App, Caller, Json, Path};

/// 导入校验结果
#[utoipa::path(get, path = "/enterprise-imports/{id}", tag = "执法对象", operation_id = "show_enterprise_import", params(("id" = ImportId, Path)), responses((status = 200, body = EnterpriseImport)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ImportId>) -> web::Result<Json<EnterpriseImport>> {
    let permit = caller.may(Verb::ImportEnterprise)?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::take(tx, id).await }));
    Ok(Json(read.await?.into()))
}
