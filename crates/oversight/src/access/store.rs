//! 临时查看 · the SQL of temporary accesses

use super::{AccessRecord, TemporaryAccess, rules};
use authority::{EntryClass, ReadTx, Result, SubjectKind, WriteTx, q, row, select};
use lexicon::{AttachmentId, EnterpriseId, Instant, OrganisationId, RegionKeys, TemporaryAccessId, Term, UserId};
use std::collections::HashMap;
use uuid::Uuid;

row! {
    /// An access on record; its keys are those of the enterprise.
    #[derive(Debug, Clone)]
    pub struct Row {
        id: TemporaryAccessId, user_id: UserId, user_name: String, organisation_id: OrganisationId,
        organisation_name: String, subject_id: EnterpriseId, subject_name: String, reason: String, at: Instant,
        expires_at: Instant, is_noted: bool, noted_by: String, revision: i64,
    }
}

impl Row {
    pub(super) fn shown(self, now: Instant, records: Vec<AccessRecord>) -> TemporaryAccess {
        TemporaryAccess {
            is_open: self.expires_at > now,
            id: self.id,
            user_name: self.user_name,
            organisation_name: self.organisation_name,
            enterprise_id: self.subject_id,
            enterprise_name: self.subject_name,
            reason: self.reason,
            at: self.at,
            expires_at: self.expires_at,
            is_noted: self.is_noted,
            noted_by: self.noted_by,
            may_note: false,
            revision: self.revision,
            records,
        }
    }
}

/// An enterprise the caller may look up: its name and keys.
///
/// # Errors
/// Not found.
pub async fn looked_up(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<(String, RegionKeys)> {
    let found = q("SELECT name, prov, city, county FROM enterprises e WHERE id = ").b(id).s(" AND ");
    let (name, prov, city, county): (String, String, String, String) = tx.one(found.looked_up(tx, "e")).await?;
    Ok((name, RegionKeys { prov, city, county }))
}

const FILE: &str = "the file of an enterprise that is being opened with a reason, or was";

/// The inspections, re-checks and papers of an enterprise, the latest first.
///
/// # Errors
/// Engine faults.
pub async fn records(tx: &mut ReadTx<'_>, id: EnterpriseId, name: &str) -> Result<Vec<AccessRecord>> {
    let mut out = vec![AccessRecord { kind: SubjectKind::Enterprise, id: id.0, title: name.to_owned() }];
    let lists = [
        (SubjectKind::Inspection, "SELECT id, inspect_from FROM inspections WHERE enterprise_id = ", "现场检查 "),
        (SubjectKind::Rectification, "SELECT id, order_number FROM rectifications WHERE enterprise_id = ", "整改复查 "),
        (SubjectKind::Document, "SELECT id, number FROM documents WHERE enterprise_id = ", "文书 "),
    ];
    for (kind, from, word) in lists {
        let list = q(from).b(id).s(" ORDER BY id DESC LIMIT 200");
        let found: Vec<(Uuid, String)> = tx.all(list.beyond(FILE)).await?;
        out.extend(found.into_iter().map(|(id, title)| AccessRecord { kind, id, title: format!("{word}{title}") }));
    }
    Ok(out)
}

/// The photos of an enterprise's inspections; they are seen within those records.
///
/// # Errors
/// Engine faults.
pub async fn photos(tx: &mut ReadTx<'_>, id: EnterpriseId) -> Result<Vec<AttachmentId>> {
    let list = q("SELECT f.attachments FROM findings f JOIN inspections i ON i.id = f.inspection_id \
         WHERE f.attachments <> '[]' AND i.enterprise_id = ");
    let found: Vec<(String,)> = tx.all(list.b(id).beyond(FILE)).await?;
    let lists: std::result::Result<Vec<Vec<AttachmentId>>, _> =
        found.iter().map(|(json,)| serde_json::from_str(json)).collect();
    Ok(lists?.into_iter().flatten().collect())
}

/// What is opened.
pub struct Opening {
    pub id: TemporaryAccessId,
    pub enterprise_id: EnterpriseId,
    pub enterprise_name: String,
    pub keys: RegionKeys,
    pub reason: String,
    pub subjects: Vec<Uuid>,
}

/// Puts an access on record.
///
/// # Errors
/// Engine faults.
pub async fn open(tx: &mut WriteTx<'_>, opening: &Opening) -> Result<()> {
    let (actor, at) = (tx.actor().clone(), tx.at());
    let insert = q("INSERT INTO temporary_accesses (id, user_id, user_name, organisation_id, organisation_name, \
         subject_kind, subject_id, subject_name, reason, at, expires_at, is_noted, noted_by, prov, city, county, \
         revision) VALUES (")
    .list([
        opening.id.into(),
        actor.user_id.into(),
        (&actor.name).into(),
        actor.organisation_id.into(),
        (&actor.organisation_name).into(),
        SubjectKind::Enterprise.code().into(),
        opening.enterprise_id.into(),
        (&opening.enterprise_name).into(),
        opening.reason.trim().into(),
        at.into(),
        rules::expires(at).into(),
        false.into(),
        "".into(),
        (&opening.keys.prov).into(),
        (&opening.keys.city).into(),
        (&opening.keys.county).into(),
        1_i64.into(),
    ])
    .s(")");
    tx.exec_one(insert.beyond("the row carries the keys of the enterprise, whose organ is told")).await?;
    for some in opening.subjects.chunks(400) {
        let mut insert = q("INSERT INTO temporary_access_records (access_id, subject_id) VALUES ");
        for (n, subject) in some.iter().enumerate() {
            insert = insert.s(if n == 0 { "(" } else { ", (" }).b(opening.id).s(", ").b(*subject).s(")");
        }
        tx.exec(insert.beyond(FILE)).await?;
    }
    Ok(())
}

/// The caller's own accesses, the latest first.
///
/// # Errors
/// Engine faults.
pub async fn mine(tx: &mut ReadTx<'_>) -> Result<Vec<Row>> {
    let me = tx.actor().user_id;
    let list = select::<Row>("FROM temporary_accesses WHERE user_id = ").b(me).s(" ORDER BY id DESC LIMIT 50");
    tx.all(list.beyond("one's own accesses")).await
}

/// Accesses to the file of enterprises within the caller's scope, the latest first.
///
/// # Errors
/// Engine faults.
pub async fn of_ours(tx: &mut ReadTx<'_>) -> Result<Vec<Row>> {
    let list = select::<Row>("FROM temporary_accesses a WHERE ").within(tx, "a");
    tx.all(list.s(" ORDER BY id DESC LIMIT 200")).await
}

/// What was looked at or downloaded by way of these accesses. The readings stand in the reader's chain; that he read
/// under an access to our file is what makes them ours to know.
///
/// # Errors
/// Engine faults.
pub async fn seen(
    tx: &mut ReadTx<'_>,
    accesses: &[Row],
) -> Result<HashMap<TemporaryAccessId, Vec<(SubjectKind, Uuid)>>> {
    let mut out: HashMap<TemporaryAccessId, Vec<(SubjectKind, Uuid)>> = HashMap::new();
    for some in accesses.chunks(100) {
        let list = q("SELECT DISTINCT a.id, e.subject_kind, e.subject_id FROM temporary_accesses a \
             JOIN temporary_access_records r ON r.access_id = a.id \
             JOIN entries e ON e.subject_id = r.subject_id AND e.user_id = a.user_id AND e.at >= a.at \
             AND e.at < a.expires_at WHERE e.class IN (");
        let classes = [EntryClass::Reading.code().into(), EntryClass::Download.code().into()];
        let list = list.list(classes).s(") AND a.id IN (").list(some.iter().map(|access| access.id.into()));
        let found: Vec<(TemporaryAccessId, String, Uuid)> = tx.all(list.s(") AND ").within(tx, "a")).await?;
        for (access, kind, id) in found {
            if let Ok(kind) = SubjectKind::parse(&kind) {
                out.entry(access).or_default().push((kind, id));
            }
        }
    }
    Ok(out)
}

/// The organs that own the file: those that sit where the enterprise is, or else nearest above it.
///
/// # Errors
/// Engine faults.
pub async fn owners(tx: &mut ReadTx<'_>, id: TemporaryAccessId) -> Result<Vec<OrganisationId>> {
    let list = q("SELECT o.id, o.city, o.county FROM temporary_accesses a JOIN organisations o ON o.prov = a.prov \
         AND (o.city = a.city OR o.city = '') AND (o.county = a.county OR o.county = '') WHERE (o.ended_on IS NULL OR o.ended_on > ");
    let found: Vec<(OrganisationId, String, String)> = tx
        .all(
            list.b(tx.now().day())
                .s(") AND a.id = ")
                .b(id)
                .s(" AND ")
                .within(tx, "a")
                .s(" ORDER BY o.county DESC, o.city DESC"),
        )
        .await?;
    let nearest = found.first().map(|(_, city, county)| (city.clone(), county.clone()));
    let there =
        found.into_iter().filter(|(_, city, county)| nearest.as_ref().is_some_and(|n| (&n.0, &n.1) == (city, county)));
    Ok(there.map(|(organ, _, _)| organ).collect())
}

/// One access to a file within the caller's scope.
///
/// # Errors
/// Not found.
pub async fn one(tx: &mut ReadTx<'_>, id: TemporaryAccessId) -> Result<Row> {
    tx.one(select::<Row>("FROM temporary_accesses a WHERE id = ").b(id).s(" AND ").within(tx, "a")).await
}

/// Keeps that the owner's organ took note.
///
/// # Errors
/// Engine faults.
pub async fn note(tx: &mut WriteTx<'_>, id: TemporaryAccessId) -> Result<()> {
    let by = tx.actor().name.clone();
    let update =
        q("UPDATE temporary_accesses SET revision = revision + 1, is_noted = ").b(true).s(", noted_by = ").b(by);
    tx.exec_one(update.s(" WHERE id = ").b(id).beyond("taken within the scope before")).await
}
