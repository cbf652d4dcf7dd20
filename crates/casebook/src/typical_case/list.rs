//! 案例上报 · the cases of the own organ; at the ministry, everything that was reported

use super::{CaseReportRow, TypicalCaseState, look_up, store};
use authority::{Halt, Verb};
use lexicon::TypicalCaseId;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query};

/// What is wanted of the list.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// 标题中的文字
    #[serde(default)]
    q: String,
    /// 行政区划代码
    #[serde(default)]
    region: String,
    /// 行业的键
    #[serde(default)]
    industry: String,
    state: Option<TypicalCaseState>,
    #[param(value_type = Option<String>)]
    #[serde(skip_serializing)]
    cursor: Option<Cursor>,
    #[param(value_type = Option<i64>)]
    #[serde(default, skip_serializing)]
    size: PageSize,
}

/// 案例上报列表，新建的在前
#[utoipa::path(get, path = "/case-reports", tag = "典型案例", operation_id = "list_case_reports", params(Asked),
    responses((status = 200, body = Page<CaseReportRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Page<CaseReportRow>>> {
    let permit = caller.may(Verb::ReadCaseReport)?;
    let mut wanted = look_up::wanted((&asked.q, &asked.region, &asked.industry))?;
    wanted.state = asked.state;
    let after = after(asked.cursor.as_ref())?;
    let size = asked.size;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::reports(tx, &wanted, after, size.0).await }));
    let (rows, total) = read.await?;
    let key = |row: &store::Row| Cursor::write(&[&row.id.to_string()]);
    Ok(Json(web::paged(rows, size, total, key, |row| row.reported(&caller))))
}

fn after(cursor: Option<&Cursor>) -> authority::Result<Option<TypicalCaseId>> {
    let text = cursor.and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    text.map(|text| text.parse().map_err(|_| wrong_cursor())).transpose()
}

pub(super) fn wrong_cursor() -> Halt {
    look_up::wrong("cursor", "翻页位置无效，请从第一页重新查询")
}
