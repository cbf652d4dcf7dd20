//! 附件原件 · the file as it came

use super::store;
use authority::{SubjectKind, Verb};
use axum::response::Response;
use lexicon::AttachmentId;
use web::{App, Caller, Path};

/// 附件原件；图片在浏览器中显示，其他下载
#[utoipa::path(get, path = "/attachments/{id}/file", tag = "附件", operation_id = "read_attachment_file",
    params(("id" = AttachmentId, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<AttachmentId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadAttachment)?;
    let reader = permit.clone();
    let file = app.db.read(permit, move |tx| Box::pin(async move { store::one(tx, id).await })).await?;
    let bytes = app.vault.get(&file.sha256).await?;
    web::looked_at(&app, reader, SubjectKind::Attachment, id).await;
    let is_picture = file.media_type.starts_with("image/");
    Ok(web::attachment_reply(bytes, &file.media_type, &file.name, !is_picture))
}
