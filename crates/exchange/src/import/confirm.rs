//! 执法对象批量导入 · write what was checked

use super::state::ImportAct;
use super::{EnterpriseImport, job, store};
use authority::{Entry, Halt, Result, SubjectKind, Verb, WriteTx};
use lexicon::{ImportId, Refused, Stage, refusals};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

refusals! {
    /// 导入办理不准的情形
    pub enum Refusal in "exchange" {
        FaultyRows = "faulty_rows", "文件中还有错误的行", way_out "请改正后重新上传；或者选择跳过错误行，只导入合格的行";
        NothingToImport = "nothing_to_import", "文件中没有需要写入的企业", way_out "请按错误提示改正后重新上传；与库中一致的企业不需要导入";
        UndoBlocked = "undo_blocked", "导入的企业已被修改或者使用，不能整批撤销", way_out "请在列出的企业页面分别办理";
        NotStopped = "not_stopped", "这次导入正在办理，没有停下", way_out "请等待办理完成";
    }
}

/// What is confirmed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Confirmation {
    /// The revision the caller saw.
    pub seen: i64,
    /// Write the good rows although others are faulty.
    #[serde(default)]
    pub skip_faulty_rows: bool,
}

/// 确认导入；随即分段写入，写完为止
#[utoipa::path(post, path = "/enterprise-imports/{id}/confirmation", tag = "执法对象", operation_id = "confirm_enterprise_import", params(("id" = ImportId, Path)), request_body = Confirmation, responses((status = 200, body = EnterpriseImport)))]
pub async fn run(
    Caller(caller): Caller,
    app: App,
    Path(id): Path<ImportId>,
    Sent(command): Sent,
    Json(asked): Json<Confirmation>,
) -> web::Result<Json<EnterpriseImport>> {
    // 权限
    let permit = caller.may(Verb::ImportEnterprise)?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let before = take(tx, id, asked.seen).await?;
            // 判定
            let state = before.state.after(ImportAct::Confirm)?;
            let report = &before.report_json;
            let ready = report.new_rows + report.changed_rows;
            may_write(report.errors_total, ready, asked.skip_faulty_rows)?;
            // 落库
            let to = store::Turned { state, report, done: 0, total: ready, failure: "" };
            store::turn(tx, &before, to).await?;
            // 留痕
            let summary = (report.new_rows, report.changed_rows, asked.skip_faulty_rows);
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "确认导入").with(&summary), ()).await
        })
    });
    write.await?;
    job::start(&app, id);
    super::show::of(&app, &caller, id).await
}

/// The import at the revision the caller saw, of the caller's own organ.
///
/// # Errors
/// Not found, another organ's, or stale.
pub(super) async fn take(tx: &mut WriteTx<'_>, id: ImportId, seen: i64) -> Result<store::Record> {
    let import = store::take_for_update(tx, id).await?;
    tx.actor().acts_for(import.organisation_id)?;
    if import.revision == seen {
        return Ok(import);
    }
    Err(Halt::Stale { revision: import.revision, by: import.updated_by.clone(), at: import.updated_at })
}

/// 有错误行而没有选择跳过的，不准写入。
///
/// # Errors
/// `exchange.faulty_rows`, `exchange.nothing_to_import`.
pub fn may_write(faults: i64, ready: i64, skip_faulty_rows: bool) -> std::result::Result<(), Refused> {
    if faults > 0 && !skip_faulty_rows {
        let mut refused = by_state(Refusal::FaultyRows);
        refused.sentence = format!("文件中还有{faults}处错误");
        return Err(refused);
    }
    if ready == 0 { Err(by_state(Refusal::NothingToImport)) } else { Ok(()) }
}

pub(super) fn by_state(refusal: Refusal) -> Refused {
    let mut refused = refusal.refused();
    refused.by_state = true;
    refused
}
