//! 文书预览 · the paper as written so far, marked across every page

use super::{rules, store};
use authority::{Halt, Verb};
use axum::response::Response;
use lexicon::PaperId;
use web::{App, Caller, Path};

/// 文书预览（PDF，未出具）
#[utoipa::path(get, path = "/paper-drafts/{id}/preview", tag = "文书制作", operation_id = "preview_paper", params(("id" = PaperId, Path)), responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<PaperId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadDocument)?;
    let row = app.db.read(permit, move |tx| Box::pin(async move { store::one(tx, id).await })).await?;
    let form = row.form()?;
    let data = rules::with_today(form, row.data_json, app.clock.today());
    let misfits = rules::misfits(form, &data);
    if !misfits.is_empty() {
        return Err(Halt::Invalid(misfits).into());
    }
    let paper = crate::issue::draw(&app, form.name(), &data).await?;
    Ok(web::pdf_reply(paper.pdf, &format!("{}（预览）.pdf", form.zh()), false))
}
