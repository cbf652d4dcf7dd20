//! 执法对象 · one enterprise

use super::{Enterprise, store};
use authority::{SubjectKind, Verb};
use lexicon::EnterpriseId;
use web::{App, Caller, Json, Path};

/// 执法对象详情
#[utoipa::path(get, path = "/enterprises/{id}", tag = "执法对象", operation_id = "show_enterprise", params(("id" = EnterpriseId, Path)), responses((status = 200, body = Enterprise)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<EnterpriseId>) -> web::Result<Json<Enterprise>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let inner = app.clone();
    let reader = permit.clone();
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::take(tx, &inner.reference, id).await }));
    let shown = read.await?;
    web::looked_at(&app, reader, SubjectKind::Enterprise, id).await;
    Ok(Json(shown))
}
