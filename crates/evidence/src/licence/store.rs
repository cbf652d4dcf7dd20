//! 证照 · the SQL of licences

use super::{Licence, LicenceKind};
use crate::attachment;
use authority::q;
use authority::{Halt, ReadTx, Result, WriteTx, row, select};
use lexicon::{AttachmentId, EnterpriseId, Instant, LegalDay, LicenceId, Term};

row! {
    /// A licence on record.
    #[derive(Debug, Clone)]
    pub struct Record {
        id: LicenceId, enterprise_id: EnterpriseId, kind: LicenceKind = term, number: String, valid_to: Option<LegalDay>,
        attachment_id: AttachmentId, added_at: Instant, added_by: String, withdrawn_at: Option<Instant>,
        withdrawn_by: String, withdrawal_reason: String,
    }
}

const OF_FIRM: &str = "licences of an enterprise that is taken within the scope in the same transaction";

/// The licence with this id; the caller then takes its enterprise.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: LicenceId) -> Result<Record> {
    tx.one(select::<Record>("FROM enterprise_licences WHERE id = ").b(id).beyond(OF_FIRM)).await
}

/// The licences of an enterprise, those in use first, the newest first.
///
/// # Errors
/// Engine faults.
pub async fn of(tx: &mut ReadTx<'_>, enterprise: EnterpriseId) -> Result<Vec<Licence>> {
    let list = select::<Record>("FROM enterprise_licences WHERE enterprise_id = ").b(enterprise);
    let list = list.s(" ORDER BY withdrawn_at IS NOT NULL, id DESC LIMIT 200").beyond(OF_FIRM);
    let rows: Vec<Record> = tx.all(list).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.attachment_id).collect();
    let files = attachment::of(tx, &ids).await?;
    let with = |row: Record| {
        let file = files.iter().find(|file| file.id == row.attachment_id).cloned();
        file.map(|file| row.shown(file)).ok_or_else(|| Halt::Fault("a licence without its file".to_owned()))
    };
    rows.into_iter().map(with).collect()
}

/// The licences of an enterprise that are in use, the oldest first.
///
/// # Errors
/// Engine faults.
pub async fn in_use(tx: &mut ReadTx<'_>, enterprise: EnterpriseId) -> Result<Vec<Licence>> {
    let mut all = of(tx, enterprise).await?;
    all.retain(|licence| licence.withdrawn_at.is_none());
    all.reverse();
    Ok(all)
}

impl Record {
    fn shown(self, attachment: attachment::Attachment) -> Licence {
        Licence {
            id: self.id,
            enterprise_id: self.enterprise_id,
            kind: self.kind,
            number: self.number,
            valid_to: self.valid_to,
            attachment,
            added_at: self.added_at,
            added_by: self.added_by,
            withdrawn_at: self.withdrawn_at,
            withdrawn_by: self.withdrawn_by,
            withdrawal_reason: self.withdrawal_reason,
        }
    }
}

/// What is put on record.
#[derive(Debug, Clone)]
pub struct New {
    pub id: LicenceId,
    pub enterprise_id: EnterpriseId,
    pub kind: LicenceKind,
    pub number: String,
    pub valid_to: Option<LegalDay>,
    pub attachment_id: AttachmentId,
}

/// Puts a licence on record.
///
/// # Errors
/// An id that is in use is a refusal; engine faults.
pub async fn insert(tx: &mut WriteTx<'_>, new: &New) -> Result<()> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let insert =
        q("INSERT INTO enterprise_licences (id, enterprise_id, kind, number, valid_to, attachment_id, added_at, \
         added_by, withdrawn_at, withdrawn_by, withdrawal_reason) VALUES (");
    let insert = insert.list([
        new.id.into(),
        new.enterprise_id.into(),
        new.kind.code().into(),
        (&new.number).into(),
        new.valid_to.into(),
        new.attachment_id.into(),
        at.into(),
        by.into(),
        None::<i64>.into(),
        "".into(),
        "".into(),
    ]);
    tx.exec_one(insert.s(")").beyond(OF_FIRM)).await
}

/// Takes a licence out of use; false when somebody did already.
///
/// # Errors
/// Engine faults.
pub async fn withdraw(tx: &mut WriteTx<'_>, id: LicenceId, reason: &str) -> Result<bool> {
    let (at, by) = (tx.at(), tx.actor().name.clone());
    let update = q("UPDATE enterprise_licences SET withdrawn_at = ").b(at).s(", withdrawn_by = ").b(by);
    let update = update.s(", withdrawal_reason = ").b(reason).s(" WHERE id = ").b(id).s(" AND withdrawn_at IS NULL");
    Ok(tx.exec(update.beyond(OF_FIRM)).await? == 1)
}
