//! 文书预览 · the paper as written so far, marked across every page

use super::{rules, store};
use authority::{Halt, SubjectKind, Verb};
use axum::response::Response;
use forms::{Field, Form, Kind};
use lexicon::PaperId;
use serde_json::{Map, Value, json};
use web::{App, Caller, Path};

/// 文书预览（PDF，未出具）
#[utoipa::path(get, path = "/paper-drafts/{id}/preview", tag = "文书制作", operation_id = "preview_paper", params(("id" = PaperId, Path)), responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<PaperId>) -> web::Result<Response> {
    let permit = caller.may(Verb::ReadDocument)?;
    let reader = permit.clone();
    let row = app.db.read(permit, move |tx| Box::pin(async move { store::one(tx, id).await })).await?;
    web::looked_at(&app, reader, SubjectKind::Paper, id).await;
    let form = row.form()?;
    let data = rules::with_today(form, row.data_json, app.clock.today());
    let misfits = rules::misfits(form, &data);
    if !misfits.is_empty() {
        return Err(Halt::Invalid(misfits).into());
    }
    let paper = crate::issue::draw(&app, row.organisation_id, form.name(), &opened(form, &data)).await?;
    Ok(web::pdf_reply(paper.pdf, &format!("{}（预览）.pdf", form.zh()), false))
}

/// What a preview shows where the author has not written anything yet.
const OPEN: &str = "（待填写）";

/// The data with every gap of a required field marked, so that an unfinished paper can be looked at.
#[must_use]
pub fn opened(form: &Form, data: &Value) -> Value {
    let fields = form.fields().iter().filter(|f| f.key != "number" && !rules::of_others(form, &f.key));
    let mut out = data.as_object().cloned().unwrap_or_else(Map::new);
    fields.for_each(|field| open(field, &mut out));
    Value::Object(out)
}

fn open(field: &Field, out: &mut Map<String, Value>) {
    let is_gap = match out.get(&field.key) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(list)) => list.is_empty(),
        Some(_) => false,
    };
    if is_gap {
        if field.required {
            out.insert(field.key.clone(), gap(field));
        }
        return;
    }
    match out.get_mut(&field.key) {
        Some(Value::Array(rows)) if !field.columns.is_empty() => {
            for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                field.columns.iter().for_each(|column| open(column, row));
            }
        }
        Some(Value::Object(group)) => field.columns.iter().for_each(|column| open(column, group)),
        _ => {}
    }
}

fn gap(field: &Field) -> Value {
    let group = || {
        let mut group = Map::new();
        field.columns.iter().for_each(|column| open(column, &mut group));
        Value::Object(group)
    };
    match field.kind {
        Kind::Amount => json!(0),
        Kind::Flag => json!(false),
        Kind::Ticks => json!([]),
        Kind::List | Kind::Problems => json!([OPEN]),
        Kind::Officers | Kind::Rows => json!([group()]),
        Kind::Group | Kind::Opinion => group(),
        Kind::Text | Kind::LongText | Kind::Number | Kind::Day | Kind::Moment | Kind::Choice | Kind::Count => {
            json!(OPEN)
        }
    }
}
