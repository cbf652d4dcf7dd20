//! 文书样张 · the forms with their sample papers
//!
//! 样张用虚构的人和单位填成，印有“预览”，不能当作文书使用。

use authority::{Halt, Verb};
use axum::response::Response;
use forms::{Form, FormName, Phase, Signer};
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// 一种文书式样
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormSample {
    /// 式样代码
    pub form: FormName,
    /// 文书名称
    pub zh: String,
    /// 总表编号，如 30a
    pub no: String,
    /// 2016年全国式样中的序号；后来增加的没有
    pub form_2016: Option<u8>,
    /// 所属环节
    pub phase: Phase,
    /// 前提文书：各组都要有，组内有一种即可
    pub prerequisites: Vec<Vec<String>>,
    /// 出具前须经内部审批
    pub needs_approval: bool,
    /// 一案可以有多份
    pub is_many: bool,
    /// 谁签名
    pub signs: Vec<Signer>,
    /// 文号用字，如 检查；不编号的为空
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
    let titles = |group: &[String]| -> Vec<String> {
        group.iter().filter_map(|code| code.parse().ok()).map(|name: FormName| name.zh().to_owned()).collect()
    };
    let sample = |form: &Form| {
        let facts = form.facts();
        FormSample {
            form: form.name(),
            zh: form.zh().to_owned(),
            no: facts.no.clone(),
            form_2016: facts.form_2016,
            phase: facts.phase,
            prerequisites: facts.prerequisites.iter().map(|group| titles(group)).collect(),
            needs_approval: facts.needs_approval,
            is_many: facts.is_many,
            signs: form.signs().to_vec(),
            kind_word: form.kind_word().to_owned(),
            edition: form.edition().to_owned(),
            valid_from: form.valid_from().to_owned(),
            article: form.article().to_owned(),
            copies: form.copies(),
            copies_note: form.copies_note().to_owned(),
            seal: form.seal(),
        }
    };
    Ok(Json(forms::catalogue().iter().map(sample).collect()))
}

/// 文书样张（PDF）
#[utoipa::path(get, path = "/form-samples/{form}", tag = "知识库", operation_id = "show_form_sample",
    params(("form" = String, Path)), responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn show(Caller(caller): Caller, app: App, Path(form): Path<String>) -> web::Result<Response> {
    caller.may(Verb::ReadReference)?;
    let name: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    let data = serde_json::from_str(forms::form(name).sample()).map_err(|e| Halt::Fault(e.to_string()))?;
    let paper = documents::issue::draw(&app, caller.organisation_id, name, &data).await?;
    Ok(web::pdf_reply(paper.pdf, &format!("{}（样张）.pdf", name.zh()), false))
}
