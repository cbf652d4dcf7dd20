//! 审核签章 · pass a seal or return it
//!
//! 通过后即可使用；本机关同一种类正在使用的章由它替换，当即不再使用。

use super::state::{SealAct, SealState};
use super::{Seal, list, rules, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{SealId, Stage};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// 审核结果
#[derive(Debug, Deserialize, ToSchema)]
pub struct SealReview {
    /// The revision the person saw.
    pub seen: i64,
    /// 通过
    pub passed: bool,
    /// 意见；退回时必填
    #[serde(default)]
    pub opinion: String,
}

/// 审核签章
#[utoipa::path(post, path = "/seals/{id}/review", tag = "签章管理", operation_id = "review_seal",
    params(("id" = SealId, Path)), request_body = SealReview, responses((status = 200, body = Seal)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SealId>,
    Sent(command): Sent,
    Json(asked): Json<SealReview>,
) -> web::Result<Json<Seal>> {
    // 权限
    let permit = caller.may(Verb::ReviewSeal)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let seal = store::take(tx, id, asked.seen).await?;
            let others = store::passed_now(tx, seal.organisation_id, seal.kind).await?;
            // 判定
            let me = (tx.actor().user_id, tx.actor().organisation_id);
            let opinion = asked.opinion.trim();
            let days = (!others.is_empty(), tx.today());
            let after = rules::review(&seal, me, (asked.passed, opinion), days)?;
            // 落库
            store::reviewed(tx, id, after, opinion).await?;
            if after == SealState::Passed {
                for old in others {
                    store::ended(tx, old.id, old.state.after(SealAct::Replace)?, "由新章替换").await?;
                    tx.note(Entry::on(SubjectKind::Seal, old.id, "由新章替换").with(&id)).await?;
                }
            }
            // 留痕
            let act = if asked.passed { "审核通过" } else { "退回签章" };
            tx.record(Entry::on(SubjectKind::Seal, id, act).because(opinion).change(&seal.state, &after), id).await
        })
    });
    write.await?;
    list::shown(&app, permit, id).await
}
