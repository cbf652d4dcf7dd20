//! 继续办理 · an import that stopped (a full disk, an account that lost its right) goes on, in the caller's name

use super::confirm::{Refusal, by_state, take};
use super::{EnterpriseImport, cancel::SeenImport, job, store};
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::ImportId;
use web::{App, Caller, Json, Path, Sent};

/// 继续办理停下的导入，从上次做到的地方开始
#[utoipa::path(post, path = "/enterprise-imports/{id}/resumption", tag = "执法对象", operation_id = "resume_enterprise_import", params(("id" = ImportId, Path)), request_body = SeenImport, responses((status = 200, body = EnterpriseImport)))]
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
            let before = take(tx, id, asked.seen).await?;
            // 判定
            if !before.state.is_under_way() || job::is_running(id) {
                return Err(Halt::Refused(by_state(Refusal::NotStopped)));
            }
            // 落库
            let user = tx.actor().user_id;
            store::note(tx, id, ("", Some(user))).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "继续办理"), ()).await
        })
    });
    write.await?;
    job::start(&app, id);
    super::show::of(&app, &caller, id).await
}
