//! 查找疑似重复 · comparing the enterprises that were written since the last look
//!
//! For each of them the index names a bounded number of others that share a part of the name in the same county, or a
//! phone, a part of the code or the whole name anywhere; only those are compared. The program does this on its own a
//! moment after a change; an administrator may ask for it.

use super::{rules, store};
use crate::enterprise::index_store as queue;
use authority::{Class, Command, Entry, Permit, Result, Scope, SubjectKind, Verb, WriteTx};
use lexicon::EnterpriseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json, Sent};

/// Compared in one transaction: short enough that nobody waits for it.
const BATCH: i64 = 50;
/// Compared when somebody asks for it.
const ASKED: i64 = 200;
/// So long nothing was written before the program compares on its own.
const QUIET_MS: i64 = 3_000;
/// Others of the same county that are compared with one enterprise.
const NEAR: i64 = 200;
/// Others of the whole country.
const FAR: i64 = 50;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DuplicateLook {
    /// 本次比对的企业数
    pub looked: i64,
    /// 尚待比对的企业数，最多数到一万
    pub waiting: i64,
}

/// 立即比对辖区内新登记和修改过的企业
#[utoipa::path(post, path = "/duplicate-looks", tag = "疑似重复", operation_id = "look_for_duplicates",
    responses((status = 200, body = DuplicateLook)))]
pub async fn run(Caller(caller): Caller, app: App, Sent(command): Sent) -> web::Result<Json<DuplicateLook>> {
    // 权限
    let permit = caller.may(Verb::ResolveDuplicate)?;
    let inner = app.clone();
    let write = app.db.write(permit, command, move |tx| {
        Box::pin(async move {
            // 取件
            let firms = queue::waiting(tx, ASKED).await?;
            // 判定、落库
            let looked = compare_all(tx, &inner.reference, &firms).await?;
            let waiting = queue::count_waiting(tx).await?;
            // 留痕
            let look = DuplicateLook { looked, waiting };
            tx.record(Entry::on(SubjectKind::System, uuid::Uuid::nil(), "查找疑似重复").with(&look), look).await
        })
    });
    Ok(Json(write.await?))
}

/// Whether enterprises wait and none was written just now: while an import goes on, comparing would take the writer's
/// time from it.
///
/// # Errors
/// Engine faults.
pub async fn is_quiet(app: &App) -> Result<bool> {
    let permit = Permit::of_system("查找疑似重复");
    let last = app.db.read(permit, |tx| Box::pin(async move { queue::last_queued(tx).await })).await?;
    Ok(last.is_some_and(|last| app.clock.now().0 - last.0 >= QUIET_MS))
}

/// Compares a few of the enterprises that wait, wherever they lie. How many that were; nothing is written when none
/// wait.
///
/// # Errors
/// Engine faults.
pub async fn some(app: &App) -> Result<i64> {
    let permit = || Permit::of_system("查找疑似重复");
    let any = app.db.read(permit(), |tx| Box::pin(async move { Ok(!queue::waiting(tx, 1).await?.is_empty()) }));
    if !any.await? {
        return Ok(0);
    }
    let inner = app.clone();
    let write = app.db.write(permit(), Command::of_system(), move |tx| {
        Box::pin(async move {
            let firms = queue::waiting(tx, BATCH).await?;
            let looked = compare_all(tx, &inner.reference, &firms).await?;
            let entry = Entry::on(SubjectKind::System, uuid::Uuid::nil(), "查找疑似重复");
            tx.record(entry.with(&serde_json::json!({"looked": looked})), looked).await
        })
    });
    write.await
}

async fn compare_all(tx: &mut WriteTx<'_>, reference: &seed::Seed, firms: &[EnterpriseId]) -> Result<i64> {
    for id in firms {
        queue::looked(tx, *id).await?;
        match store::compared(tx, &[*id]).await?.pop() {
            Some(firm) => compare(tx, reference, &firm).await?,
            None => store::forget(tx, *id, &[]).await?,
        }
    }
    Ok(i64::try_from(firms.len()).unwrap_or(i64::MAX))
}

async fn compare(tx: &mut WriteTx<'_>, reference: &seed::Seed, firm: &store::Compared) -> Result<()> {
    let own = store::facts(reference, firm);
    let mut others = store::sharing(tx, &near(&own), (&Scope::County(firm.county.clone()), NEAR)).await?;
    others.extend(store::sharing(tx, &far(&own), (&Scope::Nation, FAR)).await?);
    others.sort_unstable();
    others.dedup();
    others.retain(|id| *id != firm.id);
    let judged = store::compared(tx, &others).await?.into_iter().map(|other| {
        let (score, reasons) = rules::judge(&own, &store::facts(reference, &other));
        (other, score, reasons)
    });
    let mut found: Vec<_> = judged.filter(|(_, score, _)| *score >= rules::LEAST).collect();
    found.sort_by_key(|(other, score, _)| (std::cmp::Reverse(*score), other.id));
    found.truncate(rules::MOST_PAIRS);
    store::suspect(tx, firm, &found).await
}

/// Any two neighbouring characters of the name, and the whole address.
fn near(own: &rules::Facts) -> Vec<(Class, String)> {
    let core: Vec<char> = own.core.chars().collect();
    let pairs = core.windows(2).map(|pair| (Class::Name, pair.iter().collect()));
    pairs.chain([(Class::Address, own.address.clone())]).collect()
}

/// The phones, the whole name, and either half of the nine characters of the code that are the firm's own.
fn far(own: &rules::Facts) -> Vec<(Class, String)> {
    let half = |from: usize| (Class::Code, own.code.chars().skip(from).take(5).collect::<String>());
    let mut texts = vec![half(8), half(12)];
    texts.extend(own.phones.iter().map(|phone| (Class::Phone, phone.clone())));
    if own.core.chars().count() > 2 {
        texts.push((Class::Name, own.core.clone()));
    }
    texts
}
