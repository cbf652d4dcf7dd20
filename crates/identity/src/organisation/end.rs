//! 撤销、合并 · an organ ends on a day
//!
//! 机构不删除：原机构的案卷、文书仍在原机构名下，上级照常查看。From the day on its accounts can no longer log in. The act itself
//! stands in personnel: it must know what is unfinished.

use super::rules::{self, Ending};
use super::{OrganisationState, fields, tree_store};
use authority::{ReadTx, WriteTx};
use lexicon::{LegalDay, OrganisationId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How an organ ends.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OrganEnding {
    /// The revision the caller saw.
    pub seen: i64,
    /// 撤销或合并
    pub kind: OrganisationState,
    /// The first day on which it no longer acts.
    pub ended_on: LegalDay,
    /// 承继的机构
    pub successor_id: Option<OrganisationId>,
    /// 依据或原因
    pub reason: String,
}

/// Judges an ending: not back in time, nobody below, no account that is enabled on the day.
///
/// # Errors
/// What stands in the way.
pub async fn judge(tx: &mut ReadTx<'_>, before: &tree_store::Record, asked: &OrganEnding) -> authority::Result<()> {
    let successor = match asked.successor_id {
        Some(other) => Some(tree_store::take(tx, other).await?.standing()),
        None => None,
    };
    let organ = before.standing();
    let children = tree_store::children_of(tx, organ.id).await?;
    let users = tree_store::users_of(tx, organ.id).await?;
    fields::check(&[("reason", "依据或原因", &asked.reason, 200, true)])?;
    let (kind, ended_on) = (asked.kind, asked.ended_on);
    let ending = Ending { organ: &organ, kind, ended_on, successor: successor.as_ref(), children, users };
    Ok(rules::ending(ending, tx.actor().organisation_id, tx.now().day())?)
}

/// Keeps an ending; the organ as it is then.
///
/// # Errors
/// Engine faults.
pub async fn save(
    tx: &mut WriteTx<'_>,
    id: OrganisationId,
    asked: &OrganEnding,
) -> authority::Result<tree_store::Record> {
    tree_store::end(tx, id, asked.kind, (asked.ended_on, asked.successor_id)).await?;
    tree_store::take(tx, id).await
}

/// Why an ending is taken back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Resumption {
    /// The revision the caller saw.
    pub seen: i64,
    /// 依据或原因
    pub reason: String,
}

/// Judges whether an ending may be taken back while so many matters are unfinished.
///
/// # Errors
/// What stands in the way.
pub async fn judge_resumption(
    tx: &mut ReadTx<'_>,
    before: &tree_store::Record,
    (asked, unfinished): (&Resumption, usize),
) -> authority::Result<()> {
    fields::check(&[("reason", "依据或原因", &asked.reason, 200, true)])?;
    let (organ, today) = (before.standing(), tx.now().day());
    let on_its_place = tree_store::on_region(tx, &organ.region_code).await?;
    let is_taken = on_its_place.is_some_and(|(other,)| other != organ.id);
    let parent_acts = match before.parent_id {
        Some(parent) => tree_store::acts(tx, parent).await?,
        None => true,
    };
    Ok(rules::resumption(&organ, tx.actor().organisation_id, unfinished, (is_taken, parent_acts), today)?)
}

/// Keeps that it goes on; the organ as it is then.
///
/// # Errors
/// Engine faults.
pub async fn resume(tx: &mut WriteTx<'_>, id: OrganisationId) -> authority::Result<tree_store::Record> {
    tree_store::resume(tx, id).await?;
    tree_store::take(tx, id).await
}
