//! 新建角色 · a role of the organ's own

use super::{OwnRole, RoleInput, list, rules, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::OwnRoleId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A role to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewRole {
    pub id: OwnRoleId,
    pub role: RoleInput,
}

/// 新建角色
#[utoipa::path(post, path = "/roles", tag = "业务角色授权", operation_id = "create_own_role", request_body = NewRole, responses((status = 200, body = OwnRole)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewRole>,
) -> web::Result<Json<OwnRole>> {
    // 权限
    let permit = caller.may(Verb::EditRole)?;
    let reader = permit.clone();
    let id = asked.id;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 判定
            let faults = rules::faults(&asked.role);
            if !faults.is_empty() {
                return Err(Halt::Invalid(faults));
            }
            rules::compatible(asked.role.verbs.iter().copied().collect())?;
            let organ = tx.actor().organisation_id;
            if store::is_taken(tx, organ, asked.role.name.trim(), id).await? {
                return Err(rules::Refusal::NameTaken.at("name").into());
            }
            // 落库
            store::insert(tx, id, &asked.role).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::OwnRole, id, "新建角色").with(&asked.role), ()).await
        })
    });
    write.await?;
    list::show(&app, reader, id).await
}
