//! 执法对象批量导入 · upload and dry run

use super::check::{Against, Checked, check};
use super::{EnterpriseImport, matching, store};
use crate::columns::columns;
use crate::workbook::Unreadable;
use authority::{Actor, Entry, Halt, Permit, SubjectKind, Verb};
use lexicon::ImportId;
use std::sync::Arc;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent, Upload};

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; the extractor reads it")]
pub struct WorkbookUpload {
    /// Made by the client.
    id: ImportId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// 上传并校验；只校验，不写入执法对象
#[utoipa::path(post, path = "/enterprise-imports", tag = "执法对象", operation_id = "upload_enterprise_import", request_body(content = WorkbookUpload, content_type = "multipart/form-data"), responses((status = 200, body = EnterpriseImport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Upload(received): Upload,
) -> web::Result<Json<EnterpriseImport>> {
    // 权限
    let permit = caller.may(Verb::ImportEnterprise)?;
    // 判定
    let id = ImportId(received.id);
    let checked = checked(&app, &caller, received.bytes.clone()).await?;
    let report = compare(&app, permit.clone(), checked).await?;
    // 落库、留痕
    let file_sha256 = app.vault.put(received.bytes).await?;
    let new = store::NewImport { id, file_name: received.name, file_sha256, report };
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            store::insert(tx, &new).await?;
            let answer = EnterpriseImport::from(store::take(tx, id).await?);
            let summary = (&new.file_name, &new.file_sha256, new.report.rows, new.report.errors_total);
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "上传校验").with(&summary), answer).await
        })
    });
    Ok(Json(write.await?))
}

async fn compare(app: &App, permit: Permit, checked: Checked) -> authority::Result<super::Report> {
    let inner = app.clone();
    let read = app
        .db
        .read(permit, move |tx| Box::pin(async move { Ok(matching::compare(tx, &inner.reference, checked).await?.0) }));
    read.await
}

/// Reads and checks the bytes away from the threads that answer requests. A reader that panics over a hostile file
/// has found a file that cannot be read.
pub(super) async fn checked(app: &App, caller: &Arc<Actor>, bytes: Vec<u8>) -> authority::Result<Checked> {
    let columns = columns()?;
    let (app, caller) = (app.clone(), caller.clone());
    let work = move || {
        let against = Against { reference: &app.reference, scope: &caller.scope, today: app.clock.today() };
        check(bytes, columns, &against)
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| Halt::Refused(Unreadable::NotXlsx.at("file")))?;
    Ok(done?)
}
