//! 变更记录 · which field of an enterprise's file changed from what to what, by whom and when
//!
//! 从留痕读出，逐项用中文写明；设备逐台写明。Whoever may see the enterprise sees its changes, also those a superior
//! organ made.
//! 不在这里：留痕本身（见 authority），谁查看过（见 oversight 的 audit）

pub mod rules;
mod store;

#[cfg(test)]
mod tests;

use authority::{SubjectKind, Verb};
use lexicon::{EnterpriseId, EntryId, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, OpenApiRouter, Page, PageSize, Path, Query, Routes, paged, routes};

/// One act on the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EnterpriseChange {
    pub id: EntryId,
    pub at: Instant,
    pub by: String,
    pub organisation_name: String,
    /// 办理事项，如 编辑企业
    pub act: String,
    pub reason: String,
    pub fields: Vec<FieldChange>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldChange {
    /// 项目，如 联系人；设备写明在哪个车间
    pub label: String,
    /// 没有的为空
    pub before: String,
    pub after: String,
}

/// Where the page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
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

/// 企业变更记录，新的在前
#[utoipa::path(get, path = "/enterprises/{id}/changes", tag = "执法对象", operation_id = "list_enterprise_changes", params(("id" = EnterpriseId, Path), Asked), responses((status = 200, body = Page<EnterpriseChange>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<EnterpriseId>,
    Query(asked): Query<Asked>,
) -> web::Result<Json<Page<EnterpriseChange>>> {
    caller.may(Verb::ReadEnterprise)?;
    let permit = caller.may(Verb::ReadEntries)?;
    let reader = permit.clone();
    let before = asked.cursor.and_then(|cursor| cursor.0.first()?.parse::<EntryId>().ok());
    let size = asked.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            registers::enterprise::store::take_row(tx, id).await?;
            store::of(tx, id, (before, size.0)).await
        })
    });
    let (lines, total) = read.await?;
    web::looked_at(&app, reader, SubjectKind::Enterprise, id).await;
    let shown = |line: store::Line| EnterpriseChange {
        fields: rules::fields(&app.reference, &line.before_json, &line.after_json),
        id: line.id,
        at: line.at,
        by: line.user_name,
        organisation_name: line.organisation_name,
        act: line.act,
        reason: line.reason,
    };
    Ok(Json(paged(lines, size, total, |line| line.id.to_string(), shown)))
}
