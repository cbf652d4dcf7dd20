//! 现场执法检查列表 · inspections, newest first

use super::search_store::{Filter, Line, page};
use super::state::InspectionState;
use crate::rectification::list::Mine;
use authority::Verb;
use lexicon::{InspectionId, Instant, LegalDay, OfficerId, Term};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Query};

/// One line of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InspectionRow {
    pub id: InspectionId,
    pub enterprise_name: String,
    /// 检查人员
    pub officers: String,
    pub inspect_from: LegalDay,
    pub inspect_to: LegalDay,
    /// web 电脑端，app 移动端
    pub origin: String,
    pub state: InspectionState,
    /// 现场检查记录的文号；没有出具的为空
    pub number: Option<String>,
    /// 问题数
    pub problems: i64,
    pub updated_at: Instant,
}

impl From<Line> for InspectionRow {
    fn from(l: Line) -> Self {
        Self {
            id: l.id,
            enterprise_name: l.enterprise_name,
            officers: l.officers,
            inspect_from: l.inspect_from,
            inspect_to: l.inspect_to,
            origin: l.origin,
            state: l.state,
            number: Some(l.number).filter(|n| !n.is_empty()),
            problems: l.problems,
            updated_at: l.updated_at,
        }
    }
}

/// What of the list is wanted.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Wanted {
    /// 企业名称
    enterprise: Option<String>,
    /// 检查人员姓名
    officer: Option<String>,
    /// 检查状态代码
    state: Option<String>,
    /// 是否为本人检查
    mine: Option<Mine>,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 现场执法检查列表
#[utoipa::path(get, path = "/inspections", tag = "现场执法检查", operation_id = "list_inspections", params(Wanted),
    responses((status = 200, body = Page<InspectionRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(wanted): Query<Wanted>,
) -> web::Result<Json<Page<InspectionRow>>> {
    let permit = caller.may(Verb::ReadInspection)?;
    let text = |t: Option<String>| t.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let state = match text(wanted.state) {
        Some(code) => Some(
            InspectionState::parse(&code)
                .map_err(|e| web::Problem::malformed(Some("state".to_owned()), e.to_string()))?,
        ),
        None => None,
    };
    let me = caller.officer_id.unwrap_or(OfficerId(uuid::Uuid::nil()));
    let filter = Filter {
        enterprise: text(wanted.enterprise),
        officer: text(wanted.officer),
        state,
        mine: (wanted.mine == Some(Mine::Yes)).then_some(me),
        others: (wanted.mine == Some(Mine::No)).then_some(me),
    };
    let before = wanted.cursor.and_then(|c| c.0.first()?.parse::<InspectionId>().ok());
    let size = wanted.size;
    let read = app.db.read(permit, move |tx| Box::pin(async move { page(tx, &filter, before, size.0).await }));
    let (lines, total) = read.await?;
    Ok(Json(web::paged(lines, size, total, |l| l.id.to_string(), InspectionRow::from)))
}
