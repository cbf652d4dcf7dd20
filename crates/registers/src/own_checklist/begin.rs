//! 修订清单 · a new edition is written from the newest one; what was published stays as it is

use super::{OwnChecklistSeen, OwnItem, create, rules, store};
use crate::checklist::ChecklistHead;
use authority::{Entry, SubjectKind, Verb};
use lexicon::OwnChecklistId;
use web::{App, Caller, Json, Path, Sent};

/// 修订：编制新的版次
#[utoipa::path(post, path = "/own-checklists/{id}/editions", tag = "检查事项", params(("id" = OwnChecklistId, Path)), request_body = OwnChecklistSeen, responses((status = 200, body = ChecklistHead)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Sent(command): Sent,
    Json(asked): Json<OwnChecklistSeen>,
) -> web::Result<Json<ChecklistHead>> {
    // 权限
    let permit = caller.may(Verb::EditChecklist)?;
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let (_, editions) = store::take_for_update(tx, id, asked.seen).await?;
            // 判定
            let last = rules::to_revise(&editions)?;
            // 落库
            let ordinal = last.ordinal + 1;
            let items = store::items(tx, id, &last.edition).await?;
            let items: Vec<OwnItem> = items.into_iter().map(|record| record.item_json).collect();
            store::insert_edition(tx, id, ordinal, (&last.zh, &last.based_on_edition)).await?;
            store::replace_items(tx, id, &ordinal.to_string(), &items).await?;
            store::touch(tx, id).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Checklist, id, "修订自定义检查事项清单").with(&ordinal), ()).await
        })
    });
    write.await?;
    create::fetch(&app, permit, id).await
}
