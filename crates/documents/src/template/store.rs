//! 文书模板 · the SQL of versions, drafts, and of which document was frozen with which version

use super::TemplateBasis;
use super::rules::{self, Line};
use authority::{Open, Q, ReadTx, Result, WriteTx, q, row, select};
use forms::FormName;
use lexicon::{DocumentId, Instant, LegalDay, OrganisationId, TemplateVersionId, Term};

const CHAIN: &str = "bounded to the organ and the organs above it: templates are inherited downwards";
const OWN: &str = "an organ's own templates, in whose name the caller acts";
const KEPT: &str = "the template of a document that was taken within scope";

row! {
    /// A version without its text.
    #[derive(Debug, Clone)]
    pub struct Head {
        id: TemplateVersionId, organisation_id: OrganisationId, organisation_name: String, form: String, no: i64,
        basis: TemplateBasis = term, restored_no: Option<i64>, sha256: String, form_edition: String,
        valid_from: LegalDay, reason: String, made_at: Instant, made_by: String,
    }
}

row! {
    /// A template that an organ is writing.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Draft { source: String, revision: i64, updated_at: Instant, updated_by: String }
}

row! {
    /// An organ of the chain with the one above it.
    #[derive(Debug, Clone)]
    pub struct Link { id: OrganisationId, parent_id: Option<OrganisationId>, }
}

/// A version as it is put on record.
#[derive(Debug, Clone)]
pub struct New {
    pub id: TemplateVersionId,
    pub form: FormName,
    pub basis: TemplateBasis,
    pub restored_no: Option<i64>,
    /// Empty unless the basis is the organ's own.
    pub source: String,
    pub valid_from: LegalDay,
    pub reason: String,
}

impl Head {
    /// What the choice depends on.
    #[must_use]
    pub fn line(&self) -> Line {
        Line {
            id: self.id,
            organisation_id: self.organisation_id,
            no: self.no,
            basis: self.basis,
            valid_from: self.valid_from,
        }
    }
}

/// 本机关和上级各机关；旁系和下级的看不到。
fn chained(q: Q<Open>, column: &'static str, organ: OrganisationId) -> Q<Open> {
    q.s(column)
        .s(" IN (WITH RECURSIVE above (id, parent_id) AS (SELECT id, parent_id FROM organisations WHERE id = ")
        .b(organ)
        .s(" UNION SELECT o.id, o.parent_id FROM organisations o JOIN above a ON o.id = a.parent_id) \
            SELECT id FROM above)")
}

const HEADS: &str = "FROM (SELECT v.id, v.organisation_id, o.name AS organisation_name, v.form, v.no, v.basis, \
    v.restored_no, v.sha256, v.form_edition, v.valid_from, v.reason, v.made_at, v.made_by FROM template_versions v \
    JOIN organisations o ON o.id = v.organisation_id) t WHERE ";

/// The versions that an organ and those above it published, of one form or of all; the newest first.
///
/// # Errors
/// Engine faults.
pub async fn of_chain(tx: &mut ReadTx<'_>, organ: OrganisationId, form: Option<FormName>) -> Result<Vec<Head>> {
    let mut all = chained(select::<Head>(HEADS), "organisation_id", organ);
    if let Some(form) = form {
        all = all.s(" AND form = ").b(form.code());
    }
    tx.all(all.s(" ORDER BY no DESC, id").beyond(CHAIN)).await
}

/// The organ, the one above it, and so on.
///
/// # Errors
/// Engine faults.
pub async fn chain(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<OrganisationId>> {
    let links: Vec<Link> =
        tx.all(chained(select::<Link>("FROM organisations WHERE "), "id", organ).beyond(CHAIN)).await?;
    let mut chain = vec![organ];
    while let Some(above) = chain.last().and_then(|last| links.iter().find(|l| l.id == *last)).and_then(|l| l.parent_id)
    {
        if chain.contains(&above) {
            break;
        }
        chain.push(above);
    }
    Ok(chain)
}

/// The version that holds for an organ on a day; none is the national template.
///
/// # Errors
/// Engine faults.
pub async fn in_force(
    tx: &mut ReadTx<'_>,
    organ: OrganisationId,
    form: FormName,
    on: LegalDay,
) -> Result<Option<Head>> {
    let heads = of_chain(tx, organ, Some(form)).await?;
    if heads.is_empty() {
        return Ok(None);
    }
    let chain = chain(tx, organ).await?;
    let lines: Vec<Line> = heads.iter().map(Head::line).collect();
    let found = rules::in_force(&lines, &chain, on).map(|line| line.id);
    Ok(heads.into_iter().find(|head| Some(head.id) == found))
}

/// The text of a version of the organ or of one above it.
///
/// # Errors
/// Not found.
pub async fn source(tx: &mut ReadTx<'_>, organ: OrganisationId, id: TemplateVersionId) -> Result<String> {
    let one = q("SELECT source FROM template_versions WHERE id = ").b(id).s(" AND ");
    let (source,): (String,) = tx.one(chained(one, "organisation_id", organ).beyond(CHAIN)).await?;
    Ok(source)
}

/// A version of the organ or of one above it.
///
/// # Errors
/// Not found.
pub async fn head(tx: &mut ReadTx<'_>, organ: OrganisationId, id: TemplateVersionId) -> Result<Head> {
    let one = select::<Head>(HEADS).s("id = ").b(id).s(" AND ");
    tx.one(chained(one, "organisation_id", organ).beyond(CHAIN)).await
}

/// The text in force for an organ on a day; none is the national template.
///
/// # Errors
/// Engine faults.
pub async fn text_in_force(
    tx: &mut ReadTx<'_>,
    organ: OrganisationId,
    form: FormName,
    on: LegalDay,
) -> Result<Option<String>> {
    match in_force(tx, organ, form, on).await? {
        Some(head) => source(tx, organ, head.id).await.map(Some),
        None => Ok(None),
    }
}

/// Notes with which version a document was frozen; nothing for the national template.
///
/// # Errors
/// Engine faults.
pub async fn keep(tx: &mut WriteTx<'_>, id: DocumentId, version: &Head) -> Result<()> {
    let insert = q("INSERT INTO document_templates (document_id, version_id, sha256) VALUES (");
    let insert = insert.list([id.into(), version.id.into(), (&version.sha256).into()]).s(")");
    tx.exec_one(insert.beyond(KEPT)).await
}

/// The text with which a document was frozen; none is the national template.
///
/// # Errors
/// Engine faults.
pub async fn of_document(tx: &mut ReadTx<'_>, id: DocumentId) -> Result<Option<String>> {
    let kept = q("SELECT v.source FROM document_templates d JOIN template_versions v ON v.id = d.version_id WHERE \
        d.document_id = ");
    let kept: Option<(String,)> = tx.opt(kept.b(id).beyond(KEPT)).await?;
    Ok(kept.map(|(source,)| source))
}

/// Puts a version on record under its number.
///
/// # Errors
/// Engine faults; two at once, one of which is refused by the unique number.
pub async fn insert(tx: &mut WriteTx<'_>, new: &New, no: i64) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let form = forms::form(new.form);
    let insert = q("INSERT INTO template_versions (id, organisation_id, prov, city, county, form, no, basis, \
         restored_no, source, sha256, form_edition, form_hash, valid_from, reason, made_at, made_by) VALUES (")
    .list([
        new.id.into(),
        actor.organisation_id.into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        new.form.code().into(),
        no.into(),
        new.basis.code().into(),
        new.restored_no.into(),
        (&new.source).into(),
        web::Vault::digest(new.source.as_bytes()).into(),
        form.edition().into(),
        form.hash().into(),
        new.valid_from.into(),
        new.reason.trim().into(),
        at.into(),
        (&actor.name).into(),
    ]);
    tx.exec_one(insert.s(")").beyond(OWN)).await
}

/// The draft of the caller's organ.
///
/// # Errors
/// Engine faults.
pub async fn draft(tx: &mut ReadTx<'_>, form: FormName) -> Result<Option<Draft>> {
    let organ = tx.actor().organisation_id;
    let one = select::<Draft>("FROM template_drafts WHERE organisation_id = ").b(organ).s(" AND form = ");
    tx.opt(one.b(form.code()).beyond(OWN)).await
}

/// As [`draft`], held against others who save or publish it.
///
/// # Errors
/// Engine faults.
pub async fn draft_for_update(tx: &mut WriteTx<'_>, form: FormName) -> Result<Option<Draft>> {
    let organ = tx.actor().organisation_id;
    let one = select::<Draft>("FROM template_drafts WHERE organisation_id = ").b(organ).s(" AND form = ");
    tx.opt(one.b(form.code()).for_update().beyond(OWN)).await
}

/// The forms of which the caller's organ has a draft.
///
/// # Errors
/// Engine faults.
pub async fn drafted(tx: &mut ReadTx<'_>) -> Result<Vec<(String,)>> {
    let organ = tx.actor().organisation_id;
    tx.all(q("SELECT form FROM template_drafts WHERE organisation_id = ").b(organ).beyond(OWN)).await
}

/// Keeps the draft of the caller's organ.
///
/// # Errors
/// Engine faults.
pub async fn keep_draft(tx: &mut WriteTx<'_>, form: FormName, source: &str) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let keep = q("INSERT INTO template_drafts (organisation_id, prov, city, county, form, source, revision, \
         updated_at, updated_by) VALUES (")
    .list([
        actor.organisation_id.into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        form.code().into(),
        source.into(),
        1_i64.into(),
        at.into(),
        (&actor.name).into(),
    ]);
    let keep = keep.s(") ON CONFLICT (organisation_id, form) DO UPDATE SET source = excluded.source, revision = \
        template_drafts.revision + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by");
    tx.exec_one(keep.beyond(OWN)).await
}

/// Removes the draft of the caller's organ: it was given up, or became a version.
///
/// # Errors
/// Engine faults.
pub async fn remove_draft(tx: &mut WriteTx<'_>, form: FormName) -> Result<()> {
    let organ = tx.actor().organisation_id;
    let gone = q("DELETE FROM template_drafts WHERE organisation_id = ").b(organ).s(" AND form = ").b(form.code());
    tx.exec_one(gone.beyond(OWN)).await
}
