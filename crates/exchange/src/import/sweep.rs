//! 清理导入明细 · staged rows and faults that nobody needs any more
//!
//! 校验失败、取消、撤销的导入，一天以后清理逐行明细和错误清单。已导入的，三十天以后、并且已经不能整批撤销的（有企业已被
//! 修改或者使用），才清理；还能撤销的一直保留。导入本身的记录、统计和留痕不删。本办法为程序自定，不是法定期限。
//! Not here: files to be taken away, which go after a day (web's vault).

use super::{row_store, store};
use authority::{Command, Entry, Permit, ReadTx, Result, SubjectKind};
use lexicon::{ImportId, Instant};
use web::App;

const HOUR_MS: i64 = 3_600_000;
/// What failed, was cancelled or was taken back is kept so long.
const AFTER_END_MS: i64 = 24 * HOUR_MS;
/// What was imported is kept at least so long.
const AFTER_IMPORT_MS: i64 = 30 * 24 * HOUR_MS;
/// Rows of one transaction: short enough that nobody waits for it.
const TOGETHER: i64 = 2_000;

/// Sweeps everything that may go; how many imports there were.
///
/// # Errors
/// Engine faults.
pub async fn run(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let find = app.db.read(permit(), move |tx| Box::pin(async move { may_go(tx, now).await }));
    let imports = find.await?;
    for id in &imports {
        while rows(app, *id).await? {}
    }
    Ok(imports.len())
}

fn permit() -> Permit {
    Permit::of_system("清理导入明细")
}

async fn may_go(tx: &mut ReadTx<'_>, now: Instant) -> Result<Vec<ImportId>> {
    let mut out = store::ended_before(tx, Instant(now.0 - AFTER_END_MS)).await?;
    for (id, since) in store::imported_before(tx, Instant(now.0 - AFTER_IMPORT_MS)).await? {
        // 还能整批撤销的，明细是撤销的依据。
        if !row_store::in_the_way(tx, id, since, 1).await?.is_empty() {
            out.push(id);
        }
    }
    Ok(out)
}

/// Takes some rows of an import away, and in the end says so on the import; whether there may be more.
async fn rows(app: &App, id: ImportId) -> Result<bool> {
    let write = app.db.write(permit(), Command::of_system(), move |tx| {
        Box::pin(async move {
            let gone = row_store::sweep(tx, id, TOGETHER).await?;
            if gone == 0 {
                store::swept(tx, id).await?;
            }
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "清理导入明细").with(&gone), gone > 0).await
        })
    });
    write.await
}
