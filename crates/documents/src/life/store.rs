//! 送达、撤销、作废 · the SQL

use super::{Receipt, Service, ServiceFields, ServiceMethod};
pub use crate::issue::life_store::{end, set_state, supersede};
use crate::issue::state::DocumentState;
use crate::paper::waiting::Told;
use authority::{FieldError, Halt, ReadTx, Result, WriteTx, q, row, select};
use forms::FormName;
use lexicon::{AttachmentId, DocumentId, Instant, LegalTime, OrganisationId, ServiceId, Term};
use serde_json::{Value, json};
use uuid::Uuid;

row! {
    /// A document as its life needs it.
    #[derive(Debug, Clone)]
    pub struct Living {
        id: DocumentId, organisation_id: OrganisationId, form: String, number: String, year: i64, serial: i64,
        state: DocumentState = term, subject_id: Uuid, issued_at: Option<Instant>, issued_by: String,
        supersedes: Option<DocumentId>, superseded_by: Option<DocumentId>, revision: i64, numbered_at: Instant,
        ended_by: String, ended_at: Option<Instant>,
    }
}

row! {
    /// A service on record.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: ServiceId, method: ServiceMethod = term, served_at: LegalTime, addressee: String, receiver: String,
        relation: String, place: String, note: String, attachments: Vec<AttachmentId> = json, at: Instant,
        by_name: String,
    }
}

/// A document within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: DocumentId) -> Result<Living> {
    tx.one(select::<Living>("FROM documents d WHERE id = ").b(id).s(" AND ").within_or_granted(tx, "d")).await
}

/// Takes a document of the caller's own organ for a change, at the revision the person saw.
///
/// # Errors
/// Not found; stale; of another organ.
pub async fn take(tx: &mut WriteTx<'_>, id: DocumentId, seen: i64) -> Result<Living> {
    let wanted = select::<Living>("FROM documents d WHERE id = ").b(id).s(" AND ").within(tx, "d").for_update();
    let row: Living = tx.one(wanted).await?;
    tx.actor().acts_for(row.organisation_id)?;
    if row.revision == seen {
        return Ok(row);
    }
    let at = row.ended_at.or(row.issued_at).unwrap_or(row.numbered_at);
    let by = if row.ended_by.is_empty() { row.issued_by } else { row.ended_by };
    Err(Halt::Stale { revision: row.revision, by, at })
}

/// Whether another paper that is not void carries the same serial.
///
/// # Errors
/// Engine faults.
pub async fn shares_serial(tx: &mut ReadTx<'_>, d: &Living) -> Result<bool> {
    let other = q("SELECT 1 FROM documents WHERE organisation_id = ").b(d.organisation_id).s(" AND form = ");
    let other = other.b(&d.form).s(" AND year = ").b(d.year).s(" AND serial = ").b(d.serial).s(" AND id <> ").b(d.id);
    let other = other.s(" AND state <> ").b(DocumentState::Voided.code());
    Ok(tx.count(other.beyond("the series of a document taken within the scope")).await? > 0)
}

/// The numbers of papers that a paper of the scope names; unknown ids give an empty text.
///
/// # Errors
/// Engine faults.
pub async fn number_of(tx: &mut ReadTx<'_>, id: Option<DocumentId>) -> Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let number = q("SELECT number FROM documents WHERE id = ").b(id);
    let found: Option<(String,)> = tx.opt(number.beyond("named by a document that was taken within the scope")).await?;
    Ok(found.map(|(number,)| number).unwrap_or_default())
}

/// Puts a service on record.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, id: ServiceId, document: DocumentId, service: &ServiceFields) -> Result<()> {
    let actor = tx.actor().clone();
    let at = tx.at();
    let insert = q("INSERT INTO document_services (id, document_id, organisation_id, prov, city, county, method, \
         served_at, addressee, receiver, relation, place, note, attachments, at, by_name) VALUES (")
    .list([
        id.into(),
        document.into(),
        actor.organisation_id.into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        service.method.code().into(),
        service.served_at.into(),
        (&service.addressee).into(),
        (&service.receiver).into(),
        (&service.relation).into(),
        (&service.place).into(),
        (&service.note).into(),
        serde_json::to_string(&service.attachments)?.into(),
        at.into(),
        (&actor.name).into(),
    ]);
    tx.exec_one(insert.s(")").beyond("the organ's own document was taken before")).await
}

/// The services of a document that was taken within the scope, with the names of their pictures.
///
/// # Errors
/// Engine faults.
pub async fn services(tx: &mut ReadTx<'_>, document: DocumentId) -> Result<Vec<Service>> {
    let list = select::<Row>("FROM document_services WHERE document_id = ").b(document);
    let rows: Vec<Row> =
        tx.all(list.s(" ORDER BY served_at, id").beyond("of a document taken within the scope")).await?;
    let ids: Vec<AttachmentId> = rows.iter().flat_map(|r| r.attachments.iter().copied()).collect();
    let pictures = pictures(tx, &ids).await?;
    let shown = |r: Row| {
        let named = pictures.iter().filter(|(id, _)| r.attachments.contains(id));
        Service {
            id: r.id,
            receipts: named.map(|(id, name)| Receipt { id: *id, name: name.clone() }).collect(),
            at: r.at,
            by: r.by_name,
            fields: ServiceFields {
                method: r.method,
                served_at: r.served_at,
                addressee: r.addressee,
                receiver: r.receiver,
                relation: r.relation,
                place: r.place,
                note: r.note,
                attachments: r.attachments,
            },
        }
    };
    Ok(rows.into_iter().map(shown).collect())
}

row! {
    /// A service as the receipt of a case lists it.
    #[derive(Debug, Clone)]
    struct Listed { form: String, number: String, place: String, served_at: LegalTime, method: ServiceMethod = term }
}

/// 送达回执的各行：一个案件各类文书的送达统一使用一份回执。Of records that were taken within the scope.
///
/// # Errors
/// Engine faults.
pub async fn receipt_rows(tx: &mut ReadTx<'_>, subjects: &[Uuid]) -> Result<Value> {
    let list = q("SELECT d.form, d.number, s.place, s.served_at, s.method FROM document_services s \
         JOIN documents d ON d.id = s.document_id WHERE d.subject_id IN (");
    let list = list.list(subjects.iter().map(|id| (*id).into())).s(") AND ").within(tx, "d");
    let rows: Vec<Listed> = tx.all(list.s(" ORDER BY s.served_at, s.id")).await?;
    let row = |l: &Listed| {
        let zh = l.form.parse::<FormName>().map(FormName::zh).unwrap_or_default();
        let document = format!("{zh}{}", l.number);
        json!({"document": document, "place": l.place, "served_on": l.served_at.day().zh(), "method": l.method.zh()})
    };
    Ok(rows.iter().map(row).collect())
}

row! {
    /// A service of a matter with the paper that was served.
    #[derive(Debug, Clone)]
    pub struct Served {
        form: String, number: String, state: DocumentState = term, served_at: LegalTime, method: ServiceMethod = term,
        attachments: Vec<AttachmentId> = json,
    }
}

/// The services of records that were taken within the scope, first served first.
///
/// # Errors
/// Engine faults.
pub async fn served(tx: &mut ReadTx<'_>, subjects: &[Uuid]) -> Result<Vec<Served>> {
    let list = select::<Served>(
        "FROM (SELECT d.form, d.number, d.state, s.served_at, s.method, s.attachments, s.id, \
         d.organisation_id, d.prov, d.city, d.county FROM document_services s \
         JOIN documents d ON d.id = s.document_id WHERE d.subject_id IN (",
    );
    let list = list.list(subjects.iter().map(|id| (*id).into())).s(")) v WHERE ");
    let list = list.within(tx, "v");
    tx.all(list.s(" ORDER BY served_at, id")).await
}

row! {
    /// A paper in force by which a party was told something, with the first service of it.
    struct ToldRow { form: String, data_json: Value = json, served_at: Option<LegalTime>, issued_at: Option<Instant> }
}

/// What the parties of a matter were told by papers of these kinds that are in force, and when each reached them first. Of
/// records that were taken within the scope.
///
/// # Errors
/// Engine faults.
pub async fn told(tx: &mut ReadTx<'_>, subjects: &[Uuid], forms: &[&str]) -> Result<Vec<Told>> {
    let list = q("SELECT d.form, d.data_json, (SELECT min(s.served_at) FROM document_services s \
         WHERE s.document_id = d.id) AS served_at, d.issued_at FROM documents d WHERE d.subject_id IN (");
    let list = list.list(subjects.iter().map(|id| (*id).into())).s(") AND d.form IN (");
    let list = list.list(forms.iter().map(|form| (*form).into())).s(") AND d.state IN (");
    let in_force = DocumentState::ALL.iter().filter(|state| state.is_in_force());
    let list = list.list(in_force.map(|state| state.code().into())).s(") AND ");
    let rows: Vec<ToldRow> = tx.all(list.within(tx, "d").s(" ORDER BY d.id")).await?;
    let told = |r: ToldRow| Told {
        party: r.data_json.get("party").and_then(Value::as_str).unwrap_or_default().trim().to_owned(),
        days: r.data_json.get("days").and_then(Value::as_u64).and_then(|days| u32::try_from(days).ok()),
        served_on: r.served_at.map(LegalTime::day),
        issued_on: r.issued_at.map(Instant::day),
        form: r.form,
    };
    Ok(rows.into_iter().map(told).collect())
}

async fn pictures(tx: &mut ReadTx<'_>, ids: &[AttachmentId]) -> Result<Vec<(AttachmentId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list = q("SELECT id, name FROM attachments WHERE id IN (").list(ids.iter().map(|id| (*id).into()));
    tx.all(list.s(") ORDER BY id").beyond("named by a service of a document taken within the scope")).await
}

/// Refuses pictures that are not of the caller's own organ.
///
/// # Errors
/// [`Halt::Invalid`] at `attachments`.
pub async fn own_pictures(tx: &mut ReadTx<'_>, ids: &[AttachmentId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let organ = tx.actor().organisation_id;
    let own = q("SELECT 1 FROM attachments a WHERE organisation_id = ").b(organ).s(" AND id IN (");
    let own = own.list(ids.iter().map(|id| (*id).into())).s(") AND ").within(tx, "a");
    let mut wanted = ids.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    if usize::try_from(tx.count(own).await?).is_ok_and(|found| found == wanted.len()) {
        return Ok(());
    }
    Err(Halt::Invalid(vec![FieldError::new("attachments", "有附件没有上传成功，请重新上传后再保存")]))
}
