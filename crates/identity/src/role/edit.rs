//! 修改角色 · change a role; for all who hold it, at once

use super::{OwnRole, RoleInput, list, rules, store};
use authority::{Entry, Halt, SubjectKind, Verb, Verbs, WriteTx, conflict, duties};
use lexicon::OwnRoleId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A role as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RoleEdit {
    /// The revision the administrator saw.
    pub seen: i64,
    pub role: RoleInput,
}

/// 修改角色
#[utoipa::path(put, path = "/roles/{id}", tag = "业务角色授权", operation_id = "edit_own_role", params(("id" = OwnRoleId, Path)), request_body = RoleEdit, responses((status = 200, body = OwnRole)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnRoleId>,
    Sent(command): Sent,
    Json(asked): Json<RoleEdit>,
) -> web::Result<Json<OwnRole>> {
    // 权限
    let permit = caller.may(Verb::EditRole)?;
    let reader = permit.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            let faults = rules::faults(&asked.role);
            if !faults.is_empty() {
                return Err(Halt::Invalid(faults));
            }
            let verbs = asked.role.verbs.iter().copied().collect();
            rules::compatible(verbs)?;
            if store::is_taken(tx, before.organisation_id, asked.role.name.trim(), id).await? {
                return Err(rules::Refusal::NameTaken.at("name").into());
            }
            holders_bear(tx, id, verbs).await?;
            // 落库
            store::update(tx, id, &asked.role).await?;
            // 留痕
            let old = RoleInput { verbs: before.verbs().list().collect(), name: before.name, note: before.note };
            tx.record(Entry::on(SubjectKind::OwnRole, id, "修改角色").change(&old, &asked.role), ()).await
        })
    });
    write.await?;
    crate::session::forget_everybody();
    list::show(&app, reader, id).await
}

/// 改动后，每个持有人的职责仍须相容。
async fn holders_bear(tx: &mut WriteTx<'_>, id: OwnRoleId, verbs: Verbs) -> authority::Result<()> {
    for holder in store::with_others(tx, id).await? {
        let held = Verbs::of_roles(&holder.roles).with(holder.others).with(verbs);
        if let Some(two) = conflict(&duties(&holder.roles, held)) {
            let whose = format!("改动后，{}持有的角色", holder.name);
            return Err(rules::said(rules::Refusal::HolderConflict, two, &whose).into());
        }
    }
    Ok(())
}
