//! 解锁 · take the lock of wrong passwords away before its time

use super::admin_store as store;
use super::grant::{Refusal, by_state};
use super::show::{self, UserShow};
use authority::{Entry, SubjectKind, Verb};
use lexicon::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Which state of the account was seen.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub struct UserSeen {
    /// The revision the administrator saw.
    pub seen: i64,
}

/// 解锁
#[utoipa::path(post, path = "/users/{id}/unlocking", tag = "统一用户管理", operation_id = "unlock_user", params(("id" = UserId, Path)), request_body = UserSeen, responses((status = 200, body = UserShow)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<UserSeen>,
) -> web::Result<Json<UserShow>> {
    // 权限
    let permit = caller.may(Verb::EditUser)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            if before.locked_until.is_none_or(|until| until <= tx.at()) {
                return Err(by_state(Refusal::NotLocked).into());
            }
            // 落库
            store::save_unlocked(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::User, id, "解锁").change(&before.locked_until, &());
            tx.record(entry, ()).await
        })
    });
    write.await?;
    show::one(&app, &caller, id).await
}
