//! 查看方案 · one scheme

use super::store::{self, Row};
use super::{ApprovalMode, Scheme, SchemeState, facts};
use authority::{Permit, ReadTx, Result, SubjectKind, Verb};
use documents::approval::{ApprovalStage, ApprovalStep, StepState, store as approvals};
use evidence::attachment::Attachment;
use lexicon::SchemeId;
use web::{App, Caller, Json, Path};

/// 查看现场检查方案
#[utoipa::path(get, path = "/schemes/{id}", tag = "现场检查方案", operation_id = "show_scheme", params(("id" = SchemeId, Path)), responses((status = 200, body = Scheme)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<SchemeId>) -> web::Result<Json<Scheme>> {
    let permit = caller.may(Verb::ReadScheme)?;
    let shown = view(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::Scheme, id).await;
    Ok(shown)
}

/// The scheme as the caller sees it.
///
/// # Errors
/// Not found.
pub(super) async fn view(app: &App, permit: Permit, id: SchemeId) -> web::Result<Json<Scheme>> {
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| Box::pin(async move { whole(tx, &inner, id).await }));
    Ok(Json(read.await?.0))
}

/// The scheme with every stage of every round, the stages also by round.
///
/// # Errors
/// Not found.
pub(super) async fn whole(tx: &mut ReadTx<'_>, app: &App, id: SchemeId) -> Result<(Scheme, Vec<(i64, ApprovalStep)>)> {
    let row = store::one(tx, id).await?;
    let known = match &row.frozen_json {
        Some(frozen) => frozen.clone(),
        None => facts::gather(tx, app, &row, app.clock.today()).await?.snapshot(),
    };
    let attachments = scan(tx, &row).await?;
    let rounds = rounds(&row, &approvals::of_subject(tx, id.0).await?);
    let scheme = Scheme {
        id: row.id,
        number: Some(row.number.clone()).filter(|n| !n.is_empty()),
        state: row.state,
        revision: row.revision,
        acts: row.offers(tx.actor()),
        draft: row.draft_json,
        author: row.author,
        author_id: row.author_id,
        organisation_name: row.organisation_name,
        enterprise: known.enterprise,
        officers: known.officers,
        items: known.items,
        groups: known.groups,
        approvals: rounds.iter().map(|(_, step)| step.clone()).collect(),
        attachments,
        document_id: row.document_id,
        inspection_id: row.inspection_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        updated_by: row.updated_by,
    };
    Ok((scheme, rounds))
}

/// What is known of the scan. A draft is saved as it is typed: the id may name a file the caller must not see.
async fn scan(tx: &mut ReadTx<'_>, row: &Row) -> Result<Vec<Attachment>> {
    match row.draft_json.offline.attachment_id {
        Some(id) if store::has_attachment(tx, id).await? => evidence::attachment::of(tx, &[id]).await,
        _ => Ok(Vec::new()),
    }
}

/// 各轮各环节；审核未完时，审批人列为“未到”。
fn rounds(row: &Row, asked: &[approvals::Row]) -> Vec<(i64, ApprovalStep)> {
    let mut steps: Vec<(i64, ApprovalStep)> = asked.iter().map(|a| (a.round, a.into())).collect();
    let online = row.draft_json.approval_mode == ApprovalMode::Online;
    let next = row.frozen_json.as_ref().and_then(|f| f.approver.clone());
    if let (SchemeState::AwaitingReview, true, Some(approver)) = (row.state, online, next) {
        let waiting = ApprovalStep {
            stage: ApprovalStage::Approve,
            name: approver.name,
            title: approver.title,
            state: StepState::Waiting,
            opinion: String::new(),
            decided_at: None,
        };
        steps.push((row.round, waiting));
    }
    steps
}
