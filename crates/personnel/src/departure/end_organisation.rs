//! 撤销、合并机构 · an organ ends on a day
//!
//! 机构不删除：原机构的案卷、文书仍在原机构名下，上级照常查看。From the day on its accounts can no longer log in, so what is
//! unfinished must be finished before.

use authority::{Entry, SubjectKind, Verb};
use identity::organisation::end::{OrganEnding, judge, save};
use identity::organisation::{OrganisationDetail, OrganisationState, show, tree_store};
use inspection::handover::rules::{Refusal, counted};
use inspection::handover::unfinished;
use lexicon::OrganisationId;
use web::{App, Caller, Json, Path, Sent};

/// 撤销、合并机构
#[utoipa::path(post, path = "/organisations/{id}/ending", tag = "机构与人员", operation_id = "end_organisation",
    params(("id" = OrganisationId, Path)), request_body = OrganEnding,
    responses((status = 200, body = OrganisationDetail)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OrganisationId>,
    Sent(command): Sent,
    Json(asked): Json<OrganEnding>,
) -> web::Result<Json<OrganisationDetail>> {
    // 权限
    let permit = caller.may(Verb::EditOrganisation)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = tree_store::take_for_update(tx, id, asked.seen).await?;
            let left = unfinished(tx, id).await?;
            // 判定
            judge(tx, &before, &asked).await?;
            if let Some(first) = left.first().filter(|_| asked.ended_on <= tx.today()) {
                return Err(counted(Refusal::OrganStillAtWork.at("ended_on"), left.len(), first).into());
            }
            // 落库
            let after = save(tx, id, &asked).await?;
            // 留痕
            let act = if asked.kind == OrganisationState::Merged { "合并机构" } else { "撤销机构" };
            let entry = Entry::on(SubjectKind::Organisation, id, act).because(asked.reason.trim());
            tx.record(entry.change(&before, &after), ()).await
        })
    });
    write.await?;
    identity::session::forget_organisation(id);
    show::fetch(&app, permit, id).await
}
