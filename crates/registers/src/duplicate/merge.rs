//! 合并企业 · one of the two stays, the other is merged into it
//!
//! 并入的企业不删除：档案、检查、文书、留痕都在，状态为核销，页面指向保留的企业。选定的车间连同设备在保留的企业名下
//! 另立（新的编号），原来的仍在并入的企业名下，以往的检查仍指向它们。

use super::dismiss::taken;
use super::{DuplicateState, EnterpriseMerge, MergeField, MergeState, merge_store, rules, store};
use crate::enterprise::{self, Enterprise, Particulars, WorkshopInput, index_store, piece_store};
use authority::{Entry, FieldError, Halt, Result, SubjectKind, Verb, WriteTx};
use lexicon::{DuplicateId, EnterpriseId, EquipmentId, MergeId, WorkshopId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Which stays, what of the other it takes over, and the revisions that were seen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewMerge {
    /// Made by the client.
    pub id: MergeId,
    /// The pair's revision.
    pub seen: i64,
    /// 保留的企业
    pub survivor_id: EnterpriseId,
    pub seen_survivor: i64,
    pub seen_merged: i64,
    /// 取并入企业的内容的项
    pub take: Vec<MergeField>,
    /// 一并接收的车间，连同其设备
    pub workshops: Vec<WorkshopId>,
    pub reason: String,
}

/// 合并两家企业
#[utoipa::path(post, path = "/duplicates/{id}/merging", tag = "疑似重复", operation_id = "merge_duplicate",
    params(("id" = DuplicateId, Path)), request_body = NewMerge, responses((status = 200, body = EnterpriseMerge)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DuplicateId>,
    Sent(command): Sent,
    Json(asked): Json<NewMerge>,
) -> web::Result<Json<EnterpriseMerge>> {
    // 权限
    let permit = caller.may(Verb::ResolveDuplicate)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let pair = taken(tx, id, asked.seen).await?;
            let (survivor, merged) = both(tx, &inner.reference, (&pair, asked.survivor_id)).await?;
            // 判定
            rules::open(pair.state)?;
            enterprise::rules::seen(&survivor, asked.seen_survivor)?;
            enterprise::rules::seen(&merged, asked.seen_merged)?;
            let either = store::any_merged(tx, [survivor.row.id, merged.row.id]).await?;
            rules::may_merge(&survivor, either)?;
            let reason = rules::reason(&asked.reason)?;
            // 落库、留痕
            let merge_id = asked.id;
            store::decide(tx, &pair, (DuplicateState::Merged, &reason)).await?;
            put(tx, &inner.reference, (&pair, &survivor, &merged), (&asked, &reason)).await?;
            let entry = Entry::on(SubjectKind::Enterprise, merged.row.id, "并入其他企业").because(&reason);
            tx.record(entry.with(&(survivor.row.id, &survivor.row.name)), merge_id).await
        })
    });
    let merge = write.await?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { merge_store::one(tx, merge).await }));
    Ok(Json(read.await?.shown(true)))
}

/// 一家企业的合并：并入哪家，哪些并入它
#[utoipa::path(get, path = "/enterprises/{id}/merges", tag = "疑似重复", operation_id = "list_enterprise_merges",
    params(("id" = EnterpriseId, Path)), responses((status = 200, body = Vec<EnterpriseMerge>)))]
pub async fn list(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseId>,
) -> web::Result<Json<Vec<EnterpriseMerge>>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let (reader, may_undo) = (permit.clone(), caller.holds(Verb::ResolveDuplicate));
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            enterprise::store::take_row(tx, id).await?;
            merge_store::of(tx, id).await
        })
    });
    let merges = read.await?;
    web::looked_at(&app, reader, authority::SubjectKind::Enterprise, id).await;
    Ok(Json(merges.into_iter().map(|merge| merge.shown(may_undo)).collect()))
}

/// Both files, held until the end, in the order of their ids so that two merges do not wait for each other.
pub(super) async fn both(
    tx: &mut WriteTx<'_>,
    reference: &seed::Seed,
    (pair, survivor): (&store::Pair, EnterpriseId),
) -> Result<(Enterprise, Enterprise)> {
    let left = enterprise::store::take_for_update(tx, reference, pair.left_id).await?;
    let right = enterprise::store::take_for_update(tx, reference, pair.right_id).await?;
    if survivor == left.row.id {
        Ok((left, right))
    } else if survivor == right.row.id {
        Ok((right, left))
    } else {
        Err(Halt::Invalid(vec![FieldError::new("survivor_id", "请选择保留哪一家")]))
    }
}

async fn put(
    tx: &mut WriteTx<'_>,
    reference: &seed::Seed,
    (pair, survivor, merged): (&store::Pair, &Enterprise, &Enterprise),
    (asked, reason): (&NewMerge, &str),
) -> Result<()> {
    let before = Particulars::of(survivor)?;
    let after = rules::choose(&before, &Particulars::of(merged)?, &asked.take)?;
    let copies = copies(merged, &asked.workshops)?;
    let own: Vec<WorkshopInput> = survivor.workshops.iter().map(WorkshopInput::from).collect();
    let id = survivor.row.id;
    // 行业类型取自另一家时，保留的企业自己的车间也要与新的行业类型相符，没有接收车间的也一样。
    let wanted: Vec<WorkshopInput> = own.iter().chain(&copies).cloned().collect();
    let wanted = enterprise::rules::workshops(reference, &after.industries, &wanted);
    let wanted = wanted.map_err(|mut faults| {
        faults.iter_mut().for_each(|fault| fault.field = "workshops".to_owned());
        Halt::Invalid(faults)
    })?;
    enterprise::store::insert_or_update(tx, id, &after).await?;
    if !copies.is_empty() {
        let count = piece_store::replace(tx, id, &wanted).await?;
        piece_store::set_count(tx, id, count).await?;
    }
    enterprise::store::merge_into(tx, merged, (id, &after.name)).await?;
    store::forget(tx, merged.row.id, &[]).await?;
    index_store::enqueue(tx, id).await?;
    let kept = merge_store::Kept {
        survivor: before.clone(),
        survivor_workshops: own,
        merged_state: merged.row.state,
        merged_state_reason: merged.state_reason.clone(),
    };
    merge_store::insert(tx, (asked.id, pair.id, reason), (survivor, merged), &kept).await?;
    let shown = |facts: &Particulars, shops: &[WorkshopInput]| serde_json::json!({"facts": enterprise::facts::told(facts), "workshops": shops});
    let entry = Entry::on(SubjectKind::Enterprise, id, "合并企业").because(reason);
    tx.note(entry.change(&shown(&before, &[]), &shown(&after, &copies))).await
}

/// The chosen workshops with their equipment, under new ids.
fn copies(merged: &Enterprise, chosen: &[WorkshopId]) -> Result<Vec<WorkshopInput>> {
    let mut out = Vec::new();
    for id in chosen {
        let shop = merged.workshops.iter().find(|shop| shop.id == *id);
        let shop =
            shop.ok_or_else(|| Halt::Invalid(vec![FieldError::new("workshops", "所选车间不在并入的企业名下")]))?;
        let mut copy = WorkshopInput { id: WorkshopId::new(), ..WorkshopInput::from(shop) };
        copy.equipment.iter_mut().for_each(|piece| piece.id = EquipmentId::new());
        out.push(copy);
    }
    Ok(out)
}

impl merge_store::Record {
    /// As it is shown to somebody who may, or may not, undo merges.
    #[must_use]
    pub fn shown(self, may_undo: bool) -> EnterpriseMerge {
        EnterpriseMerge {
            may_undo: may_undo && self.state == MergeState::Merged,
            id: self.id,
            survivor_id: self.survivor_id,
            survivor_name: self.survivor_name,
            merged_id: self.merged_id,
            merged_name: self.merged_name,
            reason: self.reason,
            state: self.state,
            undo_reason: self.undo_reason,
            created_at: self.created_at,
            created_by: self.created_by,
            updated_at: self.updated_at,
            updated_by: self.updated_by,
            revision: self.revision,
        }
    }
}
