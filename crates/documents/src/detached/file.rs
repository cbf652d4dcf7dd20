//! 下载国密签名 · the signature with its certificates and how to verify it, as a packet

use super::explain::{self, Explained};
use super::{Refusal, store};
use crate::issue::{self, Document};
use authority::{Halt, Result, SubjectKind, Verb};
use axum::response::Response;
use lexicon::{DocumentId, Instant};
use signing::Detached;
use std::io::{Cursor, Write};
use web::{App, Caller, Path};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// 文书的国密签名：签名、证书和验签说明，一个压缩包
#[utoipa::path(get, path = "/documents/{id}/detached-signature", tag = "文书", operation_id = "detached_signature",
    params(("id" = DocumentId, Path)), responses((status = 200, content_type = "application/zip", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<DocumentId>) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::ReadDocument)?;
    // 取件：中断的文书先补打
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { issue::store::one(tx, id).await }));
    read.await?;
    issue::print(&app, permit.clone(), id).await?;
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let at = issue::store::frozen(tx, id).await?.numbered_at;
            Ok((issue::store::one(tx, id).await?, at, store::of_document(tx, id).await?))
        })
    });
    let (row, at, kept) = read.await?;
    let document = Document::from(row);
    // 判定
    let kept = kept.ok_or_else(|| Halt::from(Refusal::Missing.refused()))?;
    let packet = packet(&document, at, &kept)?;
    // 留痕
    let name = format!("{} 国密签名.zip", document.file_name.trim_end_matches(".pdf"));
    web::downloaded(&app, permit, (SubjectKind::Document, id.0), &name).await?;
    Ok(web::attachment_reply(packet, "application/zip", &name, true))
}

/// The packet; the same paper gives the same one.
fn packet(document: &Document, at: Instant, kept: &Detached) -> Result<Vec<u8>> {
    let fault = |e: &dyn std::fmt::Display| Halt::Fault(format!("国密签名：{e}"));
    let about = kept.about().ok_or_else(|| fault(&"没有证书"))?;
    let (between, root) = (kept.between_pem().map_err(|e| fault(&e))?, kept.root_pem().map_err(|e| fault(&e))?);
    let explained =
        Explained { document, about: &about, at, has_between: !between.is_empty(), has_root: root.is_some() };
    let mut files = vec![
        (explain::SIGNATURE, kept.signature.clone()),
        (explain::CERTIFICATE, kept.certificate_pem().map_err(|e| fault(&e))?.into_bytes()),
        (explain::PUBLIC_KEY, kept.public_key_pem().map_err(|e| fault(&e))?.into_bytes()),
        (explain::EXPLAINED, explain::text(&explained).into_bytes()),
    ];
    files.extend((!between.is_empty()).then(|| (explain::BETWEEN, between.into_bytes())));
    files.extend(root.map(|root| (explain::ROOT, root.into_bytes())));
    zipped(&files).map_err(|e| fault(&e))
}

fn zipped(files: &[(&str, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
