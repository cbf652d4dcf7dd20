//! 取消导入 · an import that was not confirmed is given up

use super::state::ImportAct;
use super::{EnterpriseImport, confirm, store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{ImportId, Stage};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// An act on the import as it was seen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SeenImport {
    /// The revision the caller saw.
    pub seen: i64,
}

/// 取消导入；确认之前可以取消，没有写入任何企业
#[utoipa::path(post, path = "/enterprise-imports/{id}/cancellation", tag = "执法对象", operation_id = "cancel_enterprise_import", params(("id" = ImportId, Path)), request_body = SeenImport, responses((status = 200, body = EnterpriseImport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<ImportId>,
    Sent(command): Sent,
    Json(asked): Json<SeenImport>,
) -> web::Result<Json<EnterpriseImport>> {
    // 权限
    let permit = caller.may(Verb::ImportEnterprise)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = confirm::take(tx, id, asked.seen).await?;
            // 判定
            let state = before.state.after(ImportAct::Cancel)?;
            // 落库
            let (report, done, total) = (&before.report_json, before.done, before.total);
            store::turn(tx, &before, store::Turned { state, report, done, total, failure: "" }).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "取消导入"), ()).await
        })
    });
    write.await?;
    super::show::of(&app, &caller, id).await
}
