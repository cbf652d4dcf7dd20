//! 检查事项清单 · the lists in force today

use super::{Checklist, rules};
use authority::Verb;
use web::{App, Caller, Json};

/// 现行检查事项清单
#[utoipa::path(get, path = "/checklists", tag = "基础资料", operation_id = "list_checklists", responses((status = 200, body = Vec<Checklist>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<Checklist>>> {
    caller.may(Verb::ReadReference)?;
    Ok(Json(rules::in_force(&app.reference, app.clock.today())))
}
