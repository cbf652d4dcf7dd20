//! 案例上报 · one case in full

use super::{CaseFile, CaseReport, store};
use authority::{Permit, SubjectKind, Verb};
use evidence::attachment::Attachment;
use lexicon::TypicalCaseId;
use web::{App, Caller, Json, Path};

/// 案例详情；采用以前只有上报单位和应急管理部可以查看
#[utoipa::path(get, path = "/case-reports/{id}", tag = "典型案例", params(("id" = TypicalCaseId, Path)), responses((status = 200, body = CaseReport)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<TypicalCaseId>) -> web::Result<Json<CaseReport>> {
    let permit = caller.may(Verb::ReadCaseReport)?;
    let shown = fetch(&app, permit.clone(), id).await?;
    web::looked_at(&app, permit, SubjectKind::TypicalCase, id).await;
    Ok(shown)
}

/// The case as the caller sees it after a change.
pub(super) async fn fetch(app: &App, permit: Permit, id: TypicalCaseId) -> web::Result<Json<CaseReport>> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let row = store::report(tx, id).await?;
            let files = store::files(tx, &row).await?;
            let actor = tx.actor().clone();
            Ok(row.shown(&actor, files.into_iter().map(CaseFile::from).collect()))
        })
    });
    Ok(Json(read.await?))
}

impl From<Attachment> for CaseFile {
    fn from(file: Attachment) -> Self {
        Self { id: file.id, name: file.name, media_type: file.media_type, size: file.size }
    }
}
