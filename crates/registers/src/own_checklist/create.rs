//! 新建清单 · a new list of the own organ: empty, or copied from a base list

use super::{Refusal, rules, store};
use crate::checklist::{ChecklistHead, edition, heads};
use crate::industry::model;
use authority::{Entry, FieldError, Halt, Permit, SubjectKind, Verb};
use lexicon::OwnChecklistId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// A new list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct NewOwnChecklist {
    pub id: OwnChecklistId,
    /// 检查表名称
    pub zh: String,
    /// Key of the industry; empty for a list that is for firms of every industry (各行业通用).
    pub industry: String,
    /// 所复制的基础清单 `key@edition`；不填为空清单
    #[serde(default)]
    pub copy_of: String,
}

/// 新建自定义检查事项清单（编制中）
#[utoipa::path(post, path = "/own-checklists", tag = "检查事项", request_body = NewOwnChecklist, responses((status = 200, body = ChecklistHead)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Json(asked): Json<NewOwnChecklist>,
) -> web::Result<Json<ChecklistHead>> {
    // 权限
    let permit = caller.may(Verb::EditChecklist)?;
    let (id, inner) = (asked.id, app.clone());
    let write = app.db.write(permit.clone(), command, move |tx| {
        Box::pin(async move {
            // 取件
            let reference = &inner.reference;
            let base = reference.checklists.iter().find(|l| format!("{}@{}", l.key, l.edition) == asked.copy_of);
            // 判定
            let zh = rules::name(&asked.zh).map_err(|e| Halt::Invalid(vec![e]))?;
            if !asked.industry.is_empty() && model(reference, &asked.industry).is_none() {
                return Err(Halt::Invalid(vec![FieldError::new("industry", "请选择行业")]));
            }
            if base.is_none() && !asked.copy_of.is_empty() {
                return Err(Refusal::NoSuchBase.at("copy_of").into());
            }
            if base.is_some_and(|list| list.industry != asked.industry) {
                return Err(Refusal::OtherIndustry.at("industry").into());
            }
            // 落库
            let today = tx.today();
            let items: Vec<_> = base.map_or_else(Vec::new, |list| {
                let asked = edition::of_base(reference, list, today).items.into_iter();
                asked.filter(|i| i.stopped_on.is_none_or(|day| today < day)).map(rules::copied).collect()
            });
            let (key, of) = base.map_or(("", ""), |list| (list.key.as_str(), list.edition.as_str()));
            store::insert(tx, id, &asked.industry, key).await?;
            store::insert_edition(tx, id, 1, (&zh, of)).await?;
            store::replace_items(tx, id, "1", &items).await?;
            // 留痕
            tx.record(Entry::on(SubjectKind::Checklist, id, "新建自定义检查事项清单").with(&asked), ()).await
        })
    });
    write.await?;
    fetch(&app, permit, id).await
}

/// The list as the caller sees it after a change.
pub(super) async fn fetch(app: &App, permit: Permit, id: OwnChecklistId) -> web::Result<Json<ChecklistHead>> {
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| Box::pin(async move { heads::own_one(tx, &inner.reference, id).await }));
    Ok(Json(read.await?))
}
