//! 执法对象批量导入 · the list of imports

use super::{EnterpriseImport, store};
use authority::{FieldError, Halt, Verb};
use lexicon::ImportId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// Which page is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportsAsked {
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 历次导入
#[utoipa::path(get, path = "/enterprise-imports", tag = "执法对象", operation_id = "list_enterprise_imports", params(ImportsAsked), responses((status = 200, body = Page<EnterpriseImport>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<ImportsAsked>,
) -> web::Result<Json<Page<EnterpriseImport>>> {
    let permit = caller.may(Verb::ImportEnterprise)?;
    let text = asked.cursor.as_ref().and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    let after = text.map(|text| text.parse::<ImportId>().map_err(|_| wrong_cursor())).transpose()?;
    let size = asked.size;
    let read = app.db.read(permit, move |tx| Box::pin(async move { store::list(tx, after, size.0).await }));
    let (rows, counted) = read.await?;
    Ok(Json(paged(rows, size, counted, |row| Cursor::write(&[&row.id.to_string()]), EnterpriseImport::from)))
}

pub(crate) fn wrong_cursor() -> Halt {
    Halt::Invalid(vec![FieldError::new("cursor", "翻页位置无效，请从第一页重新查询")])
}
