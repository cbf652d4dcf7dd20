//! 出具文书 · number, freeze and print a paper of the inspection
//!
//! The paper is set once without a number before anything is written, so that a number is not wasted on a paper that
//! cannot be printed. The same document id sent again is the same paper.

use super::papers::{self, Filled, Material, PaperForm, PaperParticulars};
use super::rules::{self, Refusal};
use super::state::InspectionAct;
use super::store::{self, Row};
use authority::{Actor, Entry, Permit, SubjectKind, Verb};
use documents::issue::{Document, state::DocumentState, store as documents_store};
use lexicon::{
    CertifiedOfficer, DocumentId, InspectionId, LegalDay, LegalTime, OfficerPair, Ruling, Stage, Term, WorkCalendar,
};
use registers::officer::{OfficerState, rules as officer_rules};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Which paper is to be issued, under which id.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PaperIssue {
    /// Revision the caller saw.
    pub seen: i64,
    /// UUIDv7 made by the client.
    pub document_id: DocumentId,
}

/// 出具文书
#[utoipa::path(post, path = "/inspections/{id}/papers/{form}/issue", tag = "现场执法检查",
    operation_id = "issue_inspection_paper", params(("id" = InspectionId, Path), ("form" = PaperForm, Path)),
    request_body = PaperIssue, responses((status = 200, body = Document)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path((id, form)): Path<(InspectionId, PaperForm)>,
    Sent(command): Sent,
    Json(asked): Json<PaperIssue>,
) -> web::Result<Json<Document>> {
    // 权限
    let permit = caller.may(Verb::IssueDocument)?;
    // 取件
    let (seen, today) = (asked.seen, app.clock.today());
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let material = papers::material(tx, id, today).await?;
            if material.documents.iter().all(|d| d.form != form.code()) {
                store::owned(tx, &material.row, seen)?;
            }
            Ok(material)
        })
    });
    let material = read.await?;
    if let Some(document) = repeated(&material, form, asked.document_id, &caller)? {
        return printed(&app, permit, document).await;
    }
    // 判定
    may_issue(&material, form, &app.calendar, today)?;
    let data = material.data(form, &app.calendar, today);
    documents::proof(&app, material.row.organisation_id, form.name(), &data).await?;
    // 落库
    let signed_on = material.signed_on(form, today);
    let ordered = match form {
        PaperForm::OnSiteRecord => Vec::new(),
        PaperForm::RectificationOrder => material.due_days((signed_on, today), &app.calendar),
    };
    let draft = documents::Draft {
        id: asked.document_id,
        form: form.name(),
        enterprise_id: material.row.enterprise_id,
        enterprise_name: material.row.enterprise_name.clone(),
        subject_kind: SubjectKind::Inspection,
        subject_id: id.0,
        follows: Some(material.row.scheme_id.0),
    };
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 修订号没有变，所以先前读到的内容仍然是全部内容。
            let row = store::take(tx, id, seen).await?;
            let state = row.state.after(InspectionAct::Issue)?;
            let issued = documents::number(tx, &draft).await?;
            documents::freeze(tx, draft.id, data, id.0).await?;
            let filled = PaperParticulars { signed_on: Some(signed_on), ..row.papers_json.of(form).clone() };
            let papers_json = Filled { ordered, ..row.papers_json.clone().with(form, filled) };
            let number = if form == PaperForm::OnSiteRecord { issued.number.clone() } else { row.number.clone() };
            store::save(tx, &Row { state, papers_json, number, ..row }).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Inspection, id, format!("出具{}", form.zh()));
            tx.record(entry.with(&issued.number), issued.id).await
        })
    });
    let document = write.await?;
    printed(&app, permit, document).await
}

/// The paper that is there already: asked for again, or left unprinted by an interruption.
fn repeated(m: &Material, form: PaperForm, asked: DocumentId, caller: &Actor) -> Ruling<Option<DocumentId>> {
    let Some(document) = m.documents.iter().find(|d| d.form == form.code()) else { return Ok(None) };
    caller.acts_for(m.row.organisation_id)?;
    if document.id == asked || document.state == DocumentState::Frozen {
        return Ok(Some(document.id));
    }
    papers::untouched(form, &m.documents).map(|()| None)
}

/// 先出具现场检查记录；出具之日执法证件有效；整改期限在指令书日期以后。
///
/// # Errors
/// The refusals on papers and officers; an act out of turn.
pub fn may_issue(m: &Material, form: PaperForm, calendar: &WorkCalendar, today: LegalDay) -> Ruling<()> {
    m.row.state.after(InspectionAct::Issue)?;
    papers::owed(form, &m.problems)?;
    let signed_on = m.signed_on(form, today);
    rules::signed(signed_on, m.row.particulars_json.checked_to.map(LegalTime::day), today)?;
    if let Some(draft) = m.officers.iter().find(|o| !o.is_submitted) {
        officer_rules::chosen(&draft.name, OfficerState::Draft)?;
    }
    let officers = m.officers.iter().map(|o| CertifiedOfficer {
        id: o.id,
        name: o.name.clone(),
        certificate_no: o.certificate_no.clone(),
        valid_from: o.valid_from,
        valid_to: o.valid_to,
    });
    OfficerPair::on(signed_on, officers.collect())?;
    if form == PaperForm::RectificationOrder {
        if m.documents.iter().all(|d| d.form != PaperForm::OnSiteRecord.code()) {
            return Err(Refusal::RecordFirst.refused());
        }
        if m.profile.reconsideration_organ.is_empty() || m.profile.litigation_court.is_empty() {
            return Err(Refusal::NoRemedy.refused());
        }
        rules::deadlines(&m.due_days((signed_on, today), calendar), today)?;
    }
    Ok(())
}

async fn printed(app: &App, permit: Permit, id: DocumentId) -> web::Result<Json<Document>> {
    documents::print(app, permit.clone(), id).await?;
    let row = app.db.read(permit, move |tx| Box::pin(async move { documents_store::one(tx, id).await })).await?;
    Ok(Json(row.into()))
}
