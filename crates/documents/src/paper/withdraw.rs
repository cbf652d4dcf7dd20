//! 撤回文书 · the author takes a paper back while it waits, or after it was approved
//!
//! 审批同意以后要改的，也先撤回：改了的文书须重新送审。

use super::state::{PaperAct, PaperState};
use super::{Paper, decide, rules, show, store};
use crate::approval::state::{ApprovalAct, ApprovalState};
use crate::approval::store as approvals;
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{PaperId, Stage, Term};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// 撤回
#[derive(Debug, Deserialize, ToSchema)]
pub struct PaperWithdrawal {
    pub seen: i64,
    /// 撤回理由
    pub reason: String,
}

/// 撤回送审的文书
#[utoipa::path(post, path = "/paper-drafts/{id}/withdrawal", tag = "文书制作", operation_id = "withdraw_paper", params(("id" = PaperId, Path)), request_body = PaperWithdrawal, responses((status = 200, body = Paper)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<PaperId>,
    Sent(command): Sent,
    Json(asked): Json<PaperWithdrawal>,
) -> web::Result<Json<Paper>> {
    // 权限
    let permit = caller.may(Verb::DrawUpPaper)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let mut row = store::take(tx, id, asked.seen).await?;
            let steps = approvals::of_subject(tx, id.0).await?;
            // 判定
            let reason = rules::withdrawal(&asked.reason)?;
            let after = row.state.after(PaperAct::Withdraw)?;
            let pending = steps.iter().find(|a| a.round == row.round && a.state == ApprovalState::Pending);
            if pending.is_none() && row.state != PaperState::Approved {
                return Err(Halt::Fault(format!("nobody is asked about paper {id}")));
            }
            // 落库
            if let Some(pending) = pending {
                approvals::save(tx, pending.id, pending.state.after(ApprovalAct::Withdraw)?, "").await?;
            }
            let before = std::mem::replace(&mut row.state, after);
            decide::without_opinions(&mut row)?;
            store::keep(tx, &row).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Paper, id, PaperAct::Withdraw.zh());
            tx.record(entry.because(reason).change(&before, &after), row.revision + 1).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}
