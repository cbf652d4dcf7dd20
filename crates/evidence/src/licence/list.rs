//! 查看证照 · the licences of an enterprise

use super::{Licence, store};
use authority::{SubjectKind, Verb};
use lexicon::EnterpriseId;
use registers::enterprise;
use web::{App, Caller, Json, Path};

/// 企业的证照，在用的在前
#[utoipa::path(get, path = "/enterprises/{id}/licences", tag = "执法对象", operation_id = "list_enterprise_licences", params(("id" = EnterpriseId, Path)), responses((status = 200, body = Vec<Licence>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<EnterpriseId>) -> web::Result<Json<Vec<Licence>>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let (inner, reader) = (app.clone(), permit.clone());
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            enterprise::take(tx, &inner.reference, id).await?;
            store::of(tx, id).await
        })
    });
    let licences = read.await?;
    web::looked_at(&app, reader, SubjectKind::Enterprise, id).await;
    Ok(Json(licences))
}
