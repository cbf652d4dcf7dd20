//! 编辑用户 · change what an account says and what it may do

use super::create::Facts;
use super::show::{self, UserShow};
use super::{UserInput, admin_store as store, filled, grant};
use crate::role::store as roles;
use authority::{Entry, Halt, SubjectKind, Verb, WriteTx};
use lexicon::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A user as it is to be.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct UserEdit {
    /// The revision the administrator saw.
    pub seen: i64,
    pub user: UserInput,
}

/// 编辑用户；改变账号的，该用户的登录全部退出
#[utoipa::path(put, path = "/users/{id}", tag = "统一用户管理", operation_id = "edit_user", params(("id" = UserId, Path)), request_body = UserEdit, responses((status = 200, body = UserShow)))]
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
            let before = store::take(tx, id, asked.seen).await?;
            let organ = store::organ(tx, before.organisation_id).await?.ok_or(Halt::NotFound)?;
            let old = as_filled(tx, &before).await?;
            // 判定
            let judged = filled::judged(tx, (id, &organ), asked.user).await?;
            let new = &judged.input;
            // A department that was only a name before there were departments stays until one is chosen.
            let is_only_named = old.department_id.is_none() && new.department_id.is_none();
            let department = if is_only_named { &before.department } else { &judged.department };
            if !is_same_roles(&old, new) {
                grant::not_himself(tx.actor(), id)?;
            }
            // 落库
            store::update(tx, id, new, department).await?;
            roles::hand_out(tx, id, &new.own_roles).await?;
            if old.account != new.account {
                crate::session::store::end_all(tx, id).await?;
            }
            // 留痕
            let (old, new) = (Facts::of(&old, &before.department), Facts::of(new, department));
            tx.record(Entry::on(SubjectKind::User, id, "编辑用户").change(&old, &new), ()).await
        })
    });
    write.await?;
    crate::session::forget_user(id);
    show::one(&app, &caller, id).await
}

async fn as_filled(tx: &mut WriteTx<'_>, user: &store::Record) -> authority::Result<UserInput> {
    Ok(UserInput {
        account: user.account.clone(),
        name: user.name.clone(),
        title: user.title.clone(),
        department_id: user.department_id,
        roles: super::store::read_roles(&user.roles),
        own_roles: roles::of_user(tx, user.id).await?.into_iter().map(|role| role.id).collect(),
    })
}

fn is_same_roles(old: &UserInput, new: &UserInput) -> bool {
    let sorted = |input: &UserInput| {
        let (mut roles, mut own) = (input.roles.clone(), input.own_roles.clone());
        roles.sort_unstable();
        own.sort_unstable();
        (roles, own)
    };
    sorted(old) == sorted(new)
}
