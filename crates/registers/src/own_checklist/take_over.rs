//! 采纳基础清单 · items of the newest base edition take the place of one's own in the draft
//!
//! 所选事项照基础清单最新版改写；基础清单已删去的，从本清单删去；没有选的保持本机关的写法。

use super::{OwnItem, Refusal, create, rules, store};
use crate::checklist::{ChecklistHead, edition, rules as lists};
use authority::{Entry, SubjectKind, Verb};
use lexicon::{OwnChecklistId, Ruling};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

/// Which items are taken over.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnChecklistTakeover {
    /// The revision the person saw.
    pub seen: i64,
    /// 事项编号
    pub codes: Vec<String>,
}

/// 采纳基础清单最新版的事项
#[utoipa::path(post, path = "/own-checklists/{id}/takeovers", tag = "检查事项", params(("id" = OwnChecklistId, Path)), request_body = OwnChecklistTakeover, responses((status = 200, body = ChecklistHead)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
    Sent(command): Sent,
    Json(asked): Json<OwnChecklistTakeover>,
) -> web::Result<Json<ChecklistHead>> {
    // 权限
    let permit = caller.may(Verb::EditChecklist)?;
    let inner = app.clone();
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let (list, editions) = store::take_for_update(tx, id, asked.seen).await?;
            let (reference, today) = (&inner.reference, tx.today());
            // 判定
            let draft = rules::draft(&editions)?.clone();
            let base = lists::newest(reference, &list.based_on, today).ok_or_else(|| Refusal::NotCopied.refused())?;
            let own = store::items(tx, id, &draft.edition).await?;
            let own: Vec<OwnItem> = own.into_iter().map(|record| record.item_json).collect();
            let of_base = edition::of_base(reference, base, today).items.into_iter().map(rules::copied).collect();
            let items = taken_over(own, of_base, &asked.codes)?;
            // 落库
            store::replace_items(tx, id, &draft.edition, &items).await?;
            store::keep_draft(tx, (id, draft.ordinal), (&draft.zh, &base.edition)).await?;
            store::touch(tx, id).await?;
            // 留痕
            let entry = Entry::on(SubjectKind::Checklist, id, "采纳基础检查事项");
            tx.record(entry.with(&(&base.key, &base.edition, &asked.codes)), ()).await
        })
    });
    write.await?;
    create::fetch(&app, permit, id).await
}

/// One's own items after these codes were taken over from the base list.
///
/// # Errors
/// `own_checklist.no_such_item` for a code that neither has.
pub fn taken_over(mut own: Vec<OwnItem>, base: Vec<OwnItem>, codes: &[String]) -> Ruling<Vec<OwnItem>> {
    for code in codes {
        let at = own.iter().position(|item| item.code == *code);
        let new = base.iter().find(|item| item.code == *code).cloned();
        match (at, new) {
            (None, None) => return Err(Refusal::NoSuchItem.at("codes")),
            (None, Some(new)) => own.push(new),
            (Some(at), new) => drop(own.splice(at..=at, new)),
        }
    }
    Ok(own)
}
