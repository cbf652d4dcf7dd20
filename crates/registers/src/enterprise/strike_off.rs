//! 核销企业 · an enterprise that is gone leaves the working lists; its file stays
//!
//! Not here: the request, which must first look for open inspections and orders (inspection's striking_off).

use super::{Enterprise, EnterpriseState, StrikeOffCause, rules, store};
use authority::{Entry, Result, SubjectKind, WriteTx};
use lexicon::{EnterpriseId, Term};
use serde_json::json;

/// Takes the enterprise at the revision the caller saw, if it can be struck off.
///
/// # Errors
/// Not found; stale; `enterprise.already_struck_off`.
pub async fn take(tx: &mut WriteTx<'_>, reference: &seed::Seed, (id, seen): (EnterpriseId, i64)) -> Result<Enterprise> {
    let before = store::take_for_update(tx, reference, id).await?;
    rules::seen(&before, seen)?;
    rules::not_struck_off(before.row.state)?;
    Ok(before)
}

/// Strikes the enterprise off; the entry that tells why.
///
/// # Errors
/// No or a too long reason; engine faults.
pub async fn strike_off(
    tx: &mut WriteTx<'_>,
    before: &Enterprise,
    (cause, reason): (StrikeOffCause, &str),
) -> Result<Entry> {
    let reason = format!("{}：{}", cause.zh(), rules::reason(reason)?);
    store::set_state(tx, before, EnterpriseState::StruckOff, &reason).await?;
    let states = [before.row.state, EnterpriseState::StruckOff].map(|state| json!({"state": state.code()}));
    Ok(Entry::on(SubjectKind::Enterprise, before.row.id, "核销企业").because(&reason).change(&states[0], &states[1]))
}
