//! 执法情报 · what recurs, and what a piece of equipment remembers

use super::store::Decision;
use super::{EquipmentMemory, MeasureCount, PenaltyLine, Recurrence};
use documents::issue::state::DocumentState;
use lexicon::{EquipmentId, InspectionId, Instant, LegalDay};
use registers::checklist::Measure;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A defective answer, or a problem beyond the checklists (no item).
#[derive(Debug, Clone)]
pub struct Fault {
    pub inspection_id: InspectionId,
    pub found_on: LegalDay,
    pub item_id: String,
    /// 检查事项的文字
    pub item: String,
    /// Key of the target.
    pub target: String,
    pub target_name: String,
    pub workshop: String,
    pub description: String,
    pub measure: Option<Measure>,
}

/// How often and when last a target was looked at.
#[derive(Debug, Clone)]
pub struct Look {
    pub target: String,
    pub target_name: String,
    pub workshop: String,
    /// In how many inspections.
    pub inspections: i64,
    pub last_at: Instant,
}

/// 反复出现：同一检查事项在两次以上检查中都有问题。同一设备或场所的逐处列出；不在同一处的合为一行。
#[must_use]
pub fn recurrences(faults: &[Fault]) -> Vec<Recurrence> {
    let listed = faults.iter().filter(|fault| !fault.item_id.is_empty());
    let (mut places, mut items): (BTreeMap<_, Vec<&Fault>>, BTreeMap<_, Vec<&Fault>>) = Default::default();
    for fault in listed {
        places.entry((&fault.item_id, &fault.target)).or_default().push(fault);
        items.entry(&fault.item_id).or_default().push(fault);
    }
    let mut out: Vec<Recurrence> = places.values().filter_map(|same| recurrence(same, true)).collect();
    let at_one_place: BTreeSet<String> = out.iter().map(|r| r.item.clone()).collect();
    let scattered = items.values().filter_map(|same| recurrence(same, false));
    out.extend(scattered.filter(|r| !at_one_place.contains(&r.item)));
    out.sort_by(|a, b| (b.times, b.last_on, &a.item).cmp(&(a.times, a.last_on, &b.item)));
    out
}

fn recurrence(same: &[&Fault], is_same_target: bool) -> Option<Recurrence> {
    let inspections: HashSet<InspectionId> = same.iter().map(|fault| fault.inspection_id).collect();
    let last = same.iter().max_by_key(|fault| fault.found_on)?;
    let first_on = same.iter().map(|fault| fault.found_on).min()?;
    let only = |text: &String| if is_same_target { text.clone() } else { String::new() };
    (inspections.len() > 1).then(|| Recurrence {
        item: last.item.clone(),
        target_name: only(&last.target_name),
        workshop: only(&last.workshop),
        is_same_target,
        times: i64::try_from(inspections.len()).unwrap_or(i64::MAX),
        first_on,
        last_on: last.found_on,
    })
}

/// For each fault the how-manieth time its item was found at its target, counted by inspections from the first.
#[must_use]
pub fn nth(faults: &[Fault]) -> Vec<i64> {
    let mut order: Vec<(usize, &Fault)> = faults.iter().enumerate().collect();
    order.sort_by_key(|(_, fault)| (fault.found_on, fault.inspection_id));
    let mut seen: HashMap<(&str, &str), (i64, InspectionId)> = HashMap::new();
    let mut out = vec![1; faults.len()];
    for (at, fault) in order {
        if fault.item_id.is_empty() {
            continue;
        }
        let key = (fault.item_id.as_str(), fault.target.as_str());
        let known = seen.entry(key).or_insert((1, fault.inspection_id));
        if known.1 != fault.inspection_id {
            *known = (known.0 + 1, fault.inspection_id);
        }
        if let Some(place) = out.get_mut(at) {
            *place = known.0;
        }
    }
    out
}

/// 设备的历史：检查过几次，几次有问题，最近一次是什么。有过问题的在前，次数多的在前。
#[must_use]
pub fn memory(looks: &[Look], faults: &[Fault], standing: &HashSet<EquipmentId>) -> Vec<EquipmentMemory> {
    let mut by_target: HashMap<&str, Vec<&Fault>> = HashMap::new();
    for fault in faults {
        by_target.entry(&fault.target).or_default().push(fault);
    }
    let mut out: Vec<EquipmentMemory> = looks
        .iter()
        .filter_map(|look| {
            let id: EquipmentId = look.target.strip_prefix("equipment:")?.parse().ok()?;
            let own = by_target.get(look.target.as_str()).map(Vec::as_slice).unwrap_or_default();
            let last = own.iter().max_by_key(|fault| (fault.found_on, fault.inspection_id));
            let times: HashSet<InspectionId> = own.iter().map(|fault| fault.inspection_id).collect();
            Some(EquipmentMemory {
                id,
                workshop: look.workshop.clone(),
                name: look.target_name.clone(),
                is_standing: standing.contains(&id),
                checked: look.inspections,
                defective: i64::try_from(times.len()).unwrap_or(i64::MAX),
                last_checked_at: look.last_at,
                last_defective_on: last.map(|fault| fault.found_on),
                last_description: last.map(|fault| fault.description.clone()).unwrap_or_default(),
            })
        })
        .collect();
    out.sort_by(|a, b| {
        (b.defective, b.last_defective_on, &a.workshop, &a.name).cmp(&(
            a.defective,
            a.last_defective_on,
            &b.workshop,
            &b.name,
        ))
    });
    out
}

/// Which measures were taken how often, in the order of the law.
#[must_use]
pub fn measures(faults: &[Fault]) -> Vec<MeasureCount> {
    let mut counted: BTreeMap<Measure, (i64, LegalDay)> = BTreeMap::new();
    for fault in faults {
        let Some(measure) = fault.measure else { continue };
        let line = counted.entry(measure).or_insert((0, fault.found_on));
        *line = (line.0 + 1, line.1.max(fault.found_on));
    }
    counted.into_iter().map(|(measure, (times, last_on))| MeasureCount { measure, times, last_on }).collect()
}

/// 出具以后没有更正、撤销的，才是现行有效的。
#[must_use]
pub fn holds(state: DocumentState) -> bool {
    matches!(state, DocumentState::Issued | DocumentState::Served)
}

/// What a decision says: who, what, how much.
#[must_use]
pub fn penalty(decision: Decision) -> PenaltyLine {
    let text = |key: &str| decision.data_json.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    PenaltyLine {
        party: text("party"),
        penalty: text("penalty"),
        fine_fen: decision.data_json.get("fine").and_then(serde_json::Value::as_i64).filter(|fen| *fen > 0),
        form_zh: decision.form.parse::<forms::FormName>().map_or(decision.form, |f| f.zh().to_owned()),
        document_id: decision.id,
        number: decision.number,
        organisation_name: decision.organisation_name,
        issued_at: decision.issued_at,
        state: decision.state,
    }
}
