//! Answers that are files.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use std::path::Path;
use tokio_util::io::ReaderStream;

/// A PDF, shown in the browser or downloaded under its name.
#[must_use]
pub fn pdf_reply(pdf: Vec<u8>, file_name: &str, download: bool) -> Response {
    file(pdf, "application/pdf", file_name, download)
}

/// A workbook, downloaded under its name.
#[must_use]
pub fn workbook_reply(xlsx: Vec<u8>, file_name: &str) -> Response {
    file(xlsx, XLSX, file_name, true)
}

/// A Word file, downloaded under its name.
#[must_use]
pub fn word_reply(docx: Vec<u8>, file_name: &str) -> Response {
    file(docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", file_name, true)
}

/// Any file under its name, to be downloaded (or shown, for pictures).
#[must_use]
pub fn attachment_reply(bytes: Vec<u8>, media_type: &str, file_name: &str, download: bool) -> Response {
    file(bytes, media_type, file_name, download)
}

/// A workbook on disk, streamed. One that is `passing` is removed as soon as it is open.
///
/// # Errors
/// Not found; faults of the file system.
pub async fn file_reply(path: &Path, file_name: &str, passing: bool) -> authority::Result<Response> {
    streamed(path, (XLSX, file_name), passing).await
}

/// A zip on disk, streamed, and removed as soon as it is open.
///
/// # Errors
/// As [`file_reply`].
pub async fn zip_reply(path: &Path, file_name: &str) -> authority::Result<Response> {
    streamed(path, ("application/zip", file_name), true).await
}

async fn streamed(path: &Path, (media_type, file_name): (&str, &str), passing: bool) -> authority::Result<Response> {
    let fault = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => authority::Halt::NotFound,
        _ => authority::Halt::Fault(e.to_string()),
    };
    let open = tokio::fs::File::open(path).await.map_err(fault)?;
    let length = open.metadata().await.map_err(fault)?.len();
    if passing {
        // Where an open file cannot be removed, the vault removes it a day later.
        let _ = tokio::fs::remove_file(path).await;
    }
    let body = Body::from_stream(ReaderStream::with_capacity(open, 64 * 1024));
    let mut response = reply(body, media_type, file_name, true);
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(response)
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn file(bytes: Vec<u8>, media_type: &str, file_name: &str, download: bool) -> Response {
    reply(Body::from(bytes), media_type, file_name, download)
}

fn reply(body: Body, media_type: &str, file_name: &str, download: bool) -> Response {
    let kind = if download { "attachment" } else { "inline" };
    // RFC 5987: Chinese file names go into filename*, percent-encoded.
    let encoded: String = file_name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    let disposition = format!("{kind}; filename*=UTF-8''{encoded}");
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    for (name, value) in [(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, disposition.as_str())] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}
