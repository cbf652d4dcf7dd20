//! 成文 · print, seal, sign and keep a frozen paper

use super::state::DocumentState;
use super::store::Frozen;
use super::{act, rules, store};
use crate::detached;
use crate::seal::{bind_store, mask};
use crate::template;
use crate::verification::{rules as verification, store as codes};
use authority::{Command, Entry, Halt, Permit, Result, SubjectKind};
use forms::{Check, FormName, Job, Paper};
use lexicon::DocumentId;
use signing::{Mask, Organ, Place, Stamp};
use web::App;

/// What the freezing decided besides the text: the seal with its size, and the address of the verification page; and
/// whether papers are signed a second time.
struct Decided {
    seal: Option<(Mask, u32)>,
    public_address: String,
    signs_twice: bool,
}

/// Prints a frozen paper, seals and signs it, keeps it by its digest and marks the document issued. May be called again
/// at any time: the same paper gives the same bytes.
///
/// # Errors
/// What the typesetter, the keys or the disk say; `document.not_printed` before the paper is frozen.
pub async fn print(app: &App, permit: Permit, id: DocumentId) -> Result<Vec<u8>> {
    let (document, own) = taken(app, permit, id).await?;
    match document.state {
        DocumentState::Numbered | DocumentState::Voided => return Err(rules::Refusal::NotPrinted.refused().into()),
        DocumentState::Frozen => {}
        _ => return app.vault.get(&document.file_sha256).await,
    }
    let decided = decided(app, id).await?;
    let code = signing::code_of(app.signer.as_ref(), id.0).map_err(fault)?;
    let form = document.form.parse::<FormName>().map_err(|e| Halt::Fault(e.to_string()))?;
    let named = if document.number.is_empty() { form.zh() } else { &document.number };
    let payload = verification::payload(&decided.public_address, named, &code);
    let job = Job {
        form,
        data: serde_json::from_str(&document.data_json)?,
        ident: id.to_string(),
        dated_ms: document.numbered_at.0,
        is_preview: false,
        is_sealed: decided.seal.is_some(),
        own,
        check: Some(Check { code: verification::grouped(&code), payload }),
    };
    let paper = act::set(app, job).await?;
    let pages = i64::from(paper.pages);
    let signed = signed(app, &document, paper, decided.seal).await?;
    let second = if decided.signs_twice { Some(detached::make::make(app, &document, &signed).await?) } else { None };
    let digest = app.vault.put(signed.clone()).await?;
    let write = app.db.write(Permit::of_system("文书出具"), Command::of_system(), move |tx| {
        Box::pin(async move {
            store::mark_issued(tx, id, &digest, pages).await?;
            codes::keep(tx, &code, id).await?;
            if let Some(second) = second {
                detached::store::keep(tx, id, &second).await?;
            }
            tx.record(Entry::on(SubjectKind::Document, id, "出具").with(&digest), ()).await
        })
    });
    write.await?;
    Ok(signed)
}

async fn taken(app: &App, permit: Permit, id: DocumentId) -> Result<(Frozen, Option<String>)> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move { Ok((store::frozen(tx, id).await?, template::store::of_document(tx, id).await?)) })
    });
    read.await
}

/// The paper as a Word file, set anew from what was frozen. The PDF stays the original.
///
/// # Errors
/// As [`print`].
pub async fn word(app: &App, permit: Permit, id: DocumentId) -> Result<Vec<u8>> {
    let (document, own) = taken(app, permit, id).await?;
    if matches!(document.state, DocumentState::Numbered | DocumentState::Voided) {
        return Err(rules::Refusal::NotPrinted.refused().into());
    }
    let job = Job {
        form: document.form.parse::<FormName>().map_err(|e| Halt::Fault(e.to_string()))?,
        data: serde_json::from_str(&document.data_json)?,
        ident: id.to_string(),
        dated_ms: document.numbered_at.0,
        is_preview: false,
        own,
        is_sealed: false,
        check: None,
    };
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

/// Papers frozen before there were seals were bound to nothing.
async fn decided(app: &App, id: DocumentId) -> Result<Decided> {
    let read = app.db.read(Permit::of_system("文书出具"), move |tx| {
        Box::pin(async move {
            let signs_twice = identity::setting::store::all(tx).await?.detached_signature;
            let Some(bound) = bind_store::bound(tx, id).await? else { return Ok((None, String::new(), signs_twice)) };
            let seal = match bound.seal_id {
                Some(seal) => Some(bind_store::seal_of(tx, seal).await?),
                None => None,
            };
            Ok((seal, bound.public_address, signs_twice))
        })
    });
    let (seal, public_address, signs_twice) = read.await?;
    let Some(seal) = seal else { return Ok(Decided { seal: None, public_address, signs_twice }) };
    let mask = mask::of_png(&app.vault.get(&seal.mask_sha256).await?).map_err(Halt::Fault)?;
    let size = u32::try_from(seal.size_tenths).map_err(|e| Halt::Fault(e.to_string()))?;
    Ok(Decided { seal: Some((mask, size)), public_address, signs_twice })
}

async fn signed(app: &App, document: &Frozen, paper: Paper, seal: Option<(Mask, u32)>) -> Result<Vec<u8>> {
    let place = paper.seal.map(|place| Place { page: place.page, x: place.x, y: place.y });
    let stamp = Stamp {
        organ: Organ { id: document.organisation_id, name: document.organisation_name.clone() },
        at: document.numbered_at,
        seal: seal.zip(place).map(|((mask, size), place)| (mask, size, place)),
    };
    let signer = app.signer.clone();
    let work = tokio::task::spawn_blocking(move || signing::sign(&paper.pdf, &stamp, signer.as_ref()));
    work.await.map_err(|e| Halt::Fault(e.to_string()))?.map_err(fault)
}

#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
fn fault(why: signing::Fault) -> Halt {
    Halt::Fault(format!("文书签名：{why}"))
}
