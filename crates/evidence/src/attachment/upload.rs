//! 上传附件 · hand in a file

use super::kind::{self, Kind, Refusal};
use super::{Attachment, store};
use authority::{Entry, Permit, SubjectKind, Verb};
use axum::http::StatusCode;
use lexicon::AttachmentId;
use utoipa::ToSchema;
use web::{App, Caller, Json, Problem, Received, Sent, Upload, Vault};

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the multipart form; the fields are read by web::Upload")]
pub struct AttachmentUpload {
    /// UUIDv7 made by the client.
    id: AttachmentId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// 上传附件
#[utoipa::path(post, path = "/attachments", tag = "附件", operation_id = "upload_attachment",
    request_body(content = AttachmentUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = Attachment)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(mut command): Sent,
    Upload(received): Upload,
) -> web::Result<Json<Attachment>> {
    // 权限
    let permit = caller.may(Verb::UploadAttachment)?;
    // 取件
    let Received { id, name, bytes } = received;
    let id = AttachmentId(id);
    if id.0.get_version_num() != 7 {
        return Err(Problem::malformed(Some("id".to_owned()), "附件编号无效，请刷新页面后重新上传".to_owned()));
    }
    // 判定
    let kind = kind::admit(&bytes).map_err(refuse)?;
    let digest = Vault::digest(&bytes);
    let known = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::known(tx, id).await })).await?;
    match known {
        Some(same) if same == (caller.user_id, digest.clone()) => return shown(&app, permit, id).await,
        Some(_) => return Err(refuse(Refusal::SameId)),
        None => {}
    }
    // 落库：文件先落盘，再登记；登记失败时留下的文件没有人能看到
    let new = described(id, &name, kind, (bytes.len(), digest.clone()));
    app.vault.put(bytes).await?;
    command.digest.push_str(&format!("{id}{digest}"));
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            store::insert(tx, &new).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Attachment, id, "上传附件").with(&(&new.name, &new.sha256)), id).await
        })
    });
    let id = write.await?;
    shown(&app, permit, id).await
}

async fn shown(app: &App, permit: Permit, id: AttachmentId) -> web::Result<Json<Attachment>> {
    Ok(Json(app.db.read(permit, move |tx| Box::pin(async move { store::one(tx, id).await })).await?))
}

fn described(id: AttachmentId, name: &str, kind: Kind, (size, sha256): (usize, String)) -> Attachment {
    Attachment {
        id,
        name: tidy(name),
        media_type: kind.media_type().to_owned(),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        sha256,
        uploaded_at: lexicon::Instant(0),
        uploaded_by: String::new(),
    }
}

/// 文件名只留最后一段，去掉控制字符；空的写“未命名”。
pub(super) fn tidy(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    if clean.trim().is_empty() { "未命名".to_owned() } else { clean.trim().to_owned() }
}

fn refuse(refusal: Refusal) -> Problem {
    let refused = refusal.at("file");
    let status: StatusCode = kind::status(&refused);
    Problem::new(status, refused)
}
