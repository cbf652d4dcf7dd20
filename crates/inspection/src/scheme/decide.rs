//! 审核、审批方案 · decide on a scheme
//!
//! 审核同意的送审批人；审批同意的完成编制；不同意的退回编制人。

use super::approval::{self, Approval};
use super::paper::{self, Signs};
use super::rules::still_ahead;
use super::store::{self, Row};
use super::{SchemeAct, complete, submit};
use authority::{Entry, Halt, Permit, Result, SubjectKind, Verb, WriteTx};
use documents::approval::store::{self as approvals, Row as Step};
use documents::approval::{ApprovalStage, Decision, rules, state::ApprovalState};
use forms::FormName;
use lexicon::{ApprovalId, DocumentId, LegalDay, SchemeId, Stage, Term};
use web::{App, Caller, Json, Path, Sent};

/// 审核、审批
#[utoipa::path(post, path = "/approvals/{id}/decision", tag = "审核审批", operation_id = "decide_approval", params(("id" = ApprovalId, Path)), request_body = Decision, responses((status = 200, body = Approval)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<ApprovalId>,
    Sent(command): Sent,
    Json(decision): Json<Decision>,
) -> web::Result<Json<Approval>> {
    // 权限
    let permit = caller.may(Verb::DecideApproval)?;
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { approvals::one(tx, id).await }));
    if read.await?.subject_kind == SubjectKind::Paper {
        documents::paper::decide::run(&app, permit.clone(), command, id, decision).await?;
        return approval::view(&app, permit, id).await;
    }
    rehearse(&app, permit.clone(), id, decision.clone()).await?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件：先方案后环节，与撤回的次序一致
            let step = approvals::one(tx, id).await?;
            let mut row = store::hold(tx, scheme_of(&step)?).await?;
            let step = approvals::take(tx, id, decision.seen).await?;
            // 判定
            let decided = judged(&step, &row, &decision, (tx.actor().user_id, tx.today()))?;
            // 落库
            approvals::save(tx, id, decided.step, decision.opinion.trim()).await?;
            let printed = carry_on(tx, &mut row, decided.act).await?;
            let before = std::mem::replace(&mut row.state, decided.scheme);
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Scheme, row.id, decided.act.zh());
            let entry = entry.because(decision.opinion.trim()).change(&before, &decided.scheme);
            tx.record(entry, printed).await
        })
    });
    if let Some(document) = write.await? {
        paper::print_now(&app, permit.clone(), document).await;
    }
    approval::view(&app, permit, id).await
}

/// The scheme a stage is about.
///
/// # Errors
/// Not found, when it is about something else.
pub fn scheme_of(step: &Step) -> Result<SchemeId> {
    if step.subject_kind == SubjectKind::Scheme { Ok(SchemeId(step.subject_id)) } else { Err(Halt::NotFound) }
}

struct Decided {
    act: SchemeAct,
    step: ApprovalState,
    scheme: super::SchemeState,
}

fn judged(
    step: &Step,
    row: &Row,
    decision: &Decision,
    (me, today): (lexicon::UserId, LegalDay),
) -> std::result::Result<Decided, lexicon::Refused> {
    let after = rules::decide(step.state, (step.submitted_by_id, step.assignee_id), me, decision)?;
    let act = match (decision.agreed, step.stage) {
        (false, _) => SchemeAct::Return,
        (true, ApprovalStage::Review) => SchemeAct::Review,
        (true, ApprovalStage::Approve) => SchemeAct::Approve,
    };
    let scheme = row.state.after(act)?;
    if decision.agreed {
        still_ahead(row.draft_json.inspect_to, today)?;
    }
    Ok(Decided { act, step: after, scheme })
}

/// Asks the approver, completes the scheme, or lets it go back; the document to print, when it is completed.
async fn carry_on(tx: &mut WriteTx<'_>, row: &mut Row, act: SchemeAct) -> Result<Option<DocumentId>> {
    match act {
        SchemeAct::Review => submit::ask(tx, row, ApprovalStage::Approve).await.map(|()| None),
        SchemeAct::Approve => {
            let steps = approvals::of_subject(tx, row.id.0).await?;
            let signs = signs(row, &steps)?;
            complete::complete(tx, row, signs).await.map(Some)
        }
        _ => {
            row.frozen_json = None;
            Ok(None)
        }
    }
}

/// The two opinions of the present round.
fn signs(row: &Row, steps: &[Step]) -> Result<Signs> {
    let agreed = |stage| {
        let found = steps.iter().find(|s| s.round == row.round && s.stage == stage && s.state == ApprovalState::Agreed);
        found.ok_or_else(|| Halt::Fault(format!("scheme {} lacks an opinion", row.id)))
    };
    let mut signs = Signs::reviewed(agreed(ApprovalStage::Review)?);
    let last = agreed(ApprovalStage::Approve)?;
    let on = last.decided_at.unwrap_or(last.submitted_at).day();
    signs.approval = Some(paper::opinion(&last.opinion, &last.assignee_name, on));
    Ok(signs)
}

/// Sets the paper with the opinion in it before anything is written, so that no approved scheme remains unprintable.
async fn rehearse(app: &App, permit: Permit, id: ApprovalId, decision: Decision) -> Result<()> {
    let today = app.clock.today();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let step = approvals::one(tx, id).await?;
            let row = store::one(tx, scheme_of(&step)?).await?;
            let me = tx.actor().user_id;
            if !decision.agreed || judged(&step, &row, &decision, (me, today)).is_err() {
                return Ok(None);
            }
            let own = Some(paper::opinion(&decision.opinion, &step.assignee_name, today));
            let signs = match step.stage {
                ApprovalStage::Review => Signs { review: own, approval: None },
                ApprovalStage::Approve => {
                    let steps = approvals::of_subject(tx, row.id.0).await?;
                    let reviewed = paper::review_of(&steps, row.round).map(Signs::reviewed).unwrap_or_default();
                    Signs { approval: own, ..reviewed }
                }
            };
            let filled = paper::fill(&row.organisation_name, &row.draft_json, row.frozen()?, signs);
            Ok(Some((row.organisation_id, filled)))
        })
    });
    if let Some((organ, form)) = read.await? {
        documents::proof(app, organ, FormName::INSPECTION_SCHEME, &form.into_job_data()).await?;
    }
    Ok(())
}
