//! 停用签章 · a seal is used no more, at once
//!
//! 印章遗失、机构撤并、印模更换等须即时停用。已盖的文书不受影响。

use super::{Seal, list, rules, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::SealId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why a seal is stopped.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SealStop {
    /// The revision the person saw.
    pub seen: i64,
    /// 停用原因
    pub reason: String,
}

/// 停用签章
#[utoipa::path(post, path = "/seals/{id}/stopping", tag = "签章管理", operation_id = "stop_seal",
    params(("id" = SealId, Path)), request_body = SealStop, responses((status = 200, body = Seal)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SealId>,
    Sent(command): Sent,
    Json(asked): Json<SealStop>,
) -> web::Result<Json<Seal>> {
    // 权限
    let permit = caller.may(Verb::StopSeal)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let seal = store::take(tx, id, asked.seen).await?;
            // 判定
            let reason = asked.reason.trim();
            let after = rules::stop(&seal, tx.actor().organisation_id, reason)?;
            // 落库
            store::ended(tx, id, after, reason).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Seal, id, "停用签章").because(reason);
            tx.record(entry.change(&seal.state, &after), id).await
        })
    });
    write.await?;
    list::shown(&app, permit, id).await
}
