//! 行政区划 · regions to choose
//!
//! 逐级下拉：不给上级时列出各省，给出上级时列出其下一级现行区划。
//! Not here: the table itself (seed), the level keys of records (lexicon).

use authority::Verb;
use lexicon::{LegalDay, RegionCode, RegionLevel};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Json, OpenApiRouter, Problem, Query, Routes, routes};

/// One division in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Region {
    /// 六位代码
    pub code: String,
    /// 本级名称，如 西峰区
    pub name: String,
    /// 层级
    pub level: RegionLevel,
    /// There are divisions below it.
    pub has_children: bool,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(run))
}

/// Which divisions are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Above {
    /// 上级代码；不给时列出各省
    parent: Option<String>,
}

/// 行政区划
#[utoipa::path(get, path = "/regions", tag = "基础资料", operation_id = "list_regions", params(Above), responses((status = 200, body = Vec<Region>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Above>) -> web::Result<Json<Vec<Region>>> {
    caller.may(Verb::ReadReference)?;
    let parent = match asked.parent.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => {
            let code =
                RegionCode::parse(text).map_err(|e| Problem::malformed(Some("parent".to_owned()), e.to_string()))?;
            app.reference.divisions.find(&code).ok_or_else(Problem::not_found)?;
            Some(code)
        }
    };
    Ok(Json(below(&app.reference, parent.as_ref(), app.clock.today())))
}

/// The divisions directly below `parent` (the provinces when there is none) in force on a day.
#[must_use]
pub fn below(reference: &seed::Seed, parent: Option<&RegionCode>, on: LegalDay) -> Vec<Region> {
    let table = &reference.divisions;
    let in_force = table.list.iter().filter(|row| row.is_in_force(on));
    in_force
        .filter(|row| row.parent.as_ref() == parent)
        .map(|row| Region {
            code: row.code.to_string(),
            name: row.name.clone(),
            level: row.level,
            has_children: table.children(&row.code).any(|child| child.is_in_force(on)),
        })
        .collect()
}
