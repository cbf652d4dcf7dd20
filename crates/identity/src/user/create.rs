//! 新建用户 · open an account and hand out its initial password

use super::admin_store::{self as store, NewAccount};
use super::initial::{Initial, Made, Slip};
use super::{UserInput, filled};
use crate::setting::store as settings;
use authority::{Entry, Role, SubjectKind, Verb, WriteTx};
use lexicon::{Instant, OrganisationId, OwnRoleId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// An account to be opened.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct NewUser {
    pub id: UserId,
    pub organisation_id: OrganisationId,
    pub user: UserInput,
}

/// 新建用户；初始密码只在这次答复中显示一次
#[utoipa::path(post, path = "/users", tag = "统一用户管理", operation_id = "create_user", request_body = NewUser, responses((status = 200, body = Slip)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewUser>,
) -> web::Result<Json<Slip>> {
    // 权限
    let permit = caller.may(Verb::EditUser)?;
    let read = app.db.read(permit.clone(), |tx| Box::pin(async move { settings::all(tx).await }));
    let initial = Initial::make(&read.await?, &asked.user.account, app.clock.now()).await?;
    let (hash, until) = (initial.hash.clone(), initial.until);
    let (id, organ, maker) = (asked.id, asked.organisation_id, initial.maker());
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            let (made, entry) = open(tx, (id, organ, asked.user), (&hash, until)).await?;
            // 留痕
            tx.record(entry, made.by(maker)).await
        })
    });
    let written = write.await?;
    Ok(Json(initial.slip(written)))
}

/// Opens one account; the entry is left to the caller, who may open several.
///
/// # Errors
/// Field errors and refusals of `grant`.
pub async fn open(
    tx: &mut WriteTx<'_>,
    (id, organ, input): (UserId, OrganisationId, UserInput),
    (hash, until): (&str, Instant),
) -> authority::Result<(Made, Entry)> {
    // 取件
    let today = tx.today();
    let organ = filled::organ(tx, organ, today).await?;
    // 判定
    let judged = filled::judged(tx, (id, &organ), input).await?;
    // 落库
    let input = &judged.input;
    let department = judged.department.as_str();
    let new = NewAccount { id, organ: &organ, input, department, password_hash: hash, initial_until: until };
    store::insert(tx, &new).await?;
    crate::role::store::hand_out(tx, id, &input.own_roles).await?;
    let entry = Entry::on(SubjectKind::User, id, "新建用户").with(&(&organ.name, Facts::of(input, department)));
    Ok((Made::of(id, (&input.account, &input.name), &organ.name, until), entry))
}

/// What of a user an entry shows.
#[derive(Serialize)]
pub struct Facts<'a> {
    account: &'a str,
    name: &'a str,
    title: &'a str,
    department: &'a str,
    roles: &'a [Role],
    own_roles: &'a [OwnRoleId],
}

impl<'a> Facts<'a> {
    pub(super) fn of(input: &'a UserInput, department: &'a str) -> Self {
        let UserInput { account, name, title, roles, own_roles, .. } = input;
        Self { account, name, title, department, roles, own_roles }
    }
}
