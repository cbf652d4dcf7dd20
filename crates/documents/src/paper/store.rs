//! 文书制作 · the SQL of papers that are being drawn up

use super::prefill::Taken;
use super::state::{PaperOffer, PaperState};
use super::{PaperRow, PaperSigner, PaperSigners, rules};
use authority::{Halt, ReadTx, Result, SubjectKind, Verb, WriteTx, q, row, select};
use forms::{Form, FormName};
use lexicon::{DocumentId, EnterpriseId, Instant, OrganisationId, PaperId, Stage, Term, UserId};
use serde_json::Value;
use uuid::Uuid;

row! {
    /// A paper on record.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: PaperId, form: String, subject_kind: SubjectKind = term, subject_id: Uuid, follows: Option<Uuid>,
        supersedes: Option<DocumentId>, enterprise_id: EnterpriseId, enterprise_name: String,
        organisation_id: OrganisationId, organisation_name: String, state: PaperState = term, data_json: Value = json,
        profile_json: Taken = json, signers_json: PaperSigners = json, round: i64, reason: String, document_id: Option<DocumentId>,
        author_id: UserId, author: String, revision: i64, created_at: Instant, updated_at: Instant, updated_by: String,
    }
}

/// A new paper of a record that was taken within the scope.
#[derive(Debug, Clone)]
pub struct NewPaper {
    pub id: PaperId,
    pub form: FormName,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// The record whose numbers it follows.
    pub follows: Option<Uuid>,
    pub supersedes: Option<DocumentId>,
    /// 更正的原因；不是更正的为空
    pub reason: String,
    pub enterprise: (EnterpriseId, String),
    pub data: Value,
    pub taken: Taken,
}

impl Row {
    /// The form of the paper.
    ///
    /// # Errors
    /// A fault, when the catalogue no longer has it.
    pub fn form(&self) -> Result<&'static Form> {
        let name = self.form.parse::<FormName>().map_err(|e| Halt::Fault(e.to_string()))?;
        Ok(forms::form(name))
    }
    /// What the person may do now.
    #[must_use]
    pub fn offers(&self, actor: &authority::Actor, form: &Form) -> Vec<PaperOffer> {
        let may = actor.acts_for(self.organisation_id).is_ok()
            && self.author_id == actor.user_id
            && actor.holds(Verb::DrawUpPaper);
        if !may {
            return Vec::new();
        }
        let needs = form.facts().needs_approval;
        let of = |act: super::PaperAct| match act {
            super::PaperAct::Save => Some(PaperOffer::Save),
            super::PaperAct::Submit if needs => Some(PaperOffer::Submit),
            super::PaperAct::Withdraw => Some(PaperOffer::Withdraw),
            super::PaperAct::Issue if rules::may_issue(form, self.state).is_ok() => {
                actor.holds(Verb::IssueDocument).then_some(PaperOffer::Issue)
            }
            _ => None,
        };
        let mut offers: Vec<PaperOffer> = self.state.acts().into_iter().filter_map(of).collect();
        if self.state == PaperState::FIRST && self.round == 0 {
            offers.push(PaperOffer::Delete);
        }
        offers
    }
}

impl From<Row> for PaperRow {
    fn from(r: Row) -> Self {
        Self {
            zh: r.form.parse::<FormName>().map(FormName::zh).unwrap_or_default().to_owned(),
            id: r.id,
            form: r.form,
            state: r.state,
            author: r.author,
            author_id: r.author_id,
            supersedes: r.supersedes,
            document_id: r.document_id,
            updated_at: r.updated_at,
        }
    }
}

/// One paper within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: PaperId) -> Result<Row> {
    tx.one(select::<Row>("FROM paper_drafts p WHERE id = ").b(id).s(" AND ").within(tx, "p")).await
}

/// Takes a paper of the caller's own organ; holds it until the transaction ends.
///
/// # Errors
/// Not found; of another organ.
pub async fn hold(tx: &mut WriteTx<'_>, id: PaperId) -> Result<Row> {
    let wanted = select::<Row>("FROM paper_drafts p WHERE id = ").b(id).s(" AND ").within(tx, "p").for_update();
    let row: Row = tx.one(wanted).await?;
    tx.actor().acts_for(row.organisation_id)?;
    Ok(row)
}

/// As [`hold`], for its author, at the revision the person saw.
///
/// # Errors
/// As [`hold`]; stale; another person's.
pub async fn take(tx: &mut WriteTx<'_>, id: PaperId, seen: i64) -> Result<Row> {
    let row = hold(tx, id).await?;
    if row.revision != seen {
        return Err(Halt::Stale { revision: row.revision, by: row.updated_by, at: row.updated_at });
    }
    rules::by_author(row.author_id, tx.actor().user_id)?;
    Ok(row)
}

/// The papers of the records of a matter that are not issued yet, oldest first.
///
/// # Errors
/// Engine faults.
pub async fn open_in(tx: &mut ReadTx<'_>, subjects: &[Uuid]) -> Result<Vec<Row>> {
    let list = select::<Row>("FROM paper_drafts p WHERE subject_id IN (").list(subjects.iter().map(|s| (*s).into()));
    let list = list.s(") AND state <> ").b(PaperState::Issued.code()).s(" AND ");
    tx.all(list.within(tx, "p").s(" ORDER BY id")).await
}

/// The kinds of the papers of a matter that are not issued yet; corrections do not count as another copy.
///
/// # Errors
/// Engine faults.
pub async fn open_kinds(tx: &mut ReadTx<'_>, subjects: &[Uuid]) -> Result<Vec<(String,)>> {
    let list = q("SELECT form FROM paper_drafts p WHERE subject_id IN (").list(subjects.iter().map(|s| (*s).into()));
    let list = list.s(") AND supersedes IS NULL AND state <> ").b(PaperState::Issued.code()).s(" AND ");
    tx.all(list.within(tx, "p")).await
}

/// Whether somebody is drawing up a correction of a document of the scope already.
///
/// # Errors
/// Engine faults.
pub async fn is_being_corrected(tx: &mut ReadTx<'_>, subject: Uuid, old: DocumentId) -> Result<bool> {
    let open = q("SELECT 1 FROM paper_drafts p WHERE subject_id = ").b(subject).s(" AND supersedes = ").b(old);
    let open = open.s(" AND state <> ").b(PaperState::Issued.code()).s(" AND ").within(tx, "p");
    Ok(tx.count(open).await? > 0)
}

/// The papers of an organ that are not issued yet.
///
/// # Errors
/// Engine faults.
pub async fn open_of(tx: &mut ReadTx<'_>, organ: OrganisationId) -> Result<Vec<Row>> {
    let done = PaperState::Issued.code();
    let list = select::<Row>("FROM paper_drafts p WHERE organisation_id = ").b(organ).s(" AND state <> ").b(done);
    tx.all(list.s(" AND ").within(tx, "p").s(" ORDER BY id")).await
}

/// Puts a new paper on record, of the caller's organ and by the caller.
///
/// # Errors
/// An id that exists is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, new: &NewPaper) -> Result<()> {
    let actor = tx.actor().clone();
    let now = tx.at();
    let insert =
        q("INSERT INTO paper_drafts (id, form, subject_kind, subject_id, follows, supersedes, enterprise_id, \
         enterprise_name, organisation_id, organisation_name, prov, city, county, state, data_json, profile_json, \
         signers_json, round, reason, document_id, author_id, author, revision, created_at, updated_at, updated_by) VALUES (")
        .list([
            new.id.into(),
            new.form.code().into(),
            new.subject_kind.code().into(),
            new.subject_id.into(),
            new.follows.into(),
            new.supersedes.into(),
            new.enterprise.0.into(),
            (&new.enterprise.1).into(),
            actor.organisation_id.into(),
            (&actor.organisation_name).into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            PaperState::FIRST.code().into(),
            new.data.to_string().into(),
            serde_json::to_string(&new.taken)?.into(),
            serde_json::to_string(&PaperSigners::default())?.into(),
            0_i64.into(),
            (&new.reason).into(),
            None::<DocumentId>.into(),
            actor.user_id.into(),
            (&actor.name).into(),
            1_i64.into(),
            now.into(),
            now.into(),
            (&actor.name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("the record it belongs to was taken within the scope")).await
}

/// Keeps a paper that was held, with the next revision.
///
/// # Errors
/// Engine faults.
pub async fn keep(tx: &mut WriteTx<'_>, row: &Row) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE paper_drafts SET state = ").b(row.state.code());
    let update = update.s(", data_json = ").b(row.data_json.to_string());
    let update = update.s(", profile_json = ").b(serde_json::to_string(&row.profile_json)?);
    let update = update.s(", signers_json = ").b(serde_json::to_string(&row.signers_json)?);
    let update = update.s(", round = ").b(row.round).s(", document_id = ").b(row.document_id);
    let update = update.s(", revision = revision + 1, updated_at = ").b(at).s(", updated_by = ").b(by);
    tx.exec_one(update.s(" WHERE id = ").b(row.id).beyond("held within the scope before")).await
}

/// Removes a paper that was held and never submitted.
///
/// # Errors
/// Engine faults.
pub async fn delete(tx: &mut WriteTx<'_>, id: PaperId) -> Result<()> {
    tx.exec_one(q("DELETE FROM paper_drafts WHERE id = ").b(id).beyond("held within the scope before")).await
}

/// Gives a paper to another author of the same organ.
///
/// # Errors
/// Engine faults.
pub async fn set_author(tx: &mut WriteTx<'_>, id: PaperId, (to, name): (UserId, &str)) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE paper_drafts SET author_id = ").b(to).s(", author = ").b(name).s(", updated_at = ").b(at);
    let update = update.s(", updated_by = ").b(by).s(", revision = revision + 1 WHERE id = ").b(id).s(" AND ");
    let update = update.within(tx, "paper_drafts");
    tx.exec_one(update).await
}

/// Puts another person in the place of one who was to review or approve.
///
/// # Errors
/// Not found; engine faults.
pub async fn set_signer(tx: &mut WriteTx<'_>, id: PaperId, from: UserId, to: &PaperSigner) -> Result<()> {
    let mut signers = one(tx, id).await?.signers_json;
    for signer in [&mut signers.reviewer, &mut signers.approver] {
        if signer.as_ref().is_some_and(|s| s.user_id == from) {
            *signer = Some(to.clone());
        }
    }
    let update = q("UPDATE paper_drafts SET signers_json = ").b(serde_json::to_string(&signers)?);
    let update = update.s(", revision = revision + 1 WHERE id = ").b(id).beyond("taken within scope before");
    tx.exec_one(update).await
}
