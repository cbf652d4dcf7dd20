//! 收回撤销、合并的决定 · an organ that was to end goes on
//!
//! 机构改革推迟、改变的，到日以前收回；到日时还有未办结的事项的，账号都已不能登录，上级收回决定、办结以后再撤销。
//! Whatever was decided stays in the trail.

use authority::{Entry, SubjectKind, Verb};
use identity::organisation::end::{Resumption, judge_resumption, resume};
use identity::organisation::{OrganisationDetail, show, tree_store};
use inspection::handover::unfinished;
use lexicon::OrganisationId;
use web::{App, Caller, Json, Path, Sent};

/// 收回撤销、合并机构的决定
#[utoipa::path(post, path = "/organisations/{id}/resumption", tag = "机构与人员", operation_id = "resume_organisation",
    params(("id" = OrganisationId, Path)), request_body = Resumption,
    responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OrganisationId>,
    Sent(command): Sent,
    Json(asked): Json<Resumption>,
) -> web::Result<Json<OrganisationDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = tree_store::take_for_update(tx, id, asked.seen).await?;
            let left = unfinished(tx, id).await?;
            // 判定
            judge_resumption(tx, &before, (&asked, left.len())).await?;
            // 落库
            let after = resume(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Organisation, id, "收回撤销、合并").because(asked.reason.trim());
            tx.record(entry.change(&before, &after), ()).await
        })
    });
    write.await?;
    identity::session::forget_organisation(id);
    show::fetch(&app, permit, id).await
}
