//! 撤下证照 · a licence is no longer in use; it stays in the file

use super::{Licence, Refusal, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{LicenceId, Term};
use registers::enterprise::{rules, store as enterprises};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LicenceWithdrawal {
    /// 撤下的原因
    pub reason: String,
}

/// 撤下证照
#[utoipa::path(post, path = "/enterprise-licences/{id}/withdrawal", tag = "执法对象", operation_id = "withdraw_enterprise_licence", params(("id" = LicenceId, Path)), request_body = LicenceWithdrawal, responses((status = 200, body = Vec<Licence>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<LicenceId>,
    Sent(command): Sent,
    Json(asked): Json<LicenceWithdrawal>,
) -> web::Result<Json<Vec<Licence>>> {
    // 权限
    let permit = caller.may(Verb::EditEnterprise)?;
    let (inner, reader) = (app.clone(), permit.clone());
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let licence = store::one(tx, id).await?;
            let firm = licence.enterprise_id;
            enterprises::take_for_update(tx, &inner.reference, firm).await?;
            // 判定
            let reason = rules::reason(&asked.reason)?;
            // 落库
            if !store::withdraw(tx, id, &reason).await? {
                let mut refused = Refusal::Withdrawn.refused();
                refused.by_state = true;
                return Err(refused.into());
            }
            // 留痕
            let what = json!({"kind": licence.kind.zh(), "number": licence.number});
            tx.record(Entry::on(SubjectKind::Enterprise, firm, "撤下证照").because(&reason).with(&what), firm).await
        })
    });
    let firm = write.await?;
    let read = app.db.read(reader, move |tx| Box::pin(async move { store::of(tx, firm).await }));
    Ok(Json(read.await?))
}
