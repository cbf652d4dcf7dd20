//! 审核审批详情 · one stage with the scheme or the paper it is about

use super::{Scheme, decide, show};
use authority::{Permit, SubjectKind, Verb};
use documents::approval::list::ApprovalRow;
use documents::approval::state::ApprovalState;
use documents::approval::{ApprovalStep, store as approvals};
use documents::paper::{self, Paper};
use lexicon::ApprovalId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// 审核审批
#[derive(Debug, Serialize, ToSchema)]
pub struct Approval {
    #[serde(flatten)]
    pub row: ApprovalRow,
    pub revision: i64,
    /// The stages of the same round: the approver sees what the reviewer said.
    pub steps: Vec<ApprovalStep>,
    /// The caller is the one who is asked.
    pub may_decide: bool,
    /// The scheme it is about, when it is about one.
    pub scheme: Option<Scheme>,
    /// The paper it is about, when it is about one.
    pub paper: Option<Paper>,
}

/// 审核审批详情
#[utoipa::path(get, path = "/approvals/{id}", tag = "审核审批", operation_id = "show_approval", params(("id" = ApprovalId, Path)), responses((status = 200, body = Approval)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ApprovalId>) -> web::Result<Json<Approval>> {
    let permit = caller.may(Verb::ReadApproval)?;
    let shown = view(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::Approval, id).await;
    Ok(shown)
}

/// The stage as the caller sees it.
///
/// # Errors
/// Not found.
pub(super) async fn view(app: &App, permit: Permit, id: ApprovalId) -> web::Result<Json<Approval>> {
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = approvals::one(tx, id).await?;
            let (scheme, paper, rounds) = if row.subject_kind == SubjectKind::Paper {
                let (paper, rounds) = paper::show::whole(tx, paper::decide::paper_of(&row)?).await?;
                (None, Some(paper), rounds)
            } else {
                let (scheme, rounds) = show::whole(tx, &inner, decide::scheme_of(&row)?).await?;
                (Some(scheme), None, rounds)
            };
            let actor = tx.actor();
            let may_decide = row.state == ApprovalState::Pending
                && row.assignee_id == actor.user_id
                && row.submitted_by_id != actor.user_id
                && actor.holds(Verb::DecideApproval);
            let steps = rounds.into_iter().filter(|(round, _)| *round == row.round).map(|(_, step)| step).collect();
            Ok(Approval { revision: row.revision, row: row.into(), steps, may_decide, scheme, paper })
        })
    });
    Ok(Json(read.await?))
}
