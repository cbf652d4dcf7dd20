//! 恢复企业 · an enterprise that was struck off is in business again

use super::{Enterprise, EnterpriseState, rules, store};
use crate::duplicate;
use authority::{Entry, SubjectKind, Verb};
use lexicon::{EnterpriseId, Term};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why, and as what it comes back.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Restoration {
    /// The revision the caller saw.
    pub seen: i64,
    /// 正常或者停产
    pub state: EnterpriseState,
    /// 恢复的原因
    pub reason: String,
}

/// 恢复已核销的企业
#[utoipa::path(post, path = "/enterprises/{id}/restoration", tag = "执法对象", operation_id = "restore_enterprise", params(("id" = EnterpriseId, Path)), request_body = Restoration, responses((status = 200, body = Enterprise)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseId>,
    Sent(command): Sent,
    Json(asked): Json<Restoration>,
) -> web::Result<Json<Enterprise>> {
    // 权限
    let permit = caller.may(Verb::StrikeOffEnterprise)?;
    let inner = app.clone();
    let reader = permit.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take_for_update(tx, &inner.reference, id).await?;
            // 判定
            rules::seen(&before, asked.seen)?;
            if duplicate::store::any_merged(tx, [id, id]).await? {
                return Err(duplicate::rules::merged_away());
            }
            let reason = rules::restore(before.row.state, asked.state, &asked.reason)?;
            // 落库
            store::set_state(tx, &before, asked.state, &reason).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Enterprise, id, "恢复企业").because(&reason);
            let states = [before.row.state, asked.state].map(|state| json!({"state": state.code()}));
            tx.record(entry.change(&states[0], &states[1]), ()).await
        })
    });
    write.await?;
    super::show::one(&app, reader, id).await
}
