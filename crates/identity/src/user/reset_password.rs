//! 重置密码 · hand out a new initial password

use super::grant::{self, Refusal, by_state};
use super::initial::{Initial, Made, Slip};
use super::unlock::UserSeen;
use super::{admin_store as store, store as users};
use crate::setting::store as settings;
use authority::{Entry, SubjectKind, Verb};
use lexicon::UserId;
use web::{App, Caller, Json, Path, Sent};

/// 重置密码；新的初始密码只在这次答复中显示一次，该用户的登录全部退出
#[utoipa::path(post, path = "/users/{id}/password-resets", tag = "统一用户管理", operation_id = "reset_password", params(("id" = UserId, Path)), request_body = UserSeen, responses((status = 200, body = Slip)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<UserSeen>,
) -> web::Result<Json<Slip>> {
    // 权限
    let permit = caller.may(Verb::ResetPassword)?;
    // 取件
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move { Ok((settings::all(tx).await?, store::one(tx, id).await?.account)) })
    });
    let (settings, account) = read.await?;
    let initial = Initial::make(&settings, &account, app.clock.now()).await?;
    let (hash, until, maker) = (initial.hash.clone(), initial.until, initial.maker());
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            let user = store::take(tx, id, asked.seen).await?;
            // 判定
            grant::not_himself(tx.actor(), id)?;
            if !user.is_enabled {
                return Err(by_state(Refusal::IsDisabled).into());
            }
            // 落库
            users::save_initial(tx, id, &hash, until).await?;
            crate::session::store::end_all(tx, id).await?;
            // 留痕
            let beside = store::beside(tx, std::slice::from_ref(&user)).await?;
            let organ = beside.organs.get(&user.organisation_id).cloned().unwrap_or_default();
            let made = Made::of(id, (&user.account, &user.name), &organ, until).by(maker);
            tx.record(Entry::on(SubjectKind::User, id, "重置密码").with(&until), made).await
        })
    });
    let written = write.await?;
    crate::session::forget_user(id);
    Ok(Json(initial.slip(written)))
}
