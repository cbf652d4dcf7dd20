//! 文书样张 · the forms with their sample papers
//!
//! 样张用虚构的人和单位填成，印有“预览”，不能当作文书使用。

use authority::{Halt, Verb};
use axum::response::Response;
use forms::FormName;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// 一种文书式样
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormSample {
    /// 式样代码
    pub form: String,
    /// 文书名称
    pub zh: String,
    /// 文号用字，如 检查
    pub kind_word: String,
    /// 版次
    pub edition: String,
    /// 启用日期
    pub valid_from: String,
    /// 制作依据
    pub article: String,
    /// 份数
    pub copies: u8,
    /// 份数注记；没有的为空
    pub copies_note: String,
    /// 盖章
    pub seal: bool,
}

/// 文书式样列表
#[utoipa::path(get, path = "/form-samples", tag = "知识库", operation_id = "list_form_samples",
    responses((status = 200, body = Vec<FormSample>)))]
pub async fn list(Caller(caller): Caller) -> web::Result<Json<Vec<FormSample>>> {
    caller.may(Verb::ReadReference)?;
    let sample = |name: FormName| {
        let form = forms::form(name);
        FormSample {
            form: name.code().to_owned(),
            zh: form.zh().to_owned(),
            kind_word: form.kind_word().to_owned(),
            edition: form.edition().to_owned(),
            valid_from: form.valid_from().to_owned(),
            article: form.article().to_owned(),
            copies: form.copies(),
            copies_note: form.copies_note().to_owned(),
            seal: form.seal(),
        }
    };
    Ok(Json(FormName::all().map(sample).collect()))
}

/// 文书样张（PDF）
#[utoipa::path(get, path = "/form-samples/{form}", tag = "知识库", operation_id = "show_form_sample",
    params(("form" = String, Path)), responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn show(Caller(caller): Caller, app: App, Path(form): Path<String>) -> web::Result<Response> {
    caller.may(Verb::ReadReference)?;
    let name: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    let data = serde_json::from_str(forms::form(name).sample()).map_err(|e| Halt::Fault(e.to_string()))?;
    let paper = documents::issue::proof(&app, name, &data).await?;
    Ok(web::pdf_reply(paper.pdf, &format!("{}（样张）.pdf", name.zh()), false))
}
