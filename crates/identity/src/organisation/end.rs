//! 撤销、合并 · an organ ends on a day
//!
//! 机构不删除：原机构的案卷、文书仍在原机构名下，上级照常查看。From the day on its accounts can no longer log in.

use super::rules::{self, Ending};
use super::{OrganisationDetail, OrganisationState, fields, show, tree_store};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{LegalDay, OrganisationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// How an organ ends.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrganEnding {
    /// The revision the caller saw.
    pub seen: i64,
    /// 撤销或合并
    pub kind: OrganisationState,
    /// The first day on which it no longer acts.
    pub ended_on: LegalDay,
    /// 承继的机构
    pub successor_id: Option<OrganisationId>,
    /// 依据或原因
    pub reason: String,
}

/// 撤销、合并机构
#[utoipa::path(post, path = "/organisations/{id}/ending", tag = "机构与人员", params(("id" = OrganisationId, Path)), request_body = OrganEnding, responses((status = 200, body = OrganisationDetail)))]
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
            let successor = match asked.successor_id {
                Some(other) => Some(tree_store::take(tx, other).await?.standing()),
                None => None,
            };
            let children = tree_store::children_of(tx, id).await?;
            let users = tree_store::users_of(tx, id).await?;
            // 判定
            fields::check(&[("reason", "依据或原因", &asked.reason, 200, true)])?;
            let organ = before.standing();
            let (kind, ended_on) = (asked.kind, asked.ended_on);
            let ending = Ending { organ: &organ, kind, ended_on, successor: successor.as_ref(), children, users };
            rules::ending(ending, tx.actor().organisation_id, tx.today())?;
            // 落库
            tree_store::end(tx, id, kind, (ended_on, asked.successor_id)).await?;
            let after = tree_store::take(tx, id).await?;
            // 留痕
            let act = if kind == OrganisationState::Merged { "合并机构" } else { "撤销机构" };
            let entry = Entry::on(SubjectKind::Organisation, id, act).because(asked.reason.trim());
            tx.record(entry.change(&before, &after), ()).await
        })
    });
    write.await?;
    crate::session::forget_organisation(id);
    show::fetch(&app, permit, id).await
}
