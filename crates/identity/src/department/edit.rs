//! 修改内设机构 · name, order, leader and contact of a department

use super::{Department, DepartmentFields, Refusal, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::DepartmentId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A department as it is to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DepartmentChange {
    /// The revision the caller saw.
    pub seen: i64,
    #[serde(flatten)]
    pub fields: DepartmentFields,
}

/// 修改内设机构
#[utoipa::path(put, path = "/departments/{id}", tag = "机构与人员", params(("id" = DepartmentId, Path)), request_body = DepartmentChange, responses((status = 200, body = Vec<Department>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DepartmentId>,
    Sent(command): Sent,
    Json(asked): Json<DepartmentChange>,
) -> web::Result<Json<Vec<Department>>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            let others = store::of(tx, before.organisation_id).await?;
            // 判定
            let fields = asked.fields.checked()?;
            if before.is_ended {
                return Err(Refusal::Ended.refused().into());
            }
            if others.iter().any(|d| d.id != id && !d.is_ended && d.name == fields.name) {
                return Err(Refusal::NameTaken.at("name").into());
            }
            // 落库
            store::update(tx, id, &fields).await?;
            crate::user::store::rename_department(tx, id, &fields.name).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Department, id, "修改内设机构").change(&before, &fields);
            tx.record(entry, before.organisation_id).await
        })
    });
    let organ = write.await?;
    Ok(Json(app.db.read(permit, move |tx| Box::pin(async move { store::of(tx, organ).await })).await?))
}
