//! 国民经济行业 · classes of the national economy to choose from
//!
//! Not here: the table itself (seed).

use authority::Verb;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, OpenApiRouter, Routes, routes};

/// 国民经济行业分类的一行
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EconomicClass {
    /// 门类一个字母，大类两位，中类三位，小类四位
    pub code: String,
    pub name: String,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(run))
}

/// 国民经济行业分类（GB/T 4754-2017）
#[utoipa::path(get, path = "/economic-classes", tag = "基础资料", operation_id = "list_economic_classes", responses((status = 200, body = Vec<EconomicClass>)))]
pub async fn run(Caller(caller): Caller, app: App) -> web::Result<Json<Vec<EconomicClass>>> {
    caller.may(Verb::ReadReference)?;
    let lines = app.reference.economic_classes.all().iter();
    Ok(Json(lines.map(|line| EconomicClass { code: line.code.clone(), name: line.name.clone() }).collect()))
}
