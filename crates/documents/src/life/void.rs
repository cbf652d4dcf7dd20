//! 作废文号 · the number of a paper that was never printed is void
//!
//! 文号编出而文书始终没有印出的，写明原因作废，记入文号台账；号不再使用，也不算缺号。

use super::rules::{self, Refusal};
use super::withdraw::DocumentEnding;
use super::{DocumentLife, show, store};
use crate::approval::state::ApprovalState;
use crate::approval::store as approvals;
use crate::issue::state::DocumentAct;
use crate::numbering::block_store as ledger;
use authority::{Entry, SubjectKind, Verb};
use lexicon::{DocumentId, Stage, Term};
use web::{App, Caller, Json, Path, Sent};

/// 作废没有印出的文书的文号
#[utoipa::path(post, path = "/documents/{id}/voiding", tag = "文书", operation_id = "void_document", params(("id" = DocumentId, Path)), request_body = DocumentEnding, responses((status = 200, body = DocumentLife)))]
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
            let steps = approvals::of_subject(tx, document.subject_id).await?;
            // 判定
            let after = document.state.after(DocumentAct::Void)?;
            if document.number.is_empty() {
                return Err(Refusal::NotNumbered.refused().into());
            }
            if steps.iter().any(|step| step.state == ApprovalState::Pending) {
                return Err(lexicon::Refused { by_state: true, ..Refusal::InApproval.refused() }.into());
            }
            let reason = rules::reason(&asked.reason)?;
            // 落库
            store::end(tx, id, after, &reason).await?;
            if !store::shares_serial(tx, &document).await? {
                let series = (document.organisation_id, document.form.as_str(), document.year);
                ledger::void_one(tx, series, (document.serial, &document.number), &reason).await?;
            }
            // 留痕
            let entry = Entry::on(SubjectKind::Document, id, DocumentAct::Void.zh());
            tx.record(entry.because(reason).change(&document.number, &after), ()).await
        })
    });
    write.await?;
    show::view(&app, permit, id).await
}
