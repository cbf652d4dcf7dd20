//! 后台导出 · the work beside the requests

use super::store::{self, Record, Written};
use super::{ExportKind, audit_entries, enterprises, ledger, list, officers, plans, rectifications, users};
use authority::{Command, Entry, EntryClass, Halt, Permit, Result};
use identity::user::store as accounts;
use lexicon::ExportId;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};
use tokio::sync::Semaphore;
use web::App;

/// How far the exports of this process are: rows written, rows in all.
static PROGRESS: LazyLock<Mutex<HashMap<ExportId, (i64, i64)>>> = LazyLock::new(Mutex::default);
/// As many are written at once.
static TURN: Semaphore = Semaphore::const_new(2);

/// How far an export is; zeros when another process has it.
#[must_use]
pub fn progress(id: ExportId) -> (i64, i64) {
    PROGRESS.lock().ok().and_then(|progress| progress.get(&id).copied()).unwrap_or_default()
}

pub(super) fn advance(id: ExportId, to: (i64, i64)) {
    if let Ok(mut progress) = PROGRESS.lock() {
        progress.insert(id, to);
    }
}

/// Where the file of an export stands.
///
/// # Errors
/// Faults of the file system.
pub async fn place(app: &App, id: ExportId) -> Result<PathBuf> {
    app.vault.scratch(&format!("{id}.xlsx")).await
}

/// Begins an export that is on record.
pub fn start(app: &App, permit: Permit, export: Record) {
    let app = app.clone();
    advance(export.id, (0, 0));
    tokio::spawn(async move {
        let id = export.id;
        let turn = TURN.acquire().await;
        if let Err(halt) = run(&app, permit, export).await {
            tracing::error!(%id, ?halt, "an export could not be ended");
        }
        drop(turn);
        if let Ok(mut progress) = PROGRESS.lock() {
            progress.remove(&id);
        }
    });
}

/// Begins everything anew that was interrupted; how many exports there were.
///
/// # Errors
/// Engine faults.
pub async fn recover(app: &App) -> Result<usize> {
    let system = Permit::of_system("恢复导出");
    let waiting = app.db.read(system, |tx| Box::pin(async move { store::running(tx).await })).await?;
    let count = waiting.len();
    for export in waiting {
        let which = (export.kind, export.id);
        match permit_of(app, &export).await {
            Ok(permit) => start(app, permit, export),
            Err(_) => {
                finish(app, Permit::of_system("恢复导出"), which, Err("导出人已没有导出的权限".to_owned())).await?
            }
        }
    }
    Ok(count)
}

async fn permit_of(app: &App, export: &Record) -> Result<Permit> {
    let user = export.user_id;
    let read = app.db.read(Permit::of_system("恢复导出"), move |tx| {
        Box::pin(async move {
            let account = accounts::by_id(tx, user).await?;
            accounts::actor(tx, &account).await
        })
    });
    Arc::new(read.await?).may(export.kind.verb())
}

async fn run(app: &App, permit: Permit, export: Record) -> Result<()> {
    let (id, kind) = (export.id, export.kind);
    let (name, conditions) = (export.file_name.clone(), export.conditions_json.clone());
    let to = place(app, id).await?;
    let written = write(app, permit.clone(), export, to.clone()).await;
    let done = match written {
        Ok((rows, rows_sha256)) => {
            let (file_sha256, bytes) = digest(to).await?;
            Ok(Written { rows, rows_sha256, file_sha256, bytes })
        }
        Err(Halt::Full) => Err("磁盘已满".to_owned()),
        Err(halt) => {
            tracing::error!(%id, ?halt, "an export failed");
            Err("系统故障，请重新导出".to_owned())
        }
    };
    if let Ok(written) = &done {
        let rows = usize::try_from(written.rows).unwrap_or(usize::MAX);
        let export = web::Exported { kind: kind.subject(), act: kind.act(), name: &name, rows };
        web::exported(app, permit.clone(), export, &conditions).await?;
    }
    finish(app, permit, (kind, id), done).await
}

async fn write(app: &App, permit: Permit, export: Record, to: PathBuf) -> Result<(i64, String)> {
    match export.kind {
        ExportKind::Enterprises => list::write::<enterprises::Enterprises>(app, permit, export, to).await,
        ExportKind::Ledger => list::write::<ledger::Ledger>(app, permit, export, to).await,
        ExportKind::Officers => list::write::<officers::Officers>(app, permit, export, to).await,
        ExportKind::Users => list::write::<users::Users>(app, permit, export, to).await,
        ExportKind::Plans => list::write::<plans::Plans>(app, permit, export, to).await,
        ExportKind::Rectifications => list::write::<rectifications::Rectifications>(app, permit, export, to).await,
        ExportKind::AuditEntries => {
            app.db.readings_written().await;
            list::write::<audit_entries::AuditEntries>(app, permit, export, to).await
        }
    }
}

async fn finish(
    app: &App,
    permit: Permit,
    (kind, id): (ExportKind, ExportId),
    done: std::result::Result<Written, String>,
) -> Result<()> {
    let write = app.db.write(permit, Command::of_system(), move |tx| {
        Box::pin(async move {
            store::finish(tx, id, &done).await?;
            let said = done.map_or_else(|failure| failure, |written| written.file_sha256);
            let entry = Entry::on(kind.subject(), id, "导出完成").class(EntryClass::Export);
            tx.record(entry.with(&said), ()).await
        })
    });
    write.await
}

async fn digest(path: PathBuf) -> Result<(String, i64)> {
    let work = move || -> std::io::Result<(String, i64)> {
        let mut sha = Sha256::new();
        let mut file = std::fs::File::open(path)?;
        let mut buffer = vec![0; 64 * 1024];
        let mut bytes = 0;
        loop {
            let read = std::io::Read::read(&mut file, &mut buffer)?;
            if read == 0 {
                return Ok((hex::encode(sha.finalize()), bytes));
            }
            bytes += read as i64;
            sha.update(buffer.get(..read).unwrap_or_default());
        }
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| Halt::Fault(e.to_string()))?;
    done.map_err(|e| Halt::Fault(e.to_string()))
}
