//! 提交、撤回 · from draft to submitted and back
//!
//! 撤回后不能选用；已经出具的文书不变。

use super::{OfficerDetail, OfficerState, record_store, rules, show};
use authority::{Command, Entry, SubjectKind, Verb};
use lexicon::OfficerId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// The revision the caller saw.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OfficerSeen {
    pub seen: i64,
}

/// 提交执法人员
#[utoipa::path(post, path = "/officer-records/{id}/submission", tag = "执法人员", params(("id" = OfficerId, Path)), request_body = OfficerSeen, responses((status = 200, body = OfficerDetail)))]
pub async fn submit(
    caller: Caller,
    app: App,
    Path(id): Path<OfficerId>,
    Sent(command): Sent,
    Json(asked): Json<OfficerSeen>,
) -> web::Result<Json<OfficerDetail>> {
    turn(caller, app, (id, asked.seen), command, OfficerState::Submitted).await
}

/// 撤回执法人员
#[utoipa::path(post, path = "/officer-records/{id}/withdrawal", tag = "执法人员", params(("id" = OfficerId, Path)), request_body = OfficerSeen, responses((status = 200, body = OfficerDetail)))]
pub async fn withdraw(
    caller: Caller,
    app: App,
    Path(id): Path<OfficerId>,
    Sent(command): Sent,
    Json(asked): Json<OfficerSeen>,
) -> web::Result<Json<OfficerDetail>> {
    turn(caller, app, (id, asked.seen), command, OfficerState::Draft).await
}

async fn turn(
    Caller(caller): Caller,
    app: App,
    (id, seen): (OfficerId, i64),
    command: Command,
    to: OfficerState,
) -> web::Result<Json<OfficerDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOfficer)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = record_store::take_for_update(tx, id, seen).await?;
            // 判定
            rules::turned(before.state, to)?;
            // 落库
            record_store::turn(tx, id, to).await?;
            // 留痕
            let act = if to == OfficerState::Submitted { "提交执法人员" } else { "撤回执法人员" };
            let state = |state: OfficerState| serde_json::json!({"state": state});
            tx.record(Entry::on(SubjectKind::Officer, id, act).change(&state(before.state), &state(to)), ()).await
        })
    });
    write.await?;
    show::fetch(&app, permit, id).await
}
