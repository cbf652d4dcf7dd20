//! 专项计划编制 · the plans of the own organ, and what the organs below have filed

use super::store::{self, Wanted};
use super::{PlanKind, PlanProgress, PlanRow, PlanState};
use authority::{FieldError, Halt, Verb, like_contains};
use lexicon::{LegalDay, PlanId, Term};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// What of the list is wanted; an empty text is no condition.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlansAsked {
    /// 计划名称或者编制机关中的文字
    #[serde(default)]
    q: String,
    /// 行业的键
    #[serde(default)]
    industry: String,
    /// 计划类型
    #[serde(default)]
    kind: String,
    /// 状态
    #[serde(default)]
    state: String,
    /// 执行情况；只有已备案的才有
    #[serde(default)]
    progress: String,
    /// 年度，四位数字：起止时间有一天在这一年的
    #[serde(default)]
    year: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    #[serde(skip_serializing)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[param(value_type = Option<i64>)]
    #[serde(default, skip_serializing)]
    size: PageSize,
}

fn wrong(field: &str, sentence: impl Into<String>) -> Halt {
    Halt::Invalid(vec![FieldError::new(field, sentence)])
}

/// A closed set's value; none of an empty text.
fn term<T: Term>(field: &str, code: &str) -> authority::Result<Option<T>> {
    if code.is_empty() { Ok(None) } else { T::parse(code).map(Some).map_err(|e| wrong(field, e.to_string())) }
}

/// First and last day of a year.
fn year(text: &str) -> authority::Result<Option<(LegalDay, LegalDay)>> {
    if text.is_empty() {
        return Ok(None);
    }
    let fault = || wrong("year", "年度应为四位数字，如 2026");
    let number =
        Some(text).filter(|text| text.len() == 4).and_then(|text| text.parse::<i16>().ok()).ok_or_else(fault)?;
    let day = |month, day| LegalDay::new(number, month, day).map_err(|_| fault());
    Ok(Some((day(1, 1)?, day(12, 31)?)))
}

impl PlansAsked {
    /// The conditions, read.
    ///
    /// # Errors
    /// A condition that makes no sense.
    pub fn wanted(&self) -> authority::Result<Wanted> {
        let q = self.q.trim();
        if q.chars().count() > 60 {
            return Err(wrong("q", "查询文字不能超过60字"));
        }
        Ok(Wanted {
            pattern: (!q.is_empty()).then(|| like_contains(&q.to_lowercase())),
            industry: (!self.industry.is_empty()).then(|| self.industry.clone()),
            kind: term::<PlanKind>("kind", &self.kind)?,
            state: term::<PlanState>("state", &self.state)?,
            progress: term::<PlanProgress>("progress", &self.progress)?,
            year: year(&self.year)?,
        })
    }
}

/// 专项计划列表：本机关的全部，下级已备案的；新建的在前
#[utoipa::path(get, path = "/plans", tag = "专项计划", operation_id = "list_plans", params(PlansAsked), responses((status = 200, body = Page<PlanRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<PlansAsked>,
) -> web::Result<Json<Page<PlanRow>>> {
    let permit = caller.may(Verb::ReadPlan)?;
    let wanted = asked.wanted()?;
    let after = asked.cursor.as_ref().and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    let lost = |_| wrong("cursor", "翻页位置无效，请从第一页重新查询");
    let after = after.map(|text| text.parse::<PlanId>().map_err(lost)).transpose()?;
    let (size, today) = (asked.size, app.clock.today());
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::list(tx, &wanted, after, size.0).await }));
    let (rows, total) = read.await?;
    let key = |row: &store::Row| Cursor::write(&[&row.id.to_string()]);
    Ok(Json(paged(rows, size, total, key, |row| row.shown(&caller, today))))
}
