//! 退出一处登录 · end one of one's own sessions

use super::{forget_token, store};
use authority::{Entry, EntryClass, SubjectKind, Verb};
use axum::http::StatusCode;
use lexicon::SessionId;
use web::{App, Caller, Path, Sent};

/// 退出一处登录
#[utoipa::path(delete, path = "/sessions/{id}", tag = "登录", operation_id = "end_own_session", params(("id" = SessionId, Path)), responses((status = 204)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SessionId>,
    Sent(command): Sent,
) -> web::Result<StatusCode> {
    // 权限
    let permit = caller.may(Verb::EndOwnSessions)?;
    let user = caller.user_id;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let session = store::one(tx, user, id).await?;
            // 落库
            store::end(tx, &session.token_digest).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::User, user, "退出一处登录").class(EntryClass::Login);
            tx.record(entry.with(&(session.address, session.agent)), session.token_digest).await
        })
    });
    forget_token(&write.await?);
    Ok(StatusCode::NO_CONTENT)
}
