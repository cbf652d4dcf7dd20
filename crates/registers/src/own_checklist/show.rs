//! 自定义清单 · one list with its editions

use super::create;
use crate::checklist::ChecklistHead;
use authority::Verb;
use lexicon::OwnChecklistId;
use web::{App, Caller, Json, Path};

/// 自定义检查事项清单
#[utoipa::path(get, path = "/own-checklists/{id}", tag = "检查事项", params(("id" = OwnChecklistId, Path)), responses((status = 200, body = ChecklistHead)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<OwnChecklistId>) -> web::Result<Json<ChecklistHead>> {
    let permit = caller.may(Verb::ReadReference)?;
    create::fetch(&app, permit, id).await
}
