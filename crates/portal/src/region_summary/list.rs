//! 地区汇总情况 · the page

use super::{RegionSummary, Wanted, rules, store};
use authority::{Actor, FieldError, Halt, Permit, Verb};
use lexicon::RegionCode;
use web::{App, Caller, Json, Query};

/// 地区汇总情况
#[utoipa::path(get, path = "/region-summaries", tag = "统计查询", operation_id = "show_region_summary", params(Wanted),
    responses((status = 200, body = RegionSummary)))]
pub async fn run(Caller(caller): Caller, app: App, Query(wanted): Query<Wanted>) -> web::Result<Json<RegionSummary>> {
    let permit = caller.may(Verb::ReadInspection)?;
    Ok(Json(summary(&app, &caller, permit, &wanted).await?))
}

/// The summary as the caller may see it.
pub(super) async fn summary(
    app: &App,
    caller: &Actor,
    permit: Permit,
    wanted: &Wanted,
) -> authority::Result<RegionSummary> {
    let today = app.clock.today();
    let code = match wanted.region.as_str() {
        "" => rules::root(&caller.scope)?,
        text => RegionCode::parse(text).map_err(|e| Halt::Invalid(vec![FieldError::new("region", e.to_string())]))?,
    };
    let place = rules::place(&app.reference, &caller.scope, &code, today)?;
    let asked = place.clone();
    let found = app.db.read(permit, move |tx| Box::pin(async move { store::summed(tx, &asked, today).await })).await?;
    let (rows, total) = rules::rows(&app.reference, &place, found);
    Ok(RegionSummary {
        today,
        name: app.reference.divisions.full_name(&code).unwrap_or_default(),
        path: rules::path(&app.reference, &caller.scope, &code),
        level: place.level,
        code: code.to_string(),
        rows,
        total,
    })
}
