//! 检查事项清单 · what the caller's organ may use on a day

use super::{Checklist, shelf};
use authority::Verb;
use lexicon::LegalDay;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Json, Query};

/// Of which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChecklistsAsked {
    /// 哪一天可用；不填为今天
    on: Option<LegalDay>,
}

/// 当日可用的检查事项清单：基础检查事项，本机关和上级机关的自定义检查事项
#[utoipa::path(get, path = "/checklists", tag = "基础资料", operation_id = "list_checklists", params(ChecklistsAsked), responses((status = 200, body = Vec<Checklist>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<ChecklistsAsked>,
) -> web::Result<Json<Vec<Checklist>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let on = asked.on.unwrap_or_else(|| app.clock.today());
    let (inner, organ) = (app.clone(), caller.organisation_id);
    let read =
        app.db.read(permit, move |tx| Box::pin(async move { shelf::usable(tx, &inner.reference, organ, on).await }));
    Ok(Json(read.await?))
}
