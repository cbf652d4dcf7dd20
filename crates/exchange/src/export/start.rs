//! 开始导出 · an export of the list, with the list's conditions

use super::{Export, ExportKind, job, store};
use authority::{Entry, EntryClass, SubjectKind, Verb};
use lexicon::ExportId;
use registers::enterprise::list::Asked;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Query, Sent};

/// An export that is to begin.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ExportOrder {
    /// Made by the client.
    pub id: ExportId,
}

/// 导出执法对象（xlsx），条件与列表相同；在后台办理，写好以后下载
#[utoipa::path(post, path = "/enterprise-exports", tag = "执法对象", operation_id = "export_enterprises", params(Asked), request_body = ExportOrder, responses((status = 200, body = Export)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Query(asked): Query<Asked>,
    Json(order): Json<ExportOrder>,
) -> web::Result<Json<Export>> {
    // 权限
    let permit = caller.may(Verb::ReadEnterprise)?;
    // 判定
    asked.wanted(&app.reference, &caller.scope)?;
    // 落库、留痕
    let (id, conditions) = (order.id, asked.conditions());
    let file_name = format!("执法对象 {}.xlsx", app.clock.today());
    let new = store::NewExport { id, kind: ExportKind::Enterprises, conditions, file_name };
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            store::insert(tx, &new).await?;
            let entry = Entry::on(SubjectKind::Enterprise, id, "开始导出").class(EntryClass::Export);
            tx.record(entry.with(&new.conditions), ()).await
        })
    });
    write.await?;
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::take(tx, id).await }));
    let export = read.await?;
    job::start(&app, permit, export.clone());
    Ok(Json(export.into()))
}
