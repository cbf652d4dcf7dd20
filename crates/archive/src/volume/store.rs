//! 卷宗 · the SQL of volumes

use super::{KeptFor, PaperOrder, Volume, VolumeState, job};
use authority::{ReadTx, Result, SubjectKind, WriteTx, q, row, select};
use lexicon::{InspectionId, Instant, Term, UserId, VolumeId};
use uuid::Uuid;

const WHY: &str = "a volume of a matter that was taken within the scope";

row! {
    /// A volume on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: VolumeId, subject_id: Uuid, version: i64, state: VolumeState = term, kept_for: KeptFor = term,
        paper_order: PaperOrder = term, input_sha256: String, file_name: String, documents: i64, photos: i64, annexes: i64, pages: i64,
        bytes: i64,
        file_sha256: String, failure: String, user_id: UserId, created_by: String, created_at: Instant,
    }
}

impl From<Record> for Volume {
    fn from(r: Record) -> Self {
        let total = r.documents + r.photos + r.annexes + 3;
        let (done, total) = match r.state {
            VolumeState::Running => (job::progress(r.id), total),
            VolumeState::Ready | VolumeState::Failed => (total, total),
        };
        Self {
            inspection_id: InspectionId(r.subject_id),
            id: r.id,
            version: r.version,
            state: r.state,
            kept_for: r.kept_for,
            paper_order: r.paper_order,
            file_name: r.file_name,
            done,
            total,
            documents: r.documents,
            photos: r.photos,
            annexes: r.annexes,
            pages: r.pages,
            bytes: r.bytes,
            sha256: r.file_sha256,
            failure: r.failure,
            created_at: r.created_at,
            created_by: r.created_by,
        }
    }
}

/// One volume within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: VolumeId) -> Result<Record> {
    tx.one(select::<Record>("FROM volumes v WHERE id = ").b(id).s(" AND ").within(tx, "v")).await
}

/// The newest hundred volumes of a matter within the caller's scope, newest first.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, subject: Uuid) -> Result<Vec<Record>> {
    let list = select::<Record>("FROM volumes v WHERE subject_id = ").b(subject).s(" AND ").within(tx, "v");
    tx.all(list.s(" ORDER BY version DESC LIMIT 100")).await
}

/// The volumes that were interrupted.
///
/// # Errors
/// Engine faults.
pub async fn running(tx: &mut ReadTx<'_>) -> Result<Vec<Record>> {
    let list = select::<Record>("FROM volumes WHERE state = ").b(VolumeState::Running.code());
    tx.all(list.beyond("the program goes on with its own work")).await
}

/// A volume that begins.
#[derive(Debug, Clone)]
pub struct NewVolume {
    pub id: VolumeId,
    pub inspection_id: InspectionId,
    pub version: i64,
    pub kept_for: KeptFor,
    pub paper_order: PaperOrder,
    pub input_sha256: String,
    pub file_name: String,
    pub documents: i64,
    pub photos: i64,
    pub annexes: i64,
}

/// Puts a volume on record.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, new: &NewVolume) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert = q("INSERT INTO volumes (id, subject_kind, subject_id, version, organisation_id, prov, city, county, \
         state, kept_for, paper_order, input_sha256, file_name, documents, photos, annexes, pages, bytes, file_sha256, failure, user_id, \
         created_by, created_at) VALUES (")
    .list([
        new.id.into(),
        SubjectKind::Inspection.code().into(),
        new.inspection_id.into(),
        new.version.into(),
        actor.organisation_id.into(),
        (&actor.keys.prov).into(),
        (&actor.keys.city).into(),
        (&actor.keys.county).into(),
        VolumeState::Running.code().into(),
        new.kept_for.code().into(),
        new.paper_order.code().into(),
        (&new.input_sha256).into(),
        (&new.file_name).into(),
        new.documents.into(),
        new.photos.into(),
        new.annexes.into(),
        0_i64.into(),
        0_i64.into(),
        "".into(),
        "".into(),
        actor.user_id.into(),
        (&actor.name).into(),
        at.into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond("the organ's own volume")).await
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    pub pages: i64,
    pub bytes: i64,
    pub file_sha256: String,
}

/// Ends a volume: with what was made, or with the reason why nothing was.
///
/// # Errors
/// Engine faults.
pub async fn finish(tx: &mut WriteTx<'_>, id: VolumeId, done: &std::result::Result<Made, String>) -> Result<()> {
    let at = tx.at();
    let update = q("UPDATE volumes SET finished_at = ").b(at).s(", state = ");
    let update = match done {
        Ok(made) => update
            .b(VolumeState::Ready.code())
            .s(", pages = ")
            .b(made.pages)
            .s(", bytes = ")
            .b(made.bytes)
            .s(", file_sha256 = ")
            .b(&made.file_sha256),
        Err(failure) => update.b(VolumeState::Failed.code()).s(", failure = ").b(failure),
    };
    let update = update.s(" WHERE id = ").b(id).s(" AND state = ").b(VolumeState::Running.code());
    tx.exec_one(update.beyond(WHY)).await
}
