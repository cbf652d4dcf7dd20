//! 一次检查的文书 · the papers of one inspection, in the order of a volume

use super::rules;
use crate::volume::{PaperOrder, plan};
use authority::{SubjectKind, Verb};
use documents::issue::Document;
use inspection::on_site::matter::matter;
use lexicon::InspectionId;
use serde::Serialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path};

/// A paper of the matter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MatterDocument {
    #[serde(flatten)]
    pub document: Document,
    /// 式样规定的份数
    pub copies: usize,
    /// 已出具，可以打印、下载
    pub is_issued: bool,
}

/// 一次检查的全部文书：方案、记录、决定、复查意见，按卷内次序
#[utoipa::path(get, path = "/inspections/{id}/documents", tag = "归档", operation_id = "list_inspection_documents",
    params(("id" = InspectionId, Path)), responses((status = 200, body = Vec<MatterDocument>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<InspectionId>,
) -> web::Result<Json<Vec<MatterDocument>>> {
    let permit = caller.may(Verb::ReadDocument)?;
    let today = app.clock.today();
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { matter(tx, id, today).await }));
    let documents = plan::ordered(read.await?.documents, PaperOrder::ByPhase);
    web::looked_at(&app, permit, SubjectKind::Inspection, id).await;
    let shown = |document: Document| MatterDocument {
        copies: rules::usual_copies(&document.form),
        is_issued: !document.sha256.is_empty(),
        document,
    };
    Ok(Json(documents.into_iter().map(shown).collect()))
}
