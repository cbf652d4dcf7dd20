//! 用印 · the seal in force is bound to a paper when it is frozen
//!
//! 定稿的当时定下盖哪一枚章、验证网址和审批人；成文在后，也只用定下的这一枚。

use super::bind_store::{self, Bound};
use super::rules;
use super::store::{self, Row};
use crate::issue::store::Frozen;
use authority::{Entry, ReadTx, Result, SubjectKind, WriteTx};
use forms::FormName;
use lexicon::OrganisationId;
use uuid::Uuid;

/// Binds the seal of its organ that is in force today to a paper, when its form wants one and there is one.
///
/// # Errors
/// Engine faults.
pub async fn bind(tx: &mut WriteTx<'_>, document: &Frozen, form: FormName, asked_about: Uuid) -> Result<()> {
    let seal = in_force(tx, document.organisation_id, form).await?;
    let address = identity::setting::store::all(tx).await?.public_address;
    let approved_by = approver(tx, asked_about).await?;
    let decided = Bound { seal_id: seal.as_ref().map(|seal| seal.id), public_address: address, approved_by };
    bind_store::insert(tx, document, decided).await?;
    let Some(seal) = seal else { return Ok(()) };
    tx.note(Entry::on(SubjectKind::Seal, seal.id, "用印").with(&(document.id, &document.number))).await
}

/// The seal an organ would put on a paper of this form today; none when the form carries none or the organ has none.
///
/// # Errors
/// Engine faults.
async fn in_force(tx: &mut WriteTx<'_>, organ: OrganisationId, form: FormName) -> Result<Option<Row>> {
    let today = tx.today();
    for kind in rules::kinds_for(form) {
        let passed = store::passed_now(tx, organ, *kind).await?;
        if let Some(seal) = passed.into_iter().find(|seal| rules::is_in_force(seal, today)) {
            return Ok(Some(seal));
        }
    }
    Ok(None)
}

/// Whether an organ has a seal today for papers of this form; to be told before one is issued without.
///
/// # Errors
/// Engine faults.
pub(crate) async fn is_there(tx: &mut ReadTx<'_>, organ: OrganisationId, form: FormName) -> Result<bool> {
    let today = tx.today();
    for kind in rules::kinds_for(form) {
        if store::passed(tx, organ, *kind).await?.iter().any(|seal| rules::is_in_force(seal, today)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who approved what was asked about; nobody where no leave is needed.
async fn approver(tx: &mut ReadTx<'_>, asked_about: Uuid) -> Result<String> {
    use crate::approval::{ApprovalStage, state::ApprovalState, store as approvals};
    let stages = approvals::of_subject(tx, asked_about).await?;
    let agreed =
        |stage: &&approvals::Row| stage.stage == ApprovalStage::Approve && stage.state == ApprovalState::Agreed;
    Ok(stages.iter().rev().find(agreed).map(|stage| stage.assignee_name.clone()).unwrap_or_default())
}
