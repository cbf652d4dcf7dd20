//! 页面 · the built pages, inside the binary (read from disk in debug builds)

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../ui/desk/dist"]
#[allow_missing = true]
struct Pages;

/// A file of the pages; any other path gets the start page.
pub async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    // 文书上的二维码 leads here; the page itself stands among the others.
    if let Some(code) = path.strip_prefix("v/").or_else(|| (path == "v").then_some("")) {
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        return Redirect::to(&format!("/verify.html#{code}")).into_response();
    }
    let name = if path.is_empty() { "index.html" } else { path };
    let Some(file) = Pages::get(name) else {
        if name.contains('.') {
            return StatusCode::NOT_FOUND.into_response();
        }
        return missing_or_start();
    };
    let hash: String = file.metadata.sha256_hash().iter().map(|b| format!("{b:02x}")).collect();
    let tag = format!("\"{hash}\"");
    if headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()) == Some(tag.as_str()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    // Vite puts a hash of the content into the names under assets/.
    let caching = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, file.metadata.mimetype().to_owned()),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, caching.to_owned()),
    ];
    (headers, Body::from(file.data.into_owned())).into_response()
}

fn missing_or_start() -> Response {
    match Pages::get("index.html") {
        Some(page) => {
            let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
            (headers, Body::from(page.data.into_owned())).into_response()
        }
        None => (StatusCode::NOT_FOUND, "页面还没有构建。请用 cargo x run 启动，或先在 ui 目录执行 npm run build。")
            .into_response(),
    }
}
