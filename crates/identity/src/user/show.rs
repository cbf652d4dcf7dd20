//! 统一用户管理 · one user

pub use super::UserShow;

use super::admin_store::{self as store, Record};
use super::{UserAct, UserState};
use authority::{Actor, Entry, EntryClass, SubjectKind, Verb};
use lexicon::{Instant, UserId};
use std::sync::Arc;
use web::{App, Caller, Json, Path};

/// 用户
#[utoipa::path(get, path = "/users/{id}", tag = "统一用户管理", operation_id = "show_user", params(("id" = UserId, Path)), responses((status = 200, body = UserShow)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<UserId>) -> web::Result<Json<UserShow>> {
    one(&app, &caller, id).await
}

/// The user as shown to an administrator; that it was looked at is noted.
///
/// # Errors
/// Not found; the caller's role.
pub async fn one(app: &App, caller: &Arc<Actor>, id: UserId) -> web::Result<Json<UserShow>> {
    let permit = caller.may(Verb::ReadUser)?;
    let now = app.clock.now();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let user = store::one(tx, id).await?;
            let beside = store::beside(tx, std::slice::from_ref(&user)).await?;
            tx.saw(Entry::on(SubjectKind::User, id, "查看用户").class(EntryClass::Reading));
            Ok(shown(user, &beside, (tx.actor(), now)))
        })
    });
    Ok(Json(read.await?))
}

fn shown(user: Record, beside: &store::Beside, (caller, now): (&Actor, Instant)) -> UserShow {
    UserShow {
        row: user.row(beside, now),
        acts: acts(&user, caller, now),
        is_self: user.id == caller.user_id,
        held: beside.held.get(&user.id).cloned().unwrap_or_default(),
        full_account: user.account,
        department_id: user.department_id,
        disabled_reason: user.disabled_reason,
        locked_until: user.locked_until.filter(|until| *until > now),
        initial_until: user.initial_until.filter(|_| user.must_change_password),
        created_at: user.created_at,
        updated_at: user.updated_at,
        updated_by: user.updated_by,
    }
}

/// 现在可以办的：本人不办理本人的停用和重置。
fn acts(user: &Record, caller: &Actor, now: Instant) -> Vec<UserAct> {
    let (is_self, state) = (user.id == caller.user_id, user.state(now));
    let may = |act: UserAct| match act {
        UserAct::Edit => caller.holds(Verb::EditUser),
        UserAct::ResetPassword => caller.holds(Verb::ResetPassword) && !is_self && state != UserState::Disabled,
        UserAct::Unlock => caller.holds(Verb::EditUser) && state == UserState::Locked,
        UserAct::Disable => caller.holds(Verb::EditUser) && !is_self && state != UserState::Disabled,
        UserAct::Enable => caller.holds(Verb::EditUser) && state == UserState::Disabled,
    };
    lexicon::Term::ALL.iter().copied().filter(|act| may(*act)).collect()
}
