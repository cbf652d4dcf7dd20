//! 待交接的工作 · everything a person has in hand

use super::{Hand, OpenWork, WorkKind, store};
use crate::scheme::state::SchemeState;
use crate::scheme::store::Row as Scheme;
use authority::{ReadTx, Result, Role};
use documents::approval::ApprovalStage;
use documents::paper::store::{self as papers, Row as Paper};
use documents::paper::{PaperSigner, PaperState};
use lexicon::{OfficerId, OrganisationId};
use uuid::Uuid;

/// Everything a person has in hand, in the order of the procedure.
///
/// # Errors
/// Engine faults.
pub async fn open_work(tx: &mut ReadTx<'_>, hand: &Hand) -> Result<Vec<OpenWork>> {
    InProgress::of(tx, hand.organisation_id).await?.in_hand(tx, hand).await
}

/// The schemes and papers of an organ that are under way, read once for all its people.
#[derive(Debug)]
pub struct InProgress {
    schemes: Vec<Scheme>,
    papers: Vec<Paper>,
}

impl InProgress {
    /// What is under way in an organ.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn of(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Self> {
        Ok(Self { schemes: store::schemes(tx, organ).await?, papers: papers::open_of(tx, organ).await? })
    }

    /// What of it, and of the inspections and re-checks, one of its people has in hand.
    ///
    /// # Errors
    /// Engine faults.
    pub async fn in_hand(&self, tx: &mut ReadTx<'_>, hand: &Hand) -> Result<Vec<OpenWork>> {
        let officer = hand.officer.as_ref().map(|o| o.id);
        let mut out: Vec<OpenWork> = self.schemes.iter().filter_map(|s| of_scheme(s, hand, officer)).collect();
        for paper in &self.papers {
            out.extend(of_paper(paper, hand)?);
        }
        out.extend(self.steps(tx, hand).await?);
        if let Some(officer) = officer {
            out.extend(assigned(tx, officer).await?);
        }
        Ok(out)
    }

    async fn steps(&self, tx: &mut ReadTx<'_>, hand: &Hand) -> Result<Vec<OpenWork>> {
        let mut out = Vec::new();
        for step in store::steps(tx, hand.user_id).await? {
            let scheme = self.schemes.iter().find(|s| s.id.0 == step.subject_id).map(|s| &s.draft_json);
            let paper = self.papers.iter().find(|p| p.id.0 == step.subject_id).map(|p| &p.signers_json);
            let asked = |signer: Option<&PaperSigner>| signer.map(|s| s.user_id);
            let (role, other) = match step.stage {
                ApprovalStage::Review => {
                    let next = scheme.and_then(|s| s.approver_id);
                    (Role::Reviewer, next.or_else(|| asked(paper.and_then(|p| p.approver.as_ref()))))
                }
                ApprovalStage::Approve => {
                    let before = scheme.and_then(|s| s.reviewer_id);
                    (Role::Approver, before.or_else(|| asked(paper.and_then(|p| p.reviewer.as_ref()))))
                }
            };
            let taken = [Some(step.submitted_by_id), other].into_iter().flatten().map(|id| id.0).collect();
            let title = if step.number.is_empty() { step.title } else { step.number };
            out.push(OpenWork { kind: WorkKind::Approval, id: step.id.0, title, is_blocking: false, taken, role });
        }
        Ok(out)
    }
}

/// The inspections and re-checks an officer is assigned to.
async fn assigned(tx: &mut ReadTx<'_>, officer: OfficerId) -> Result<Vec<OpenWork>> {
    let inspections = store::inspections(tx, officer).await?.into_iter().map(|a| (WorkKind::Inspection, a));
    let re_checks = store::rectifications(tx, officer).await?.into_iter().map(|a| (WorkKind::Rectification, a));
    let work = |(kind, a): (WorkKind, store::Assigned)| {
        let taken = a.officer_ids.iter().filter(|id| **id != officer).map(|id| id.0).collect();
        OpenWork { kind, id: a.id, title: a.title, is_blocking: false, taken, role: Role::Officer }
    };
    Ok(inspections.chain(re_checks).map(work).collect())
}

/// 文书：编制中、退回和已同意而没有出具的交给同事；审批中的，编制人要等它办结或撤回；还没轮到的审批人可以换人。
fn of_paper(paper: &Paper, hand: &Hand) -> Result<Option<OpenWork>> {
    let is_author = paper.author_id == hand.user_id;
    let signers = &paper.signers_json;
    let is_next = paper.state == PaperState::AwaitingReview
        && signers.approver.as_ref().is_some_and(|s| s.user_id == hand.user_id);
    let title = format!("{}的{}", paper.enterprise_name, paper.form()?.zh());
    let work = |kind, is_blocking, taken: Vec<Uuid>, role| {
        Some(OpenWork { kind, id: paper.id.0, title, is_blocking, taken, role })
    };
    Ok(if is_author && paper.state.is_waiting() {
        work(WorkKind::PaperInApproval, true, Vec::new(), Role::Officer)
    } else if is_author && paper.state != PaperState::Issued {
        let taken = [&signers.reviewer, &signers.approver].into_iter().flatten().map(|s| s.user_id.0);
        let taken = if paper.state == PaperState::Approved { taken.collect() } else { Vec::new() };
        work(WorkKind::Paper, false, taken, Role::Officer)
    } else if is_next {
        let taken = [Some(paper.author_id), signers.reviewer.as_ref().map(|s| s.user_id)].into_iter().flatten();
        work(WorkKind::PaperAhead, false, taken.map(|id| id.0).collect(), Role::Approver)
    } else {
        None
    })
}

/// 方案：编制中的交给同事；审批中的，编制人和方案上的执法人员都要等它办结或撤回；还没轮到的审批人可以换人。
fn of_scheme(scheme: &Scheme, hand: &Hand, officer: Option<OfficerId>) -> Option<OpenWork> {
    let is_author = scheme.author_id == hand.user_id;
    let is_on_it = officer.is_some_and(|id| scheme.draft_json.officers.contains(&id));
    let is_next = scheme.state == SchemeState::AwaitingReview && scheme.draft_json.approver_id == Some(hand.user_id);
    let work = |kind, is_blocking, taken: Vec<Uuid>, role| {
        Some(OpenWork { kind, id: scheme.id.0, title: title_of(scheme), is_blocking, taken, role })
    };
    match scheme.state {
        SchemeState::Draft | SchemeState::Returned if is_author => {
            work(WorkKind::Scheme, false, Vec::new(), Role::Officer)
        }
        SchemeState::AwaitingReview | SchemeState::AwaitingApproval if is_author || is_on_it => {
            work(WorkKind::SchemeInApproval, true, Vec::new(), Role::Officer)
        }
        _ if is_next => {
            let taken = [Some(scheme.author_id), scheme.draft_json.reviewer_id].into_iter().flatten();
            work(WorkKind::ApprovalAhead, false, taken.map(|id| id.0).collect(), Role::Approver)
        }
        _ => None,
    }
}

/// Everything of an organ that is not finished, whoever has it in hand: numbers, or what it is.
///
/// # Errors
/// Engine faults.
pub async fn unfinished(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<String>> {
    let under_way = InProgress::of(tx, organ).await?;
    let mut out: Vec<String> = under_way.schemes.iter().map(title_of).collect();
    for paper in &under_way.papers {
        out.push(format!("{}的{}", paper.enterprise_name, paper.form()?.zh()));
    }
    out.extend(store::unfinished(tx, organ).await?);
    Ok(out)
}

fn title_of(scheme: &Scheme) -> String {
    if scheme.number.is_empty() { "未提交的现场检查方案".to_owned() } else { scheme.number.clone() }
}
