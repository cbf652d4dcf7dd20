//! 采用、退回案例 · the ministry decides

use super::state::{TypicalCaseAct, TypicalCaseState};
use super::{Refusal, report::CaseReportSeen, rules, store};
use authority::{Actor, Entry, Halt, SubjectKind, Verb};
use lexicon::{Ruling, Stage, TypicalCaseId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseDecided {
    pub id: TypicalCaseId,
    pub state: TypicalCaseState,
}

/// 退回
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseReturn {
    /// The revision the caller saw.
    pub seen: i64,
    /// 退回的理由
    pub reason: String,
}

/// 采用案例；采用后各地可以查询
#[utoipa::path(post, path = "/case-reports/{id}/adoption", tag = "典型案例", params(("id" = TypicalCaseId, Path)), request_body = CaseReportSeen, responses((status = 200, body = CaseDecided)))]
pub async fn adopt(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<TypicalCaseId>,
    Sent(command): Sent,
    Json(asked): Json<CaseReportSeen>,
) -> web::Result<Json<CaseDecided>> {
    // 权限
    let permit = caller.may(Verb::AdoptCase)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            of_ministry(tx.actor())?;
            let to = before.state.after(TypicalCaseAct::Adopt)?;
            // 落库
            store::keep_adoption(tx, id, to).await?;
            // 留痕
            let state = |state| serde_json::json!({"state": state});
            let entry = Entry::on(SubjectKind::TypicalCase, id, "采用典型案例");
            tx.record(entry.change(&state(before.state), &state(to)), CaseDecided { id, state: to }).await
        })
    });
    Ok(Json(write.await?))
}

/// 退回案例，写明理由；上报单位修改后可以重新上报
#[utoipa::path(post, path = "/case-reports/{id}/return", tag = "典型案例", params(("id" = TypicalCaseId, Path)), request_body = CaseReturn, responses((status = 200, body = CaseDecided)))]
pub async fn give_back(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<TypicalCaseId>,
    Sent(command): Sent,
    Json(asked): Json<CaseReturn>,
) -> web::Result<Json<CaseDecided>> {
    // 权限
    let permit = caller.may(Verb::AdoptCase)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = store::take(tx, id, asked.seen).await?;
            // 判定
            of_ministry(tx.actor())?;
            let to = before.state.after(TypicalCaseAct::Return)?;
            let reason = rules::reason(&asked.reason).map_err(|fault| Halt::Invalid(vec![fault]))?;
            // 落库
            store::keep_return(tx, id, to, &reason).await?;
            // 留痕
            let state = |state| serde_json::json!({"state": state});
            let entry = Entry::on(SubjectKind::TypicalCase, id, "退回典型案例").because(reason);
            tx.record(entry.change(&state(before.state), &state(to)), CaseDecided { id, state: to }).await
        })
    });
    Ok(Json(write.await?))
}

/// 典型案例只由应急管理部采用、退回。
fn of_ministry(actor: &Actor) -> Ruling<()> {
    if store::is_of_ministry(actor) { Ok(()) } else { Err(Refusal::NotMinistry.refused()) }
}
