//! 文书办理情况 · what happened to a paper, and what may happen now

use super::store::Living;
use super::{DocumentLife, rules, store};
use crate::issue::state::DocumentAct;
use crate::paper::rules::OWN_PAGES;
use authority::{Actor, Permit, SubjectKind, Verb};
use lexicon::{DocumentId, Stage};
use web::{App, Caller, Json, Path};

/// 文书的送达、更正、撤销
#[utoipa::path(get, path = "/documents/{id}/life", tag = "文书", operation_id = "show_document_life", params(("id" = DocumentId, Path)), responses((status = 200, body = DocumentLife)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<DocumentId>) -> web::Result<Json<DocumentLife>> {
    let permit = caller.may(Verb::ReadDocument)?;
    let life = view(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::Document, id).await;
    Ok(life)
}

/// The life of a paper as the caller sees it.
///
/// # Errors
/// Not found.
pub(super) async fn view(app: &App, permit: Permit, id: DocumentId) -> web::Result<Json<DocumentLife>> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let document = store::one(tx, id).await?;
            let services = store::services(tx, id).await?;
            let supersedes_number = store::number_of(tx, document.supersedes).await?;
            let superseded_by_number = store::number_of(tx, document.superseded_by).await?;
            let acts = acts(&document, tx.actor());
            Ok(DocumentLife {
                revision: document.revision,
                services,
                acts,
                after_withdrawal: rules::after_withdrawal(&document.form).to_owned(),
                supersedes_number,
                superseded_by_number,
            })
        })
    });
    Ok(Json(read.await?))
}

fn has_own_page(form: &str) -> bool {
    OWN_PAGES.iter().any(|own| own.code() == form)
}

/// 定稿和出具随办理进行，不单独提供。
fn acts(document: &Living, caller: &Actor) -> Vec<DocumentAct> {
    let is_ours = caller.acts_for(document.organisation_id).is_ok();
    let may = |act: &DocumentAct| match act {
        DocumentAct::Serve => caller.holds(Verb::ServeDocument),
        DocumentAct::Withdraw => caller.holds(Verb::WithdrawDocument),
        DocumentAct::Void => caller.holds(Verb::WithdrawDocument) && !document.number.is_empty(),
        // 方案、检查记录、指令书、复查意见书随各自的办理步骤生成，不单独更正。
        DocumentAct::Supersede => caller.holds(Verb::DrawUpPaper) && !has_own_page(&document.form),
        DocumentAct::Freeze | DocumentAct::Print => false,
    };
    document.state.acts().into_iter().filter(|act| is_ours && may(act)).collect()
}
