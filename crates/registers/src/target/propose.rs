//! 检查对象 · the proposal for chosen items

use super::{TargetGroup, rules};
use crate::{checklist, enterprise};
use authority::Verb;
use lexicon::EnterpriseId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// Which enterprise and which items.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TargetProposal {
    pub enterprise_id: EnterpriseId,
    /// Ids of items in force today.
    pub item_ids: Vec<String>,
}

/// 按检查内容自动选取检查对象；只读，不留痕
#[utoipa::path(post, path = "/target-proposals", tag = "执法对象", operation_id = "propose_targets", request_body = TargetProposal, responses((status = 200, body = Vec<TargetGroup>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Json(asked): Json<TargetProposal>,
) -> web::Result<Json<Vec<TargetGroup>>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let items = checklist::items(&app.reference, &asked.item_ids, app.clock.today()).map_err(|r| r.at("item_ids"))?;
    let inner = app.clone();
    let id = asked.enterprise_id;
    let read = app.db.read(permit, move |tx| Box::pin(async move { enterprise::take(tx, &inner.reference, id).await }));
    Ok(Json(rules::groups(&read.await?, &items, &app.reference.industries)))
}
