//! 不是重复 · two enterprises that only look alike, and taking that back

use super::{DuplicateState, rules, store};
use authority::{Entry, Halt, Result, SubjectKind, Verb, WriteTx};
use lexicon::DuplicateId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why, and the revision that was seen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DuplicateDecision {
    pub seen: i64,
    /// 理由
    pub reason: String,
}

/// 核实不是重复，以后不再提示
#[utoipa::path(post, path = "/duplicates/{id}/dismissal", tag = "疑似重复", operation_id = "dismiss_duplicate",
    params(("id" = DuplicateId, Path)), request_body = DuplicateDecision, responses((status = 200, body = i64)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DuplicateId>,
    Sent(command): Sent,
    Json(asked): Json<DuplicateDecision>,
) -> web::Result<Json<i64>> {
    // 权限
    let permit = caller.may(Verb::ResolveDuplicate)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let pair = taken(tx, id, asked.seen).await?;
            // 判定
            rules::open(pair.state)?;
            let reason = rules::reason(&asked.reason)?;
            // 落库
            store::decide(tx, &pair, (DuplicateState::Dismissed, &reason)).await?;
            // 留痕
            let entry = |firm| Entry::on(SubjectKind::Enterprise, firm, "核实不是重复").because(&reason);
            tx.note(entry(pair.left_id).with(&pair.right_id)).await?;
            tx.record(entry(pair.right_id).with(&pair.left_id), pair.revision + 1).await
        })
    });
    Ok(Json(write.await?))
}

/// 重新列为疑似
#[utoipa::path(post, path = "/duplicates/{id}/reopening", tag = "疑似重复", operation_id = "reopen_duplicate",
    params(("id" = DuplicateId, Path)), request_body = DuplicateDecision, responses((status = 200, body = i64)))]
pub async fn reopen(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DuplicateId>,
    Sent(command): Sent,
    Json(asked): Json<DuplicateDecision>,
) -> web::Result<Json<i64>> {
    // 权限
    let permit = caller.may(Verb::ResolveDuplicate)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let pair = taken(tx, id, asked.seen).await?;
            // 判定
            rules::dismissed(pair.state)?;
            let reason = rules::reason(&asked.reason)?;
            // 落库
            store::decide(tx, &pair, (DuplicateState::Suspected, "")).await?;
            // 留痕
            let entry = |firm| Entry::on(SubjectKind::Enterprise, firm, "重新列为疑似重复").because(&reason);
            tx.note(entry(pair.left_id).with(&pair.right_id)).await?;
            tx.record(entry(pair.right_id).with(&pair.left_id), pair.revision + 1).await
        })
    });
    Ok(Json(write.await?))
}

/// The pair at the revision the caller saw.
pub(super) async fn taken(tx: &mut WriteTx<'_>, id: DuplicateId, seen: i64) -> Result<store::Pair> {
    let pair = store::take(tx, id).await?;
    if pair.revision == seen {
        return Ok(pair);
    }
    Err(Halt::Stale { revision: pair.revision, by: pair.updated_by, at: pair.updated_at })
}
