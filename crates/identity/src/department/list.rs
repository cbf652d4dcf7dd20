//! 内设机构 · the departments of one organ

use super::{Department, store};
use crate::organisation::tree_store;
use authority::Verb;
use lexicon::OrganisationId;
use web::{App, Caller, Json, Path};

/// 内设机构列表
#[utoipa::path(get, path = "/organisations/{id}/departments", tag = "机构与人员", params(("id" = OrganisationId, Path)), responses((status = 200, body = Vec<Department>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OrganisationId>,
) -> web::Result<Json<Vec<Department>>> {
    let permit = caller.may(Verb::ReadOrganisation)?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            tree_store::take(tx, id).await?;
            store::of(tx, id).await
        })
    });
    Ok(Json(read.await?))
}
