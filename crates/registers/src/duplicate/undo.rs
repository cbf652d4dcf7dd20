//! 撤销合并 · both enterprises as they were before
//!
//! 合并时另立的车间、设备予以核销，不删除：其后的检查可能已经指向它们。合并以后任一家又有修改的，不能撤销。

use super::{DuplicateState, EnterpriseMerge, merge_store, rules, store};
use crate::enterprise::{self, WorkshopInput, index_store, piece_store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::MergeId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why, and the revision that was seen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MergeUndoing {
    pub seen: i64,
    /// 撤销的原因
    pub reason: String,
}

/// 撤销合并
#[utoipa::path(post, path = "/enterprise-merges/{id}/undoing", tag = "疑似重复", operation_id = "undo_merge",
    params(("id" = MergeId, Path)), request_body = MergeUndoing, responses((status = 200, body = EnterpriseMerge)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<MergeId>,
    Sent(command): Sent,
    Json(asked): Json<MergeUndoing>,
) -> web::Result<Json<EnterpriseMerge>> {
    // 权限
    let permit = caller.may(Verb::ResolveDuplicate)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let merge = merge_store::one(tx, id).await?;
            if merge.revision != asked.seen {
                return Err(Halt::Stale { revision: merge.revision, by: merge.updated_by, at: merge.updated_at });
            }
            let pair = store::take(tx, merge.pair_id).await?;
            let (survivor, merged) = super::merge::both(tx, &inner.reference, (&pair, merge.survivor_id)).await?;
            // 判定
            let now = [(&survivor, merge.survivor_revision), (&merged, merge.merged_revision)];
            rules::may_undo(merge.state, now)?;
            let reason = rules::reason(&asked.reason)?;
            // 落库
            let kept = merge.kept()?;
            enterprise::store::insert_or_update(tx, survivor.row.id, &kept.survivor).await?;
            let now: Vec<WorkshopInput> = survivor.workshops.iter().map(WorkshopInput::from).collect();
            if now != kept.survivor_workshops {
                let count = piece_store::replace(tx, survivor.row.id, &kept.survivor_workshops).await?;
                piece_store::set_count(tx, survivor.row.id, count).await?;
            }
            enterprise::store::part_from(tx, &merged, (kept.merged_state, &kept.merged_state_reason)).await?;
            merge_store::undo(tx, &merge, &reason).await?;
            store::decide(tx, &pair, (DuplicateState::Suspected, "")).await?;
            index_store::enqueue(tx, merged.row.id).await?;
            // 留痕
            let entry = |firm| Entry::on(SubjectKind::Enterprise, firm, "撤销合并").because(&reason);
            tx.note(entry(merged.row.id).with(&(survivor.row.id, &survivor.row.name))).await?;
            let told = enterprise::facts::told;
            let (before, after) = (told(&enterprise::Particulars::of(&survivor)?), told(&kept.survivor));
            tx.record(entry(survivor.row.id).change(&before, &after), ()).await
        })
    });
    write.await?;
    let read = app.db.read(permit, move |tx| Box::pin(async move { merge_store::one(tx, id).await }));
    Ok(Json(read.await?.shown(true)))
}
