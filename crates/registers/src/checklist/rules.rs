//! 检查事项清单 · which edition holds on a day, and how citations are printed

use super::{AppliesTo, CheckItem, Checklist, EditionState, ListOrigin, Measure};
use crate::statute::ProvisionRef;
use lexicon::{Citation, LegalDay, Refused, refusals};

refusals! {
    /// 检查事项不准的情形
    pub enum Refusal in "checklist" {
        UnknownItem = "unknown_item", "没有这一检查事项", way_out "请重新选择检查内容";
        NotInForce = "not_in_force", "检查事项清单在当日不是现行版本", way_out "请从现行清单中重新选择检查内容";
        Stopped = "stopped", "检查事项已经停用", way_out "请从启用的检查事项中重新选择";
    }
}

/// The lists in force on a day, of each key the latest edition.
#[must_use]
pub fn in_force(reference: &seed::Seed, on: LegalDay) -> Vec<Checklist> {
    let current = reference.checklists.iter().filter(|list| is_in_force(reference, list, on));
    current
        .map(|list| Checklist {
            key: list.key.clone(),
            zh: list.zh.clone(),
            industry: list.industry.clone(),
            edition: list.edition.clone(),
            valid_from: list.valid_from,
            origin: ListOrigin::Base,
            organisation_name: String::new(),
            items: (1..)
                .zip(&list.items)
                .filter(|(_, item)| is_asked(item, on))
                .map(|(n, item)| print(reference, list, (n, item), on))
                .collect(),
        })
        .collect()
}

/// The items with these ids in the order asked, as they read on a day.
///
/// # Errors
/// `checklist.unknown_item`; `checklist.not_in_force` when another edition holds on the day; both at `items`.
pub fn items(reference: &seed::Seed, ids: &[String], on: LegalDay) -> Result<Vec<CheckItem>, Refused> {
    ids.iter().map(|id| item(reference, id, on)).collect()
}

/// The id of an item.
#[must_use]
pub fn id_of(list: &seed::Checklist, code: &str) -> String {
    format!("{}@{}/{code}", list.key, list.edition)
}

/// `key@edition/code` in its three parts.
#[must_use]
pub fn parts_of(id: &str) -> Option<(&str, &str, &str)> {
    let (list, code) = id.split_once('/')?;
    let (key, edition) = list.split_once('@')?;
    Some((key, edition, code))
}

/// A refusal that names the item.
#[must_use]
pub fn about(refusal: Refusal, id: &str) -> Refused {
    let mut refused = refusal.at("items");
    refused.sentence = format!("{}（{}）", refused.sentence, id.chars().take(80).collect::<String>());
    refused
}

/// One item of a base list.
///
/// # Errors
/// As [`items`].
pub fn item(reference: &seed::Seed, id: &str, on: LegalDay) -> Result<CheckItem, Refused> {
    let unknown = || about(Refusal::UnknownItem, id);
    let (key, edition, code) = parts_of(id).ok_or_else(unknown)?;
    let list = reference.checklists.iter().find(|l| l.key == key && l.edition == edition).ok_or_else(unknown)?;
    let found = (1..).zip(&list.items).find(|(_, item)| item.code == code).ok_or_else(unknown)?;
    if !is_in_force(reference, list, on) {
        return Err(about(Refusal::NotInForce, id));
    }
    if !is_asked(found.1, on) {
        return Err(about(Refusal::Stopped, id));
    }
    Ok(print(reference, list, found, on))
}

/// 一份清单各版次的施行日期：某日现行的是已经施行的版次中最晚的一版，最早一版施行之前没有现行版次。
/// The position of that edition; days are the first days of the editions, in any order, no two the same.
#[must_use]
pub fn current(first_days: &[LegalDay], on: LegalDay) -> Option<usize> {
    let begun = first_days.iter().enumerate().filter(|(_, first)| **first <= on);
    begun.max_by_key(|(_, first)| **first).map(|(at, _)| at)
}

/// The last day of the edition that begins on `first`: the day before the next one begins, or the day it is ended.
#[must_use]
pub fn last_day(first_days: &[LegalDay], first: LegalDay, ended: Option<LegalDay>) -> Option<LegalDay> {
    let next = first_days.iter().filter(|day| **day > first).min().map(|day| day.plus(-1));
    match (next, ended) {
        (Some(next), Some(ended)) => Some(next.min(ended)),
        (next, ended) => next.or(ended),
    }
}

/// What an edition is on a day.
#[must_use]
pub fn edition_state((first, last): (Option<LegalDay>, Option<LegalDay>), on: LegalDay) -> EditionState {
    match first {
        None => EditionState::Draft,
        Some(first) if on < first => EditionState::Coming,
        Some(_) if last.is_some_and(|last| last < on) => EditionState::Past,
        Some(_) => EditionState::InForce,
    }
}

/// 停用之日起不再使用。
#[must_use]
pub fn is_stopped(stopped_on: Option<LegalDay>, on: LegalDay) -> bool {
    stopped_on.is_some_and(|day| day <= on)
}

/// The first days of the editions of a base list.
#[must_use]
pub fn first_days(reference: &seed::Seed, key: &str) -> Vec<LegalDay> {
    reference.checklists.iter().filter(|list| list.key == key).map(|list| list.valid_from).collect()
}

/// The newest edition of a base list that has begun by a day.
#[must_use]
pub fn newest<'a>(reference: &'a seed::Seed, key: &str, on: LegalDay) -> Option<&'a seed::Checklist> {
    let editions = reference.checklists.iter().filter(|list| list.key == key && list.valid_from <= on);
    editions.max_by_key(|list| list.valid_from)
}

fn is_in_force(reference: &seed::Seed, list: &seed::Checklist, on: LegalDay) -> bool {
    let last = last_day(&first_days(reference, &list.key), list.valid_from, list.valid_to);
    edition_state((Some(list.valid_from), last), on) == EditionState::InForce
}

/// Whether an item of a base list is still asked on a day.
#[must_use]
pub fn is_asked(item: &seed::ChecklistItem, on: LegalDay) -> bool {
    item.valid_to.is_none_or(|last| on <= last)
}

/// The versions that the citations of a base list mean on a day: of that day where the place is registered in it,
/// otherwise of the day the list began.
#[must_use]
pub fn places(
    reference: &seed::Seed,
    list: &seed::Checklist,
    citations: &[Citation],
    on: LegalDay,
) -> Vec<ProvisionRef> {
    let place = |c: &Citation| {
        let day = if reference.resolve(c, on).is_some() { on } else { list.valid_from };
        let edition = reference.edition_on(&c.statute, day);
        ProvisionRef {
            statute: c.statute.clone(),
            edition: edition.map(|e| e.edition.clone()).unwrap_or_default(),
            article: c.article,
            paragraph: c.paragraph,
            item: c.item,
            cited: full(reference, c, (day, list.valid_from)),
        }
    };
    citations.iter().map(place).collect()
}

/// An item of a base list with its citations written out.
#[must_use]
pub fn print(
    reference: &seed::Seed,
    list: &seed::Checklist,
    (ordinal, item): (i64, &seed::ChecklistItem),
    on: LegalDay,
) -> CheckItem {
    let cite = |citations: &[Citation]| citations.iter().map(|c| full(reference, c, (on, list.valid_from))).collect();
    CheckItem {
        id: id_of(list, &item.code),
        list_key: list.key.clone(),
        list_zh: list.zh.clone(),
        code: item.code.clone(),
        ordinal,
        content: item.content.clone(),
        method: item.method.clone(),
        violated: cite(&item.violated),
        penalised: cite(&item.penalised),
        hazard_level: item.hazard_level.into(),
        measures: item.measures.iter().filter_map(|m| Measure::of_finding(*m)).collect(),
        suggested_problem: item.suggested_problem.clone(),
        suggested_measure: item.suggested_measure.clone(),
        suggested_days: i64::from(item.suggested_days),
        note: item.note.clone(),
        applies_to: AppliesTo {
            industry: list.industry.clone(),
            units: item.units.clone(),
            equipment: item.equipment.clone(),
            places: item.places.clone(),
        },
    }
}

/// 引用法条写全称。A statute that has no edition on the day any more is named as when the list began: the list is
/// then due for a new edition, and a paper must not lose its basis.
fn full(reference: &seed::Seed, citation: &Citation, (on, began): (LegalDay, LegalDay)) -> String {
    let edition =
        reference.edition_on(&citation.statute, on).or_else(|| reference.edition_on(&citation.statute, began));
    citation.with_name(edition.map_or(citation.statute.as_str(), |statute| statute.name.as_str()))
}
