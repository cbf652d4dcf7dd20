//! 检查事项清单 · which edition holds on a day, and how citations are printed

use super::{AppliesTo, CheckItem, Checklist, Measure};
use lexicon::{Citation, LegalDay, Refused, refusals};

refusals! {
    /// 检查事项不准的情形
    pub enum Refusal in "checklist" {
        UnknownItem = "unknown_item", "没有这一检查事项", way_out "请重新选择检查内容";
        NotInForce = "not_in_force", "检查事项清单在当日不是现行版本", way_out "请从现行清单中重新选择检查内容";
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
            items: (1..).zip(&list.items).map(|(n, item)| print(reference, list, (n, item), on)).collect(),
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

fn item(reference: &seed::Seed, id: &str, on: LegalDay) -> Result<CheckItem, Refused> {
    let about = |refusal: Refusal| {
        let mut refused = refusal.at("items");
        refused.sentence = format!("{}（{}）", refused.sentence, id.chars().take(60).collect::<String>());
        refused
    };
    let unknown = || about(Refusal::UnknownItem);
    let (edition, code) = id.split_once('/').ok_or_else(unknown)?;
    let (key, edition) = edition.split_once('@').ok_or_else(unknown)?;
    let list = reference.checklists.iter().find(|l| l.key == key && l.edition == edition).ok_or_else(unknown)?;
    let found = (1..).zip(&list.items).find(|(_, item)| item.code == code).ok_or_else(unknown)?;
    if !is_in_force(reference, list, on) {
        return Err(about(Refusal::NotInForce));
    }
    Ok(print(reference, list, found, on))
}

fn is_in_force(reference: &seed::Seed, list: &seed::Checklist, on: LegalDay) -> bool {
    let editions = reference.checklists.iter().filter(|other| other.key == list.key && other.valid_from <= on);
    editions.map(|other| other.valid_from).max() == Some(list.valid_from)
}

fn print(
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
