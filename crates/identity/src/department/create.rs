//! 新建内设机构 · a new department

use super::{Department, DepartmentFields, Refusal, store};
use crate::organisation::{rules, tree_store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{DepartmentId, OrganisationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A new department.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewDepartment {
    pub id: DepartmentId,
    #[serde(flatten)]
    pub fields: DepartmentFields,
}

/// 新建内设机构
#[utoipa::path(post, path = "/organisations/{id}/departments", tag = "机构与人员", params(("id" = OrganisationId, Path)), request_body = NewDepartment, responses((status = 200, body = Vec<Department>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(organ): Path<OrganisationId>,
    Sent(command): Sent,
    Json(asked): Json<NewDepartment>,
) -> web::Result<Json<Vec<Department>>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let id = asked.id;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let above = tree_store::take(tx, organ).await?.standing();
            let others = store::of(tx, organ).await?;
            // 判定
            rules::still_there(&above, tx.today())?;
            let fields = asked.fields.checked()?;
            if others.iter().any(|d| !d.is_ended && d.name == fields.name) {
                return Err(Refusal::NameTaken.at("name").into());
            }
            // 落库
            store::insert(tx, id, (organ, &above.keys()), &fields).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Department, id, "新建内设机构").with(&fields), ()).await
        })
    });
    write.await?;
    Ok(Json(app.db.read(permit, move |tx| Box::pin(async move { store::of(tx, organ).await })).await?))
}
