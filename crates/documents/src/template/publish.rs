//! 发布模板 · the draft becomes the organ's next version, in force from its day on

use super::show::{self, Template};
use super::store::{self, New};
use super::{Refusal, TemplateBasis, check, draft, rules};
use authority::{Entry, Halt, Permit, Result, SubjectKind, Verb, WriteTx};
use forms::FormName;
use lexicon::{LegalDay, TemplateVersionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// From when and why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TemplatePublication {
    /// UUIDv7 made by the client.
    pub id: TemplateVersionId,
    /// The revision of the draft that the caller saw.
    pub seen: i64,
    /// 启用日期
    pub valid_from: LegalDay,
    /// 发布原因
    pub reason: String,
}

/// What the trail tells of a version.
#[derive(Debug, Serialize)]
struct Told<'a> {
    no: i64,
    basis: TemplateBasis,
    sha256: String,
    valid_from: LegalDay,
    restored_no: Option<i64>,
    reason: &'a str,
}

/// 发布编制中的模板
#[utoipa::path(post, path = "/templates/{form}/versions", tag = "文书模板", params(("form" = String, Path)), request_body = TemplatePublication, responses((status = 200, body = Template)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(form): Path<String>,
    Sent(command): Sent,
    Json(asked): Json<TemplatePublication>,
) -> web::Result<Json<Template>> {
    // 权限
    let permit = caller.may(Verb::EditTemplate)?;
    let form: FormName = form.parse().map_err(|_| Halt::NotFound)?;
    rehearse(&app, permit.clone(), form, asked.seen).await?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件：修订号没有变，所以试排过的就是这份文本
            let Some(draft) = draft::take(tx, form, asked.seen).await? else {
                return Err(Refusal::NoDraft.refused().into());
            };
            // 判定
            rules::publishable(asked.valid_from, &asked.reason, tx.today())?;
            // 落库
            let new = New {
                id: asked.id,
                form,
                basis: TemplateBasis::Own,
                restored_no: None,
                source: draft.source,
                valid_from: asked.valid_from,
                reason: asked.reason,
            };
            store::remove_draft(tx, form).await?;
            // 留痕
            let entry = put_on_record(tx, &new, "发布").await?;
            tx.record(entry, ()).await
        })
    });
    write.await?;
    Ok(Json(show::fetch(&app, permit, form).await?))
}

/// Sets the draft on trial before anything is written. Whether it is in turn is judged in the transaction, not here: a
/// command sent again finds no draft and is answered as the first time.
async fn rehearse(app: &App, permit: Permit, form: FormName, seen: i64) -> Result<()> {
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::draft(tx, form).await }));
    match read.await? {
        Some(draft) if draft.revision == seen => check::publishable(app, form, &draft.source).await,
        _ => Ok(()),
    }
}

/// Keeps a version under the next number; the line for the trail.
///
/// # Errors
/// Engine faults.
pub async fn put_on_record(tx: &mut WriteTx<'_>, new: &New, act: &str) -> Result<Entry> {
    let organ = tx.actor().organisation_id;
    let heads = store::of_chain(tx, organ, Some(new.form)).await?;
    let no = show::last_no(&heads, Some(organ)) + 1;
    store::insert(tx, new, no).await?;
    let told = Told {
        no,
        basis: new.basis,
        sha256: web::Vault::digest(new.source.as_bytes()),
        valid_from: new.valid_from,
        restored_no: new.restored_no,
        reason: new.reason.trim(),
    };
    let entry = Entry::on(SubjectKind::Organisation, organ, format!("{act}{}模板", new.form.zh()));
    Ok(entry.because(new.reason.trim()).with(&told))
}
