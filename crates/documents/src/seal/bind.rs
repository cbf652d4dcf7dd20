//! 用印 · the seal in force is bound to a paper when it is frozen
//!
//! 定稿的当时定下盖哪一枚章、验证网址和审批人；成文在后，也只用定下的这一枚。

use super::rules;
use super::store::{self, Row};
use crate::issue::store::Frozen;
use authority::{Entry, ReadTx, Result, SubjectKind, WriteTx, q, row, select};
use forms::FormName;
use lexicon::{DocumentId, OrganisationId, SealId};

row! {
    /// What a paper was bound to.
    #[derive(Debug, Clone)]
    pub struct Bound {
        seal_id: Option<SealId>, public_address: String, approved_by: String,
    }
}

/// Binds the seal of its organ that is in force today to a paper, when its form wants one and there is one.
///
/// # Errors
/// Engine faults.
pub async fn bind(tx: &mut WriteTx<'_>, document: &Frozen, form: FormName) -> Result<()> {
    let seal = in_force(tx, document.organisation_id, form).await?;
    let address = identity::setting::store::all(tx).await?.public_address;
    let approved_by = approver(tx, document).await?;
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO document_stamps (document_id, seal_id, organisation_id, prov, city, county, public_address, \
         approved_by, bound_at, bound_by) VALUES (")
        .list([
            document.id.into(),
            seal.as_ref().map(|seal| seal.id).into(),
            document.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            address.into(),
            approved_by.into(),
            at.into(),
            (&actor.name).into(),
        ]);
    tx.exec_one(insert.s(")").beyond("the organ's own paper, taken within scope before")).await?;
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

/// Who approved the record that the paper belongs to; nobody where no leave is needed.
async fn approver(tx: &mut ReadTx<'_>, document: &Frozen) -> Result<String> {
    use crate::approval::{ApprovalStage, state::ApprovalState, store as approvals};
    let stages = approvals::of_subject(tx, document.subject_id).await?;
    let agreed =
        |stage: &&approvals::Row| stage.stage == ApprovalStage::Approve && stage.state == ApprovalState::Agreed;
    Ok(stages.iter().rev().find(agreed).map(|stage| stage.assignee_name.clone()).unwrap_or_default())
}

/// What a paper was bound to; none for papers older than this chapter.
///
/// # Errors
/// Engine faults.
pub async fn bound(tx: &mut ReadTx<'_>, document: DocumentId) -> Result<Option<Bound>> {
    let one = select::<Bound>("FROM document_stamps b WHERE document_id = ").b(document);
    tx.opt(one.beyond("of a paper that was taken within scope")).await
}

/// The seal a paper was bound to, whatever became of the seal since.
///
/// # Errors
/// Not found.
pub async fn seal_of(tx: &mut ReadTx<'_>, id: SealId) -> Result<Row> {
    tx.one(select::<Row>("FROM seals s WHERE id = ").b(id).beyond("the seal of a paper that was taken within scope"))
        .await
}
