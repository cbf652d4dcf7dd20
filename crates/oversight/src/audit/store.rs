//! 审计 · the SQL of the auditor's view

use super::{AuditEntry, Wanted};
use authority::{Bound, EntryClass, Open, Q, ReadTx, Result, Scope, SubjectKind, like_contains, q, row, select};
use lexicon::{EntryId, Instant, OrganisationId, PlanId};
use serde_json::Value;
use uuid::Uuid;

row! {
    /// A line as stored.
    #[derive(Debug, Clone)]
    pub struct Line {
        id: EntryId, at: Instant, class: EntryClass = term, user_name: String, organisation_id: OrganisationId,
        organisation_name: String,
        address: String, subject_kind: SubjectKind = term, subject_id: Uuid, act: String, reason: String,
        before_json: Value = json, after_json: Value = json, seq: i64, hash: String,
    }
}

impl From<Line> for AuditEntry {
    fn from(l: Line) -> Self {
        Self {
            id: l.id,
            at: l.at,
            class: l.class,
            user_name: l.user_name,
            organisation_name: l.organisation_name,
            address: l.address,
            subject_kind: l.subject_kind,
            subject_id: l.subject_id,
            act: l.act,
            reason: l.reason,
            before: l.before_json,
            after: l.after_json,
            seq: l.seq,
            hash: l.hash,
        }
    }
}

/// Where lines come from. Two statements and not one with OR: each walks its own index, from the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// 本级及下级办理的
    Ours,
    /// 上级办理的，对象在本级及下级
    Told,
}

/// What a superior did, and is not in the caller's own list already.
fn told(start: Q<Open>, tx: &ReadTx<'_>) -> Q<Bound> {
    let out = start.s(" FROM told_entries e WHERE ").within(tx, "e");
    match tx.scope() {
        Scope::Nation | Scope::Nothing => out.s(" AND 1 = 0"),
        Scope::Province(key) => out.s(" AND e.by_prov <> ").b(key),
        Scope::City(key) => out.s(" AND e.by_city <> ").b(key),
        Scope::County(key) => out.s(" AND e.by_county <> ").b(key),
    }
}

fn bind(wanted: &Wanted, start: Q<Open>, (tx, source): (&ReadTx<'_>, Source)) -> Q<Bound> {
    let mut out = match source {
        Source::Ours => start.s(" FROM entries e WHERE ").within(tx, "e"),
        Source::Told => told(start, tx),
    };
    if let Some(from) = wanted.from {
        out = out.s(" AND e.at >= ").b(from.at_beijing(0, 0));
    }
    if let Some(to) = wanted.to {
        out = out.s(" AND e.at < ").b(to.plus(1).at_beijing(0, 0));
    }
    if !wanted.class.is_empty() {
        out = out.s(" AND e.class = ").b(&wanted.class);
    }
    if !wanted.subject_kind.is_empty() {
        out = out.s(" AND e.subject_kind = ").b(&wanted.subject_kind);
    }
    if let Some(subject) = wanted.subject_id {
        out = out.s(" AND e.subject_id = ").b(subject);
    }
    if let Some(organ) = wanted.organisation_id {
        out = out.s(" AND e.organisation_id = ").b(organ);
    }
    if !wanted.who.trim().is_empty() {
        out = out.s(" AND e.user_name LIKE ").b(like_contains(wanted.who.trim())).s(" ESCAPE '\\'");
    }
    if !wanted.act.trim().is_empty() {
        out = out.s(" AND e.act LIKE ").b(like_contains(wanted.act.trim())).s(" ESCAPE '\\'");
    }
    out
}

/// A page of the trail, the latest first, with one row more than asked.
///
/// # Errors
/// Engine faults.
pub async fn page(tx: &mut ReadTx<'_>, wanted: &Wanted, after: Option<(i64, Uuid)>, size: i64) -> Result<Vec<Line>> {
    following(tx, wanted, after, size + 1).await
}

/// Rows of the trail behind a moment and an id, the latest first, at most so many.
///
/// # Errors
/// Engine faults.
pub async fn following(
    tx: &mut ReadTx<'_>,
    wanted: &Wanted,
    after: Option<(i64, Uuid)>,
    most: i64,
) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for source in [Source::Ours, Source::Told] {
        let mut page = bind(wanted, select::<Line>(""), (tx, source));
        if let Some((at, id)) = after {
            page = page.s(" AND (e.at, e.id) < (").b(at).s(", ").b(id).s(")");
        }
        let some: Vec<Line> = tx.all(page.s(" ORDER BY e.at DESC, e.id DESC LIMIT ").b(most)).await?;
        lines.extend(some);
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.at.0, line.id.0)));
    lines.truncate(usize::try_from(most).unwrap_or_default());
    veil(tx, &mut lines).await?;
    Ok(lines)
}

/// 下级还没有备案的计划：上级的审计员看得到有人办理，看不到计划的内容。
async fn veil(tx: &mut ReadTx<'_>, lines: &mut [Line]) -> Result<()> {
    let own = tx.actor().organisation_id;
    for line in lines.iter_mut().filter(|l| l.subject_kind == SubjectKind::Plan && l.organisation_id != own) {
        if !planning::plan::is_within_sight(tx, PlanId(line.subject_id)).await? {
            line.reason.clear();
            (line.before_json, line.after_json) = (Value::Null, Value::Null);
        }
    }
    Ok(())
}

/// How many rows there are, exactly.
///
/// # Errors
/// Engine faults.
pub async fn counted_all(tx: &mut ReadTx<'_>, wanted: &Wanted) -> Result<i64> {
    let (ours,) = tx.one::<(i64,)>(bind(wanted, q("SELECT count(*)"), (tx, Source::Ours))).await?;
    let (told,) = tx.one::<(i64,)>(bind(wanted, q("SELECT count(*)"), (tx, Source::Told))).await?;
    Ok(ours + told)
}

/// How many rows there are, counted to ten thousand.
///
/// # Errors
/// Engine faults.
pub async fn counted(tx: &mut ReadTx<'_>, wanted: &Wanted) -> Result<i64> {
    let ours = tx.count(bind(wanted, q("SELECT 1"), (tx, Source::Ours))).await?;
    Ok(ours + tx.count(bind(wanted, q("SELECT 1"), (tx, Source::Told))).await?)
}
