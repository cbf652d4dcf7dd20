//! 检查事项 · what an organ may use on a day: the base lists, and the lists of its own and of the organs above it
//!
//! 检查事项以编号认定，编号带版次；在某日只能用当日现行版次中启用的事项。已经写进方案和检查的，照写入时的文字保存。

use super::rules::{self, Refusal};
use super::{CheckItem, Checklist};
use crate::own_checklist::{rules as own, stop_store, store};
use authority::{ReadTx, Result};
use lexicon::{LegalDay, OrganisationId, Refused};

/// The lists that an organ may use on a day: base lists first, then its own, then those from above.
///
/// # Errors
/// Engine faults.
pub async fn usable(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    organ: OrganisationId,
    on: LegalDay,
) -> Result<Vec<Checklist>> {
    let mut out = rules::in_force(reference, on);
    let lists = store::of_chain(tx, organ).await?;
    let past = past_stops(tx, &lists).await?;
    let mut own_lists = own::in_force(&lists, &past, on);
    own_lists.sort_by_key(|(list, _)| list.organisation_id != organ);
    for (list, edition) in own_lists {
        let items = store::items(tx, list.id, &edition.edition).await?;
        out.extend(own::as_checklist(list, edition, (&items, &past), on));
    }
    Ok(out)
}

/// Each of these items as it reads on a day for an organ, or why it cannot be used; in the order asked.
///
/// # Errors
/// Engine faults.
pub async fn items(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    organ: OrganisationId,
    (ids, on): (&[String], LegalDay),
) -> Result<Vec<std::result::Result<CheckItem, Refused>>> {
    let is_base =
        |id: &str| rules::parts_of(id).is_none_or(|(key, ..)| reference.checklists.iter().any(|list| list.key == key));
    let lists = if ids.iter().all(|id| is_base(id)) { Vec::new() } else { store::of_chain(tx, organ).await? };
    let past = past_stops(tx, &lists).await?;
    let mut out = Vec::with_capacity(ids.len());
    let mut read: Vec<(String, Vec<store::ItemRecord>)> = Vec::new();
    for id in ids {
        let Some((key, edition, code)) = rules::parts_of(id).filter(|_| !is_base(id)) else {
            out.push(rules::item(reference, id, on));
            continue;
        };
        let at = format!("{key}@{edition}");
        if !read.iter().any(|(name, _)| *name == at) {
            let list = lists.iter().find(|(list, _)| list.list_key == key);
            let found = match list {
                Some((list, _)) => store::items(tx, list.id, edition).await?,
                None => Vec::new(),
            };
            read.push((at.clone(), found));
        }
        let records = read.iter().find(|(name, _)| *name == at).map_or(&[][..], |(_, records)| records);
        let list = lists.iter().find(|(list, _)| list.list_key == key);
        let answer = match list {
            None => Err(Refusal::UnknownItem),
            Some((list, editions)) => own::item((list, editions), edition, (records, code), (&past, on)),
        };
        out.push(answer.map_err(|refusal| rules::about(refusal, id)));
    }
    Ok(out)
}

async fn past_stops(tx: &mut ReadTx<'_>, lists: &[own::Shelved]) -> Result<Vec<stop_store::PastStop>> {
    let ids: Vec<_> = lists.iter().map(|(list, _)| list.id).collect();
    stop_store::of(tx, &ids).await
}

/// As [`items`], when all of them must be usable.
///
/// # Errors
/// The first that is not; engine faults.
pub async fn all_of(
    tx: &mut ReadTx<'_>,
    reference: &seed::Seed,
    organ: OrganisationId,
    (ids, on): (&[String], LegalDay),
) -> Result<Vec<CheckItem>> {
    let found = items(tx, reference, organ, (ids, on)).await?;
    Ok(found.into_iter().collect::<std::result::Result<Vec<_>, Refused>>()?)
}
