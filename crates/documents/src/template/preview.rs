//! 预览模板 · a template as it is being written, set with example data
//!
//! Nothing is kept. 模板有错的，逐处指出行、列和改法。

use super::words::{self, TemplateError};
use super::{TemplateExample, check, rules};
use authority::{Halt, Verb};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use forms::FormName;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// A template and with what it is to be set.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TemplateTrial {
    /// 模板文本
    pub source: String,
    pub example: TemplateExample,
}

/// The paper, or what is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplatePreview {
    /// 错误；有错误的没有文书
    pub faults: Vec<TemplateError>,
    /// 提醒；有提醒的不能发布
    pub warnings: Vec<TemplateError>,
    pub pages: u32,
    /// PDF，以 Base64 写成；有错误的为空
    pub pdf: String,
}

/// 预览编制中的模板
#[utoipa::path(post, path = "/templates/{form}/preview", tag = "文书模板", params(("form" = String, Path)), request_body = TemplateTrial, responses((status = 200, body = TemplatePreview)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Json(asked): Json<TemplateTrial>,
) -> web::Result<Json<TemplatePreview>> {
    caller.may(Verb::EditTemplate)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    rules::readable(&asked.source)?;
    let data = check::example(forms::form(form), asked.example)?;
    let answer = match check::set(&app, form, (Some(&asked.source), data, true)).await {
        Ok(done) => TemplatePreview {
            faults: Vec::new(),
            warnings: done.read.warnings.into_iter().map(TemplateError::from).collect(),
            pages: done.paper.pages,
            pdf: STANDARD.encode(done.paper.pdf),
        },
        Err(e) => {
            let faults = words::faults_of(e)?;
            TemplatePreview { faults, warnings: Vec::new(), pages: 0, pdf: String::new() }
        }
    };
    Ok(Json(answer))
}
