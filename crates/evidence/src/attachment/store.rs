//! 附件 · the SQL of attachments

use super::Attachment;
use authority::{FieldError, Halt, ReadTx, Result, WriteTx, q, select};
use lexicon::{AttachmentId, UserId};

/// How many ids one statement names.
const AT_ONCE: usize = 500;

/// The attachments with these ids, oldest first; unknown ids are left out.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    let mut found = Vec::new();
    for ids in distinct(ids).chunks(AT_ONCE) {
        let list = select::<Attachment>("FROM attachments WHERE id IN (").list(ids.iter().map(|id| (*id).into()));
        let list = list.s(") ORDER BY id").beyond("attachments named by a record that was taken within the scope");
        found.extend(tx.all::<Attachment>(list).await?);
    }
    Ok(found)
}

/// Refuses ids that name no attachment of the caller's own organ, so that a record cannot point to a file that does
/// not exist or that the caller may not see.
///
/// # Errors
/// [`Halt::Invalid`] at `attachments`; engine faults.
pub async fn all_own(tx: &mut ReadTx<'_>, ids: &[AttachmentId]) -> Result<()> {
    let organ = tx.actor().organisation_id;
    let wanted = distinct(ids);
    let mut found = 0;
    for ids in wanted.chunks(AT_ONCE) {
        let own = q("SELECT id FROM attachments a WHERE organisation_id = ").b(organ).s(" AND id IN (");
        let own = own.list(ids.iter().map(|id| (*id).into())).s(") AND ").within(tx, "a");
        found += tx.all::<(AttachmentId,)>(own).await?.len();
    }
    match wanted.len() - found {
        0 => Ok(()),
        n => Err(Halt::Invalid(vec![FieldError::new(
            "attachments",
            format!("有{n}个附件没有上传成功，请重新上传后再保存"),
        )])),
    }
}

fn distinct(ids: &[AttachmentId]) -> Vec<AttachmentId> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// One attachment within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: AttachmentId) -> Result<Attachment> {
    tx.one(select::<Attachment>("FROM attachments a WHERE id = ").b(id).s(" AND ").within_or_granted(tx, "a")).await
}

/// Who handed in the attachment with this id, and its digest, wherever it lies.
///
/// # Errors
/// Engine faults.
pub async fn known(tx: &mut ReadTx<'_>, id: AttachmentId) -> Result<Option<(UserId, String)>> {
    let known = q("SELECT uploaded_by_id, sha256 FROM attachments WHERE id = ").b(id);
    tx.opt(known.beyond("only whether the id is taken is told")).await
}

/// Puts an attachment on record.
///
/// # Errors
/// Engine faults; an id that is taken is a refusal.
pub async fn insert(tx: &mut WriteTx<'_>, new: &Attachment) -> Result<()> {
    let actor = tx.actor().clone();
    let at = tx.at();
    let insert =
        q("INSERT INTO attachments (id, organisation_id, prov, city, county, name, media_type, size, sha256, \
         uploaded_at, uploaded_by, uploaded_by_id) VALUES (")
        .list([
            new.id.into(),
            actor.organisation_id.into(),
            (&actor.keys.prov).into(),
            (&actor.keys.city).into(),
            (&actor.keys.county).into(),
            (&new.name).into(),
            (&new.media_type).into(),
            new.size.into(),
            (&new.sha256).into(),
            at.into(),
            (&actor.name).into(),
            actor.user_id.into(),
        ])
        .s(")");
    tx.exec_one(insert.beyond("the organ's own attachment")).await
}
