//! 查看文书 · read a document

use super::{Document, print, store};
use authority::{SubjectKind, Verb};
use axum::response::Response;
use lexicon::DocumentId;
use serde::Deserialize;
use web::{App, Caller, Json, Path, Query};

/// 查看文书
#[utoipa::path(get, path = "/documents/{id}", tag = "文书", params(("id" = DocumentId, Path)),
    responses((status = 200, body = Document)))]
pub async fn one(Caller(caller): Caller, app: App, Path(id): Path<DocumentId>) -> web::Result<Json<Document>> {
    let permit = caller.may(Verb::ReadDocument)?;
    let reader = permit.clone();
    let row = app.db.read(permit, move |tx| Box::pin(async move { store::one(tx, id).await })).await?;
    web::looked_at(&app, reader, SubjectKind::Document, id).await;
    Ok(Json(row.into()))
}

/// 文书的编辑稿（Word）；PDF 是原件
#[utoipa::path(get, path = "/documents/{id}/word", tag = "文书", params(("id" = DocumentId, Path)),
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>)))]
pub async fn word(Caller(caller): Caller, app: App, Path(id): Path<DocumentId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadDocument)?;
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::one(tx, id).await }));
    let document = Document::from(read.await?);
    let docx = print::word(&app, permit.clone(), id).await?;
    let name = format!("{}（编辑稿）.docx", document.file_name.trim_end_matches(".pdf"));
    web::downloaded(&app, permit, (SubjectKind::Document, id.0), &name).await?;
    Ok(web::word_reply(docx, &name))
}

/// How the file is wanted.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct Wanted {
    /// 1 表示下载，否则在浏览器中打开
    #[serde(default)]
    download: u8,
}

/// 文书文件（PDF）
#[utoipa::path(get, path = "/documents/{id}/file", tag = "文书", params(("id" = DocumentId, Path), Wanted),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn file(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DocumentId>,
    Query(wanted): Query<Wanted>,
) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadDocument)?;
    let reading = permit.clone();
    let row = app.db.read(reading, move |tx| Box::pin(async move { store::one(tx, id).await })).await?;
    let pdf = print::print(&app, permit.clone(), id).await?;
    let name = Document::from(row).file_name;
    if wanted.download == 1 {
        web::downloaded(&app, permit, (SubjectKind::Document, id.0), &name).await?;
    } else {
        web::looked_at(&app, permit, SubjectKind::Document, id).await;
    }
    Ok(web::pdf_reply(pdf, &name, wanted.download == 1))
}
