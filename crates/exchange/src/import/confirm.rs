//! 执法对象批量导入 · write what was checked

use super::matching::{self, Ready};
use super::{EnterpriseImport, ImportState, store};
use authority::{Entry, Halt, SubjectKind, Verb, WriteTx};
use lexicon::{ImportId, Refused, refusals};
use registers::enterprise::{piece_store, store as enterprises};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{App, Caller, Json, Path, Sent};

refusals! {
    /// 确认导入不准的情形
    pub enum Refusal in "exchange" {
        FaultyRows = "faulty_rows", "文件中还有错误的行", way_out "请改正后重新上传；或者选择跳过错误行，只导入合格的行";
        AlreadyImported = "already_imported", "这个文件已经导入", way_out "如需再次导入，请重新上传";
        NothingToImport = "nothing_to_import", "文件中没有可以导入的企业", way_out "请按错误提示改正后重新上传";
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

/// 确认导入；重新读取所存文件并再次校验，在一次事务中写入
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
    // 取件
    let read = app.db.read(permit.clone(), move |tx| Box::pin(async move { store::take(tx, id).await }));
    let stored = read.await?;
    caller.acts_for(stored.organisation_id)?;
    let bytes = app.vault.get(&stored.file_sha256).await?;
    let checked = super::upload::checked(&app, &caller, bytes).await?;
    let inner = app.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 判定
            let before = store::take(tx, id).await?;
            open(&before, asked.seen)?;
            let (mut report, ready) = matching::compare(tx, &inner.reference, checked).await?;
            may_write(report.errors_total, ready.len(), asked.skip_faulty_rows)?;
            // 落库、留痕
            for one in &ready {
                put(tx, one, id).await?;
            }
            report.imported = i64::try_from(ready.len()).unwrap_or(i64::MAX);
            store::finish(tx, id, asked.seen, &report).await?;
            let answer = EnterpriseImport::from(store::take(tx, id).await?);
            let summary = (answer.imported, answer.new_rows, answer.changed_rows, asked.skip_faulty_rows);
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "确认导入").with(&summary), answer).await
        })
    });
    Ok(Json(write.await?))
}

/// The caller saw the present state, and nothing was written yet.
fn open(import: &store::Record, seen: i64) -> authority::Result<()> {
    if import.state == ImportState::Imported {
        return Err(Halt::Refused(by_state(Refusal::AlreadyImported)));
    }
    if import.revision == seen {
        return Ok(());
    }
    Err(Halt::Stale { revision: import.revision, by: import.updated_by.clone(), at: import.updated_at })
}

/// 有错误行而没有选择跳过的，不准写入。
///
/// # Errors
/// `exchange.faulty_rows`, `exchange.nothing_to_import`.
pub fn may_write(faults: i64, ready: usize, skip_faulty_rows: bool) -> Result<(), Refused> {
    if faults > 0 && !skip_faulty_rows {
        let mut refused = by_state(Refusal::FaultyRows);
        refused.sentence = format!("文件中还有{faults}处错误");
        return Err(refused);
    }
    if ready == 0 { Err(by_state(Refusal::NothingToImport)) } else { Ok(()) }
}

fn by_state(refusal: Refusal) -> Refused {
    let mut refused = refusal.refused();
    refused.by_state = true;
    refused
}

pub(super) async fn put(tx: &mut WriteTx<'_>, ready: &Ready, import: ImportId) -> authority::Result<()> {
    let is_new = enterprises::insert_or_update(tx, ready.id, &ready.particulars).await?;
    let count = piece_store::replace(tx, ready.id, &ready.workshops).await?;
    piece_store::set_count(tx, ready.id, count).await?;
    let act = if is_new { "导入新增" } else { "导入更新" };
    let entry = Entry::on(SubjectKind::Enterprise, ready.id, act).because(format!("导入批次 {import}"));
    tx.note(entry.change(&ready.before, &(&ready.particulars, &ready.workshops))).await
}
