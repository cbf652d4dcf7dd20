//! 修改密码 · change one's own password

use super::{rules, store};
use crate::session::{Me, hash, me, store as sessions};
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
    let account = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::by_id(tx, id).await })).await?;
    // 判定
    if !hash::matches(&asked.old_password, &account.password_hash).await? {
        return Err(rules::Refusal::WrongOldPassword.at("old_password").into());
    }
    rules::new_password(&account.account, &asked.old_password, &asked.new_password)?;
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
