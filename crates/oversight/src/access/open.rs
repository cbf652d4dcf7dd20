//! 申请临时查看 · open the file of an enterprise outside the scope

use super::store::{self, Opening};
use super::{TemporaryAccess, rules};
use authority::{Entry, EntryClass, SubjectKind, Verb};
use lexicon::{EnterpriseId, TemporaryAccessId};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// Which enterprise, and why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AccessRequest {
    pub id: TemporaryAccessId,
    pub enterprise_id: EnterpriseId,
    /// 查看理由，会告知企业所在地机关
    pub reason: String,
}

/// 申请临时查看
#[utoipa::path(post, path = "/temporary-accesses", tag = "临时查看", operation_id = "open_temporary_access",
    request_body = AccessRequest, responses((status = 200, body = TemporaryAccess)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<AccessRequest>,
) -> web::Result<Json<TemporaryAccess>> {
    // 权限
    let permit = caller.may(Verb::RequestAccess)?;
    let wanted = asked.id;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let (name, keys) = store::looked_up(tx, asked.enterprise_id).await?;
            // 判定
            rules::may_open(&asked.reason, tx.scope().holds(&keys))?;
            // 落库
            let records = store::records(tx, asked.enterprise_id, &name).await?;
            let photos = store::photos(tx, asked.enterprise_id).await?;
            let subjects = records.iter().map(|r| r.id).chain(photos.into_iter().map(|p| p.0)).collect();
            let opening = Opening {
                id: asked.id,
                enterprise_id: asked.enterprise_id,
                enterprise_name: name,
                keys,
                reason: asked.reason,
                subjects,
            };
            store::open(tx, &opening).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Enterprise, opening.enterprise_id, "申请临时查看");
            let entry = entry.class(EntryClass::Access).because(&opening.reason).with(&opening.enterprise_name);
            tx.record(entry, ()).await
        })
    });
    write.await?;
    identity::session::forget_user(caller.user_id);
    let (now, read) = (app.clock.now(), app.db.read(permit, |tx| Box::pin(async move { super::list::own(tx).await })));
    let mine = read.await?.into_iter().find(|(row, _)| row.id == wanted).ok_or(authority::Halt::NotFound)?;
    Ok(Json(mine.0.shown(now, mine.1)))
}
