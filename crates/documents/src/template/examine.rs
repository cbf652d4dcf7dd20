//! 发布前试排 · what would stand in the way of publishing, and what is only to be wondered at
//!
//! Nothing is kept; publishing asks the same once more.

use super::{check, rules};
use authority::{Halt, Verb};
use forms::FormName;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// A template that is to be examined.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TemplateText {
    /// 模板文本
    pub source: String,
}

/// What the trials found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TemplateFindings {
    /// 妨碍发布的
    pub lacking: Vec<String>,
    /// 只作提醒的：没有印出的选填栏目
    pub remarks: Vec<String>,
}

/// 发布前试排
#[utoipa::path(post, path = "/templates/{form}/check", tag = "文书模板", operation_id = "check_template", params(("form" = String, Path)), request_body = TemplateText, responses((status = 200, body = TemplateFindings)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Json(asked): Json<TemplateText>,
) -> web::Result<Json<TemplateFindings>> {
    caller.may(Verb::EditTemplate)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    rules::readable(&asked.source)?;
    let check::Found { lacking, remarks } = check::examined(&app, form, &asked.source).await?;
    Ok(Json(TemplateFindings { lacking, remarks }))
}
