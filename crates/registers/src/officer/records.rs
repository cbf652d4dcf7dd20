//! 执法人员库 · the register, and the warnings before certificates end

use super::record_store::{self, Wanted};
use super::{OfficerRow, OfficerState, Validity};
use authority::{FieldError, Halt, Verb, like_contains};
use lexicon::{OfficerId, OrganisationId, Term, masked_phone};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// What of the register is wanted; an empty text is no condition.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfficersAsked {
    /// 姓名或证号中的文字
    #[serde(default)]
    q: String,
    /// 机构编号
    #[serde(default)]
    organisation_id: String,
    /// 状态
    #[serde(default)]
    state: String,
    /// 证件效力
    #[serde(default)]
    validity: String,
    /// 填 yes 时只列未关联账号的
    #[serde(default)]
    without_account: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

impl OfficersAsked {
    /// The conditions as they were asked, for the trail of an export.
    #[must_use]
    pub fn conditions(&self) -> serde_json::Value {
        let Self { q, organisation_id, state, validity, without_account, .. } = self;
        serde_json::json!({"q": q, "organisation_id": organisation_id, "state": state, "validity": validity,
            "without_account": without_account})
    }

    /// The conditions, read.
    ///
    /// # Errors
    /// A condition that makes no sense.
    pub fn wanted(&self) -> authority::Result<Wanted> {
        let wrong = |field: &str, sentence: String| Halt::Invalid(vec![FieldError::new(field, sentence)]);
        let q = self.q.trim();
        if q.chars().count() > 60 {
            return Err(wrong("q", "查询文字不能超过60字".to_owned()));
        }
        let organisation = match self.organisation_id.as_str() {
            "" => None,
            text => Some(text.parse::<OrganisationId>().map_err(|_| wrong("organisation_id", "机构编号无效".into()))?),
        };
        Ok(Wanted {
            pattern: (!q.is_empty()).then(|| like_contains(&q.to_lowercase())),
            organisation,
            state: term::<OfficerState>(&self.state).map_err(|s| wrong("state", s))?,
            validity: term::<Validity>(&self.validity).map_err(|s| wrong("validity", s))?,
            without_account: self.without_account == "yes",
        })
    }
}

fn term<T: Term>(code: &str) -> Result<Option<T>, String> {
    if code.is_empty() { Ok(None) } else { T::parse(code).map(Some).map_err(|e| e.to_string()) }
}

/// 执法人员库：本机关及下级
#[utoipa::path(get, path = "/officer-records", tag = "执法人员", operation_id = "list_officer_records", params(OfficersAsked), responses((status = 200, body = Page<OfficerRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<OfficersAsked>,
) -> web::Result<Json<Page<OfficerRow>>> {
    let permit = caller.may(Verb::ReadOfficer)?;
    let wanted = asked.wanted()?;
    let after = asked.cursor.as_ref().and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    let wrong = |_| Halt::Invalid(vec![FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")]);
    let after = after.map(|text| text.parse::<OfficerId>().map_err(wrong)).transpose()?;
    let (size, today) = (asked.size, app.clock.today());
    let read =
        app.db.read(permit, move |tx| Box::pin(async move { record_store::list(tx, &wanted, after, size.0).await }));
    let (rows, counted) = read.await?;
    let key = |row: &record_store::Record| Cursor::write(&[&row.id.to_string()]);
    let shown = |record: record_store::Record| {
        let mut row = record.shown(&caller, today);
        row.phone = masked_phone(&row.phone);
        row
    };
    Ok(Json(paged(rows, size, counted, key, shown)))
}

/// How many certificates need care, in the caller's own organ.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficerWarnings {
    /// 已过期
    pub expired: i64,
    /// 30日内到期
    pub within_30: i64,
    /// 31至90日内到期
    pub within_90: i64,
    /// 未关联账号
    pub without_account: i64,
}

/// 证件到期提醒：本机关已提交的执法人员
#[utoipa::path(get, path = "/officer-records/warnings", tag = "执法人员", responses((status = 200, body = OfficerWarnings)))]
pub async fn warnings(Caller(caller): Caller, app: App) -> web::Result<Json<OfficerWarnings>> {
    let permit = caller.may(Verb::ReadOfficer)?;
    let organisation = Some(caller.organisation_id);
    let of = move |validity| Wanted {
        organisation,
        state: Some(OfficerState::Submitted),
        validity: Some(validity),
        ..Wanted::default()
    };
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let alone = Wanted { organisation, without_account: true, ..Wanted::default() };
            Ok(OfficerWarnings {
                expired: record_store::count(tx, &of(Validity::Expired)).await?,
                within_30: record_store::count(tx, &of(Validity::Within30)).await?,
                within_90: record_store::count(tx, &of(Validity::Within90)).await?,
                without_account: record_store::count(tx, &alone).await?,
            })
        })
    });
    Ok(Json(read.await?))
}
