//! 用印记录 · every paper that carries a seal

use super::store::{self, Use};
use authority::{Halt, Verb};
use forms::FormName;
use lexicon::{DocumentId, Instant, SealId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Path, Query};

/// One use of a seal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SealUse {
    pub document_id: DocumentId,
    /// 文书名称
    pub zh: String,
    /// 文号
    pub number: String,
    /// 当事人
    pub enterprise_name: String,
    /// 用印时间（文书定稿）
    pub bound_at: Instant,
    /// 用印人
    pub bound_by: String,
    /// 审批人；不须审批的为空
    pub approved_by: String,
    /// 文书文件的 SHA-256；还没有成文的为空
    pub sha256: String,
}

impl From<Use> for SealUse {
    fn from(u: Use) -> Self {
        Self {
            zh: u.form.parse::<FormName>().map(FormName::zh).unwrap_or_default().to_owned(),
            document_id: u.document_id,
            number: u.number,
            enterprise_name: u.enterprise_name,
            bound_at: u.bound_at,
            bound_by: u.bound_by,
            approved_by: u.approved_by,
            sha256: u.file_sha256,
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UsesAsked {
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 用印记录，新的在前
#[utoipa::path(get, path = "/seals/{id}/uses", tag = "签章管理", params(("id" = SealId, Path), UsesAsked),
    responses((status = 200, body = Page<SealUse>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<SealId>,
    Query(asked): Query<UsesAsked>,
) -> web::Result<Json<Page<SealUse>>> {
    let permit = caller.may(Verb::ReadSeal)?;
    let wrong = || Halt::Invalid(vec![authority::FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")]);
    let before = asked.cursor.as_ref().and_then(|c| c.0.first());
    let before = before.map(|text| text.parse::<DocumentId>().map_err(|_| wrong())).transpose()?;
    let size = asked.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let seal = store::one(tx, id).await?;
            let total = store::count_uses(tx, seal.id).await?;
            Ok((store::uses(tx, seal.id, before, size.0).await?, total))
        })
    });
    let (uses, total) = read.await?;
    Ok(Json(web::paged(uses, size, total, |used| used.document_id.to_string(), SealUse::from)))
}
