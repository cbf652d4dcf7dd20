//! 执法人员 · one officer in full

use super::{OfficerDetail, record_store};
use authority::{Entry, EntryClass, Permit, SubjectKind, Verb};
use lexicon::OfficerId;
use web::{App, Caller, Json, Path};

/// 执法人员详情
#[utoipa::path(get, path = "/officer-records/{id}", tag = "执法人员", params(("id" = OfficerId, Path)), responses((status = 200, body = OfficerDetail)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<OfficerId>) -> web::Result<Json<OfficerDetail>> {
    let permit = caller.may(Verb::ReadOfficer)?;
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let record = record_store::take(tx, id).await?;
            tx.saw(Entry::on(SubjectKind::Officer, id, "查看执法人员").class(EntryClass::Reading));
            Ok(record)
        })
    });
    read.await?;
    fetch(&app, permit, id).await
}

/// The officer as the caller sees him after a change.
pub async fn fetch(app: &App, permit: Permit, id: OfficerId) -> web::Result<Json<OfficerDetail>> {
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let record = record_store::take(tx, id).await?;
            let user_name = record_store::account_name(tx, record.user_id).await?;
            let (caller, today) = (tx.actor().clone(), tx.today());
            Ok(OfficerDetail {
                remark: record.remark.clone(),
                user_id: record.user_id,
                user_name,
                revision: record.revision,
                updated_by: record.updated_by.clone(),
                row: record.shown(&caller, today),
            })
        })
    });
    Ok(Json(read.await?))
}
