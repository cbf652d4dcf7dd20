//! 已阅 · the owner's organ takes note of an access

use super::rules::Refusal;
use super::{TemporaryAccess, store};
use authority::{Entry, EntryClass, SubjectKind, Verb};
use lexicon::TemporaryAccessId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The revision that was seen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AccessNoted {
    pub seen: i64,
}

/// 确认已阅
#[utoipa::path(post, path = "/temporary-accesses/{id}/noting", tag = "临时查看", operation_id = "note_temporary_access",
    params(("id" = TemporaryAccessId, Path)), request_body = AccessNoted, responses((status = 200, body = TemporaryAccess)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<TemporaryAccessId>,
    Sent(command): Sent,
    Json(asked): Json<AccessNoted>,
) -> web::Result<Json<TemporaryAccess>> {
    // 权限
    let permit = caller.may(Verb::ReadAccess)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let row = store::one(tx, id).await?;
            // 判定
            if row.user_id == tx.actor().user_id {
                return Err(Refusal::NotOwner.refused().into());
            }
            // 上级看得到，但不代企业所在地机关已阅。
            let owners = store::owners(tx, id).await?;
            if !owners.contains(&tx.actor().organisation_id) {
                return Err(Refusal::NotOwner.refused().into());
            }
            if row.revision != asked.seen {
                return Err(authority::Halt::Stale { revision: row.revision, by: row.noted_by, at: row.at });
            }
            // 落库
            store::note(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Enterprise, row.subject_id, "临时查看已阅");
            tx.record(entry.class(EntryClass::Access).with(&row.user_name), ()).await
        })
    });
    write.await?;
    let now = app.clock.now();
    let row = app.db.read(permit, move |tx| Box::pin(async move { store::one(tx, id).await })).await?;
    Ok(Json(row.shown(now, Vec::new())))
}
