//! 卷宗文件 · the PDF of a volume

use super::{VolumeState, rules, store};
use authority::{SubjectKind, Verb};
use axum::response::Response;
use lexicon::VolumeId;
use serde::Deserialize;
use web::{App, Caller, Path, Query};

/// How the file is wanted.
#[derive(Deserialize, utoipa::IntoParams)]
pub struct VolumeWanted {
    /// 1 表示下载，否则在浏览器中打开
    #[serde(default)]
    download: u8,
}

/// 卷宗文件（PDF）
#[utoipa::path(get, path = "/volumes/{id}/file", tag = "归档", operation_id = "volume_file",
    params(("id" = VolumeId, Path), VolumeWanted), responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<VolumeId>,
    Query(wanted): Query<VolumeWanted>,
) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadDocument)?;
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::one(tx, id).await }));
    let volume = read.await?;
    if volume.state != VolumeState::Ready {
        return Err(rules::Refusal::NotReady.refused().into());
    }
    let pdf = app.vault.get(&volume.file_sha256).await?;
    let subject = (SubjectKind::Inspection, volume.subject_id);
    if wanted.download == 1 {
        web::downloaded(&app, permit, subject, &volume.file_name).await?;
    } else {
        web::looked_at(&app, permit, subject.0, subject.1).await;
    }
    Ok(web::pdf_reply(pdf, &volume.file_name, wanted.download == 1))
}
