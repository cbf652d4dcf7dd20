//! 撤回方案 · the author takes a scheme back while it waits
//!
//! 撤回后回到编制中，文号保留，可以修改后重新提交。

use super::{Scheme, SchemeAct, rules, show, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use documents::approval::state::{ApprovalAct, ApprovalState};
use documents::approval::store as approvals;
use lexicon::{SchemeId, Stage, Term};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// 撤回
#[derive(Debug, Deserialize, ToSchema)]
pub struct SchemeWithdrawal {
    pub seen: i64,
    /// 撤回理由
    pub reason: String,
}

/// 撤回现场检查方案
#[utoipa::path(post, path = "/schemes/{id}/withdrawal", tag = "现场检查方案", operation_id = "withdraw_scheme", params(("id" = SchemeId, Path)), request_body = SchemeWithdrawal, responses((status = 200, body = Scheme)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SchemeId>,
    Sent(command): Sent,
    Json(asked): Json<SchemeWithdrawal>,
) -> web::Result<Json<Scheme>> {
    // 权限
    let permit = caller.may(Verb::SubmitScheme)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let mut row = store::take(tx, id, asked.seen).await?;
            let steps = approvals::of_subject(tx, id.0).await?;
            // 判定
            let reason = asked.reason.trim();
            let after = rules::withdraw(&row.standing(), tx.actor().user_id, reason)?;
            let pending = steps.iter().find(|a| a.round == row.round && a.state == ApprovalState::Pending);
            let pending = pending.ok_or_else(|| Halt::Fault(format!("nobody is asked about scheme {id}")))?;
            let withdrawn = pending.state.after(ApprovalAct::Withdraw)?;
            // 落库
            approvals::save(tx, pending.id, withdrawn, "").await?;
            let before = std::mem::replace(&mut row.state, after);
            row.frozen_json = None;
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Scheme, id, SchemeAct::Withdraw.zh());
            tx.record(entry.because(reason).change(&before, &after), row.revision + 1).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}
