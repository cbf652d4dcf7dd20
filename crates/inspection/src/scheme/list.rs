//! 方案列表 · the schemes within reach

use super::store::{self, Line};
use super::{ApprovalMode, SchemeDataState, SchemeOffer, SchemeOrigin, SchemeSource, SchemeState};
use authority::{Actor, Verb};
use lexicon::{InspectionId, Instant, LegalDay, SchemeId, Term};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Problem, Query};

/// One line of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SchemeRow {
    pub id: SchemeId,
    /// 文号；没有提交过的为空
    pub number: Option<String>,
    pub enterprise_name: String,
    /// Names, joined by 、.
    pub officers: String,
    pub inspect_from: Option<LegalDay>,
    pub inspect_to: Option<LegalDay>,
    pub approval_mode: ApprovalMode,
    pub data_state: SchemeDataState,
    pub state: SchemeState,
    pub source: SchemeSource,
    pub origin: SchemeOrigin,
    /// 编制人
    pub author: String,
    pub updated_at: Instant,
    pub inspection_id: Option<InspectionId>,
    /// What the caller may do now.
    pub acts: Vec<SchemeOffer>,
}

impl SchemeRow {
    fn of(line: Line, actor: &Actor) -> Self {
        let data_state =
            if line.state == SchemeState::Draft { SchemeDataState::Draft } else { SchemeDataState::Submitted };
        Self {
            acts: line.offers(actor),
            data_state,
            number: Some(line.number).filter(|n| !n.is_empty()),
            id: line.id,
            enterprise_name: line.enterprise_name,
            officers: line.officers,
            inspect_from: line.inspect_from,
            inspect_to: line.inspect_to,
            approval_mode: line.approval_mode,
            state: line.state,
            source: line.source,
            origin: line.origin,
            author: line.author,
            updated_at: line.updated_at,
            inspection_id: line.inspection_id,
        }
    }
}

/// What is wanted of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 企业名称或文号
    q: Option<String>,
    /// 状态代码
    state: Option<String>,
    /// yes 本人编制的，no 他人编制的，其余为全部
    mine: Option<String>,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 现场检查方案列表
#[utoipa::path(get, path = "/schemes", tag = "现场检查方案", operation_id = "list_schemes", params(Wanted), responses((status = 200, body = Page<SchemeRow>)))]
pub async fn run(Caller(caller): Caller, app: App, Query(asked): Query<Wanted>) -> web::Result<Json<Page<SchemeRow>>> {
    let permit = caller.may(Verb::ReadScheme)?;
    let state = match asked.state.as_deref().filter(|code| !code.is_empty()) {
        None => None,
        Some(code) => {
            Some(SchemeState::parse(code).map_err(|e| Problem::malformed(Some("state".to_owned()), e.to_string()))?)
        }
    };
    let wanted = store::Wanted {
        text: asked.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        state,
        mine: match asked.mine.as_deref() {
            Some("yes" | "true" | "1") => Some(true),
            Some("no" | "false" | "0") => Some(false),
            _ => None,
        },
        before: asked.cursor.and_then(|c| c.0.first()?.parse().ok()),
    };
    let size = asked.size;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::list(tx, &wanted, size.0).await }));
    let (lines, total) = read.await?;
    Ok(Json(web::paged(lines, size, total, |l| l.id.to_string(), |l| SchemeRow::of(l, &caller))))
}
