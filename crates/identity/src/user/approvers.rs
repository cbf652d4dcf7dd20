//! 审核人、审批人 · who may be asked to review and approve

use super::store;
use authority::{Role, Verb};
use lexicon::UserId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Problem};

/// A person to choose.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    pub user_id: UserId,
    pub name: String,
    pub title: String,
    pub department: String,
}

/// The reviewers and approvers of the own organ, without the caller: nobody approves what he wrote.
#[derive(Debug, Serialize, ToSchema)]
pub struct Approvers {
    pub reviewers: Vec<Person>,
    pub approvers: Vec<Person>,
}

/// 审核人、审批人名单
#[utoipa::path(get, path = "/approvers", tag = "机构与人员", responses((status = 200, body = Approvers)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Approvers>> {
    let permit = caller.may(Verb::ReadReference)?;
    let colleagues = app.db.read(permit, |tx| Box::pin(async move { store::colleagues(tx).await })).await;
    let colleagues = colleagues.map_err(Problem::from)?;
    let with = |role: Role| {
        colleagues
            .iter()
            .filter(|c| c.id != caller.user_id && c.signs_as(role))
            .map(|c| Person {
                user_id: c.id,
                name: c.name.clone(),
                title: c.title.clone(),
                department: c.department.clone(),
            })
            .collect()
    };
    Ok(Json(Approvers { reviewers: with(Role::Reviewer), approvers: with(Role::Approver) }))
}
