//! 执法对象 · one enterprise

use super::{Enterprise, store};
use authority::{Permit, SubjectKind, Verb};
use lexicon::EnterpriseId;
use web::{App, Caller, Json, Path};

/// 执法对象详情
#[utoipa::path(get, path = "/enterprises/{id}", tag = "执法对象", operation_id = "show_enterprise", params(("id" = EnterpriseId, Path)), responses((status = 200, body = Enterprise)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<EnterpriseId>) -> web::Result<Json<Enterprise>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let shown = one(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::Enterprise, id).await;
    Ok(shown)
}

/// The enterprise as it is now.
///
/// # Errors
/// Not found, or outside the scope.
pub async fn one(app: &App, permit: Permit, id: EnterpriseId) -> web::Result<Json<Enterprise>> {
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::take(tx, &inner.reference, id).await }));
    Ok(Json(read.await?))
}
