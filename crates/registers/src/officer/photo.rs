//! 执法人员照片 · the photo on a certificate

use super::{OfficerDetail, Refusal, record_store, show as shown};
use authority::{Entry, Halt, SubjectKind, Verb};
use axum::http::StatusCode;
use axum::response::Response;
use lexicon::OfficerId;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Problem, Sent, Upload, Vault};

/// The largest photo, in bytes.
const LARGEST: usize = 2 * 1024 * 1024;

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; the extractor reads it")]
pub struct PhotoUpload {
    /// The officer's own id.
    id: OfficerId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What a photo is, by its first bytes.
pub(super) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("image/png"),
        _ => None,
    }
}

/// 照片
#[utoipa::path(get, path = "/officer-records/{id}/photo", tag = "执法人员", params(("id" = OfficerId, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn show(Caller(caller): Caller, app: App, Path(id): Path<OfficerId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadOfficer)?;
    let reader = permit.clone();
    let officer = app.db.read(permit, move |tx| Box::pin(async move { record_store::take(tx, id).await })).await?;
    if officer.photo_sha256.is_empty() {
        return Err(Halt::NotFound.into());
    }
    let bytes = app.vault.get(&officer.photo_sha256).await?;
    web::looked_at(&app, reader, SubjectKind::Officer, id).await;
    Ok(web::attachment_reply(bytes, &officer.photo_type, "照片", false))
}

/// 上传照片
#[utoipa::path(post, path = "/officer-records/{id}/photo", tag = "执法人员", params(("id" = OfficerId, Path)), request_body(content = PhotoUpload, content_type = "multipart/form-data"), responses((status = 200, body = OfficerDetail)))]
pub async fn upload(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OfficerId>,
    Sent(command): Sent,
    Upload(received): Upload,
) -> web::Result<Json<OfficerDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOfficer)?;
    // 判定
    let refused = || Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Refusal::PhotoKind.at("file"));
    let kind = media_type(&received.bytes).filter(|_| received.bytes.len() <= LARGEST).ok_or_else(refused)?;
    // 取件
    let check = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let officer = record_store::take(tx, id).await?;
            Ok(tx.actor().acts_for(officer.organisation_id)?)
        })
    });
    check.await?;
    // 落库、留痕
    let sha256 = Vault::digest(&received.bytes);
    app.vault.put(received.bytes).await?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            let before = record_store::take(tx, id).await?;
            record_store::keep_photo(tx, id, (&sha256, kind)).await?;
            let entry = Entry::on(SubjectKind::Officer, id, "上传照片");
            tx.record(entry.change(&before.photo_sha256, &sha256), ()).await
        })
    });
    write.await?;
    shown::fetch(&app, permit, id).await
}
