//! 机构 · the tree

use super::{OrganisationRow, tree_store};
use authority::Verb;
use lexicon::masked_phone;
use web::{App, Caller, Json};

/// 机构树：本机关及下级
#[utoipa::path(get, path = "/organisations", tag = "机构与人员", responses((status = 200, body = Vec<OrganisationRow>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<OrganisationRow>>> {
    let permit = caller.may(Verb::ReadOrganisation)?;
    let read = app
        .db
        .read(permit, |tx| Box::pin(async move { Ok((tree_store::tree(tx).await?, tree_store::users(tx).await?)) }));
    let (records, users) = read.await?;
    let row = |record: tree_store::Record| {
        let count = users.get(&record.id).copied().unwrap_or_default();
        let mut row = shown(record, count);
        row.contact_phone = masked_phone(&row.contact_phone);
        row
    };
    Ok(Json(records.into_iter().map(row).collect()))
}

/// The row of an organ, with the telephone number in full.
pub(super) fn shown(r: tree_store::Record, users: i64) -> OrganisationRow {
    OrganisationRow {
        id: r.id,
        parent_id: r.parent_id,
        name: r.name,
        short_name: r.short_name,
        level: r.level,
        region_code: r.region_code,
        region_name: r.region_name,
        state: r.state,
        ended_on: r.ended_on,
        ordinal: r.ordinal,
        leader: r.leader,
        contact: r.contact,
        contact_phone: r.contact_phone,
        users,
    }
}
