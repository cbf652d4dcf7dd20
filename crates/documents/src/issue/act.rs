//! 编号、定稿、出具 · number, freeze, print

use super::state::{DocumentAct, DocumentState};
use super::{Draft, Issued, rules, store};
use crate::{numbering, template};
use authority::{Command, Entry, Halt, Permit, Result, SubjectKind, WriteTx};
use axum::response::Response;
use forms::{FormName, Job, Paper};
use lexicon::{DocumentId, OrganisationId, Stage};
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
    let form = document.form.parse::<FormName>().map_err(|e| Halt::Fault(e.to_string()))?;
    if let (Some(fields), true) = (data.as_object_mut(), forms::form(form).is_numbered()) {
        fields.insert("number".to_owned(), Value::String(document.number.clone()));
    }
    rules::check(form, &data)?;
    let text = data.to_string();
    store::freeze(tx, id, &text, &Vault::digest(text.as_bytes())).await?;
    let today = tx.today();
    if let Some(version) = template::store::in_force(tx, document.organisation_id, form, today).await? {
        template::store::keep(tx, id, &version).await?;
    }
    tx.note(Entry::on(SubjectKind::Document, id, "定稿").with(&document.number)).await
}

/// Sets the paper without a number, with the template that holds for the organ today, to learn before the number is given
/// whether it can be printed at all.
///
/// # Errors
/// Fields that do not fit; characters no font can draw.
pub async fn proof(app: &App, organ: OrganisationId, form: FormName, data: &Value) -> Result<Paper> {
    rules::check(form, data)?;
    draw(app, organ, form, data).await
}

/// As [`proof`], of a paper that is not complete yet: what is missing stays blank.
///
/// # Errors
/// As [`proof`]; the caller has checked that no value is of a wrong kind.
pub async fn draw(app: &App, organ: OrganisationId, form: FormName, data: &Value) -> Result<Paper> {
    let today = app.clock.today();
    let read = app.db.read(Permit::of_system("文书式样"), move |tx| {
        Box::pin(async move { template::store::text_in_force(tx, organ, form, today).await })
    });
    let (ident, dated_ms) = ("proof".to_owned(), app.clock.now().0);
    set(app, Job { form, data: data.clone(), ident, dated_ms, is_preview: true, own: read.await? }).await
}

/// The paper as a preview: marked across every page; with its number when it has one already.
///
/// # Errors
/// As [`proof`].
pub async fn preview(app: &App, organ: OrganisationId, form: FormName, data: &Value) -> Result<Response> {
    let paper = proof(app, organ, form, data).await?;
    Ok(web::pdf_reply(paper.pdf, &format!("{}（预览）.pdf", form.zh()), false))
}

/// Prints a frozen paper, keeps it by its digest and marks the document issued. May be called again at any time.
///
/// # Errors
/// What the typesetter or the disk says; `document.not_printed` before the paper is frozen.
pub async fn print(app: &App, permit: Permit, id: DocumentId) -> Result<Vec<u8>> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move { Ok((store::frozen(tx, id).await?, template::store::of_document(tx, id).await?)) })
    });
    let (document, own) = read.await?;
    match document.state {
        DocumentState::Numbered | DocumentState::Voided => return Err(rules::Refusal::NotPrinted.refused().into()),
        DocumentState::Frozen => {}
        _ => return app.vault.get(&document.file_sha256).await,
    }
    let form = document.form.parse::<FormName>().map_err(|e| Halt::Fault(e.to_string()))?;
    let data = serde_json::from_str(&document.data_json)?;
    let ident = id.to_string();
    let paper = set(app, Job { form, data, ident, dated_ms: document.numbered_at.0, is_preview: false, own }).await?;
    let digest = app.vault.put(paper.pdf.clone()).await?;
    let pages = i64::from(paper.pages);
    let write = app.db.write(Permit::of_system("文书出具"), Command::of_system(), move |tx| {
        Box::pin(async move {
            store::mark_issued(tx, id, &digest, pages).await?;
            tx.record(Entry::on(SubjectKind::Document, id, "出具").with(&digest), ()).await
        })
    });
    write.await?;
    Ok(paper.pdf)
}

/// The paper as a Word file, set anew from what was frozen. The PDF stays the original.
///
/// # Errors
/// As [`print`].
pub async fn word(app: &App, permit: Permit, id: DocumentId) -> Result<Vec<u8>> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move { Ok((store::frozen(tx, id).await?, template::store::of_document(tx, id).await?)) })
    });
    let (document, own) = read.await?;
    if matches!(document.state, DocumentState::Numbered | DocumentState::Voided) {
        return Err(rules::Refusal::NotPrinted.refused().into());
    }
    let form = document.form.parse::<FormName>().map_err(|e| Halt::Fault(e.to_string()))?;
    let data = serde_json::from_str(&document.data_json)?;
    let job = Job { form, data, ident: id.to_string(), dated_ms: document.numbered_at.0, is_preview: false, own };
    app.typesetter.word(job).await.map_err(rules::halt_of)
}

/// Prints what was interrupted by a crash; how many papers there were.
///
/// # Errors
/// Engine faults; a paper that still cannot be printed is left and logged.
pub async fn recover(app: &App) -> Result<usize> {
    let system = Permit::of_system("恢复出具");
    let waiting = app.db.read(system.clone(), |tx| Box::pin(async move { store::unprinted(tx).await })).await?;
    for (id,) in &waiting {
        if let Err(e) = print(app, system.clone(), *id).await {
            tracing::error!(%id, error = ?e, "a frozen paper could not be printed");
        }
    }
    Ok(waiting.len())
}

async fn set(app: &App, job: Job) -> Result<Paper> {
    app.typesetter.typeset(job).await.map_err(rules::halt_of)
}
