//! 交给同事 · a piece of work changes hands

use super::rules::{Refusal, may_take};
use super::{Hand, OpenWork, WorkKind};
use crate::{on_site, rectification, scheme};
use authority::{Entry, Result, SubjectKind, WriteTx};
use documents::approval::store as approvals;
use documents::paper::{PaperSigner, store as papers};
use lexicon::{ApprovalId, InspectionId, PaperId, RectificationId, SchemeId, Term};
use uuid::Uuid;

/// Passes one piece of work on; the trail of the record says from whom to whom.
///
/// # Errors
/// The refusals on handing over; engine faults.
pub async fn pass(tx: &mut WriteTx<'_>, work: &OpenWork, from: &Hand, to: &Hand) -> Result<()> {
    may_take(work, from, to, tx.today())?;
    let officers = from.officer.as_ref().map(|o| o.id).zip(to.officer.as_ref().map(|o| o.id));
    let kind = match work.kind {
        WorkKind::Scheme => {
            scheme::store::set_author(tx, SchemeId(work.id), (to.user_id, &to.name)).await?;
            SubjectKind::Scheme
        }
        WorkKind::SchemeInApproval | WorkKind::PaperInApproval => return Err(Refusal::Blocked.refused().into()),
        WorkKind::Approval => {
            let step = approvals::one(tx, ApprovalId(work.id)).await?;
            approvals::reassign(tx, step.id, (to.user_id, &to.name, &to.title)).await?;
            if step.subject_kind == SubjectKind::Paper {
                papers::set_signer(tx, PaperId(step.subject_id), from.user_id, &signer(to)).await?;
            } else {
                scheme::store::set_signer(tx, SchemeId(step.subject_id), from.user_id, to.user_id).await?;
            }
            SubjectKind::Approval
        }
        WorkKind::ApprovalAhead => {
            scheme::store::set_signer(tx, SchemeId(work.id), from.user_id, to.user_id).await?;
            SubjectKind::Scheme
        }
        WorkKind::Paper => {
            papers::set_author(tx, PaperId(work.id), (to.user_id, &to.name)).await?;
            SubjectKind::Paper
        }
        WorkKind::PaperAhead => {
            papers::set_signer(tx, PaperId(work.id), from.user_id, &signer(to)).await?;
            SubjectKind::Paper
        }
        WorkKind::Inspection => {
            let pair = officers.ok_or_else(|| Refusal::NotOfficer.refused())?;
            on_site::replace_officer(tx, InspectionId(work.id), pair).await?;
            SubjectKind::Inspection
        }
        WorkKind::Rectification => {
            let pair = officers.ok_or_else(|| Refusal::NotOfficer.refused())?;
            rectification::store::replace_officer(tx, RectificationId(work.id), pair).await?;
            SubjectKind::Rectification
        }
    };
    note(tx, (kind, work.id), work, (from, to)).await
}

fn signer(to: &Hand) -> PaperSigner {
    PaperSigner { user_id: to.user_id, name: to.name.clone(), title: to.title.clone() }
}

async fn note(
    tx: &mut WriteTx<'_>,
    (kind, id): (SubjectKind, Uuid),
    work: &OpenWork,
    (from, to): (&Hand, &Hand),
) -> Result<()> {
    let entry = Entry::on(kind, id, "工作交接").because(work.kind.zh());
    tx.note(entry.change(&from.name, &to.name)).await
}
