//! 修改行政复议、行政诉讼地点 · change a place of remedy, above all its last day

use super::remedy_place::check;
use super::{OrganisationDetail, RemedyKind, RemedyPlace, rules, show, tree_store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{LegalDay, OrganisationId, RemedyPlaceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A place as it is to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RemedyPlaceChange {
    /// The revision of the place the caller saw.
    pub seen: i64,
    pub kind: RemedyKind,
    pub name: String,
    pub address: String,
    pub is_default: bool,
    pub valid_from: LegalDay,
    pub valid_to: Option<LegalDay>,
}

/// 修改行政复议、行政诉讼地点
#[utoipa::path(put, path = "/organisations/{id}/remedy-places/{place}", tag = "机构与人员", params(("id" = OrganisationId, Path), ("place" = RemedyPlaceId, Path)), request_body = RemedyPlaceChange, responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path((id, place)): Path<(OrganisationId, RemedyPlaceId)>,
    Sent(command): Sent,
    Json(asked): Json<RemedyPlaceChange>,
) -> web::Result<Json<OrganisationDetail>> {
    // 权限
    let permit = caller.may(Verb::EditRemedyPlace)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let organ = tree_store::take(tx, id).await?;
            let places = tree_store::places(tx, id).await?;
            let before = places.iter().find(|p| p.id == place).cloned().ok_or(Halt::NotFound)?;
            // 判定
            tx.actor().acts_for(id)?;
            let today = tx.today();
            rules::still_there(&organ.standing(), today)?;
            if before.revision != asked.seen {
                return Err(Halt::Stale { revision: before.revision, by: before.updated_by, at: before.updated_at });
            }
            let after = RemedyPlace {
                kind: asked.kind,
                name: asked.name.trim().to_owned(),
                address: asked.address.trim().to_owned(),
                is_default: asked.is_default,
                valid_from: asked.valid_from,
                valid_to: asked.valid_to,
                ..before.clone()
            };
            check(&after)?;
            rules::place_change(&before, &after, today)?;
            rules::place(&after, &places)?;
            // 落库
            tree_store::update_place(tx, &after).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Organisation, id, "修改行政复议、诉讼地点");
            tx.record(entry.change(&before, &after), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
