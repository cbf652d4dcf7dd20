//! 修改密码 · change one's own password

use super::rules::PasswordPolicy;
use super::{rules, store};
use crate::session::{Me, hash, me, store as sessions};
use crate::setting::store as settings;
use authority::{Entry, SubjectKind, Verb};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// The old password and the new one.
#[derive(Deserialize, ToSchema)]
pub struct NewPassword {
    pub old_password: String,
    pub new_password: String,
}

/// 修改密码；其他地方的登录一并退出
#[utoipa::path(put, path = "/me/password", tag = "机构与人员", request_body = NewPassword, responses((status = 200, body = Me)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    token: crate::session::Token,
    Sent(command): Sent,
    Json(asked): Json<NewPassword>,
) -> web::Result<Json<Me>> {
    // 权限
    let permit = caller.may(Verb::ChangeOwnPassword)?;
    // 取件
    let id = caller.user_id;
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let policy = PasswordPolicy::from(&settings::all(tx).await?);
            Ok((store::by_id(tx, id).await?, store::last_passwords(tx, id, policy.history - 1).await?, policy))
        })
    });
    let (account, last, policy) = read.await?;
    // 判定
    if !hash::matches(&asked.old_password, &account.password_hash).await? {
        return Err(rules::Refusal::WrongOldPassword.at("old_password").into());
    }
    rules::new_password(policy, &account.account, &asked.old_password, &asked.new_password)?;
    for old in &last {
        if hash::matches(&asked.new_password, old).await? {
            return Err(rules::used_before(policy).into());
        }
    }
    let hash = hash::make(asked.new_password).await?;
    // 落库、留痕
    let digest = token.digest.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            store::save_password(tx, id, &hash, false).await?;
            sessions::end_others(tx, id, &digest).await?;
            tx.record(Entry::on(SubjectKind::User, id, "修改密码"), ()).await
        })
    });
    write.await?;
    crate::session::forget_user(id);
    me::show(&app, id).await
}
