//! 检查对象 · the proposal for chosen items

use super::{TargetGroup, rules};
use crate::checklist::shelf;
use crate::enterprise;
use authority::Verb;
use lexicon::{EnterpriseId, LegalDay, Refused};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json};

/// Which enterprise and which items.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TargetProposal {
    pub enterprise_id: EnterpriseId,
    /// Ids of items in force on the day.
    pub item_ids: Vec<String>,
    /// 检查开始之日；不填为今天
    #[serde(default)]
    pub on: Option<LegalDay>,
}

/// 按检查内容自动选取检查对象；只读，不留痕
#[utoipa::path(post, path = "/target-proposals", tag = "执法对象", operation_id = "propose_targets", request_body = TargetProposal, responses((status = 200, body = Vec<TargetGroup>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Json(asked): Json<TargetProposal>,
) -> web::Result<Json<Vec<TargetGroup>>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let inner = app.clone();
    let (organ, on) = (caller.organisation_id, asked.on.unwrap_or_else(|| app.clock.today()));
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let items = shelf::items(tx, &inner.reference, organ, (&asked.item_ids, on)).await?;
            let items: std::result::Result<Vec<_>, Refused> = items.into_iter().collect();
            let items = items.map_err(|refused| refused.at("item_ids"))?;
            let enterprise = enterprise::take(tx, &inner.reference, asked.enterprise_id).await?;
            Ok(rules::groups(&enterprise, &items, &inner.reference.industries))
        })
    });
    Ok(Json(read.await?))
}
