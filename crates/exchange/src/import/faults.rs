//! 错误清单 · every fault of the file, by sheet, row and column

use super::list::wrong_cursor;
use super::row_store::{self, Fault, FaultKey};
use super::{ImportError, store};
use authority::Verb;
use lexicon::ImportId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Path, Query, paged};

/// Which faults are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FaultsAsked {
    /// 工作表；不填为全部
    #[serde(default)]
    sheet: String,
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// A page of faults.
#[derive(Debug, Serialize, ToSchema)]
pub struct FaultPage {
    #[serde(flatten)]
    pub page: Page<ImportError>,
    /// 有错误的工作表
    pub sheets: Vec<SheetFaults>,
}

/// How many faults a sheet has.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetFaults {
    pub sheet: String,
    pub faults: i64,
}

/// 导入文件的错误清单
#[utoipa::path(get, path = "/enterprise-imports/{id}/faults", tag = "执法对象", operation_id = "list_enterprise_import_faults", params(("id" = ImportId, Path), FaultsAsked), responses((status = 200, body = FaultPage)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<ImportId>,
    Query(asked): Query<FaultsAsked>,
) -> web::Result<Json<FaultPage>> {
    let permit = caller.may(Verb::ImportEnterprise)?;
    let after = asked.cursor.as_ref().filter(|cursor| cursor.0 != [""]).map(key).transpose()?;
    let size = asked.size;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            store::take(tx, id).await?;
            let rows = row_store::faults(tx, (id, &asked.sheet), after, size.0).await?;
            let sheets = row_store::faulty_sheets(tx, id).await?;
            let wanted = sheets.iter().filter(|(sheet, _)| asked.sheet.is_empty() || *sheet == asked.sheet);
            let counted: i64 = wanted.map(|(_, count)| count).sum();
            Ok((rows, counted, sheets))
        })
    });
    let (rows, counted, sheets) = read.await?;
    let cursor = |f: &Fault| {
        let parts = [f.sheet_no, f.row_no, f.column_no, f.ordinal].map(|part| part.to_string());
        Cursor::write(&parts.each_ref().map(String::as_str))
    };
    let page = paged(rows, size, counted, cursor, ImportError::from);
    let sheets = sheets.into_iter().map(|(sheet, faults)| SheetFaults { sheet, faults }).collect();
    Ok(Json(FaultPage { page, sheets }))
}

fn key(cursor: &Cursor) -> authority::Result<FaultKey> {
    let parts: Vec<i64> = cursor.0.iter().filter_map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [sheet, row, column, ordinal] => Ok((*sheet, *row, *column, *ordinal)),
        _ => Err(wrong_cursor()),
    }
}
