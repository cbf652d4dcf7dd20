//! Middleware that holds for every route.

use crate::Problem;
use crate::extract::CommandDigest;
use crate::problem::DoorRefusal;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};

/// The largest JSON body, in bytes.
const JSON_LIMIT: usize = 4 * 1024 * 1024;

/// Digests what a command asks, so that one id cannot be used for two different commands. Uploads are digested by
/// their path alone: their content has its own SHA-256.
pub async fn digest_commands(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_none_or(|v| !v.starts_with("multipart/"));
    let mut hasher = Sha256::new();
    hasher.update(request.method().as_str());
    hasher.update(request.uri().path());
    let mut request = request;
    if is_json {
        let (parts, body) = request.into_parts();
        let limited = http_body_util::Limited::new(body, JSON_LIMIT);
        let Ok(bytes) = limited.collect().await.map(http_body_util::Collected::to_bytes) else {
            return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, DoorRefusal::TooLarge.refused()).into_response();
        };
        hasher.update(&bytes);
        request = Request::from_parts(parts, Body::from(bytes));
    }
    request.extensions_mut().insert(CommandDigest(hex::encode(hasher.finalize())));
    next.run(request).await
}

/// Refuses what another site makes the browser send: a change, or a log-in, whose `Origin` is not this service. The
/// cookie is `SameSite=Strict` and every command has a header of its own; this is the third lock.
pub async fn own_pages_only(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !is_safe && !is_own(&request) {
        return Problem::new(StatusCode::FORBIDDEN, DoorRefusal::OtherSite.refused()).into_response();
    }
    next.run(request).await
}

/// A browser always sends `Origin` with what is not a plain reading; a program without one is not a browser. A proxy
/// may hand the name on in `X-Forwarded-Host`, which no page can set for another site.
fn is_own(request: &Request) -> bool {
    let text = |name: HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else { return true };
    let site = origin.split_once("://").map_or(origin, |(_, host)| host);
    let names = [text(header::HOST), text(HeaderName::from_static("x-forwarded-host")), request.uri().host()];
    names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(site))
}

/// Headers that tell the browser to trust only us.
pub async fn secure_headers(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; frame-src 'self' blob:; \
             object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "no-referrer"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The answer below `/api` where there is no route.
pub async fn no_such_route() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, DoorRefusal::NoRoute.refused())
}

/// What a wrong method is answered with.
#[must_use]
pub fn method_refusal() -> lexicon::Refused {
    DoorRefusal::Method.refused()
}
