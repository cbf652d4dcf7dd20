//! 印章图样 · handing in a scan, and looking at what was made of it

use super::rules::Refusal;
use super::{mask, store};
use authority::{Entry, Halt, Permit, SubjectKind, Verb};
use axum::http::StatusCode;
use axum::response::Response;
use lexicon::{SealId, SealImageId, UserId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Problem, Received, Sent, Upload, Vault};

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the multipart form; the fields are read by web::Upload")]
pub struct SealImageUpload {
    /// UUIDv7 made by the client.
    id: SealImageId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A picture as it was read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealImage {
    pub id: SealImageId,
    /// 裁切后的宽，点
    pub width: i64,
    /// 裁切后的高，点
    pub height: i64,
    /// 透明底图样的 SHA-256
    pub sha256: String,
}

impl From<store::Image> for SealImage {
    fn from(i: store::Image) -> Self {
        Self { id: i.id, width: i.width, height: i.height, sha256: i.mask_sha256 }
    }
}

/// 上传印章图样：扫描件去底、裁切，原件另存不动
#[utoipa::path(post, path = "/seal-images", tag = "签章管理", operation_id = "upload_seal_image",
    request_body(content = SealImageUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = SealImage)))]
pub async fn upload(
    Caller(caller): Caller,
    app: App,
    Sent(mut command): Sent,
    Upload(received): Upload,
) -> web::Result<Json<SealImage>> {
    // 权限
    let permit = caller.may(Verb::UploadSeal)?;
    // 取件
    let Received { id, name, bytes } = received;
    let id = SealImageId(id);
    if id.0.get_version_num() != 7 {
        return Err(Problem::malformed(Some("id".to_owned()), "图样编号无效，请刷新页面后重新上传".to_owned()));
    }
    let original = Vault::digest(&bytes);
    let known =
        app.db.read(permit.clone(), move |tx| Box::pin(async move { store::known_image(tx, id).await })).await?;
    match known {
        Some(same) if same == (caller.user_id, original.clone()) => return shown(&app, permit, id).await,
        Some(_) => return Err(refuse(Refusal::SameId)),
        None => {}
    }
    // 判定
    let (made, png) = prepared(bytes.clone()).await?;
    // 落库：文件先落盘，再登记
    app.vault.put(bytes).await?;
    let mask_sha256 = app.vault.put(png).await?;
    command.digest.push_str(&format!("{id}{original}"));
    let new = store::Image {
        id,
        organisation_id: caller.organisation_id,
        name,
        original_sha256: original,
        mask_sha256,
        width: made.width.into(),
        height: made.height.into(),
        uploaded_by_id: UserId(uuid::Uuid::nil()),
    };
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            store::insert_image(tx, &new).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Seal, id, "上传印章图样");
            tx.record(entry.with(&(&new.name, &new.original_sha256, &new.mask_sha256)), id).await
        })
    });
    let id = write.await?;
    shown(&app, permit, id).await
}

/// The mask and its file, made aside: a large scan takes a second.
async fn prepared(bytes: Vec<u8>) -> web::Result<(signing::Mask, Vec<u8>)> {
    let work = tokio::task::spawn_blocking(move || {
        let made = mask::of_scan(&bytes)?;
        Ok(mask::to_png(&made).map(|png| (made, png)))
    });
    let made: Result<_, Refusal> = work.await.map_err(|e| Halt::Fault(e.to_string()))?;
    Ok(made.map_err(refuse)?.map_err(Halt::Fault)?)
}

fn refuse(refusal: Refusal) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, refusal.at("file"))
}

async fn shown(app: &App, permit: Permit, id: SealImageId) -> web::Result<Json<SealImage>> {
    let row = app.db.read(permit, move |tx| Box::pin(async move { store::image(tx, id).await })).await?;
    Ok(Json(row.into()))
}

/// 查看处理好的图样（透明底 PNG）
#[utoipa::path(get, path = "/seal-images/{id}", tag = "签章管理", params(("id" = SealImageId, Path)),
    responses((status = 200, content_type = "image/png", body = Vec<u8>)))]
pub async fn look(Caller(caller): Caller, app: App, Path(id): Path<SealImageId>) -> web::Result<Response> {
    let permit = caller.may(Verb::UploadSeal)?;
    let row = app.db.read(permit, move |tx| Box::pin(async move { store::image(tx, id).await })).await?;
    Ok(red(&app, &row.mask_sha256).await?)
}

/// 签章图样（透明底 PNG）
#[utoipa::path(get, path = "/seals/{id}/image", tag = "签章管理", params(("id" = SealId, Path)),
    responses((status = 200, content_type = "image/png", body = Vec<u8>)))]
pub async fn of_seal(Caller(caller): Caller, app: App, Path(id): Path<SealId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadSeal)?;
    let reading = permit.clone();
    let row = app.db.read(reading, move |tx| Box::pin(async move { store::one(tx, id).await })).await?;
    web::looked_at(&app, permit, SubjectKind::Seal, id).await;
    Ok(red(&app, &row.mask_sha256).await?)
}

/// 签章原件（上传的扫描件，未经处理）
#[utoipa::path(get, path = "/seals/{id}/original", tag = "签章管理", params(("id" = SealId, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn original(Caller(caller): Caller, app: App, Path(id): Path<SealId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReviewSeal)?;
    let reading = permit.clone();
    let image = app.db.read(reading, move |tx| {
        Box::pin(async move {
            let seal = store::one(tx, id).await?;
            store::image(tx, seal.image_id).await
        })
    });
    let image = image.await?;
    let bytes = app.vault.get(&image.original_sha256).await?;
    web::downloaded(&app, permit, (SubjectKind::Seal, id.0), &image.name).await?;
    let kind = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    Ok(web::attachment_reply(bytes, kind, &image.name, true))
}

async fn red(app: &App, mask_sha256: &str) -> authority::Result<Response> {
    let png = app.vault.get(mask_sha256).await?;
    let red = mask::of_png(&png).and_then(|mask| mask::to_red_png(&mask)).map_err(Halt::Fault)?;
    Ok(web::attachment_reply(red, "image/png", "签章图样.png", false))
}
