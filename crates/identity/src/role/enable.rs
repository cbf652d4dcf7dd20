//! 启用角色 · a role that is on again

use super::{OwnRole, list, rules, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::OwnRoleId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Which state of the role was seen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RoleEnabling {
    /// The revision the administrator saw.
    pub seen: i64,
}

/// 启用角色
#[utoipa::path(post, path = "/roles/{id}/enabling", tag = "业务角色授权", operation_id = "enable_own_role", params(("id" = OwnRoleId, Path)), request_body = RoleEnabling, responses((status = 200, body = OwnRole)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnRoleId>,
    Sent(command): Sent,
    Json(asked): Json<RoleEnabling>,
) -> web::Result<Json<OwnRole>> {
    // 权限
    let permit = caller.may(Verb::EditRole)?;
    let reader = permit.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            if before.is_enabled {
                return Err(rules::by_state(rules::Refusal::AlreadyEnabled).into());
            }
            // 落库
            store::save_enabled(tx, id, true).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::OwnRole, id, "启用角色").with(&before.name), ()).await
        })
    });
    write.await?;
    crate::session::forget_everybody();
    list::show(&app, reader, id).await
}
