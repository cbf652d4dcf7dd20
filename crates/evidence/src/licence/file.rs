//! 证照原件 · the picture or scan as it came

use super::store;
use crate::attachment;
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use lexicon::LicenceId;
use registers::enterprise;
use web::{App, Caller, Path};

/// 证照原件；谁能看这家企业，谁就能看
#[utoipa::path(get, path = "/enterprise-licences/{id}/file", tag = "执法对象", operation_id = "read_enterprise_licence_file", params(("id" = LicenceId, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<LicenceId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let (inner, reader) = (app.clone(), permit.clone());
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let licence = store::one(tx, id).await?;
            enterprise::take(tx, &inner.reference, licence.enterprise_id).await?;
            let file = attachment::of(tx, &[licence.attachment_id]).await?.pop();
            Ok((licence.enterprise_id, file.ok_or_else(|| Halt::Fault("a licence without its file".to_owned()))?))
        })
    });
    let (firm, file) = read.await?;
    let bytes = app.vault.get(&file.sha256).await?;
    web::looked_at(&app, reader, SubjectKind::Enterprise, firm).await;
    let is_picture = file.media_type.starts_with("image/");
    Ok(web::attachment_reply(bytes, &file.media_type, &file.name, !is_picture))
}
