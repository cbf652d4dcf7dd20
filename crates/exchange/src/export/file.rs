//! 下载导出文件 · the workbook of an export

use super::{ExportState, Refusal, job, show};
use authority::Halt;
use axum::response::Response;
use lexicon::{ExportId, Refused};
use web::{App, Caller, Path, file_reply};

/// 下载导出的文件（xlsx）；只有导出人自己能下载，保存一天
#[utoipa::path(get, path = "/exports/{id}/file", tag = "导出", operation_id = "export_file", params(("id" = ExportId, Path)), responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub async fn run(Caller(caller): Caller, app: App, Path(id): Path<ExportId>) -> web::Result<Response> {
    let (permit, export) = show::own(&caller, &app, id).await?;
    if export.state != ExportState::Ready {
        return Err(Halt::NotFound.into());
    }
    if export.kept_until().is_none_or(|until| until <= app.clock.now()) {
        return Err(expired().into());
    }
    let path = job::place(&app, id).await?;
    let reply = file_reply(&path, &export.file_name, false).await;
    // A file of one's own that is no longer there, after a restore from a copy, say.
    let reply = reply.map_err(|halt| if matches!(halt, Halt::NotFound) { expired() } else { halt })?;
    web::downloaded(&app, permit, (export.kind.subject(), id.0), &export.file_name).await?;
    Ok(reply)
}

fn expired() -> Halt {
    Halt::Refused(Refused { by_state: true, ..Refusal::Expired.refused() })
}
