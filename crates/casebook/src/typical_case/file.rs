//! 案例附件 · the files of a case, to whoever may see the case

use super::store::{self, Row};
use authority::{Halt, Permit, SubjectKind, Verb};
use axum::response::Response;
use evidence::attachment::Attachment;
use lexicon::{AttachmentId, TypicalCaseId};
use web::{App, Caller, Path};

/// 上报案例的附件
#[utoipa::path(get, path = "/case-reports/{id}/attachments/{attachment}", tag = "典型案例", operation_id = "case_report_file",
    params(("id" = TypicalCaseId, Path), ("attachment" = AttachmentId, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn of_report(
    Caller(caller): Caller,
    app: App,
    Path((id, attachment)): Path<(TypicalCaseId, AttachmentId)>,
) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadCaseReport)?;
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let row = store::report(tx, id).await?;
            let files = store::files(tx, &row).await?;
            named(&row, files, attachment)
        })
    });
    let file = read.await?;
    answer(&app, permit, file).await
}

/// 典型案例的附件
#[utoipa::path(get, path = "/typical-cases/{id}/attachments/{attachment}", tag = "典型案例", operation_id = "typical_case_file",
    params(("id" = TypicalCaseId, Path), ("attachment" = AttachmentId, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn of_typical_case(
    Caller(caller): Caller,
    app: App,
    Path((id, attachment)): Path<(TypicalCaseId, AttachmentId)>,
) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadReference)?;
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let row = store::adopted_one(tx, id).await?;
            let files = store::files(tx, &row).await?;
            named(&row, files, attachment)
        })
    });
    let file = read.await?;
    answer(&app, permit, file).await
}

/// The file with this id, when the case names it.
fn named(row: &Row, files: Vec<Attachment>, id: AttachmentId) -> authority::Result<Attachment> {
    let of_case = files.into_iter().find(|file| file.id == id && row.attachments_json.contains(&id));
    of_case.ok_or(Halt::NotFound)
}

async fn answer(app: &App, permit: Permit, file: Attachment) -> web::Result<Response> {
    let bytes = app.vault.get(&file.sha256).await?;
    web::looked_at(app, permit, SubjectKind::Attachment, file.id).await;
    let is_picture = file.media_type.starts_with("image/");
    Ok(web::attachment_reply(bytes, &file.media_type, &file.name, !is_picture))
}
