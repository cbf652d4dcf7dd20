//! 路由 · everything a request passes through

use crate::{api, assets};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use web::{App, Problem};

/// The largest body of any request, in bytes; JSON and each kind of upload have their own, smaller limits.
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// The whole service.
pub fn router(app: App) -> Router {
    let (routes, _) = api::routes().split_for_parts();
    let api = routes
        .route("/api/{*rest}", axum::routing::any(web::no_such_route))
        .method_not_allowed_fallback(|| async { method_not_allowed() })
        .layer(from_fn_with_state(app.clone(), web::note_refusals))
        .layer(from_fn_with_state(app.clone(), identity::session::identify))
        .layer(from_fn(web::digest_commands))
        .layer(from_fn(web::own_pages_only))
        .layer(from_fn_with_state(app.clone(), web::limit_rate))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    let strict = app.is_https.then(|| HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    api.fallback(assets::serve)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new())
        .layer(from_fn(web::secure_headers))
        .layer(SetResponseHeaderLayer::if_not_present(header::STRICT_TRANSPORT_SECURITY, strict))
        .with_state(app)
}

fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, web::method_refusal())
}

fn panicked(why: Box<dyn Any + Send + 'static>) -> Response {
    let details = why.downcast_ref::<String>().cloned().or_else(|| why.downcast_ref::<&str>().map(|s| (*s).to_owned()));
    Problem::fault(&details.unwrap_or_else(|| "panic".to_owned())).into_response()
}
