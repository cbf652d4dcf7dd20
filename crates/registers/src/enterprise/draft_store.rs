//! 企业草稿 · the SQL of drafts; a draft belongs to its organ, not to a region

use super::drafts::{DraftContent, DraftRow, EnterpriseDraft};
use authority::{Halt, Q, ReadTx, Result, WriteTx, q, row, select};
use lexicon::{EnterpriseDraftId, Instant};

row! {
    /// A draft without its content.
    #[derive(Debug, Clone)]
    pub struct Line { id: EnterpriseDraftId, name: String, revision: i64, updated_at: Instant, updated_by: String }
}

row! {
    /// A draft on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: EnterpriseDraftId, content_json: DraftContent = json, revision: i64, updated_at: Instant, updated_by: String,
    }
}

impl From<Line> for DraftRow {
    fn from(l: Line) -> Self {
        Self { id: l.id, name: l.name, revision: l.revision, updated_at: l.updated_at, updated_by: l.updated_by }
    }
}

impl From<Record> for EnterpriseDraft {
    fn from(r: Record) -> Self {
        Self {
            id: r.id,
            revision: r.revision,
            updated_at: r.updated_at,
            updated_by: r.updated_by,
            content: r.content_json,
        }
    }
}

const TAKEN: &str = "the draft was taken as the own organ's";

/// The organ's drafts, newest first, with one more than asked; and how many there are.
///
/// # Errors
/// Engine faults.
pub async fn list(tx: &mut ReadTx<'_>, before: Option<EnterpriseDraftId>, size: i64) -> Result<(Vec<Line>, i64)> {
    let organ = tx.actor().organisation_id;
    let all = q("SELECT 1 FROM enterprise_drafts d WHERE organisation_id = ").b(organ).s(" AND ").within(tx, "d");
    let total = tx.count(all).await?;
    let list = select::<Line>("FROM enterprise_drafts d WHERE organisation_id = ").b(organ).s(" AND ");
    let mut list = list.within(tx, "d");
    if let Some(before) = before {
        list = list.s(" AND id < ").b(before);
    }
    Ok((tx.all(list.s(" ORDER BY id DESC LIMIT ").b(size + 1)).await?, total))
}

fn one(tx: &ReadTx<'_>, id: EnterpriseDraftId) -> Q<authority::Bound> {
    let organ = tx.actor().organisation_id;
    let one = select::<Record>("FROM enterprise_drafts d WHERE id = ").b(id).s(" AND organisation_id = ").b(organ);
    one.s(" AND ").within(tx, "d")
}

/// A draft of the own organ.
///
/// # Errors
/// Not found, or another organ's.
pub async fn take(tx: &mut ReadTx<'_>, id: EnterpriseDraftId) -> Result<Record> {
    let one = one(tx, id);
    tx.one(one).await
}

/// The id, when there is such a draft of the own organ.
///
/// # Errors
/// Engine faults.
pub async fn known(tx: &mut ReadTx<'_>, id: EnterpriseDraftId) -> Result<Option<EnterpriseDraftId>> {
    let one = one(tx, id);
    Ok(tx.opt::<Record>(one).await?.map(|record| record.id))
}

/// A draft of the own organ at the revision the caller saw, held until the transaction ends.
///
/// # Errors
/// Not found; stale.
pub async fn take_for_update(tx: &mut WriteTx<'_>, id: EnterpriseDraftId, seen: i64) -> Result<Record> {
    let record: Record = {
        let one = one(tx, id).for_update();
        tx.one(one).await?
    };
    if record.revision == seen {
        return Ok(record);
    }
    Err(Halt::Stale { revision: record.revision, by: record.updated_by, at: record.updated_at })
}

/// Puts a draft on record for the own organ.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, id: EnterpriseDraftId, content: &DraftContent) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert =
        q("INSERT INTO enterprise_drafts (id, organisation_id, prov, city, county, name, content_json, revision, \
         created_at, created_by, updated_at, updated_by) VALUES (")
        .list([
            id.into(),
            actor.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            content.facts.name.trim().into(),
            serde_json::to_string(content)?.into(),
            1_i64.into(),
            at.into(),
            (&actor.name).into(),
            at.into(),
            (&actor.name).into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("the draft carries the caller's own keys")).await
}

/// Replaces what was filled in.
///
/// # Errors
/// Engine faults.
pub async fn update(tx: &mut WriteTx<'_>, id: EnterpriseDraftId, content: &DraftContent) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE enterprise_drafts SET name = ").b(content.facts.name.trim()).s(", content_json = ");
    let update = update.b(serde_json::to_string(content)?).s(", revision = revision + 1, updated_at = ").b(at);
    let update = update.s(", updated_by = ").b(by).s(" WHERE id = ").b(id);
    tx.exec_one(update.beyond(TAKEN)).await
}

/// Deletes a draft: it was never submitted, or is submitted now.
///
/// # Errors
/// Engine faults.
pub async fn delete(tx: &mut WriteTx<'_>, id: EnterpriseDraftId) -> Result<()> {
    tx.exec_one(q("DELETE FROM enterprise_drafts WHERE id = ").b(id).beyond(TAKEN)).await
}
