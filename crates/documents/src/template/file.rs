//! 样张和模板文件 · the sample paper and the text of the template in force, to look at and to take away

use super::{check, store};
use crate::issue;
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use forms::FormName;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Path, Query};

/// How the sample is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 1 表示下载，否则在浏览器中打开
    #[serde(default)]
    download: u8,
}

/// 样张（PDF），按本机关现在使用的模板
#[utoipa::path(get, path = "/templates/{form}/sample", tag = "文书模板", params(("form" = String, Path), Wanted), responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn sample(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Query(wanted): Query<Wanted>,
) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadReference)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    let data = check::example(forms::form(form), super::TemplateExample::Sample)?;
    let paper = issue::draw(&app, caller.organisation_id, form, &data).await?;
    let name = format!("{}（样张）.pdf", form.zh());
    if wanted.download == 1 {
        web::downloaded(&app, permit, (SubjectKind::Organisation, caller.organisation_id.0), &name).await?;
    }
    Ok(web::pdf_reply(paper.pdf, &name, wanted.download == 1))
}

/// 模板文本（Typst），本机关现在使用的
#[utoipa::path(get, path = "/templates/{form}/source", tag = "文书模板", params(("form" = String, Path)), responses((status = 200, content_type = "text/plain", body = Vec<u8>)))]
pub async fn source(Caller(caller): Caller, app: App, Path(form): Path<String>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadReference)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    let (today, organ) = (app.clock.today(), caller.organisation_id);
    let read = app
        .db
        .read(permit.clone(), move |tx| Box::pin(async move { store::text_in_force(tx, organ, form, today).await }));
    let text = read.await?.unwrap_or_else(|| forms::form(form).template().to_owned());
    let name = format!("{}.typ", form.zh());
    web::downloaded(&app, permit, (SubjectKind::Organisation, organ.0), &name).await?;
    Ok(web::attachment_reply(text.into_bytes(), "text/plain", &name, true))
}
