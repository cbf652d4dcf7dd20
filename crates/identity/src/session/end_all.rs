//! 全部退出 · log out everywhere

use super::{Token, forget_user, store};
use authority::{Entry, EntryClass, SubjectKind, Verb};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use web::{App, Caller, Sent};

/// 全部退出，包括本次登录
#[utoipa::path(delete, path = "/sessions", tag = "登录", operation_id = "end_own_sessions", responses((status = 204)))]
pub async fn run(Caller(caller): Caller, app: App, Sent(command): Sent) -> web::Result<Response> {
    // 权限
    let permit = caller.may(Verb::EndOwnSessions)?;
    let user = caller.user_id;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 落库、留痕
            let ended = store::end_all(tx, user).await?;
            let entry = Entry::on(SubjectKind::User, user, "全部退出").class(EntryClass::Login);
            tx.record(entry.with(&ended), ()).await
        })
    });
    write.await?;
    forget_user(user);
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(cookie) = HeaderValue::from_str(&Token::cookie(&app, None)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
