//! 启用用户 · an account that opens again

use super::admin_store as store;
use super::disable::reason;
use super::grant::{Refusal, by_state};
use super::show::{self, UserShow};
use authority::{Entry, SubjectKind, Verb};
use lexicon::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why an account is switched on again.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UserEnabling {
    /// The revision the administrator saw.
    pub seen: i64,
    /// 理由
    pub reason: String,
}

/// 启用用户
#[utoipa::path(post, path = "/users/{id}/enabling", tag = "统一用户管理", operation_id = "enable_user", params(("id" = UserId, Path)), request_body = UserEnabling, responses((status = 200, body = UserShow)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<UserEnabling>,
) -> web::Result<Json<UserShow>> {
    // 权限
    let permit = caller.may(Verb::EditUser)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            let reason = reason(&asked.reason)?;
            if before.is_enabled {
                return Err(by_state(Refusal::AlreadyEnabled).into());
            }
            // 落库
            store::save_enabled(tx, id, true, "").await?;
            // 留痕
            let entry = Entry::on(SubjectKind::User, id, "启用用户").because(reason);
            tx.record(entry.change(&before.is_enabled, &true), ()).await
        })
    });
    write.await?;
    show::one(&app, &caller, id).await
}
