//! 审核审批管理 · the caller's approvals, to do and done

use super::ApprovalStage;
use super::state::ApprovalState;
use super::store::{self, InBox, Row};
use authority::{SubjectKind, Verb};
use forms::FormName;
use lexicon::{ApprovalId, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query};

/// One line of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprovalRow {
    pub id: ApprovalId,
    pub stage: ApprovalStage,
    /// 文书类型
    pub form_zh: String,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// 文号；没有的为空
    pub number: Option<String>,
    pub title: String,
    pub enterprise_name: String,
    pub submitted_by: String,
    pub submitted_at: Instant,
    pub state: ApprovalState,
    pub decided_at: Option<Instant>,
}

impl From<Row> for ApprovalRow {
    fn from(r: Row) -> Self {
        Self {
            form_zh: r.form.parse::<FormName>().map(FormName::zh).unwrap_or_default().to_owned(),
            number: Some(r.number).filter(|n| !n.is_empty()),
            id: r.id,
            stage: r.stage,
            subject_kind: r.subject_kind,
            subject_id: r.subject_id,
            title: r.title,
            enterprise_name: r.enterprise_name,
            submitted_by: r.submitted_by,
            submitted_at: r.submitted_at,
            state: r.state,
            decided_at: r.decided_at,
        }
    }
}

/// What is wanted of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Wanted {
    /// todo 待办，done 已办
    #[serde(default)]
    r#box: String,
    /// 企业名称或文号
    q: Option<String>,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 审核审批列表
#[utoipa::path(get, path = "/approvals", tag = "审核审批", params(Wanted), responses((status = 200, body = Page<ApprovalRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(wanted): Query<Wanted>,
) -> web::Result<Json<Page<ApprovalRow>>> {
    let permit = caller.may(Verb::ReadApproval)?;
    let in_box = if wanted.r#box == "done" { InBox::Done } else { InBox::Todo };
    let text = wanted.q.filter(|t| !t.trim().is_empty());
    let before = wanted.cursor.and_then(|c| c.0.first()?.parse::<ApprovalId>().ok());
    let size = wanted.size;
    let read =
        app.db.read(permit, move |tx| Box::pin(async move { store::mine(tx, (in_box, text), before, size.0).await }));
    let (rows, total) = read.await?;
    Ok(Json(web::paged(rows, size, total, |r| r.id.to_string(), ApprovalRow::from)))
}
