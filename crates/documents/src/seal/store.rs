//! 签章管理 · the SQL of seals

use super::SealKind;
use super::state::SealState;
use authority::{Bound, Halt, Q, ReadTx, Result, WriteTx, q, row, select};
use lexicon::{DocumentId, Instant, LegalDay, OrganisationId, SealId, SealImageId, Term, UserId};

row! {
    /// A seal on record.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: SealId, organisation_id: OrganisationId, organisation_name: String, kind: SealKind = term, size_tenths: i64,
        valid_from: LegalDay, valid_to: LegalDay, image_id: SealImageId, mask_sha256: String, state: SealState = term,
        submitted_at: Instant, submitted_by: String, submitted_by_id: UserId, reviewed_at: Option<Instant>,
        reviewed_by: String, opinion: String, ended_at: Option<Instant>, ended_by: String, end_reason: String, revision: i64,
    }
}

row! {
    /// A picture that was handed in.
    #[derive(Debug, Clone)]
    pub struct Image {
        id: SealImageId, organisation_id: OrganisationId, name: String, original_sha256: String, mask_sha256: String,
        width: i64, height: i64, uploaded_by_id: UserId,
    }
}

row! {
    /// One paper that carries a seal.
    #[derive(Debug, Clone)]
    pub struct Use {
        document_id: DocumentId, form: String, number: String, enterprise_name: String, file_sha256: String,
        bound_at: Instant, bound_by: String, approved_by: String,
    }
}

/// A picture of the caller's scope.
///
/// # Errors
/// Not found.
pub async fn image(tx: &mut ReadTx<'_>, id: SealImageId) -> Result<Image> {
    tx.one(select::<Image>("FROM seal_images i WHERE id = ").b(id).s(" AND ").within(tx, "i")).await
}

/// Who handed in the picture with this id, and its digest, wherever it lies.
///
/// # Errors
/// Engine faults.
pub async fn known_image(tx: &mut ReadTx<'_>, id: SealImageId) -> Result<Option<(UserId, String)>> {
    let known = q("SELECT uploaded_by_id, original_sha256 FROM seal_images WHERE id = ").b(id);
    tx.opt(known.beyond("only whether the id is taken is told")).await
}

/// Puts a picture on record.
///
/// # Errors
/// Engine faults; an id that is taken is a refusal.
pub async fn insert_image(tx: &mut WriteTx<'_>, new: &Image) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO seal_images (id, organisation_id, prov, city, county, name, original_sha256, mask_sha256, \
         width, height, uploaded_at, uploaded_by, uploaded_by_id) VALUES (")
        .list([
            new.id.into(),
            actor.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            (&new.name).into(),
            (&new.original_sha256).into(),
            (&new.mask_sha256).into(),
            new.width.into(),
            new.height.into(),
            at.into(),
            (&actor.name).into(),
            actor.user_id.into(),
        ]);
    tx.exec_one(insert.s(")").beyond("the organ's own seal")).await
}

/// What is submitted for review.
#[derive(Debug, Clone)]
pub struct New {
    pub id: SealId,
    pub kind: SealKind,
    pub size_tenths: i64,
    pub valid_from: LegalDay,
    pub valid_to: LegalDay,
    pub image: Image,
}

/// Puts a seal on record, waiting for review.
///
/// # Errors
/// Engine faults; a picture that was submitted before is a refusal.
pub async fn insert(tx: &mut WriteTx<'_>, new: &New) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO seals (id, organisation_id, organisation_name, prov, city, county, kind, size_tenths, \
         valid_from, valid_to, image_id, mask_sha256, state, submitted_at, submitted_by, submitted_by_id, reviewed_at, \
         reviewed_by, opinion, ended_at, ended_by, end_reason, revision) VALUES (")
        .list([
            new.id.into(),
            actor.organisation_id.into(),
            (&actor.organisation_name).into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            new.kind.code().into(),
            new.size_tenths.into(),
            new.valid_from.into(),
            new.valid_to.into(),
            new.image.id.into(),
            (&new.image.mask_sha256).into(),
            SealState::Pending.code().into(),
            at.into(),
            (&actor.name).into(),
            actor.user_id.into(),
            None::<i64>.into(),
            "".into(),
            "".into(),
            None::<i64>.into(),
            "".into(),
            "".into(),
            1_i64.into(),
        ]);
    tx.exec_one(insert.s(")").beyond("the organ's own seal")).await
}

/// Whether the picture was submitted before.
///
/// # Errors
/// Engine faults.
pub async fn is_submitted(tx: &mut ReadTx<'_>, image: SealImageId) -> Result<bool> {
    let found = q("SELECT id FROM seals WHERE image_id = ").b(image).beyond("a picture that was taken within scope");
    Ok(tx.opt::<(SealId,)>(found).await?.is_some())
}

/// One seal within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: SealId) -> Result<Row> {
    tx.one(select::<Row>("FROM seals s WHERE id = ").b(id).s(" AND ").within(tx, "s")).await
}

/// As [`one`], for a change at the revision that was seen.
///
/// # Errors
/// Not found; stale.
pub async fn take(tx: &mut WriteTx<'_>, id: SealId, seen: i64) -> Result<Row> {
    let wanted = select::<Row>("FROM seals s WHERE id = ").b(id).s(" AND ").within(tx, "s").for_update();
    let row: Row = tx.one(wanted).await?;
    if row.revision == seen {
        return Ok(row);
    }
    let ended = row.ended_at.map(|at| (row.ended_by.clone(), at));
    let reviewed = row.reviewed_at.map(|at| (row.reviewed_by.clone(), at));
    let (by, at) = ended.or(reviewed).unwrap_or((row.submitted_by, row.submitted_at));
    Err(Halt::Stale { revision: row.revision, by, at })
}

/// A page of seals, newest first, with one row more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn page(
    tx: &mut ReadTx<'_>,
    state: Option<SealState>,
    before: Option<SealId>,
    size: i64,
) -> Result<(Vec<Row>, i64)> {
    let filter = |statement: authority::Q<authority::Bound>| match state {
        Some(state) => statement.s(" AND s.state = ").b(state.code()),
        None => statement,
    };
    let total = tx.count(filter(q("SELECT 1 FROM seals s WHERE ").within(tx, "s"))).await?;
    let mut list = filter(select::<Row>("FROM seals s WHERE ").within(tx, "s"));
    if let Some(before) = before {
        list = list.s(" AND s.id < ").b(before);
    }
    Ok((tx.all(list.s(" ORDER BY s.id DESC LIMIT ").b(size + 1)).await?, total))
}

/// Keeps a review.
///
/// # Errors
/// Engine faults.
pub async fn reviewed(tx: &mut WriteTx<'_>, id: SealId, state: SealState, opinion: &str) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update =
        q("UPDATE seals SET state = ").b(state.code()).s(", opinion = ").b(opinion).s(", reviewed_at = ").b(at);
    let update = update.s(", reviewed_by = ").b(by).s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("taken within scope before")).await
}

/// Ends the use of a seal.
///
/// # Errors
/// Engine faults.
pub async fn ended(tx: &mut WriteTx<'_>, id: SealId, state: SealState, reason: &str) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE seals SET state = ").b(state.code()).s(", end_reason = ").b(reason).s(", ended_at = ").b(at);
    let update = update.s(", ended_by = ").b(by).s(", revision = revision + 1 WHERE id = ").b(id);
    tx.exec_one(update.beyond("taken within scope before")).await
}

/// The seals of an organ and kind that passed and were not ended, whatever their days.
///
/// # Errors
/// Engine faults.
pub async fn passed(tx: &mut ReadTx<'_>, organ: OrganisationId, kind: SealKind) -> Result<Vec<Row>> {
    tx.all(of_organ(organ, kind)).await
}

/// As [`passed`], locked, so that none is stopped while a paper takes it.
///
/// # Errors
/// Engine faults.
pub async fn passed_now(tx: &mut WriteTx<'_>, organ: OrganisationId, kind: SealKind) -> Result<Vec<Row>> {
    tx.all(of_organ(organ, kind).for_update()).await
}

fn of_organ(organ: OrganisationId, kind: SealKind) -> Q<Bound> {
    let list = select::<Row>("FROM seals s WHERE organisation_id = ").b(organ).s(" AND state = ");
    let list = list.b(SealState::Passed.code()).s(" AND kind = ").b(kind.code()).s(" ORDER BY id DESC");
    list.beyond("the organ in whose name is acted")
}

/// How many papers carry a seal.
///
/// # Errors
/// Engine faults.
pub async fn count_uses(tx: &mut ReadTx<'_>, id: SealId) -> Result<i64> {
    let uses = q("SELECT 1 FROM document_stamps u WHERE u.seal_id = ").b(id);
    tx.count(uses.beyond("of a seal that was taken within scope")).await
}

/// A page of the papers that carry a seal, newest first, with one more than asked.
///
/// # Errors
/// Engine faults.
pub async fn uses(tx: &mut ReadTx<'_>, id: SealId, before: Option<DocumentId>, size: i64) -> Result<Vec<Use>> {
    let list = q("SELECT u.document_id, d.form, d.number, d.enterprise_name, d.file_sha256, u.bound_at, u.bound_by, \
         u.approved_by FROM document_stamps u JOIN documents d ON d.id = u.document_id WHERE u.seal_id = ");
    let mut list = list.b(id).s(" AND ").within(tx, "u");
    if let Some(before) = before {
        list = list.s(" AND u.document_id < ").b(before);
    }
    tx.all(list.s(" ORDER BY u.document_id DESC LIMIT ").b(size + 1)).await
}
