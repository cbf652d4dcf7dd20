//! 校验与导入 · the same file is first checked, then written

use super::OfficerImport;
use super::check::{self, Checked, Line};
use crate::import::confirm::may_write;
use crate::workbook::Unreadable;
use authority::{Entry, Halt, ReadTx, Result, SubjectKind, Verb, WriteTx};
use lexicon::{ImportId, OfficerId};
use registers::officer::{OfficerState, record_store};
use utoipa::ToSchema;
use web::{App, Caller, Json, Received, Sent, Upload};

/// The form of an upload.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; the extractor reads it")]
pub struct OfficerWorkbook {
    /// Made by the client.
    id: ImportId,
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A row and whom it concerns: nobody yet, or an officer of the own organ.
struct Ready {
    line: Line,
    officer: Option<OfficerId>,
}

/// 校验执法人员文件；只校验，不写入
#[utoipa::path(post, path = "/officer-imports/check", tag = "执法人员", request_body(content = OfficerWorkbook, content_type = "multipart/form-data"), responses((status = 200, body = OfficerImport)))]
pub async fn check(Caller(caller): Caller, app: App, Upload(received): Upload) -> web::Result<Json<OfficerImport>> {
    let permit = caller.may(Verb::EditOfficer)?;
    let (name, checked) = read(received).await?;
    let compared = app.db.read(permit, move |tx| Box::pin(async move { compare(tx, name, checked).await }));
    Ok(Json(compared.await?.0))
}

/// 导入执法人员；文件中有一处错误即不写入
#[utoipa::path(post, path = "/officer-imports", tag = "执法人员", operation_id = "import_officers", request_body(content = OfficerWorkbook, content_type = "multipart/form-data"), responses((status = 200, body = OfficerImport)))]
pub async fn import(
    Caller(caller): Caller,
    app: App,
    Sent(command): Sent,
    Upload(received): Upload,
) -> web::Result<Json<OfficerImport>> {
    // 权限
    let permit = caller.may(Verb::EditOfficer)?;
    let id = ImportId(received.id);
    let (name, checked) = read(received).await?;
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let (mut report, ready) = compare(tx, name, checked).await?;
            // 判定
            may_write(report.errors_total, report.new_rows + report.changed_rows, false)?;
            // 落库、留痕
            for one in &ready {
                put(tx, one, id).await?;
            }
            report.imported = i64::try_from(ready.len()).unwrap_or(i64::MAX);
            let summary = (&report.file_name, report.new_rows, report.changed_rows);
            let organ = tx.actor().organisation_id;
            let entry = Entry::on(SubjectKind::Organisation, organ, "导入执法人员").with(&summary);
            tx.record(entry, report).await
        })
    });
    Ok(Json(write.await?))
}

/// Reads the bytes away from the threads that answer requests. A reader that panics over a hostile file has found a
/// file that cannot be read.
async fn read(received: Received) -> Result<(String, Checked)> {
    let bytes = received.bytes;
    let done = tokio::task::spawn_blocking(move || check::check(bytes)).await;
    Ok((received.name, done.map_err(|_| Halt::Refused(Unreadable::NotXlsx.at("file")))??))
}

/// What the register says of each row.
async fn compare(tx: &mut ReadTx<'_>, file_name: String, mut checked: Checked) -> Result<(OfficerImport, Vec<Ready>)> {
    let own = tx.actor().organisation_id;
    let mut ready = Vec::new();
    for line in std::mem::take(&mut checked.lines) {
        let (kind, number) = (line.fields.certificate_kind.trim(), line.fields.certificate_no.trim());
        match record_store::by_certificate(tx, (kind, number)).await? {
            Some((_, organ)) if organ != own => {
                let number = line.fields.certificate_no.clone();
                checked.fault(line.row, "certificate_no", (&number, "这个证号已由其他单位登记".to_owned()));
            }
            found => ready.push(Ready { line, officer: found.map(|(id, _)| id) }),
        }
    }
    let count = |is_new: bool| ready.iter().filter(|r| r.officer.is_none() == is_new).count();
    let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let report = OfficerImport {
        file_name,
        rows: checked.rows,
        new_rows: size(count(true)),
        changed_rows: size(count(false)),
        errors: checked.errors,
        errors_total: checked.errors_total,
        imported: 0,
    };
    Ok((report, ready))
}

async fn put(tx: &mut WriteTx<'_>, ready: &Ready, import: ImportId) -> Result<()> {
    let fields = registers::officer::rules::fields(ready.line.fields.clone())?;
    let because = format!("导入批次 {import}");
    let id = if let Some(id) = ready.officer {
        let before = record_store::take(tx, id).await?;
        record_store::update(tx, id, &fields).await?;
        let entry = Entry::on(SubjectKind::Officer, id, "导入更新").because(because);
        tx.note(entry.change(&before.fields(), &fields)).await?;
        if before.user_id.is_some() {
            return Ok(());
        }
        id
    } else {
        let id = OfficerId::new();
        record_store::insert(tx, id, &fields).await?;
        record_store::turn(tx, id, OfficerState::Submitted).await?;
        tx.note(Entry::on(SubjectKind::Officer, id, "导入新增").because(because).with(&fields)).await?;
        id
    };
    let free = record_store::free_accounts(tx).await?;
    if let Some(account) = free.iter().find(|a| !fields.phone.is_empty() && a.account == fields.phone) {
        record_store::link(tx, id, Some(account.id)).await?;
        tx.note(Entry::on(SubjectKind::Officer, id, "关联账号").with(&account.id)).await?;
    }
    Ok(())
}
