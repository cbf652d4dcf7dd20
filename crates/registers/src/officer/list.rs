//! 执法人员 · the officers of the own organ

use super::{Officer, store};
use authority::Verb;
use web::{App, Caller, Json};

/// 本机关执法人员
#[utoipa::path(get, path = "/officers", tag = "基础资料", operation_id = "list_officers", responses((status = 200, body = Vec<Officer>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<Officer>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let today = app.clock.today();
    let own = app.db.read(permit, |tx| Box::pin(async move { store::own(tx).await })).await?;
    Ok(Json(own.into_iter().map(|officer| officer.shown(today)).collect()))
}
