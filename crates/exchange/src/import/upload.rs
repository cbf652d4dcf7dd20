//! 执法对象批量导入 · upload; the check begins at once

use super::{EnterpriseImport, job, store};
use crate::workbook::{LIMITS, Unreadable, measured};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::ImportId;
use utoipa::ToSchema;
use web::{App, Caller, Json, LargeUpload, Sent};

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; the extractor reads it")]
pub struct WorkbookUpload {
    /// Made by the client.
    id: ImportId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// 上传执法对象文件，不超过 60 MB；随即逐行校验，不写入执法对象
#[utoipa::path(post, path = "/enterprise-imports", tag = "执法对象", operation_id = "upload_enterprise_import", request_body(content = WorkbookUpload, content_type = "multipart/form-data"), responses((status = 200, body = EnterpriseImport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    LargeUpload(received): LargeUpload,
) -> web::Result<Json<EnterpriseImport>> {
    // 权限
    let permit = caller.may(Verb::ImportEnterprise)?;
    // 判定
    let (id, file) = (ImportId(received.id), received.file);
    let measuring = tokio::task::spawn_blocking(move || measured(file.path(), LIMITS).map(|rows| (file, rows)));
    let measured = measuring.await.map_err(|_| Halt::Refused(Unreadable::NotXlsx.at("file")))?;
    let (file, rows) = measured.map_err(Halt::Refused)?;
    // 落库、留痕
    let file_sha256 = app.vault.take_over(file).await?;
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    let new = store::NewImport { id, file_name: received.name, file_sha256, rows };
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            store::insert(tx, &new).await?;
            let summary = (&new.file_name, &new.file_sha256);
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "上传导入文件").with(&summary), ()).await
        })
    });
    write.await?;
    job::start(&app, id);
    super::show::of(&app, &caller, id).await
}
