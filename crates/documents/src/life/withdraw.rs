//! 撤销文书 · a paper is withdrawn
//!
//! 由有审批权的人写明原因。纸面仍可查看，标明已撤销。撤销以后能不能重新制作，见 rules::after_withdrawal：随办理步骤生成的
//! 四种文书，步骤办完以后不能重新出具。

use super::{DocumentLife, rules, show, store};
use crate::issue::state::DocumentAct;
use authority::{Entry, SubjectKind, Verb};
use lexicon::{DocumentId, Stage, Term};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Why a paper ends.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DocumentEnding {
    /// The revision of the document the caller saw.
    pub seen: i64,
    /// 原因
    pub reason: String,
}

/// 撤销文书
#[utoipa::path(post, path = "/documents/{id}/withdrawal", tag = "文书", operation_id = "withdraw_document", params(("id" = DocumentId, Path)), request_body = DocumentEnding, responses((status = 200, body = DocumentLife)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<DocumentId>,
    Sent(command): Sent,
    Json(asked): Json<DocumentEnding>,
) -> web::Result<Json<DocumentLife>> {
    // 权限
    let permit = caller.may(Verb::WithdrawDocument)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let document = store::take(tx, id, asked.seen).await?;
            // 判定
            let after = document.state.after(DocumentAct::Withdraw)?;
            let reason = rules::reason(&asked.reason)?;
            // 落库
            store::end(tx, id, after, &reason).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Document, id, DocumentAct::Withdraw.zh());
            tx.record(entry.because(reason).change(&document.state, &after), ()).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}
