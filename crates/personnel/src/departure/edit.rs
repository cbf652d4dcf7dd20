//! 编辑用户 · change what an account says and what it may do
//!
//! 取消的角色还有工作等着办的，先交接。

use super::in_hand;
use crate::transfer::store;
use authority::{Entry, SubjectKind, Verb};
use identity::user::admin_store as users;
use identity::user::edit::{UserEdit, judge, save};
use identity::user::{UserShow, show};
use inspection::handover::{Hand, rules};
use lexicon::UserId;
use web::{App, Caller, Json, Path, Sent};

/// 编辑用户；改变账号的，该用户的登录全部退出
#[utoipa::path(put, path = "/users/{id}", tag = "统一用户管理", operation_id = "edit_user",
    params(("id" = UserId, Path)), request_body = UserEdit, responses((status = 200, body = UserShow)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<UserId>,
    Sent(command): Sent,
    Json(asked): Json<UserEdit>,
) -> web::Result<Json<UserShow>> {
    // 权限
    let permit = caller.may(Verb::EditUser)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            store::hold(tx, id).await?;
            let user = users::take(tx, id, asked.seen).await?;
            let (before, work) = in_hand(tx, id, user.organisation_id).await?;
            // 判定
            let change = judge(tx, &user, asked.user).await?;
            let may_decide = change.own.holds(Verb::DecideApproval);
            let after = Hand { roles: change.new.roles.clone(), may_decide, ..before.clone() };
            rules::keeps_able(&work, &before, &after, tx.today())?;
            // 落库
            save(tx, id, &change).await?;
            // 留痕
            let (old, new) = change.facts();
            tx.record(Entry::on(SubjectKind::User, id, "编辑用户").change(&old, &new), ()).await
        })
    });
    write.await?;
    identity::session::forget_user(id);
    show::one(&app, &caller, id).await
}
