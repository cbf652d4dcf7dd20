//! 检查事项清单目录 · the lists with their editions, for the tree of the page

use super::{ChecklistHead, EditionHead, EditionState, ListOrigin, UseState, rules};
use crate::own_checklist::rules as own;
use crate::own_checklist::store::{self, EditionRecord, ListRecord, Wanted};
use authority::{FieldError, Halt, ReadTx, Result, Verb};
use lexicon::{LegalDay, OwnChecklistId, Term};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// Which lists are wanted; an empty text is no condition.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HeadsAsked {
    /// base 基础检查事项，own 自定义检查事项
    #[serde(default)]
    pub origin: String,
    /// 检查表名称或检查内容中的文字
    #[serde(default)]
    pub q: String,
    /// 停启用状态
    #[serde(default)]
    pub state: String,
    /// 行业
    #[serde(default)]
    pub industry: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    pub cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    pub size: PageSize,
}

/// The conditions, read.
#[derive(Debug, Clone, Serialize)]
pub struct Conditions {
    pub origin: ListOrigin,
    pub text: String,
    pub state: Option<UseState>,
    pub industry: String,
}

impl HeadsAsked {
    /// The conditions, read.
    ///
    /// # Errors
    /// A condition that makes no sense.
    pub fn conditions(&self) -> Result<Conditions> {
        let wrong = |field: &str, sentence: String| Halt::Invalid(vec![FieldError::new(field, sentence)]);
        for (field, text) in [("q", &self.q), ("industry", &self.industry)] {
            if text.chars().count() > 60 || text.chars().any(char::is_control) {
                return Err(wrong(field, "查询文字不能超过60字，也不能有控制字符".to_owned()));
            }
        }
        let origin = match self.origin.as_str() {
            "" => ListOrigin::Base,
            code => ListOrigin::parse(code).map_err(|e| wrong("origin", e.to_string()))?,
        };
        let state = match self.state.as_str() {
            "" => None,
            code => Some(UseState::parse(code).map_err(|e| wrong("state", e.to_string()))?),
        };
        Ok(Conditions { origin, text: self.q.trim().to_lowercase(), state, industry: self.industry.clone() })
    }
}

/// 检查事项清单目录
#[utoipa::path(get, path = "/checklist-heads", tag = "检查事项", params(HeadsAsked), responses((status = 200, body = Page<ChecklistHead>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<HeadsAsked>,
) -> web::Result<Json<Page<ChecklistHead>>> {
    let permit = caller.may(Verb::ReadReference)?;
    let conditions = asked.conditions()?;
    let size = asked.size;
    if conditions.origin == ListOrigin::Base {
        let heads = base(&app.reference, &conditions, app.clock.today());
        let total = i64::try_from(heads.len()).unwrap_or(i64::MAX);
        return Ok(Json(Page { items: heads, next: None, total, total_is_more: false }));
    }
    let after = asked.cursor.as_ref().and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    let wrong = |_| Halt::Invalid(vec![FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")]);
    let after = after.map(|text| text.parse::<OwnChecklistId>().map_err(wrong)).transpose()?;
    let inner = app.clone();
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move { own_heads(tx, &inner.reference, &conditions, (after, size.0)).await })
    });
    let (rows, counted) = read.await?;
    let cursor = |head: &ChecklistHead| head.id.map(|id| id.to_string()).unwrap_or_default();
    Ok(Json(paged(rows, size, counted, cursor, |head| head)))
}

/// The base lists that fit.
#[must_use]
pub fn base(reference: &seed::Seed, wanted: &Conditions, on: LegalDay) -> Vec<ChecklistHead> {
    let mut heads: Vec<ChecklistHead> = Vec::new();
    for list in &reference.checklists {
        if heads.iter().any(|head| head.key == list.key) {
            continue;
        }
        let editions: Vec<&seed::Checklist> = reference.checklists.iter().filter(|l| l.key == list.key).collect();
        let fits = |l: &&seed::Checklist| {
            l.zh.to_lowercase().contains(&wanted.text)
                || l.items.iter().any(|i| i.content.to_lowercase().contains(&wanted.text))
        };
        if !editions.iter().any(fits) || !(wanted.industry.is_empty() || list.industry == wanted.industry) {
            continue;
        }
        let head = base_head(reference, &editions, on);
        let has_stopped = editions.iter().any(|l| l.items.iter().any(|i| !rules::is_asked(i, on)));
        let fits_state = match wanted.state {
            None => true,
            Some(UseState::InUse) => head.state == UseState::InUse,
            Some(UseState::Stopped) => head.state == UseState::Stopped || has_stopped,
        };
        if fits_state {
            heads.push(head);
        }
    }
    heads
}

fn base_head(reference: &seed::Seed, lists: &[&seed::Checklist], on: LegalDay) -> ChecklistHead {
    let first = lists.first().map(|l| (l.key.clone(), l.industry.clone())).unwrap_or_default();
    let days = rules::first_days(reference, &first.0);
    let mut editions: Vec<EditionHead> = lists
        .iter()
        .map(|l| {
            let last = rules::last_day(&days, l.valid_from, l.valid_to);
            EditionHead {
                edition: l.edition.clone(),
                zh: l.zh.clone(),
                state: rules::edition_state((Some(l.valid_from), last), on),
                valid_from: Some(l.valid_from),
                valid_to: last,
                items: i64::try_from(l.items.len()).unwrap_or(i64::MAX),
                published_by: String::new(),
            }
        })
        .collect();
    editions.sort_by_key(|e| std::cmp::Reverse(e.valid_from));
    let stopped_on = editions.first().and_then(|e| e.valid_to).filter(|last| *last < on).map(|last| last.plus(1));
    ChecklistHead {
        key: first.0,
        id: None,
        origin: ListOrigin::Base,
        zh: shown(&editions).1,
        industry: first.1,
        organisation_id: None,
        organisation_name: String::new(),
        state: if stopped_on.is_some() { UseState::Stopped } else { UseState::InUse },
        stopped_on,
        stop_reason: String::new(),
        shown: shown(&editions).0,
        editions,
        based_on: String::new(),
        based_on_zh: String::new(),
        newer_base: String::new(),
        revision: 0,
        updated_at: None,
        updated_by: String::new(),
        acts: Vec::new(),
    }
}

/// The edition to show first, and its name.
fn shown(editions: &[EditionHead]) -> (String, String) {
    let of = |state: EditionState| editions.iter().find(|e| e.state == state);
    let first = of(EditionState::Draft).or_else(|| of(EditionState::InForce)).or_else(|| editions.first());
    first.map(|e| (e.edition.clone(), e.zh.clone())).unwrap_or_default()
}

/// The caller's own lists and those from above that fit, newest first, one more than the page holds; and how many.
///
/// # Errors
/// Engine faults.
pub async fn own_heads(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    conditions: &Conditions,
    (after, size): (Option<OwnChecklistId>, i64),
) -> Result<(Vec<ChecklistHead>, i64)> {
    let wanted =
        Wanted { text: conditions.text.clone(), state: conditions.state, industry: conditions.industry.clone(), after };
    let (lists, counted) = store::list(tx, &wanted, size).await?;
    let ids: Vec<OwnChecklistId> = lists.iter().map(|list| list.id).collect();
    let editions = store::editions(tx, &ids).await?;
    let head = |list: ListRecord| {
        let own: Vec<EditionRecord> = editions.iter().filter(|e| e.list_id == list.id).cloned().collect();
        own_head(tx, reference, list, own)
    };
    Ok((lists.into_iter().map(head).collect(), counted))
}

/// One of the own lists, after a change.
///
/// # Errors
/// Not found; engine faults.
pub async fn own_one(tx: &mut ReadTx<'_>, reference: &seed::Seed, id: OwnChecklistId) -> Result<ChecklistHead> {
    let list = store::take(tx, id).await?;
    let editions = store::editions(tx, &[id]).await?;
    Ok(own_head(tx, reference, list, editions))
}

fn own_head(
    tx: &ReadTx<'_>,
    reference: &seed::Seed,
    list: ListRecord,
    mut records: Vec<EditionRecord>,
) -> ChecklistHead {
    let (caller, on) = (tx.actor().clone(), tx.today());
    let is_own = caller.organisation_id == list.organisation_id;
    records.retain(|e| is_own || e.valid_from.is_some());
    records.sort_by_key(|e| std::cmp::Reverse(e.ordinal));
    let days: Vec<LegalDay> = records.iter().filter_map(|e| e.valid_from).collect();
    let acts = if is_own && caller.holds(Verb::EditChecklist) { own::acts(&list, &records) } else { Vec::new() };
    let editions: Vec<EditionHead> = records
        .iter()
        .map(|e| {
            let last = e.valid_from.and_then(|first| rules::last_day(&days, first, None));
            EditionHead {
                edition: e.edition.clone(),
                zh: e.zh.clone(),
                state: rules::edition_state((e.valid_from, last), on),
                valid_from: e.valid_from,
                valid_to: last,
                items: e.items,
                published_by: e.published_by.clone(),
            }
        })
        .collect();
    let based = records.first().map(|e| e.based_on_edition.clone()).unwrap_or_default();
    let newest = rules::newest(reference, &list.based_on, on);
    ChecklistHead {
        zh: shown(&editions).1,
        shown: shown(&editions).0,
        editions,
        based_on: if list.based_on.is_empty() { String::new() } else { format!("{}@{based}", list.based_on) },
        based_on_zh: newest.map(|l| l.zh.clone()).unwrap_or_default(),
        newer_base: newest.filter(|l| l.edition != based).map(|l| l.edition.clone()).unwrap_or_default(),
        key: list.list_key,
        id: Some(list.id),
        origin: ListOrigin::Own,
        industry: list.industry,
        organisation_id: Some(list.organisation_id),
        organisation_name: list.organisation_name,
        state: if list.stopped_on.is_some() { UseState::Stopped } else { UseState::InUse },
        stopped_on: list.stopped_on,
        stop_reason: list.stop_reason,
        revision: list.revision,
        updated_at: Some(list.updated_at),
        updated_by: list.updated_by,
        acts,
    }
}
