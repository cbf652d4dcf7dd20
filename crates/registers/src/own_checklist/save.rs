//! 编辑清单 · the draft of a list is kept as a whole: its name and its items in their order

use super::rules::Stage;
use super::{OwnItem, create, rules, store};
use crate::checklist::ChecklistHead;
use crate::statute;
use authority::{Entry, FieldError, Halt, ReadTx, Result, SubjectKind, Verb};
use lexicon::OwnChecklistId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// A draft as it is to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnChecklistDraft {
    /// The revision the person saw.
    pub seen: i64,
    /// 检查表名称
    pub zh: String,
    /// All items in their order.
    pub items: Vec<OwnItem>,
}

/// 暂存编制中的清单
#[utoipa::path(put, path = "/own-checklists/{id}/draft", tag = "检查事项", params(("id" = OwnChecklistId, Path)), request_body = OwnChecklistDraft, responses((status = 200, body = ChecklistHead)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Sent(command): Sent,
    Json(asked): Json<OwnChecklistDraft>,
) -> web::Result<Json<ChecklistHead>> {
    // 权限
    let permit = caller.may(Verb::EditChecklist)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let (list, editions) = store::take_for_update(tx, id, asked.seen).await?;
            // 判定
            let draft = rules::draft(&editions)?;
            let zh = rules::name(&asked.zh).map_err(|e| Halt::Invalid(vec![e]))?;
            let mut items: Vec<OwnItem> = asked.items.into_iter().map(rules::tidied).collect();
            let mut faults = rules::faults(&inner.reference, &list.industry, &items, Stage::Saving);
            faults.extend(cite(tx, &mut items).await?);
            if !faults.is_empty() {
                return Err(Halt::Invalid(faults));
            }
            // 落库
            let before = store::items(tx, id, &draft.edition).await?;
            store::keep_draft(tx, (id, draft.ordinal), (&zh, &draft.based_on_edition)).await?;
            store::replace_items(tx, id, &draft.edition, &items).await?;
            store::touch(tx, id).await?;
            // 留痕：只记有变动的事项
            let before: Vec<OwnItem> = before.into_iter().map(|record| record.item_json).collect();
            let gone: Vec<&OwnItem> = before.iter().filter(|item| !items.contains(item)).collect();
            let came: Vec<&OwnItem> = items.iter().filter(|item| !before.contains(item)).collect();
            let entry = Entry::on(SubjectKind::Checklist, id, "编辑自定义检查事项");
            tx.record(entry.change(&(&draft.zh, gone), &(&zh, came)), ()).await
        })
    });
    write.await?;
    create::fetch(&app, permit, id).await
}

/// Writes the full citation beside every place; what is not registered, each at its field.
///
/// # Errors
/// Engine faults.
pub async fn cite(tx: &mut ReadTx<'_>, items: &mut [OwnItem]) -> Result<Vec<FieldError>> {
    let mut faults = Vec::new();
    for (n, item) in items.iter_mut().enumerate() {
        for (field, places) in [("violated", &mut item.violated), ("penalised", &mut item.penalised)] {
            let mut each: Vec<_> = places.iter_mut().collect();
            match statute::store::resolve(tx, &mut each).await {
                Ok(()) => {}
                Err(Halt::Refused(refused)) => {
                    faults.push(FieldError::new(format!("items[{n}].{field}"), refused.sentence));
                }
                Err(other) => return Err(other),
            }
        }
    }
    Ok(faults)
}
