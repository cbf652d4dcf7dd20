//! 行政复议、行政诉讼地点 · a new place of remedy
//!
//! 由本机关的业务管理员维护；每类每日一个默认，印在文书的救济告知里。

use super::{OrganisationDetail, RemedyKind, RemedyPlace, fields, rules, show, tree_store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{LegalDay, OrganisationId, RemedyPlaceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A new place.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewRemedyPlace {
    pub id: RemedyPlaceId,
    pub kind: RemedyKind,
    pub name: String,
    pub address: String,
    /// 默认印在文书上
    pub is_default: bool,
    pub valid_from: LegalDay,
    pub valid_to: Option<LegalDay>,
}

/// 新建行政复议、行政诉讼地点
#[utoipa::path(post, path = "/organisations/{id}/remedy-places", tag = "机构与人员", params(("id" = OrganisationId, Path)), request_body = NewRemedyPlace, responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OrganisationId>,
    Sent(command): Sent,
    Json(asked): Json<NewRemedyPlace>,
) -> web::Result<Json<OrganisationDetail>> {
    // 权限
    let permit = caller.may(Verb::EditRemedyPlace)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let organ = tree_store::take(tx, id).await?;
            let others = tree_store::places(tx, id).await?;
            // 判定
            tx.actor().acts_for(id)?;
            rules::still_there(&organ.standing(), tx.today())?;
            let place = RemedyPlace {
                id: asked.id,
                kind: asked.kind,
                name: asked.name.trim().to_owned(),
                address: asked.address.trim().to_owned(),
                is_default: asked.is_default,
                valid_from: asked.valid_from,
                valid_to: asked.valid_to,
                revision: 1,
                updated_at: tx.at(),
                updated_by: tx.actor().name.clone(),
            };
            check(&place)?;
            rules::place(&place, &others)?;
            // 落库
            tree_store::insert_place(tx, id, &place).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Organisation, id, "新建行政复议、诉讼地点").with(&place), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}

pub(super) fn check(place: &RemedyPlace) -> authority::Result<()> {
    fields::check(&[("name", "名称", &place.name, 60, true), ("address", "地址", &place.address, 100, false)])
}
