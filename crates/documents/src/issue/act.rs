//! 编号、定稿、预览 · number, freeze, preview

use super::state::DocumentAct;
use super::{Draft, Issued, rules, store};
use crate::seal::bind;
use crate::{numbering, template};
use authority::{Entry, Halt, Permit, Result, SubjectKind, WriteTx};
use axum::response::Response;
use forms::{FormName, Job, Paper};
use lexicon::{DocumentId, OrganisationId, Stage};
use serde_json::Value;
use signing::Algorithm;
use uuid::Uuid;
use web::{App, Vault};

/// Gives a paper its number, inside the transaction of the act that needs it.
///
/// # Errors
/// Engine faults.
pub async fn number(tx: &mut WriteTx<'_>, draft: &Draft) -> Result<Issued> {
    let given = numbering::store::give(tx, draft.form, (draft.subject_id, draft.follows)).await?;
    store::insert(tx, draft, &given).await?;
    tx.note(Entry::on(SubjectKind::Document, draft.id, "编号").with(&given.text)).await?;
    Ok(Issued { id: draft.id, number: given.text })
}

/// Freezes what the paper says, inside the transaction of the act that decides it. Who approved is looked up at the record
/// that was asked about: the scheme itself, or the draft of a paper.
///
/// # Errors
/// Fields that are missing or do not fit; an act out of turn.
pub async fn freeze(tx: &mut WriteTx<'_>, id: DocumentId, mut data: Value, asked_about: Uuid) -> Result<()> {
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
    bind::bind(tx, &document, form, asked_about).await?;
    tx.note(Entry::on(SubjectKind::Document, id, "定稿").with(&document.number)).await
}

/// Sets the paper without a number, with the template that holds for the organ today, to learn before the number is given
/// whether it can be printed at all.
///
/// # Errors
/// Fields that do not fit; characters no font can draw.
pub async fn proof(app: &App, organ: OrganisationId, form: FormName, data: &Value) -> Result<Paper> {
    rules::check(form, data)?;
    ready(app, organ).await?;
    draw(app, organ, form, data).await
}

/// Whether the organ can sign papers now, to be told before a number is given.
///
/// # Errors
/// `document.no_certificate` when its own certificate has run out; what the holder of the keys says.
pub async fn ready(app: &App, organ: OrganisationId) -> Result<()> {
    let (signer, now) = (app.signer.clone(), app.clock.now());
    let read = app.db.read(Permit::of_system("文书出具"), |tx| {
        Box::pin(async move { Ok(identity::setting::store::all(tx).await?.detached_signature) })
    });
    let signs_twice = read.await?;
    let work = tokio::task::spawn_blocking(move || {
        let second = || Ok(!signs_twice || signer.is_ready(Algorithm::Sm2, organ, now)?);
        Ok::<bool, signing::Fault>(signer.is_ready(Algorithm::P256, organ, now)? && second()?)
    });
    let is_ready = work.await.map_err(|e| Halt::Fault(e.to_string()))?.map_err(|e| Halt::Fault(e.to_string()))?;
    if is_ready { Ok(()) } else { Err(rules::Refusal::NoCertificate.refused().into()) }
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
    let own = read.await?;
    let data = data.clone();
    set(app, Job { form, data, ident, dated_ms, is_preview: true, own, is_sealed: false, check: None }).await
}

/// The paper as a preview: marked across every page; with its number when it has one already.
///
/// # Errors
/// As [`proof`].
pub async fn preview(app: &App, organ: OrganisationId, form: FormName, data: &Value) -> Result<Response> {
    rules::check(form, data)?;
    let paper = draw(app, organ, form, data).await?;
    Ok(web::pdf_reply(paper.pdf, &format!("{}（预览）.pdf", form.zh()), false))
}

/// Sets a paper.
///
/// # Errors
/// What the typesetter says.
pub(super) async fn set(app: &App, job: Job) -> Result<Paper> {
    app.typesetter.typeset(job).await.map_err(rules::halt_of)
}
