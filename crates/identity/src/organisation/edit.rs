//! 修改机构 · edit an organ of the own level or below

use super::tree_store::Facts;
use super::{LookupReach, OrganisationDetail, fields, rules, show, tree_store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::OrganisationId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// An organ as it is to be. Its division and its parent never change: another division is another organ.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrganChange {
    /// The revision the caller saw.
    pub seen: i64,
    pub name: String,
    pub short_name: String,
    pub leader: String,
    pub contact: String,
    pub contact_phone: String,
    pub ordinal: i64,
    pub lookup_reach: LookupReach,
}

/// 修改机构
#[utoipa::path(put, path = "/organisations/{id}", tag = "机构与人员", params(("id" = OrganisationId, Path)), request_body = OrganChange, responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OrganisationId>,
    Sent(command): Sent,
    Json(asked): Json<OrganChange>,
) -> web::Result<Json<OrganisationDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = tree_store::take_for_update(tx, id, asked.seen).await?;
            // 判定
            fields::check(&[
                ("name", "机构全称", &asked.name, 60, true),
                ("short_name", "简称", &asked.short_name, 20, true),
                ("leader", "负责人", &asked.leader, 20, false),
                ("contact", "联系人", &asked.contact, 20, false),
                ("contact_phone", "联系电话", &asked.contact_phone, 30, false),
            ])?;
            rules::still_there(&before.standing(), tx.today())?;
            let giver = tx.actor().clone();
            rules::reach(&before.standing(), asked.lookup_reach, (giver.organisation_id, &giver.lookup))?;
            // 落库
            let facts = Facts {
                name: asked.name.trim(),
                short_name: asked.short_name.trim(),
                leader: asked.leader.trim(),
                contact: asked.contact.trim(),
                contact_phone: asked.contact_phone.trim(),
                ordinal: asked.ordinal,
            };
            tree_store::update(tx, id, &facts, asked.lookup_reach).await?;
            let after = tree_store::take(tx, id).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Organisation, id, "修改机构").change(&before, &after), ()).await
        })
    });
    write.await?;
    crate::session::forget_organisation(id);
    show::fetch(&app, permit, id).await
}
