//! 下载导出文件 · the workbook of an export

use super::{ExportState, job, show};
use authority::Halt;
use axum::response::Response;
use lexicon::ExportId;
use web::{App, Caller, Path, file_reply};

/// 下载导出的文件（xlsx）；只有导出人自己能下载，保存一天
#[utoipa::path(get, path = "/exports/{id}/file", tag = "导出", operation_id = "export_file", params(("id" = ExportId, Path)), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ExportId>) -> web::Result<Response> {
    let (permit, export) = show::own(&caller, &app, id).await?;
    if export.state != ExportState::Ready {
        return Err(Halt::NotFound.into());
    }
    let path = job::place(&app, id).await?;
    let reply = file_reply(&path, &export.file_name, false).await?;
    web::downloaded(&app, permit, (export.kind.subject(), id.0), &export.file_name).await?;
    Ok(reply)
}
