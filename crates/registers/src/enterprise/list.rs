//! 执法对象 · the list

use super::store::{self, After, Sort, Wanted};
use super::{EnterpriseRow, EnterpriseState, RiskLevel, index_store};
use authority::{FieldError, Halt, Scope, Search, Verb, like_contains};
use lexicon::{RegionCode, RegionLevel, Term};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// What of the list is wanted; an empty text is no condition.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// 企业名称、统一社会信用代码、地址、人员中的文字，不少于两个字；或者整个电话号码
    #[serde(default)]
    q: String,
    /// 任一级行政区划代码
    #[serde(default)]
    region: String,
    /// 行业类型；几种用逗号隔开，有其中一种的
    #[serde(default)]
    industry: String,
    /// 安全生产要素
    #[serde(default)]
    element: String,
    /// 专项 yes，非专项 no
    #[serde(default)]
    special: String,
    /// 风险等级
    #[serde(default)]
    risk_level: String,
    /// 排序：newest、updated、placed
    #[serde(default)]
    sort: String,
    /// 状态
    #[serde(default)]
    state: String,
    /// 设备种类：有这种设备的企业
    #[serde(default)]
    kind: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    pub size: PageSize,
}

/// 执法对象列表
#[utoipa::path(get, path = "/enterprises", tag = "执法对象", operation_id = "list_enterprises", params(Asked), responses((status = 200, body = Page<EnterpriseRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Page<EnterpriseRow>>> {
    let permit = caller.may(Verb::ReadEnterprise)?;
    let wanted = asked.wanted(&app.reference, &caller.scope)?;
    let after = asked.after(&wanted)?;
    let size = asked.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let found = store::list(tx, &wanted, after, size.0).await?;
            Ok((found, wanted))
        })
    });
    let ((rows, counted), wanted) = read.await?;
    Ok(Json(paged(rows, size, counted, |row| cursor(&wanted, row), EnterpriseRow::from)))
}

/// The cursor behind a row.
#[must_use]
pub fn cursor(wanted: &Wanted, row: &store::Record) -> String {
    wanted.cursor(row).join("~")
}

impl Asked {
    /// The conditions and the order as they were asked, for the trail of an export; an order is always said.
    #[must_use]
    pub fn conditions(&self) -> serde_json::Value {
        let Self { q, region, industry, state, kind, element, special, risk_level, .. } = self;
        let sort = if self.sort.is_empty() { Sort::Newest.code() } else { &self.sort };
        serde_json::json!({"q": q, "region": region, "industry": industry, "state": state, "kind": kind,
            "element": element, "special": special, "risk_level": risk_level, "sort": sort})
    }

    /// The conditions, parsed.
    ///
    /// # Errors
    /// A text that is too long, or too short for the scope; a state or a division that does not exist.
    pub fn wanted(&self, reference: &seed::Seed, scope: &Scope) -> authority::Result<Wanted> {
        let q = self.q.trim();
        let wrong = |field: &str, sentence: String| Halt::Invalid(vec![FieldError::new(field, sentence)]);
        if q.chars().count() > 60 {
            return Err(wrong("q", "查询文字不能超过60字".to_owned()));
        }
        // 一个字在一县之内可以逐家比对，范围再大就太慢。
        if q.chars().count() == 1 && !matches!(scope, Scope::County(_)) {
            return Err(wrong("q", "请至少输入两个字".to_owned()));
        }
        let is_special = match self.special.as_str() {
            "" => None,
            "yes" => Some(true),
            "no" => Some(false),
            _ => return Err(wrong("special", "应为 yes 或 no".to_owned())),
        };
        let region = match self.region.as_str() {
            "" => None,
            code => region_key(reference, code).map_err(|sentence| wrong("region", sentence))?,
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Ok(Wanted {
            search: Search::of(q, &index_store::ALL),
            pattern: (q.chars().count() == 1).then(|| like_contains(&q.to_lowercase())),
            region,
            industries: self.industry.split(',').filter(|key| !key.is_empty()).map(str::to_owned).take(30).collect(),
            state: term::<EnterpriseState>("state", &self.state)?,
            kind: some(&self.kind),
            element: some(&self.element),
            is_special,
            risk_level: term::<RiskLevel>("risk_level", &self.risk_level)?,
            sort: term::<Sort>("sort", &self.sort)?.unwrap_or(Sort::Newest),
        })
    }

    /// The row after which the page begins.
    ///
    /// # Errors
    /// A cursor that names no row in the wanted order.
    pub fn after(&self, wanted: &Wanted) -> authority::Result<Option<After>> {
        let parts = self.cursor.as_ref().map(|cursor| cursor.0.as_slice());
        let Some(parts) = parts.filter(|parts| parts.iter().any(|part| !part.is_empty())) else { return Ok(None) };
        let wrong = || Halt::Invalid(vec![FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")]);
        wanted.after(parts).map(Some).ok_or_else(wrong)
    }
}

/// A closed set's value; none of an empty text.
fn term<T: Term>(field: &str, code: &str) -> authority::Result<Option<T>> {
    let wrong = |e: lexicon::UnknownTerm| Halt::Invalid(vec![FieldError::new(field, e.to_string())]);
    if code.is_empty() { Ok(None) } else { T::parse(code).map(Some).map_err(wrong) }
}

/// The level column and key that mean everything in a division; none for the whole country.
fn region_key(reference: &seed::Seed, code: &str) -> Result<Option<(&'static str, String)>, String> {
    let code = RegionCode::parse(code).map_err(|e| e.to_string())?;
    if code.level() == RegionLevel::Nation {
        return Ok(None);
    }
    let row = reference.divisions.find(&code).ok_or_else(|| "没有这个行政区划".to_owned())?;
    let keys = code.keys();
    Ok(Some(match row.level {
        RegionLevel::Nation => return Ok(None),
        RegionLevel::Province => ("prov", keys.prov),
        RegionLevel::City => ("city", keys.city),
        RegionLevel::County => ("county", code.to_string()),
    }))
}
