//! 版次对比 · how two editions differ, item by item and field by field
//!
//! 同一清单的两个版次之间；自定义清单与其所复制的基础清单的新版之间。An item is the same by its code.

use super::edition;
use super::{CheckItem, ItemDetail, rules};
use crate::industry::model;
use crate::own_checklist::{Refusal, store};
use authority::{Halt, Verb};
use lexicon::{OwnChecklistId, Term, terms};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Json, Path, Query};

terms! {
    /// 检查事项的差异
    pub enum Change {
        Added = "added", "增加";
        Removed = "removed", "删去";
        Changed = "changed", "修改";
    }
}

/// How one item differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemDifference {
    pub code: String,
    /// 检查内容；两版都有的为后一版的
    pub content: String,
    pub change: Change,
    /// What differs; empty for what stands in one edition only.
    pub fields: Vec<FieldDifference>,
    /// 基础清单在复制之后改了这一事项；没有改的，差异出自本机关
    pub is_from_base: bool,
}

/// How one field differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldDifference {
    pub field: String,
    /// 检查内容、违法依据等
    pub field_zh: String,
    pub before: String,
    pub after: String,
}

/// How a list differs from the newest edition of the base list it was copied from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BaseDifference {
    pub base_key: String,
    pub base_zh: String,
    /// 复制或者上次采纳时的版次
    pub base_before: String,
    /// 最新版次
    pub base_now: String,
    /// 对比的本清单版次
    pub edition: String,
    pub items: Vec<ItemDifference>,
}

/// Two editions of one list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Between {
    /// 前一版
    from: String,
    /// 后一版
    to: String,
}

/// 同一清单两个版次的对比
#[utoipa::path(get, path = "/checklists/{key}/difference", tag = "检查事项", params(("key" = String, Path), Between),
    responses((status = 200, body = Vec<ItemDifference>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(key): Path<String>,
    Query(asked): Query<Between>,
) -> web::Result<Json<Vec<ItemDifference>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let before = edition::take(tx, &inner.reference, (&key, &asked.from)).await?;
            let after = edition::take(tx, &inner.reference, (&key, &asked.to)).await?;
            Ok((before, after))
        })
    });
    let (before, after) = read.await?;
    let industry = model(&app.reference, &after.industry);
    Ok(Json(between(&plain(&before.items), &plain(&after.items), industry)))
}

/// 与基础清单最新版的对比：前为本清单，后为基础清单
#[utoipa::path(get, path = "/own-checklists/{id}/base-difference", tag = "检查事项", params(("id" = OwnChecklistId, Path)),
    responses((status = 200, body = BaseDifference)))]
pub async fn from_base(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<OwnChecklistId>,
) -> web::Result<Json<BaseDifference>> {
    let permit = caller.may(Verb::ReadReference)?;
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let list = store::take(tx, id).await?;
            let is_own = list.organisation_id == tx.actor().organisation_id;
            let editions = store::editions(tx, &[id]).await?;
            let newest = editions.iter().filter(|e| is_own || e.valid_from.is_some()).max_by_key(|e| e.ordinal);
            let newest = newest.ok_or(Halt::NotFound)?;
            let own = edition::take(tx, &inner.reference, (&list.list_key, &newest.edition)).await?;
            Ok((list.based_on, newest.based_on_edition.clone(), own))
        })
    });
    let (key, base_before, own) = read.await?;
    let (reference, on) = (&app.reference, app.clock.today());
    let now = rules::newest(reference, &key, on).ok_or_else(|| Refusal::NotCopied.refused())?;
    let then = reference.checklists.iter().find(|l| l.key == key && l.edition == base_before).unwrap_or(now);
    let industry = model(reference, &own.industry);
    let as_of = |list: &seed::Checklist| plain(&edition::of_base(reference, list, on).items);
    let (then, base) = (as_of(then), as_of(now));
    let changed = between(&then, &base, industry);
    let mut items = between(&plain(&own.items), &base, industry);
    for item in &mut items {
        item.is_from_base = changed.iter().any(|c| c.code == item.code);
    }
    Ok(Json(BaseDifference {
        base_key: key,
        base_zh: now.zh.clone(),
        base_before,
        base_now: now.edition.clone(),
        edition: own.edition,
        items,
    }))
}

fn plain(items: &[ItemDetail]) -> Vec<CheckItem> {
    items.iter().map(|detail| detail.item.clone()).collect()
}

/// How the items of two editions differ: first what the later has, in its order, then what only the earlier has.
#[must_use]
pub fn between(before: &[CheckItem], after: &[CheckItem], industry: Option<&seed::Industry>) -> Vec<ItemDifference> {
    let one = |item: &CheckItem, change, fields| ItemDifference {
        code: item.code.clone(),
        content: item.content.clone(),
        change,
        fields,
        is_from_base: false,
    };
    let of_later = after.iter().filter_map(|now| match before.iter().find(|then| then.code == now.code) {
        None => Some(one(now, Change::Added, Vec::new())),
        Some(then) => {
            let fields = differing(then, now, industry);
            (!fields.is_empty()).then(|| one(now, Change::Changed, fields))
        }
    });
    let gone = before.iter().filter(|then| !after.iter().any(|now| now.code == then.code));
    of_later.chain(gone.map(|then| one(then, Change::Removed, Vec::new()))).collect()
}

fn differing(then: &CheckItem, now: &CheckItem, industry: Option<&seed::Industry>) -> Vec<FieldDifference> {
    let pairs = fields(then, industry).into_iter().zip(fields(now, industry));
    let different = pairs.filter(|((.., before), (.., after))| before != after);
    different
        .map(|((field, zh, before), (.., after))| FieldDifference {
            field: field.to_owned(),
            field_zh: zh.to_owned(),
            before,
            after,
        })
        .collect()
}

/// What of an item can differ, as a person reads it: key, Chinese name, text.
#[must_use]
pub fn fields(item: &CheckItem, industry: Option<&seed::Industry>) -> [(&'static str, &'static str, String); 12] {
    let named = |keys: &[String], zh: &dyn Fn(&str) -> Option<String>| {
        let mut names: Vec<String> = keys.iter().map(|key| zh(key).unwrap_or_else(|| key.clone())).collect();
        names.sort();
        names.join("、")
    };
    let on = &item.applies_to;
    let unit = |key: &str| industry?.unit(key).map(|u| u.zh.clone());
    let kind = |key: &str| industry?.equipment(key).map(|e| e.zh.clone());
    let place = |key: &str| industry?.place(key).map(|p| p.zh.clone());
    [
        ("content", "检查内容", item.content.clone()),
        ("method", "检查方法", item.method.clone()),
        ("violated", "违法依据", item.violated.join("\n")),
        ("penalised", "处罚依据", item.penalised.join("\n")),
        ("hazard_level", "隐患级别", item.hazard_level.zh().to_owned()),
        ("measures", "处理措施", item.measures.iter().map(|m| m.zh()).collect::<Vec<_>>().join("、")),
        ("suggested_problem", "建议问题描述", item.suggested_problem.clone()),
        ("suggested_measure", "建议整改要求", item.suggested_measure.clone()),
        ("suggested_days", "建议整改期限", format!("{}日", item.suggested_days)),
        ("note", "提示", item.note.clone()),
        ("units", "生产单元", named(&on.units, &unit)),
        ("targets", "设备、场所", [named(&on.equipment, &kind), named(&on.places, &place)].join("；")),
    ]
}
