//! Extractors: everything that comes in is parsed at the door, and a fault is answered in Chinese.

use crate::problem::DoorRefusal;
use crate::{App, Problem};
use authority::{Actor, Command};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use lexicon::CommandId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The person who is logged in, put into the request by the session middleware; 401 without one.
pub struct Caller(pub Arc<Actor>);

lexicon::refusals! {
    /// 未登录
    pub enum CallerRefusal in "session" {
        None = "none", "您还没有登录，或者登录已经过期", way_out "请重新登录";
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        match parts.extensions.get::<Arc<Actor>>() {
            Some(actor) => Ok(Self(actor.clone())),
            None => Err(Problem::new(StatusCode::UNAUTHORIZED, CallerRefusal::None.refused())),
        }
    }
}

/// The command's id from the header `Command-Id`, and the digest of what is asked.
pub struct Sent(pub Command);

/// The digest of a command's method, path and body; made by [`crate::digest_commands`].
#[derive(Clone)]
pub(crate) struct CommandDigest(pub String);

impl FromRequestParts<App> for Sent {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let id =
            parts.headers.get("command-id").and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<CommandId>().ok());
        let digest = parts.extensions.get::<CommandDigest>().map(|d| d.0.clone()).unwrap_or_default();
        match id {
            Some(id) if id.0.get_version_num() == 7 => Ok(Self(Command { id, digest })),
            _ => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, DoorRefusal::NoCommand.refused())),
        }
    }
}

/// A JSON body in, a JSON body out.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, app)
            .await
            .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, DoorRefusal::TooLarge.refused()))?;
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|e| {
            let path = e.path().to_string();
            let field = (path != ".").then_some(path);
            Problem::malformed(field.clone(), sentence(field.as_deref(), &e.into_inner().to_string()))
        })?;
        Ok(Self(value))
    }
}

/// Turns a parser's message into a sentence; messages of our own types are Chinese already.
fn sentence(field: Option<&str>, message: &str) -> String {
    let at = field.map(|f| format!("“{f}”")).unwrap_or_default();
    let message = message.split(" at line ").next().unwrap_or(message);
    if message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return message.to_owned();
    }
    match message {
        m if m.starts_with("missing field") => {
            format!("缺少{}", m.trim_start_matches("missing field ").replace('`', "“"))
        }
        m if m.starts_with("unknown field") => format!("{at}中有不认识的栏目"),
        m if m.contains("UUID") => format!("{at}不是有效的编号"),
        _ if at.is_empty() => "提交的内容不是有效的 JSON".to_owned(),
        _ => format!("{at}的格式不对"),
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Parts of the path. What does not parse cannot exist.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        axum::extract::Path::<T>::from_request_parts(parts, app)
            .await
            .map(|p| Self(p.0))
            .map_err(|_| Problem::not_found())
    }
}

/// The query string.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        axum::extract::Query::<T>::from_request_parts(parts, app).await.map(|q| Self(q.0)).map_err(|e| {
            let text = e.body_text();
            // “Failed to deserialize query string: size: message” or “…: missing field `seen`”.
            let mut words = text.splitn(3, ": ").skip(1);
            let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let quoted = text.split('`').nth(1);
            let field = if second.is_empty() { quoted } else { Some(first) };
            let message = if second.is_empty() { first } else { second };
            Problem::malformed(field.map(str::to_owned), sentence(field, message))
        })
    }
}
