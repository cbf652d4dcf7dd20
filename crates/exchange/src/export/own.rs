//! 我的导出 · the caller's own exports, to be looked at and taken again while the files are kept
//!
//! 只列本人的导出；同一机关的人、上级也看不到。条件和次序用屏幕上的话写。

use super::store::{self, Record};
use super::{Export, ExportFile, ExportState, manifest};
use crate::import::list::wrong_cursor;
use authority::{Actor, ReadTx, Result};
use lexicon::{ExportId, Instant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Caller, Cursor, Json, Page, PageSize, Query, paged};

/// Which page is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OwnExportsAsked {
    /// 下一页的位置
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
    /// 每页条数
    #[serde(default)]
    #[param(value_type = Option<i64>)]
    size: PageSize,
}

/// An export of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnExport {
    #[serde(flatten)]
    pub export: Export,
    /// 条件；没有条件的为“全部”
    pub conditions: String,
    /// 次序
    pub order: String,
    /// 写好或者失败的时间
    pub finished_at: Option<Instant>,
    /// 文件保存到什么时候；没有文件的为空
    pub expires_at: Option<Instant>,
    /// 文件现在怎样；只有 kept 可以下载
    pub file: ExportFile,
}

/// 我的导出，新的在前；只列本人的
#[utoipa::path(get, path = "/exports", tag = "导出", operation_id = "list_own_exports", params(OwnExportsAsked), responses((status = 200, body = Page<OwnExport>)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Query(asked): Query<OwnExportsAsked>,
) -> web::Result<Json<Page<OwnExport>>> {
    let text = asked.cursor.as_ref().and_then(|cursor| cursor.0.first()).filter(|text| !text.is_empty());
    let after = text.map(|text| text.parse::<ExportId>().map_err(|_| wrong_cursor())).transpose()?;
    let (size, inner) = (asked.size, app.clone());
    let read = app.db.read(caller.for_himself(), move |tx| {
        Box::pin(async move {
            let (rows, counted) = store::all_own(tx, after, size.0).await?;
            let mut shown = Vec::with_capacity(rows.len());
            for row in rows {
                shown.push(of(tx, &inner.reference, row).await?);
            }
            Ok((shown, counted))
        })
    });
    let (rows, counted) = read.await?;
    Ok(Json(paged(rows, size, counted, |row| Cursor::write(&[&row.export.id.to_string()]), |row| row)))
}

async fn of(tx: &mut ReadTx<'_>, reference: &seed::Seed, record: Record) -> Result<OwnExport> {
    let conditions = manifest::conditions(tx, reference, &record).await?;
    let expires_at = record.kept_until();
    let file = file(&record, tx.actor(), tx.now());
    Ok(OwnExport {
        conditions,
        order: manifest::order(&record).to_owned(),
        finished_at: record.finished_at,
        expires_at,
        file,
        export: record.into(),
    })
}

fn file(record: &Record, actor: &Actor, now: Instant) -> ExportFile {
    match (record.state, record.kept_until()) {
        (ExportState::Running, _) => ExportFile::Waiting,
        (ExportState::Failed, _) | (ExportState::Ready, None) => ExportFile::Nothing,
        (ExportState::Ready, Some(until)) if until <= now => ExportFile::Expired,
        (ExportState::Ready, Some(_)) if !actor.holds(record.kind.verb()) => ExportFile::NotAllowed,
        (ExportState::Ready, Some(_)) => ExportFile::Kept,
    }
}
