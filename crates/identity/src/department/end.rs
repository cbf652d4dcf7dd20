//! 撤销内设机构 · a department ends today

use super::{Department, Refusal, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::DepartmentId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The revision the caller saw.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DepartmentEnding {
    pub seen: i64,
}

/// 撤销内设机构
#[utoipa::path(post, path = "/departments/{id}/ending", tag = "机构与人员", params(("id" = DepartmentId, Path)), request_body = DepartmentEnding, responses((status = 200, body = Vec<Department>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DepartmentId>,
    Sent(command): Sent,
    Json(asked): Json<DepartmentEnding>,
) -> web::Result<Json<Vec<Department>>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            let users = store::users(tx, &before).await?;
            // 判定
            if before.is_ended {
                return Err(Refusal::Ended.refused().into());
            }
            if users > 0 {
                let mut refused = Refusal::HasUsers.refused();
                refused.by_state = true;
                refused.sentence = format!("还有{users}个启用的账号在这个内设机构");
                return Err(refused.into());
            }
            // 落库
            store::end(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Department, id, "撤销内设机构").with(&before);
            tx.record(entry, before.organisation_id).await
        })
    });
    let organ = write.await?;
    Ok(Json(app.db.read(permit, move |tx| Box::pin(async move { store::of(tx, organ).await })).await?))
}
