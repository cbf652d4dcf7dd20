//! 写入、撤销 · what was checked goes into the register, and out of it again
//!
//! A chunk of enterprises is one transaction: the rows are marked with the enterprises they became, so no enterprise is
//! half written and none is written twice, whenever the program is killed.

use super::job::{take, turn};
use super::judge::Whole;
use super::row_store::{self, Staged};
use super::state::{ImportAct, ImportState, RowState};
use super::store;
use authority::{Command, Entry, Permit, Result, SubjectKind, WriteTx};
use lexicon::{EnterpriseId, ImportId, Instant};
use registers::enterprise::{EnterpriseState, bulk_store, facts, piece_store, store as enterprises};
use serde_json::json;
use std::collections::HashSet;
use web::App;

/// Enterprises of one transaction.
const CHUNK: i64 = 2_000;
/// 核销缘由
pub const TAKEN_BACK: &str = "撤销导入";

/// Writes everything that is ready, then ends the import.
///
/// # Errors
/// Engine faults.
pub async fn put_all(app: &App, permit: &Permit, id: ImportId) -> Result<()> {
    for state in [RowState::New, RowState::Changed] {
        while put_some(app, permit, id, state).await? {}
    }
    turn(app, permit, id, (ImportAct::Finish, String::new())).await
}

/// Writes one chunk; false when there was nothing left.
async fn put_some(app: &App, permit: &Permit, id: ImportId, state: RowState) -> Result<bool> {
    let some = move |size| {
        app.db.read(permit.clone(), move |tx| {
            Box::pin(async move { Ok(!row_store::page(tx, (id, state), 0, size).await?.is_empty()) })
        })
    };
    if !some(0).await? {
        return Ok(false);
    }
    let inner = app.clone();
    let write = app.db.write(permit.clone(), Command::of_system(), move |tx| {
        Box::pin(async move {
            let before = take(tx, id, ImportState::Importing).await?;
            let rows = row_store::page(tx, (id, state), 0, CHUNK - 1).await?;
            let count = rows.len() as i64;
            match state {
                RowState::New => put_new(tx, id, &rows).await?,
                _ => put_changed(tx, &inner.reference, id, &rows).await?,
            }
            store::advance(tx, id, before.done + count).await?;
            tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "写入一段").with(&count), ()).await
        })
    });
    write.await?;
    Ok(true)
}

fn because(id: ImportId) -> String {
    format!("导入批次 {id}")
}

async fn put_new(tx: &mut WriteTx<'_>, id: ImportId, rows: &[Staged]) -> Result<()> {
    let codes: Vec<String> = rows.iter().map(|row| row.credit_code.clone()).collect();
    let known = enterprises::by_credit_codes(tx, &codes).await?;
    let mut new: Vec<(&Staged, EnterpriseId, Whole)> = Vec::with_capacity(rows.len());
    for row in rows {
        match (known.get(&row.credit_code), row.enterprise_id) {
            (None, Some(firm)) => new.push((row, firm, serde_json::from_str(&row.facts_json)?)),
            _ => conflict(tx, (id, row), "校验之后，这一代码已由他人登记，请重新上传本文件比对").await?,
        }
    }
    let all: Vec<_> = new.iter().map(|(_, firm, whole)| (*firm, &whole.particulars)).collect();
    bulk_store::insert_all(tx, &all).await?;
    for (_, firm, whole) in &new {
        let entry = Entry::on(SubjectKind::Enterprise, *firm, "导入新增").because(because(id));
        if whole.workshops.is_empty() {
            tx.note(entry.with(&facts::told(&whole.particulars))).await?;
        } else {
            let count = piece_store::replace(tx, *firm, &whole.workshops).await?;
            piece_store::set_count(tx, *firm, count).await?;
            let told = json!({"particulars": facts::told(&whole.particulars), "workshops": whole.workshops});
            tx.note(entry.with(&told)).await?;
        }
    }
    let written: Vec<i64> = new.iter().map(|(row, ..)| row.ordinal).collect();
    row_store::mark(tx, id, &written, RowState::Written).await
}

async fn put_changed(tx: &mut WriteTx<'_>, reference: &seed::Seed, id: ImportId, rows: &[Staged]) -> Result<()> {
    let ids: Vec<EnterpriseId> = rows.iter().filter_map(|row| row.enterprise_id).collect();
    let standing = bulk_store::taken(tx, reference, &ids).await?;
    let mut written = Vec::with_capacity(rows.len());
    for row in rows {
        let now = row.enterprise_id.and_then(|firm| standing.get(&firm));
        let Some(now) = now.filter(|now| now.revision == row.revision) else {
            let by = now.map(|now| now.updated_by.clone()).unwrap_or_default();
            let sentence = format!("校验之后，{by}修改了这家企业，请重新上传本文件比对");
            conflict(tx, (id, row), &sentence).await?;
            continue;
        };
        let (before, after): (Whole, Whole) =
            (serde_json::from_str(&row.before_json)?, serde_json::from_str(&row.facts_json)?);
        replace(tx, now.row.id, (&before, &after)).await?;
        let entry = Entry::on(SubjectKind::Enterprise, now.row.id, "导入更新").because(because(id));
        tx.note(entry.change(&before.differing(&after), &after.differing(&before))).await?;
        written.push(row.ordinal);
    }
    row_store::mark(tx, id, &written, RowState::Written).await
}

/// Puts an enterprise that was taken from one state into another.
async fn replace(tx: &mut WriteTx<'_>, firm: EnterpriseId, (from, to): (&Whole, &Whole)) -> Result<()> {
    enterprises::insert_or_update(tx, firm, &to.particulars).await?;
    match (from.particulars.state, to.particulars.state) {
        (EnterpriseState::StruckOff, EnterpriseState::StruckOff) => {}
        (EnterpriseState::StruckOff, _) => bulk_store::set_reason(tx, firm, "重新导入").await?,
        (_, EnterpriseState::StruckOff) => bulk_store::set_reason(tx, firm, TAKEN_BACK).await?,
        _ => {}
    }
    if from.workshops != to.workshops {
        let count = piece_store::replace(tx, firm, &to.workshops).await?;
        piece_store::set_count(tx, firm, count).await?;
    }
    Ok(())
}

async fn conflict(tx: &mut WriteTx<'_>, (id, row): (ImportId, &Staged), sentence: &str) -> Result<()> {
    row_store::set_aside(tx, (id, row.ordinal), RowState::Conflict, sentence).await
}

/// Takes everything back that was written, then ends the undo.
///
/// # Errors
/// Engine faults.
pub async fn take_all_back(app: &App, permit: &Permit, id: ImportId) -> Result<()> {
    let state = RowState::Written;
    loop {
        let left = app.db.read(permit.clone(), move |tx| {
            Box::pin(async move { Ok(row_store::page(tx, (id, state), 0, 0).await?.len()) })
        });
        if left.await? == 0 {
            break;
        }
        let inner = app.clone();
        let write = app.db.write(permit.clone(), Command::of_system(), move |tx| {
            Box::pin(async move {
                let import = take(tx, id, ImportState::Undoing).await?;
                let rows = row_store::page(tx, (id, state), 0, CHUNK - 1).await?;
                let count = rows.len() as i64;
                take_some_back(tx, &inner.reference, (id, import.confirmed_at.unwrap_or(import.created_at)), &rows)
                    .await?;
                store::advance(tx, id, import.done + count).await?;
                tx.record(Entry::on(SubjectKind::EnterpriseImport, id, "撤销一段").with(&count), ()).await
            })
        });
        write.await?;
    }
    turn(app, permit, id, (ImportAct::TakeBack, String::new())).await
}

async fn take_some_back(
    tx: &mut WriteTx<'_>,
    reference: &seed::Seed,
    (id, since): (ImportId, Instant),
    rows: &[Staged],
) -> Result<()> {
    let ids: Vec<EnterpriseId> = rows.iter().filter_map(|row| row.enterprise_id).collect();
    let used: HashSet<EnterpriseId> = row_store::used(tx, &ids, since).await?.into_iter().collect();
    let standing = bulk_store::taken(tx, reference, &ids).await?;
    let mut taken_back = Vec::with_capacity(rows.len());
    for row in rows {
        let now = row.enterprise_id.and_then(|firm| standing.get(&firm));
        let free = now.filter(|now| now.revision == row.revision && !used.contains(&now.row.id));
        let Some(now) = free else {
            row_store::set_aside(tx, (id, row.ordinal), RowState::Kept, "导入之后已被修改或者使用").await?;
            continue;
        };
        let after: Whole = serde_json::from_str(&row.facts_json)?;
        let entry = Entry::on(SubjectKind::Enterprise, now.row.id, TAKEN_BACK).because(because(id));
        if row.before_json.is_empty() {
            bulk_store::strike_off_at(tx, now.row.id, row.revision, TAKEN_BACK).await?;
            tx.note(entry.change(&now.row.state, &EnterpriseState::StruckOff)).await?;
        } else {
            let before: Whole = serde_json::from_str(&row.before_json)?;
            replace(tx, now.row.id, (&after, &before)).await?;
            tx.note(entry.change(&after.differing(&before), &before.differing(&after))).await?;
        }
        taken_back.push(row.ordinal);
    }
    row_store::mark(tx, id, &taken_back, RowState::TakenBack).await
}
