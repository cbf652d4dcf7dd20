//! 注销 · log out

use super::{Token, forget_token, store};
use authority::{Command, Entry, EntryClass, SubjectKind};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use web::{App, Caller};

/// 注销
#[utoipa::path(delete, path = "/sessions/current", tag = "登录", responses((status = 204)))]
pub async fn run(Caller(caller): Caller, app: App, token: Token) -> web::Result<Response> {
    // 权限
    let (user, digest) = (caller.user_id, token.digest.clone());
    let write = app.db.write(caller.for_himself(), Command::of_system(), move |tx| {
        Box::pin(async move {
            // 落库、留痕
            store::end(tx, &digest).await?;
            tx.record(Entry::on(SubjectKind::User, user, "注销").class(EntryClass::Login), ()).await
        })
    });
    write.await?;
    forget_token(&token.digest);
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(cookie) = HeaderValue::from_str(&Token::cookie(&app, None)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
