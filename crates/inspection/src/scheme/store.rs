//! 现场检查方案 · the SQL of schemes

use super::rules::Standing;
use super::{ApprovalMode, SchemeDraft, SchemeOffer, SchemeOrigin, SchemeSource, SchemeState, Snapshot, rules};
use authority::{Actor, Halt, Open, Q, ReadTx, Result, Verb, WriteTx, like_contains, q, row, select};
use lexicon::{
    AttachmentId, DocumentId, EnterpriseId, InspectionId, Instant, LegalDay, OrganisationId, SchemeId, Stage, Term,
    UserId,
};

row! {
    /// A scheme on record. `draft_json` is what the author wrote, `frozen_json` what the registers said at submission.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: SchemeId, organisation_id: OrganisationId, organisation_name: String, enterprise_id: Option<EnterpriseId>,
        enterprise_name: String, officers: String, state: SchemeState = term, number: String,
        draft_json: SchemeDraft = json, frozen_json: Option<Snapshot> = json, round: i64,
        document_id: Option<DocumentId>, inspection_id: Option<InspectionId>, author_id: UserId, author: String,
        revision: i64, created_at: Instant, updated_at: Instant, updated_by: String,
    }
}

row! {
    /// A scheme in a list.
    #[derive(Debug, Clone)]
    pub struct Line {
        id: SchemeId, organisation_id: OrganisationId, enterprise_id: Option<EnterpriseId>, enterprise_name: String,
        officers: String, inspect_from: Option<LegalDay>, inspect_to: Option<LegalDay>,
        approval_mode: ApprovalMode = term, source: SchemeSource = term, origin: SchemeOrigin = term,
        state: SchemeState = term, number: String, round: i64, inspection_id: Option<InspectionId>, author_id: UserId,
        author: String, updated_at: Instant,
    }
}

fn offers(actor: &Actor, organisation: OrganisationId, standing: &Standing<'_>) -> Vec<SchemeOffer> {
    if actor.acts_for(organisation).is_err() {
        return Vec::new();
    }
    rules::offers(standing, actor.user_id, (actor.holds(Verb::DraftScheme), actor.holds(Verb::SubmitScheme)))
}

impl Row {
    /// What the rules of changing it need.
    #[must_use]
    pub fn standing(&self) -> Standing<'_> {
        Standing {
            state: self.state,
            round: self.round,
            author: self.author_id,
            number: &self.number,
            enterprise: self.enterprise_id,
        }
    }
    /// What the person may do now.
    #[must_use]
    pub fn offers(&self, actor: &Actor) -> Vec<SchemeOffer> {
        offers(actor, self.organisation_id, &self.standing())
    }
    /// What was frozen at submission.
    ///
    /// # Errors
    /// A fault: no submitted scheme is without it.
    pub fn frozen(&self) -> Result<&Snapshot> {
        self.frozen_json.as_ref().ok_or_else(|| Halt::Fault(format!("scheme {} has no snapshot", self.id)))
    }
}

impl Line {
    /// What the person may do now.
    #[must_use]
    pub fn offers(&self, actor: &Actor) -> Vec<SchemeOffer> {
        let standing = Standing {
            state: self.state,
            round: self.round,
            author: self.author_id,
            number: &self.number,
            enterprise: self.enterprise_id,
        };
        offers(actor, self.organisation_id, &standing)
    }
}

/// One scheme within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: SchemeId) -> Result<Row> {
    tx.one(select::<Row>("FROM schemes s WHERE id = ").b(id).s(" AND ").within(tx, "s")).await
}

/// Takes a scheme for a change by its organ; holds it until the transaction ends.
///
/// # Errors
/// Not found; another organ's.
pub async fn hold(tx: &mut WriteTx<'_>, id: SchemeId) -> Result<Row> {
    let wanted = select::<Row>("FROM schemes s WHERE id = ").b(id).s(" AND ").within(tx, "s").for_update();
    let row: Row = tx.one(wanted).await?;
    tx.actor().acts_for(row.organisation_id)?;
    Ok(row)
}

/// As [`hold`], at the revision the person saw.
///
/// # Errors
/// As [`hold`]; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: SchemeId, seen: i64) -> Result<Row> {
    let row = hold(tx, id).await?;
    if row.revision == seen {
        Ok(row)
    } else {
        Err(Halt::Stale { revision: row.revision, by: row.updated_by, at: row.updated_at })
    }
}

/// A new draft of the caller's organ.
///
/// # Errors
/// Engine faults; an id that exists is a refusal.
pub async fn insert(tx: &mut WriteTx<'_>, id: SchemeId, draft: &SchemeDraft, names: (&str, &str)) -> Result<()> {
    let actor = tx.actor().clone();
    let now = tx.at();
    let insert = q("INSERT INTO schemes (id, organisation_id, organisation_name, prov, city, county, enterprise_id, \
         enterprise_name, officers, inspect_from, inspect_to, approval_mode, source, origin, state, number, draft_json, \
         frozen_json, round, document_id, inspection_id, author_id, author, revision, created_at, updated_at, updated_by) \
         VALUES (")
    .list([
        id.into(),
        actor.organisation_id.into(),
        (&actor.organisation_name).into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        draft.enterprise_id.into(),
        names.0.into(),
        names.1.into(),
        draft.inspect_from.into(),
        draft.inspect_to.into(),
        draft.approval_mode.code().into(),
        draft.source.code().into(),
        SchemeOrigin::Web.code().into(),
        SchemeState::FIRST.code().into(),
        "".into(),
        serde_json::to_string(draft)?.into(),
        "null".into(),
        0_i64.into(),
        None::<DocumentId>.into(),
        None::<InspectionId>.into(),
        actor.user_id.into(),
        (&actor.name).into(),
        1_i64.into(),
        now.into(),
        now.into(),
        (&actor.name).into(),
    ])
    .s(")")
    .beyond("the organ's own scheme");
    tx.exec_one(insert).await
}

/// Keeps a scheme that was held, with the next revision; the columns of the list follow the draft.
///
/// # Errors
/// Engine faults.
pub async fn keep(tx: &mut WriteTx<'_>, row: &Row) -> Result<()> {
    let (draft, by, now) = (&row.draft_json, tx.actor().name.clone(), tx.at());
    let update = q("UPDATE schemes SET enterprise_id = ").b(draft.enterprise_id);
    let update = update.s(", enterprise_name = ").b(&row.enterprise_name).s(", officers = ").b(&row.officers);
    let update = update.s(", inspect_from = ").b(draft.inspect_from).s(", inspect_to = ").b(draft.inspect_to);
    let update = update.s(", approval_mode = ").b(draft.approval_mode.code()).s(", source = ").b(draft.source.code());
    let update = update.s(", state = ").b(row.state.code()).s(", number = ").b(&row.number);
    let update = update.s(", draft_json = ").b(serde_json::to_string(draft)?);
    let update = update.s(", frozen_json = ").b(serde_json::to_string(&row.frozen_json)?).s(", round = ").b(row.round);
    let update = update.s(", document_id = ").b(row.document_id).s(", inspection_id = ").b(row.inspection_id);
    let update = update.s(", revision = revision + 1, updated_at = ").b(now).s(", updated_by = ").b(by);
    tx.exec_one(update.s(" WHERE id = ").b(row.id).beyond("held within the scope before")).await
}

/// Removes a draft that was held.
///
/// # Errors
/// Engine faults.
pub async fn delete(tx: &mut WriteTx<'_>, id: SchemeId) -> Result<()> {
    tx.exec_one(q("DELETE FROM schemes WHERE id = ").b(id).beyond("held within the scope before")).await
}

/// Whether a file with this id is on record within the caller's scope.
///
/// # Errors
/// Engine faults.
pub async fn has_attachment(tx: &mut ReadTx<'_>, id: AttachmentId) -> Result<bool> {
    let found = q("SELECT 1 FROM attachments a WHERE id = ").b(id).s(" AND ").within(tx, "a");
    Ok(tx.count(found).await? > 0)
}

/// What of the list is wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In the enterprise's name or in the number.
    pub text: Option<String>,
    pub state: Option<SchemeState>,
    /// Written by the caller, or by others.
    pub mine: Option<bool>,
    pub before: Option<SchemeId>,
}

/// Schemes within the caller's scope, newest first, one more than the page holds; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(tx: &mut ReadTx<'_>, wanted: &Wanted, size: i64) -> Result<(Vec<Line>, i64)> {
    let me = tx.actor().user_id;
    let filter = |statement: Q<Open>, tx: &ReadTx<'_>| {
        let mut statement = statement;
        if let Some(text) = &wanted.text {
            let like = like_contains(&text.to_lowercase());
            statement = statement.s("(lower(enterprise_name) LIKE ").b(&like).s(" ESCAPE '\\' OR lower(number) LIKE ");
            statement = statement.b(&like).s(" ESCAPE '\\') AND ");
        }
        if let Some(state) = wanted.state {
            statement = statement.s("state = ").b(state.code()).s(" AND ");
        }
        if let Some(mine) = wanted.mine {
            statement = statement.s(if mine { "author_id = " } else { "author_id <> " }).b(me).s(" AND ");
        }
        statement.within(tx, "s")
    };
    let total = tx.count(filter(q("SELECT 1 FROM schemes s WHERE "), tx)).await?;
    let mut list = filter(select::<Line>("FROM schemes s WHERE "), tx);
    if let Some(before) = wanted.before {
        list = list.s(" AND id < ").b(before);
    }
    Ok((tx.all(list.s(" ORDER BY id DESC LIMIT ").b(size + 1)).await?, total))
}

/// Gives a scheme to another author of the same organ.
///
/// # Errors
/// Engine faults.
pub async fn set_author(tx: &mut WriteTx<'_>, id: SchemeId, (to, name): (UserId, &str)) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE schemes SET author_id = ").b(to).s(", author = ").b(name).s(", updated_at = ").b(at);
    let update = update.s(", updated_by = ").b(by).s(", revision = revision + 1 WHERE id = ").b(id).s(" AND ");
    let update = update.within(tx, "schemes");
    tx.exec_one(update).await
}

/// Puts another person in the place of one who was to review or approve.
///
/// # Errors
/// Not found; engine faults.
pub async fn set_signer(tx: &mut WriteTx<'_>, id: SchemeId, from: UserId, to: UserId) -> Result<()> {
    let mut draft = one(tx, id).await?.draft_json;
    for signer in [&mut draft.reviewer_id, &mut draft.approver_id] {
        if *signer == Some(from) {
            *signer = Some(to);
        }
    }
    let update = q("UPDATE schemes SET draft_json = ").b(serde_json::to_string(&draft)?);
    let update = update.s(", revision = revision + 1 WHERE id = ").b(id).beyond("taken within scope before");
    tx.exec_one(update).await
}
