//! 出具文书 · the SQL of documents

use super::Draft;
use super::state::DocumentState;
use crate::numbering::Given;
use authority::{ReadTx, Result, SubjectKind, WriteTx, q, row, select};
use lexicon::{DocumentId, EnterpriseId, Instant, OrganisationId, Term};
use serde_json::Value;
use uuid::Uuid;

row! {
    /// A document as shown.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: DocumentId, form: String, organisation_name: String, enterprise_name: String, number: String,
        state: DocumentState = term, file_sha256: String, pages: i64, issued_at: Option<Instant>, issued_by: String,
        subject_kind: SubjectKind = term, subject_id: Uuid, organisation_id: OrganisationId, enterprise_id: EnterpriseId,
        revision: i64, supersedes: Option<DocumentId>, superseded_by: Option<DocumentId>, ended_reason: String,
        ended_by: String, ended_at: Option<Instant>,
    }
}

row! {
    /// A document as the printer needs it.
    #[derive(Debug, Clone)]
    pub struct Frozen {
        id: DocumentId, form: String, state: DocumentState = term, data_json: String, numbered_at: Instant, issued_by: String,
        file_sha256: String, number: String, organisation_id: OrganisationId, organisation_name: String, subject_id: Uuid,
    }
}

/// One document within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: DocumentId) -> Result<Row> {
    tx.one(select::<Row>("FROM documents d WHERE id = ").b(id).s(" AND ").within_or_granted(tx, "d")).await
}

/// The document with this id as the printer needs it, within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn frozen(tx: &mut ReadTx<'_>, id: DocumentId) -> Result<Frozen> {
    tx.one(select::<Frozen>("FROM documents d WHERE id = ").b(id).s(" AND ").within(tx, "d")).await
}

/// The documents of a record that was taken within scope.
///
/// # Errors
/// Engine faults.
pub async fn of_subject(tx: &mut ReadTx<'_>, subject: Uuid) -> Result<Vec<Row>> {
    let list = select::<Row>("FROM documents d WHERE subject_id = ").b(subject).s(" AND ");
    tx.all(list.within(tx, "d").s(" ORDER BY id")).await
}

/// A document of a matter with what it says, for the papers that follow it.
#[derive(Debug, Clone)]
pub struct Said {
    pub row: Row,
    pub data: Value,
}

/// The documents of the records of one matter, each taken within scope, oldest first, with what they say.
///
/// # Errors
/// Engine faults.
pub async fn said(tx: &mut ReadTx<'_>, subjects: &[Uuid]) -> Result<Vec<Said>> {
    let rows = select::<Row>("FROM documents d WHERE subject_id IN (").list(subjects.iter().map(|id| (*id).into()));
    let rows: Vec<Row> = tx.all(rows.s(") AND ").within(tx, "d").s(" ORDER BY id")).await?;
    let data = q("SELECT id, data_json FROM documents d WHERE subject_id IN (");
    let data = data.list(subjects.iter().map(|id| (*id).into())).s(") AND ").within(tx, "d");
    let data: Vec<(DocumentId, String)> = tx.all(data).await?;
    let find = |id: DocumentId| data.iter().find(|(d, _)| *d == id).map_or("{}", |(_, text)| text.as_str());
    rows.into_iter().map(|row| Ok(Said { data: serde_json::from_str(find(row.id))?, row })).collect()
}

/// How many papers of each kind and state the records of a matter have, each taken within scope.
///
/// # Errors
/// Engine faults.
pub async fn kinds(tx: &mut ReadTx<'_>, subjects: &[Uuid]) -> Result<Vec<Kinds>> {
    let list = q("SELECT form, state, count(*) FROM documents d WHERE subject_id IN (");
    let list = list.list(subjects.iter().map(|id| (*id).into())).s(") AND ").within(tx, "d");
    tx.all(list.s(" GROUP BY form, state")).await
}

row! {
    /// Papers of one kind in one state.
    #[derive(Debug, Clone)]
    pub struct Kinds { form: String, state: DocumentState = term, papers: i64 }
}

/// Documents whose printing was interrupted.
///
/// # Errors
/// Engine faults.
pub async fn unprinted(tx: &mut ReadTx<'_>) -> Result<Vec<(DocumentId,)>> {
    let list =
        q("SELECT id FROM documents WHERE state = ").b(DocumentState::Frozen.code()).s(" ORDER BY id LIMIT 1000");
    tx.all(list.beyond("start-up finishes what was interrupted, for every organ")).await
}

/// Puts a document with its number on record.
///
/// # Errors
/// Engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, draft: &Draft, given: &Given) -> Result<()> {
    let form = forms::form(draft.form);
    let actor = tx.actor().clone();
    let now = tx.at();
    let insert =
        q("INSERT INTO documents (id, form, form_edition, form_hash, organisation_id, organisation_name, prov, city, \
         county, enterprise_id, enterprise_name, subject_kind, subject_id, number, year, serial, part, lead_year, lead_serial, state, data_json, \
         data_sha256, file_sha256, pages, numbered_at, issued_at, issued_by, revision) VALUES (")
        .list([
            draft.id.into(),
            draft.form.code().into(),
            form.edition().into(),
            form.hash().into(),
            actor.organisation_id.into(),
            (&actor.organisation_name).into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            draft.enterprise_id.into(),
            (&draft.enterprise_name).into(),
            draft.subject_kind.code().into(),
            draft.subject_id.into(),
            (&given.text).into(),
            given.year.into(),
            given.serial.into(),
            given.part.into(),
            given.lead.0.into(),
            given.lead.1.into(),
            DocumentState::Numbered.code().into(),
            "{}".into(),
            "".into(),
            "".into(),
            0_i64.into(),
            now.into(),
            None::<i64>.into(),
            "".into(),
            1_i64.into(),
        ])
        .s(")")
        .beyond("the organ's own paper");
    tx.exec_one(insert).await
}

/// Freezes the data of a paper.
///
/// # Errors
/// Engine faults.
pub async fn freeze(tx: &mut WriteTx<'_>, id: DocumentId, data: &str, digest: &str) -> Result<()> {
    let by = tx.actor().name.clone();
    let update = q("UPDATE documents SET state = ").b(DocumentState::Frozen.code()).s(", data_json = ").b(data);
    let update = update
        .s(", data_sha256 = ")
        .b(digest)
        .s(", issued_by = ")
        .b(by)
        .s(", revision = revision + 1 WHERE id = ")
        .b(id);
    let update = update.s(" AND state = ").b(DocumentState::Numbered.code());
    tx.exec_one(update.beyond("taken within scope before")).await
}

/// Marks a paper printed, unless somebody else did so first.
///
/// # Errors
/// Engine faults.
pub async fn mark_issued(tx: &mut WriteTx<'_>, id: DocumentId, file_sha256: &str, pages: i64) -> Result<()> {
    let now = tx.at();
    let update =
        q("UPDATE documents SET state = ").b(DocumentState::Issued.code()).s(", file_sha256 = ").b(file_sha256);
    let update =
        update.s(", pages = ").b(pages).s(", issued_at = ").b(now).s(", revision = revision + 1 WHERE id = ").b(id);
    let update = update.s(" AND state = ").b(DocumentState::Frozen.code());
    tx.exec(update.beyond("printing is done by the program for the organ")).await?;
    Ok(())
}
