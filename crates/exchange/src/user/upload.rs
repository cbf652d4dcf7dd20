//! 校验与导入 · the same file is first checked, then written

use super::check::{self, Checked, Ready};
use super::{UserImport, columns};
use crate::import::confirm::may_write;
use crate::workbook::Unreadable;
use authority::{Entry, Halt, Result, SubjectKind, Verb};
use identity::setting::store as settings;
use identity::user::create;
use identity::user::initial::{Initial, Made};
use lexicon::ImportId;
use utoipa::ToSchema;
use web::{App, Caller, Json, Received, Sent, Upload};

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; the extractor reads it")]
pub struct UserWorkbook {
    /// Made by the client.
    id: ImportId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// 校验用户文件；只校验，不写入
#[utoipa::path(post, path = "/user-imports/check", tag = "统一用户管理", operation_id = "check_users", request_body(content = UserWorkbook, content_type = "multipart/form-data"), responses((status = 200, body = UserImport)))]
pub async fn check(Caller(caller): Caller, app: App, Upload(received): Upload) -> web::Result<Json<UserImport>> {
    let permit = caller.may(Verb::EditUser)?;
    let file_name = received.name.clone();
    let mut checked = read(received).await?;
    let read = app.db.read(permit, move |tx| {
        Box::pin(async move {
            let ready = check::compare(tx, &mut checked).await?;
            Ok((checked, ready))
        })
    });
    let (checked, ready) = read.await?;
    Ok(Json(report(file_name, checked, &ready)))
}

/// 导入用户；文件中有一处错误即不写入。一次性初始密码只在这次答复中出现
#[utoipa::path(post, path = "/user-imports", tag = "统一用户管理", operation_id = "import_users", request_body(content = UserWorkbook, content_type = "multipart/form-data"), responses((status = 200, body = UserImport)))]
pub async fn import(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Upload(received): Upload,
) -> web::Result<Json<UserImport>> {
    // 权限
    let permit = caller.may(Verb::EditUser)?;
    // 取件
    let (id, file_name) = (ImportId(received.id), received.name.clone());
    let mut checked = read(received).await?;
    let read = app.db.read(permit.clone(), move |tx| {
        Box::pin(async move {
            let ready = check::compare(tx, &mut checked).await?;
            Ok((checked, ready, settings::all(tx).await?))
        })
    });
    let (checked, ready, settings) = read.await?;
    // 判定
    let mut report = report(file_name.clone(), checked, &ready);
    may_write(report.errors_total, report.good_rows, false)?;
    let mut initials = Vec::new();
    for one in &ready {
        initials.push(Initial::make(&settings, &one.input.account, app.clock.now()).await?);
    }
    // 落库、留痕
    let keys: Vec<_> = initials.iter().map(|i| (i.hash.clone(), i.until, i.maker())).collect();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            let mut all: Vec<Made> = Vec::new();
            for (one, (hash, until, maker)) in ready.into_iter().zip(keys) {
                // Judged again: the register may have changed since the check.
                let (made, entry) = create::open(tx, (one.id, one.organ, one.input), (&hash, until)).await?;
                tx.note(entry.because(format!("导入批次 {id}"))).await?;
                all.push(made.by(maker));
            }
            let organ = tx.actor().organisation_id;
            let entry = Entry::on(SubjectKind::Organisation, organ, "导入用户").with(&(file_name, all.len()));
            tx.record(entry, all).await
        })
    });
    let written = write.await?;
    report.imported = i64::try_from(written.len()).unwrap_or(i64::MAX);
    report.slips = initials.into_iter().zip(written).map(|(initial, made)| initial.slip(made)).collect();
    Ok(Json(report))
}

/// Reads the bytes away from the threads that answer requests. A reader that panics over a hostile file has found a
/// file that cannot be read.
async fn read(received: Received) -> Result<Checked> {
    let map = columns()?;
    let done = tokio::task::spawn_blocking(move || check::check(received.bytes, map)).await;
    Ok(done.map_err(|_| Halt::Refused(Unreadable::NotXlsx.at("file")))??)
}

fn report(file_name: String, mut checked: Checked, ready: &[Ready]) -> UserImport {
    // What the file says of itself was found first, then what the register says.
    checked.faults.errors.sort_by_key(|error| error.row);
    UserImport {
        file_name,
        rows: checked.rows,
        good_rows: i64::try_from(ready.len()).unwrap_or(i64::MAX),
        errors: checked.faults.errors,
        errors_total: checked.faults.total,
        imported: 0,
        slips: Vec::new(),
    }
}
