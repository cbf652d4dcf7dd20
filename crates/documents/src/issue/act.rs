//! 编号、定稿、预览 · number, freeze, preview

use super::state::DocumentAct;
use super::{Draft, Issued, rules, store};
use crate::numbering;
use crate::seal::bind;
use authority::{Entry, Halt, Result, SubjectKind, WriteTx};
use axum::response::Response;
use forms::{FormName, Job, Paper};
use lexicon::{DocumentId, Stage};
use serde_json::Value;
use web::{App, Vault};

/// Gives a paper its number, inside the transaction of the act that needs it.
///
/// # Errors
/// Engine faults.
pub async fn number(tx: &mut WriteTx<'_>, draft: &Draft) -> Result<Issued> {
    let given = numbering::store::give(tx, draft.form, draft.follows).await?;
    store::insert(tx, draft, &given).await?;
    tx.note(Entry::on(SubjectKind::Document, draft.id, "编号").with(&given.text)).await?;
    Ok(Issued { id: draft.id, number: given.text })
}

/// Freezes what the paper says, inside the transaction of the act that decides it.
///
/// # Errors
/// Fields that are missing or do not fit; an act out of turn.
pub async fn freeze(tx: &mut WriteTx<'_>, id: DocumentId, mut data: Value) -> Result<()> {
    let document = store::frozen(tx, id).await?;
    document.state.after(DocumentAct::Freeze)?;
    if let Some(fields) = data.as_object_mut() {
        fields.insert("number".to_owned(), Value::String(document.number.clone()));
    }
    let form = document.form.parse::<FormName>().map_err(|e| Halt::Fault(e.to_string()))?;
    rules::check(form, &data)?;
    let text = data.to_string();
    store::freeze(tx, id, &text, &Vault::digest(text.as_bytes())).await?;
    bind::bind(tx, &document, form).await?;
    tx.note(Entry::on(SubjectKind::Document, id, "定稿").with(&document.number)).await
}

/// Sets the paper without a number, to learn before the number is given whether it can be printed at all.
///
/// # Errors
/// Fields that do not fit; characters no font can draw.
pub async fn proof(app: &App, form: FormName, data: &Value) -> Result<Paper> {
    rules::check(form, data)?;
    let job = Job {
        form,
        data: data.clone(),
        ident: "proof".to_owned(),
        dated_ms: app.clock.now().0,
        is_preview: true,
        is_sealed: false,
        check: None,
    };
    set(app, job).await
}

/// The paper as a preview: marked across every page; with its number when it has one already.
///
/// # Errors
/// As [`proof`].
pub async fn preview(app: &App, form: FormName, data: &Value) -> Result<Response> {
    let paper = proof(app, form, data).await?;
    Ok(web::pdf_reply(paper.pdf, &format!("{}（预览）.pdf", form.zh()), false))
}

/// Sets a paper.
///
/// # Errors
/// What the typesetter says.
pub(super) async fn set(app: &App, job: Job) -> Result<Paper> {
    app.typesetter.typeset(job).await.map_err(rules::halt_of)
}
