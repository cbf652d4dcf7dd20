//! 停用用户 · an account that opens nothing any more

use super::admin_store as store;
use super::grant::{self, Refusal, by_state};
use super::show::{self, UserShow};
use authority::{Entry, FieldError, Halt, SubjectKind, Verb};
use lexicon::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why an account is switched off or on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UserDisabling {
    /// The revision the administrator saw.
    pub seen: i64,
    /// 理由
    pub reason: String,
}

/// 停用用户；其登录立即全部退出
#[utoipa::path(post, path = "/users/{id}/disabling", tag = "统一用户管理", operation_id = "disable_user", params(("id" = UserId, Path)), request_body = UserDisabling, responses((status = 200, body = UserShow)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<UserDisabling>,
) -> web::Result<Json<UserShow>> {
    // 权限
    let permit = caller.may(Verb::EditUser)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            let reason = reason(&asked.reason)?;
            grant::not_himself(tx.actor(), id)?;
            if !before.is_enabled {
                return Err(by_state(Refusal::AlreadyDisabled).into());
            }
            // 落库
            store::save_enabled(tx, id, false, reason).await?;
            crate::session::store::end_all(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::User, id, "停用用户").because(reason);
            tx.record(entry.change(&before.is_enabled, &false), ()).await
        })
    });
    write.await?;
    crate::session::forget_user(id);
    show::one(&app, &caller, id).await
}

/// 理由必填，至多二百字。
///
/// # Errors
/// At `reason`.
pub fn reason(text: &str) -> authority::Result<&str> {
    let text = text.trim();
    let wrong = |sentence: &str| Err(Halt::Invalid(vec![FieldError::new("reason", sentence)]));
    match text.chars().count() {
        0 => wrong("请填写理由"),
        1..=200 => Ok(text),
        _ => wrong("理由不能超过200字"),
    }
}
