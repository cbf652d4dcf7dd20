//! 分段办理 · what the program does by itself: check, write, take back
//!
//! Every chunk is one transaction that first takes the import for update, so a chunk is done once, by whichever program
//! comes first; after a crash the work goes on with the chunk that was not done ([`recover`]). The rows wait in a
//! channel of two chunks, so that the memory does not grow with the file.
//! Not here: what a person decides (confirm, cancel, undo, resume).

use super::check::{Against, Body, Chunk, RowRead, check};
use super::fields::Head;
use super::judge::{Verdict, Whole, judge};
use super::pieces::Piece;
use super::row_store::{self, FIRM, PIECE, Staged};
use super::state::{ImportAct, ImportState, RowState};
use super::{ImportError, Report, store, write};
use crate::columns::columns;
use crate::workbook::{LIMITS, Unreadable, Workbook};
use authority::{Command, Entry, Halt, Permit, Result, SubjectKind, Verb, WriteTx};
use identity::user::store as users;
use lexicon::{ImportId, Refused, Stage};
use registers::enterprise::{Particulars, bulk_store};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex};
use tokio::sync::Semaphore;
use web::App;

/// The imports that are in hand in this process.
static RUNNING: LazyLock<Mutex<HashSet<ImportId>>> = LazyLock::new(Mutex::default);
/// As many are worked on at once: each may need the memory of a table of strings.
static TURN: Semaphore = Semaphore::const_new(2);
/// 错误再多，多半是用错了模板。
const MOST_FAULTS: i64 = 100_000;
/// Enterprises with pieces that are judged together.
const OWNERS: i64 = 200;

/// Whether this process has the import in hand.
#[must_use]
pub fn is_running(id: ImportId) -> bool {
    RUNNING.lock().is_ok_and(|running| running.contains(&id))
}

/// Takes an import in hand, unless this process does already.
pub fn start(app: &App, id: ImportId) {
    let is_new = RUNNING.lock().is_ok_and(|mut running| running.insert(id));
    if is_new {
        let app = app.clone();
        tokio::spawn(async move {
            let turn = TURN.acquire().await;
            work(&app, id).await;
            drop(turn);
        });
    }
}

/// Goes on with everything that was interrupted; how many imports there were.
///
/// # Errors
/// Engine faults.
pub async fn recover(app: &App) -> Result<usize> {
    let system = Permit::of_system("恢复导入");
    let waiting = app.db.read(system, |tx| Box::pin(async move { store::under_way(tx).await })).await?;
    waiting.iter().for_each(|id| start(app, *id));
    Ok(waiting.len())
}

async fn work(app: &App, id: ImportId) {
    let done = steps(app, id).await;
    if let Ok(mut running) = RUNNING.lock() {
        running.remove(&id);
    }
    let Err(halt) = done else { return };
    let sentence = match &halt {
        Halt::Refused(refused) | Halt::Busy(refused) => refused.sentence.clone(),
        Halt::Full => "磁盘已满".to_owned(),
        Halt::Forbidden(_) => "导入人已没有批量导入的权限".to_owned(),
        other => {
            tracing::error!(%id, halt = ?other, "an import stopped");
            "系统故障".to_owned()
        }
    };
    let note = app.db.write(Permit::of_system("导入"), Command::of_system(), move |tx| {
        Box::pin(async move {
            let before = store::take_for_update(tx, id).await?;
            // 已取消的不再说明。
            if before.state.is_under_way() {
                store::note(tx, id, (&sentence, None)).await?;
            }
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "导入停下").because(sentence), ()).await
        })
    });
    if let Err(halt) = note.await {
        tracing::error!(%id, ?halt, "an import stopped, and that could not be noted");
    }
}

async fn steps(app: &App, id: ImportId) -> Result<()> {
    let system = Permit::of_system("导入");
    loop {
        let record = app.db.read(system.clone(), move |tx| Box::pin(async move { store::take(tx, id).await })).await?;
        if !record.state.is_under_way() {
            return Ok(());
        }
        let permit = permit_of(app, &record).await?;
        let done = match record.state {
            ImportState::Importing => write::put_all(app, &permit, id).await,
            ImportState::Undoing => write::take_all_back(app, &permit, id).await,
            _ => check_all(app, &permit, record).await,
        };
        if let Err(halt) = done {
            let now = app.db.read(system.clone(), move |tx| Box::pin(async move { store::take(tx, id).await })).await?;
            // 中途取消的，停下来就是办完了。
            return if now.state == ImportState::Cancelled { Ok(()) } else { Err(halt) };
        }
    }
}

/// The permit of the person in whose name the work is done, as it is today.
async fn permit_of(app: &App, record: &store::Record) -> Result<Permit> {
    let Some(user) = record.user_id else { return Err(Halt::Forbidden(lexicon::Term::zh(Verb::ImportEnterprise))) };
    let read = app.db.read(Permit::of_system("导入"), move |tx| {
        Box::pin(async move {
            let account = users::by_id(tx, user).await?;
            users::actor(tx, &account).await
        })
    });
    Arc::new(read.await?).may(Verb::ImportEnterprise)
}

/// Takes the import for a chunk of work in a state.
///
/// # Errors
/// A fault when it is in another state or another program did the chunk.
pub(super) async fn take(tx: &mut WriteTx<'_>, id: ImportId, state: ImportState) -> Result<store::Record> {
    let record = store::take_for_update(tx, id).await?;
    if record.state == state { Ok(record) } else { Err(Halt::Fault(format!("import {id} is {:?} now", record.state))) }
}

async fn check_all(app: &App, permit: &Permit, record: store::Record) -> Result<()> {
    let id = record.id;
    if record.state == ImportState::Uploaded {
        turn(app, permit, id, (ImportAct::Begin, String::new())).await?;
    }
    let path = app.vault.path_of(&record.file_sha256).await?;
    let (send, mut chunks) = tokio::sync::mpsc::channel::<Chunk>(2);
    let (inner, scope, skip) = (app.clone(), permit.scope().clone(), record.done);
    let columns = columns()?;
    let reading = tokio::task::spawn_blocking(move || {
        let mut book = Workbook::open_kept(&path, LIMITS)?;
        let against = Against { reference: &inner.reference, scope: &scope, today: inner.clock.today() };
        check(&mut book, columns, &against, skip, &mut |chunk| send.blocking_send(chunk).is_ok())
    });
    let (mut done, mut faults) = (record.done, 0);
    while let Some(chunk) = chunks.recv().await {
        faults += chunk.rows.iter().map(|row| row.faults.len() as i64).sum::<i64>();
        if faults > MOST_FAULTS {
            let sentence = format!("错误超过{MOST_FAULTS}处，请核对是否按模板填写，改正后重新上传");
            return turn(app, permit, id, (ImportAct::Fail, sentence)).await;
        }
        done = stage(app, permit, (id, done), chunk).await?;
    }
    // A reader that panics over a hostile file has found a file that cannot be read.
    let read = reading.await.unwrap_or_else(|_| Err(Unreadable::NotXlsx.at("file")));
    match read {
        Err(refused) => turn(app, permit, id, (ImportAct::Fail, told(&refused))).await,
        Ok((_, head)) => {
            attach(app, permit, id, &head).await?;
            turn(app, permit, id, (ImportAct::Report, String::new())).await
        }
    }
}

fn told(refused: &Refused) -> String {
    format!("{}。{}", refused.sentence, refused.way_out)
}

/// An act of the program on the whole import.
pub(super) async fn turn(app: &App, permit: &Permit, id: ImportId, (act, failure): (ImportAct, String)) -> Result<()> {
    let write = app.db.write(permit.clone(), Command::of_system(), move |tx| {
        Box::pin(async move {
            let before = store::take_for_update(tx, id).await?;
            let state = before.state.after(act)?;
            let mut report = Report::default();
            if act != ImportAct::Begin {
                report = row_store::counted(tx, id).await?;
            }
            // What was to be written is told by the check; what was written, by the rows as they are now.
            if matches!(act, ImportAct::Finish | ImportAct::TakeBack) {
                report = Report {
                    new_rows: before.report_json.new_rows,
                    changed_rows: before.report_json.changed_rows,
                    ..report
                };
            }
            let (done, total) = match act {
                ImportAct::Begin => (before.done, before.total),
                ImportAct::Report => (report.rows, report.rows),
                _ => (before.total, before.total),
            };
            store::turn(tx, &before, store::Turned { state, report: &report, done, total, failure: &failure }).await?;
            let entry = Entry::on(SubjectKind::EnterpriseImport, id, lexicon::Term::zh(act)).because(failure);
            tx.record(entry.with(&report), ()).await
        })
    });
    write.await
}

/// Judges and stages one chunk; how many rows are done now.
async fn stage(app: &App, permit: &Permit, (id, done): (ImportId, i64), chunk: Chunk) -> Result<i64> {
    let inner = app.clone();
    let write = app.db.write(permit.clone(), Command::of_system(), move |tx| {
        Box::pin(async move {
            let before = take(tx, id, ImportState::Checking).await?;
            if before.done != done {
                return Err(Halt::Fault(format!("import {id} is checked by another program")));
            }
            let last = chunk.rows.last().map_or(done, |row| row.ordinal);
            let (rows, faults) = judged(tx, &inner.reference, chunk).await?;
            row_store::stage(tx, id, rows).await?;
            row_store::note_faults(tx, id, faults).await?;
            store::advance(tx, id, last).await?;
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "校验一段").with(&(done + 1, last)), last).await
        })
    });
    write.await
}

type Judged = (Vec<Staged>, Vec<(i64, ImportError)>);

async fn judged(tx: &mut WriteTx<'_>, reference: &seed::Seed, chunk: Chunk) -> Result<Judged> {
    let Chunk { sheet_no, head, rows } = chunk;
    let (mut staged, mut faults) = (Vec::with_capacity(rows.len()), Vec::new());
    let (mut firms, mut places) = (Vec::new(), Vec::new());
    for mut row in rows {
        faults.extend(row.faults.drain(..).map(|fault| (sheet_no, fault)));
        let body = row.body.take();
        let mut line = blank(row, &head, sheet_no);
        match body {
            None if sheet_no > 0 => "所属企业的行有错误，改正后一并导入".clone_into(&mut line.sentence),
            None => {}
            Some(Body::Piece(piece)) => {
                line.state = RowState::Attached;
                line.facts_json = serde_json::to_string(&piece)?;
            }
            Some(Body::Firm(particulars)) => {
                firms.push((*particulars, Vec::new()));
                places.push(staged.len());
            }
        }
        staged.push(line);
    }
    let verdicts = judge(tx, reference, firms, |key| head.has(key)).await?;
    for (at, verdict) in places.into_iter().zip(verdicts) {
        let Some(line) = staged.get_mut(at) else { continue };
        if let Some(sentence) = settle(line, verdict)? {
            faults.push((sheet_no, head.error(number(line.row_no), ("credit_code", &line.credit_code), sentence)));
        }
    }
    Ok((staged, faults))
}

fn number(row: i64) -> u32 {
    u32::try_from(row).unwrap_or(0)
}

fn blank(row: RowRead, head: &Head, sheet_no: i64) -> Staged {
    Staged {
        ordinal: row.ordinal,
        kind: if sheet_no > 0 { PIECE } else { FIRM }.to_owned(),
        state: RowState::Faulty,
        owner: row.owner,
        sheet: head.sheet.clone(),
        row_no: i64::from(row.row),
        credit_code: row.credit_code,
        name: row.name,
        enterprise_id: None,
        revision: 0,
        facts_json: String::new(),
        before_json: String::new(),
        sentence: String::new(),
    }
}

/// Puts a verdict on a staged enterprise; the sentence of a refusal.
fn settle(line: &mut Staged, verdict: Verdict) -> Result<Option<String>> {
    (line.facts_json, line.before_json) = (String::new(), String::new());
    match verdict {
        Verdict::New(whole) => {
            line.state = RowState::New;
            line.enterprise_id.get_or_insert_with(lexicon::EnterpriseId::new);
            line.facts_json = serde_json::to_string(&whole)?;
        }
        Verdict::Changed { id, revision, before, after } => {
            (line.state, line.enterprise_id, line.revision) = (RowState::Changed, Some(id), revision);
            line.facts_json = serde_json::to_string(&after)?;
            line.before_json = serde_json::to_string(&before)?;
        }
        Verdict::Unchanged { id, revision } => {
            (line.state, line.enterprise_id, line.revision) = (RowState::Unchanged, Some(id), revision);
        }
        Verdict::Refused(sentence) => {
            (line.state, line.enterprise_id) = (RowState::Faulty, None);
            return Ok(Some(sentence));
        }
    }
    Ok(None)
}

/// Judges the enterprises that have pieces once more, now with them. Doing it twice changes nothing.
async fn attach(app: &App, permit: &Permit, id: ImportId, head: &Arc<Head>) -> Result<()> {
    let mut after = 0;
    loop {
        let ask = app
            .db
            .read(permit.clone(), move |tx| Box::pin(async move { row_store::owners(tx, id, after, OWNERS).await }));
        let owners = ask.await?;
        let Some(last) = owners.last().copied() else { return Ok(()) };
        after = last;
        let (inner, head) = (app.clone(), head.clone());
        let write = app.db.write(permit.clone(), Command::of_system(), move |tx| {
            Box::pin(async move {
                take(tx, id, ImportState::Checking).await?;
                attach_some(tx, &inner.reference, (id, &head), &owners).await?;
                tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "校验一段").with(&owners.len()), ()).await
            })
        });
        write.await?;
    }
}

async fn attach_some(
    tx: &mut WriteTx<'_>,
    reference: &seed::Seed,
    (id, head): (ImportId, &Head),
    owners: &[i64],
) -> Result<()> {
    let lines = row_store::rows(tx, id, owners).await?;
    let mut pieces: HashMap<i64, Vec<Piece>> = HashMap::new();
    for (owner, json) in row_store::pieces(tx, id, owners).await? {
        pieces.entry(owner).or_default().push(serde_json::from_str(&json)?);
    }
    let ids: Vec<_> = lines.iter().filter_map(|line| line.enterprise_id).collect();
    let standing = bulk_store::taken(tx, reference, &ids).await?;
    let (mut firms, mut good, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let particulars = if line.facts_json.is_empty() {
            let known = line.enterprise_id.and_then(|id| standing.get(&id));
            known.map(Particulars::of).transpose()?
        } else {
            Some(serde_json::from_str::<Whole>(&line.facts_json)?.particulars)
        };
        match particulars.filter(|_| line.state != RowState::Faulty) {
            Some(particulars) => {
                firms.push((particulars, pieces.remove(&line.ordinal).unwrap_or_default()));
                good.push(line);
            }
            None => left_out.push(line.ordinal),
        }
    }
    let mut faults = Vec::new();
    for (mut line, verdict) in good.into_iter().zip(judge(tx, reference, firms, |_| true).await?) {
        if let Some(sentence) = settle(&mut line, verdict)? {
            faults.push((0, head.error(number(line.row_no), ("credit_code", &line.credit_code), sentence)));
            left_out.push(line.ordinal);
        }
        row_store::restage(tx, id, line).await?;
    }
    row_store::note_faults(tx, id, faults).await?;
    row_store::leave_out(tx, id, &left_out, "所属企业的行有错误，改正后一并导入").await
}
