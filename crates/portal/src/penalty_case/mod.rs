//! 行政立案查处 · matters in which a case was opened
//!
//! 案件文书在检查中制作：出具了立案审批表的检查列在这里；又出具了结案审批表或者案件移送书的，已结。
//! 不在这里：文书本身（见 documents 的 paper 和 inspection 的 paper）

mod store;

use authority::{FieldError, Halt, Verb};
use lexicon::{DocumentId, InspectionId, Instant, Term, terms};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, OpenApiRouter, Page, PageSize, Query, Routes, paged, routes};

pub(crate) use store::open;

terms! {
    /// 案件办理状态
    pub enum CaseProgress {
        Open = "open", "在办";
        Closed = "closed", "已结";
    }
}

/// 一件立案查处的案件
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PenaltyCase {
    /// 立案审批表
    pub id: DocumentId,
    /// 案件文书所在的检查
    pub inspection_id: InspectionId,
    /// 立案审批表出具的时间，即案件登记日期
    pub filed_at: Instant,
    /// 案件名称
    pub name: String,
    /// 当事人
    pub party: String,
    /// 承办人
    pub officers: String,
    pub organisation_name: String,
    pub progress: CaseProgress,
    /// 文书进度：最近出具的文书
    pub latest_paper: String,
    /// 已出具的文书数
    pub papers: i64,
}

/// What is wanted; an empty text is no condition.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// 企业名称中的文字
    #[serde(default)]
    q: String,
    /// 办理状态
    #[serde(default)]
    progress: String,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// The routes of this chapter.
#[must_use]
pub fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(run))
}

/// 行政立案查处，新登记的在前
#[utoipa::path(get, path = "/penalty-cases", tag = "行政立案查处", operation_id = "list_penalty_cases", params(Wanted), responses((status = 200, body = Page<PenaltyCase>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(wanted): Query<Wanted>,
) -> web::Result<Json<Page<PenaltyCase>>> {
    let permit = caller.may(Verb::ReadInspection)?;
    let wrong = |field: &str, sentence: &str| Halt::Invalid(vec![FieldError::new(field, sentence)]);
    if wanted.q.chars().count() > 50 {
        return Err(wrong("q", "查询文字不能超过50字").into());
    }
    let progress = match wanted.progress.as_str() {
        "" => None,
        code => Some(CaseProgress::parse(code).map_err(|_| wrong("progress", "没有这个办理状态"))?),
    };
    let before = wanted.cursor.and_then(|cursor| cursor.0.first()?.parse::<DocumentId>().ok());
    let (size, asked) = (wanted.size, store::Asked { text: wanted.q, progress });
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let total = store::counted(tx, &asked).await?;
            Ok((store::page(tx, &asked, (before, size.0)).await?, total))
        })
    });
    let (rows, total) = read.await?;
    Ok(Json(paged(rows, size, total, |row| row.id.to_string(), PenaltyCase::from)))
}
