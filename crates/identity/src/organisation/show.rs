//! 机构 · one organ in full

use super::{OrganisationDetail, list, tree_store};
use authority::{Permit, ReadTx, Verb};
use lexicon::OrganisationId;
use web::{App, Caller, Json, Path};

/// 机构详情
#[utoipa::path(get, path = "/organisations/{id}", tag = "机构与人员", params(("id" = OrganisationId, Path)), responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OrganisationId>,
) -> web::Result<Json<OrganisationDetail>> {
    fetch(&app, caller.may(Verb::ReadOrganisation)?, id).await
}

/// The organ as the caller sees it, after a change too.
pub async fn fetch(app: &App, permit: Permit, id: OrganisationId) -> web::Result<Json<OrganisationDetail>> {
    let read = app.db.read(permit, move |tx| Box::pin(async move { detail(tx, id).await }));
    Ok(Json(read.await?))
}

async fn detail(tx: &mut ReadTx<'_>, id: OrganisationId) -> authority::Result<OrganisationDetail> {
    let record = tree_store::take(tx, id).await?;
    let users = tree_store::users_of(tx, id).await?;
    let is_there = record.standing().acts_on(tx.today());
    let caller = tx.actor().clone();
    Ok(OrganisationDetail {
        parent_name: tree_store::name_of(tx, record.parent_id).await?,
        successor_name: tree_store::name_of(tx, record.successor_id).await?,
        lookup_reach: record.lookup_reach,
        revision: record.revision,
        updated_at: record.updated_at,
        updated_by: record.updated_by.clone(),
        profiles: tree_store::profiles(tx, id).await?,
        remedy_places: tree_store::places(tx, id).await?,
        may_edit: is_there && caller.holds(Verb::EditOrganisation),
        may_resume: record.standing().ended_on.is_some()
            && caller.holds(Verb::EditOrganisation)
            && caller.organisation_id != id,
        may_edit_places: is_there && caller.holds(Verb::EditRemedyPlace) && caller.organisation_id == id,
        row: list::shown(record, users),
    })
}
