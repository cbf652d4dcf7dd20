//! 逐家比对 · enterprises of the file in one state, with their differences from the register

use super::difference::differences;
use super::judge::Whole;
use super::list::wrong_cursor;
use super::row_store::{self, Staged};
use super::state::RowState;
use super::{ImportRow, store};
use crate::columns::columns;
use authority::{FieldError, Halt, SubjectKind, Verb};
use lexicon::{ImportId, Term};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{App, Caller, Cursor, Json, Page, PageSize, Path, Query, paged};

/// Which rows are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RowsAsked {
    /// 导入行的状态
    state: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// 导入文件中的企业与库中的逐项差别；电话遮盖
#[utoipa::path(get, path = "/enterprise-imports/{id}/rows", tag = "执法对象", operation_id = "list_enterprise_import_rows", params(("id" = ImportId, Path), RowsAsked), responses((status = 200, body = Page<ImportRow>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<ImportId>,
    Query(asked): Query<RowsAsked>,
) -> web::Result<Json<Page<ImportRow>>> {
    let permit = caller.may(Verb::ImportEnterprise)?;
    let reader = permit.clone();
    let state =
        RowState::parse(&asked.state).map_err(|e| Halt::Invalid(vec![FieldError::new("state", e.to_string())]))?;
    let text = asked.cursor.as_ref().and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    let after = text.map(|text| text.parse::<i64>().map_err(|_| wrong_cursor())).transpose()?.unwrap_or(0);
    let size = asked.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let import = store::take(tx, id).await?;
            let rows = row_store::page(tx, (id, state), after, size.0).await?;
            let counted = row_store::in_state(tx, id, state).await?;
            Ok((import, rows, counted))
        })
    });
    let (_, rows, counted) = read.await?;
    web::looked_at(&app, reader, SubjectKind::EnterpriseImport, id).await;
    let columns = columns()?;
    let shown = |row: Staged| {
        let whole = |json: &str| serde_json::from_str::<Whole>(json).ok();
        let both = whole(&row.before_json).zip(whole(&row.facts_json));
        let differences = both.map(|(before, after)| differences(&app.reference, columns, (&before, &after)));
        ImportRow {
            sheet: row.sheet,
            row: row.row_no,
            state: row.state,
            name: row.name,
            credit_code: row.credit_code,
            enterprise_id: row.enterprise_id.filter(|_| row.state != RowState::New),
            differences: differences.unwrap_or_default(),
            sentence: row.sentence,
        }
    };
    Ok(Json(paged(rows, size, counted, |row| Cursor::write(&[&row.ordinal.to_string()]), shown)))
}
