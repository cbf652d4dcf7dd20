//! 出具制作好的文书 · number, freeze and print a paper
//!
//! The paper is set once before anything is written, so that no number is burnt. The same command again is the same paper.

use super::rules::{self, Made};
use super::state::PaperAct;
use super::store::{self, Row};
use super::{prefill, show, waiting};
use crate::issue::state::DocumentAct;
use crate::issue::{Document, Draft, store as documents};
use crate::life::store as life;
use authority::{Entry, Permit, ReadTx, Result, SubjectKind, Verb, WriteTx};
use identity::organisation::store as organisations;
use lexicon::{CertifiedOfficer, DocumentId, PaperId, Stage, Term, WorkCalendar};
use registers::officer::store as officers;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Under which id the paper is issued.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PaperToIssue {
    pub seen: i64,
    /// UUIDv7 made by the client.
    pub document_id: DocumentId,
}

/// 出具文书
#[utoipa::path(post, path = "/paper-drafts/{id}/issue", tag = "文书制作", operation_id = "issue_paper", params(("id" = PaperId, Path)), request_body = PaperToIssue, responses((status = 200, body = Document)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PaperId>,
    Sent(command): Sent,
    Json(asked): Json<PaperToIssue>,
) -> web::Result<Json<Document>> {
    // 权限
    let permit = caller.may(Verb::IssueDocument)?;
    crate::made_by_client(asked.document_id.0, "document_id")?;
    rehearse(&app, permit.clone(), id, asked.seen).await?;
    let calendar = app.calendar.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let mut row = store::take(tx, id, asked.seen).await?;
            // 判定
            let after = row.state.after(PaperAct::Issue)?;
            rules::may_issue(row.form()?, row.state)?;
            let data = judge(tx, &row).await?;
            in_order(tx, &row, &calendar).await?;
            // 落库
            let issued = issued(tx, &row, asked.document_id, data.clone()).await?;
            let before = std::mem::replace(&mut row.state, after);
            row.document_id = Some(issued.id);
            row.data_json = data;
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Paper, id, PaperAct::Issue.zh());
            tx.record(entry.change(&before, &issued), issued.id).await
        })
    });
    let document = write.await?;
    crate::print(&app, permit.clone(), document).await?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { documents::one(tx, document).await }));
    Ok(Json(read.await?.into()))
}

/// Learns before a number is given whether the paper may be issued and can be printed. A paper that is out of turn is
/// judged in the transaction: there a command sent twice is answered with its first answer.
async fn rehearse(app: &App, permit: Permit, id: PaperId, seen: i64) -> Result<()> {
    let calendar = app.calendar.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::one(tx, id).await?;
            let in_turn =
                row.revision == seen && row.author_id == tx.actor().user_id && row.state.after(PaperAct::Issue).is_ok();
            if !in_turn {
                return Ok(None);
            }
            rules::may_issue(row.form()?, row.state)?;
            in_order(tx, &row, &calendar).await?;
            judge(tx, &row).await.map(|data| Some((row, data)))
        })
    });
    if let Some((row, data)) = read.await? {
        crate::issue::ready(app, row.organisation_id).await?;
        crate::issue::draw(app, row.organisation_id, row.form()?.name(), &data).await?;
    }
    Ok(())
}

/// 栏目齐全，日期、证件、机关资料都对；the data as it will stand on the paper.
///
/// # Errors
/// Fields, officers, dates and texts that do not hold today.
pub(super) async fn judge(tx: &mut ReadTx<'_>, row: &Row) -> Result<Value> {
    let (form, today) = (row.form()?, tx.today());
    let data = rules::with_today(form, row.data_json.clone(), today);
    let faults = rules::faults(form, &data);
    if !faults.is_empty() {
        return Err(authority::Halt::Invalid(faults));
    }
    rules::not_ahead(form, &data, today)?;
    rules::up_to_date(form, &show::drift(tx, row, form).await?)?;
    if !rules::printed_officers(form, &data).is_empty() {
        let on = rules::dated(form, &data, today);
        let own = certified(tx, row).await?;
        let profile = organisations::profile(tx, row.organisation_id, on).await?;
        rules::officers(form, &data, (&profile.name, &own), on)?;
    }
    Ok(data)
}

/// The officers of the organ who may stand on a paper. The one who decides is a colleague of the author.
async fn certified(tx: &mut ReadTx<'_>, row: &Row) -> Result<Vec<CertifiedOfficer>> {
    let own = officers::own(tx).await?;
    let own = own.into_iter().filter(|o| o.organisation_id == row.organisation_id);
    Ok(own
        .map(|o| CertifiedOfficer {
            id: o.id,
            name: o.name,
            certificate_no: o.certificate_no,
            valid_from: o.valid_from,
            valid_to: o.valid_to,
        })
        .collect())
}

/// 送审、出具时再核一次前提文书、份数、送达和期限：制作以后，前提文书可能已经撤销。
///
/// # Errors
/// The refusals on drawing up.
pub(super) async fn in_order(tx: &mut ReadTx<'_>, row: &Row, calendar: &WorkCalendar) -> Result<()> {
    let subjects: Vec<uuid::Uuid> = matter(row).collect();
    let mut made = issued_in(tx, &subjects).await?;
    if let Some(old) = row.supersedes {
        let old = documents::one(tx, old).await?;
        old.state.after(DocumentAct::Supersede)?;
        // 要更正的那一份不算已有的一份。
        for (name, state, papers) in &mut made.documents {
            if name.code() == old.form && *state == old.state {
                *papers -= 1;
            }
        }
    }
    let party = row.data_json.get("party").and_then(Value::as_str).map(str::trim);
    Ok(rules::may_draw_up(row.form()?, &made, party, (tx.today(), calendar))?)
}

/// The records whose papers go together: the inspection and its scheme.
fn matter(row: &Row) -> impl Iterator<Item = uuid::Uuid> {
    [Some(row.subject_id), row.follows].into_iter().flatten()
}

/// What a matter has already: issued, or being drawn up.
///
/// # Errors
/// Engine faults.
pub async fn made(tx: &mut ReadTx<'_>, subjects: &[uuid::Uuid]) -> Result<Made> {
    let mut made = issued_in(tx, subjects).await?;
    let open = store::open_kinds(tx, subjects).await?;
    made.drafts = open.into_iter().filter_map(|(form,)| form.parse().ok()).collect();
    Ok(made)
}

async fn issued_in(tx: &mut ReadTx<'_>, subjects: &[uuid::Uuid]) -> Result<Made> {
    let kinds = documents::kinds(tx, subjects).await?.into_iter();
    let documents = kinds.filter_map(|k| Some((k.form.parse().ok()?, k.state, k.papers))).collect();
    let told = life::told(tx, subjects, &waiting::TOLD).await?;
    Ok(Made { documents, drafts: Vec::new(), told })
}

async fn issued(tx: &mut WriteTx<'_>, row: &Row, id: DocumentId, data: Value) -> Result<crate::Issued> {
    let draft = Draft {
        id,
        form: row.form()?.name(),
        enterprise_id: row.enterprise_id,
        enterprise_name: row.enterprise_name.clone(),
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        follows: row.follows,
    };
    let issued = crate::number(tx, &draft).await?;
    crate::freeze(tx, id, data, row.id.0).await?;
    if let Some(old) = row.supersedes {
        let before = life::one(tx, old).await?;
        let after = before.state.after(DocumentAct::Supersede)?;
        life::supersede(tx, (old, id), after, &row.reason).await?;
        let entry = Entry::on(SubjectKind::Document, old, DocumentAct::Supersede.zh()).because(&row.reason);
        tx.note(entry.change(&before.state, &issued.number)).await?;
    }
    Ok(issued)
}

/// The organ's part of what is known, for a paper begun today.
///
/// # Errors
/// Not found.
pub async fn known_organ(tx: &mut ReadTx<'_>, organ: lexicon::OrganisationId) -> Result<prefill::Known> {
    let today = tx.today();
    Ok(prefill::organ(&organisations::profile(tx, organ, today).await?))
}
