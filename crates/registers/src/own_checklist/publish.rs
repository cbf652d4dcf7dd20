//! 发布清单 · the draft becomes an edition that begins on a day; from then on its wording stays

use super::rules::Stage;
use super::{OwnItem, Refusal, create, rules, save, store};
use crate::checklist::ChecklistHead;
use crate::statute;
use authority::{Entry, Halt, SubjectKind, Verb};
use lexicon::{LegalDay, OwnChecklistId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// When the edition begins.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnChecklistPublication {
    /// The revision the person saw.
    pub seen: i64,
    /// 施行日期
    pub valid_from: LegalDay,
}

/// 发布编制中的版次
#[utoipa::path(post, path = "/own-checklists/{id}/publication", tag = "检查事项", params(("id" = OwnChecklistId, Path)), request_body = OwnChecklistPublication, responses((status = 200, body = ChecklistHead)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Sent(command): Sent,
    Json(asked): Json<OwnChecklistPublication>,
) -> web::Result<Json<ChecklistHead>> {
    // 权限
    let permit = caller.may(Verb::EditChecklist)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let (list, editions) = store::take_for_update(tx, id, asked.seen).await?;
            let draft = rules::draft(&editions)?.clone();
            let records = store::items(tx, id, &draft.edition).await?;
            let mut items: Vec<OwnItem> = records.into_iter().map(|record| record.item_json).collect();
            let versions = statute::store::versions(tx).await?;
            // 判定
            if items.is_empty() {
                return Err(rules::by_state(Refusal::NoItems).into());
            }
            rules::begins(asked.valid_from, tx.today(), &editions)?;
            let mut faults = rules::faults(&inner.reference, &list.industry, &items, Stage::Publishing);
            faults.extend(save::cite(tx, &mut items).await?);
            faults.extend(rules::outdated(&items, &versions, asked.valid_from));
            if !faults.is_empty() {
                return Err(Halt::Invalid(faults));
            }
            // 落库
            store::publish(tx, (id, draft.ordinal), asked.valid_from).await?;
            store::touch(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Checklist, id, "发布自定义检查事项清单");
            tx.record(entry.with(&(&draft.zh, &draft.edition, asked.valid_from)), ()).await
        })
    });
    write.await?;
    create::fetch(&app, permit, id).await
}
