//! 检查对象 · which item concerns which target

use super::{Target, TargetGroup, TargetKind};
use crate::checklist::CheckItem;
use crate::enterprise::{Enterprise, Workshop};
use lexicon::EquipmentId;

/// The key of the enterprise as a whole.
pub const WHOLE: &str = "enterprise";

/// 检查事项是否涉及这一对象：设备看种类和所在生产单元，场所看种类和所在生产单元；既不列设备也不列场所的事项针对企业
/// 整体。A crane of 轧钢 is not a crane of 炼钢, so the unit counts too.
#[must_use]
pub fn concerns(item: &CheckItem, group: &TargetGroup, target: &Target) -> bool {
    let on = &item.applies_to;
    let here = on.industry == group.industry && on.units.contains(&group.unit);
    match target.kind {
        TargetKind::Equipment => here && on.equipment.contains(&target.kind_key),
        TargetKind::Place => here && on.places.contains(&target.kind_key),
        TargetKind::Enterprise => is_of_whole(item),
    }
}

/// Whether an item is asked of the enterprise as a whole.
#[must_use]
pub fn is_of_whole(item: &CheckItem) -> bool {
    item.applies_to.equipment.is_empty() && item.applies_to.places.is_empty()
}

/// Everything that can be checked at an enterprise: every piece, every place of every workshop, and the enterprise as
/// a whole when a chosen item is asked of it. `proposed` where a chosen item concerns it; nothing is `chosen` yet.
#[must_use]
pub fn groups(enterprise: &Enterprise, items: &[CheckItem], industries: &[seed::Industry]) -> Vec<TargetGroup> {
    groups_in(&enterprise.row.name, &enterprise.workshops, items, industries)
}

/// As [`groups`], for some of the workshops and pieces of an enterprise of this name.
#[must_use]
pub fn groups_in(
    name: &str,
    workshops: &[Workshop],
    items: &[CheckItem],
    industries: &[seed::Industry],
) -> Vec<TargetGroup> {
    let shops = workshops.iter().map(|shop| group(shop, industries));
    let whole = items.iter().any(is_of_whole).then(|| whole(name));
    let mut out: Vec<TargetGroup> = shops.chain(whole).filter(|group| !group.targets.is_empty()).collect();
    for group in &mut out {
        let mut targets = std::mem::take(&mut group.targets);
        for target in &mut targets {
            target.proposed = items.iter().any(|item| concerns(item, group, target));
        }
        group.targets = targets;
    }
    out
}

fn group(shop: &Workshop, industries: &[seed::Industry]) -> TargetGroup {
    let industry = industries.iter().find(|industry| industry.key == shop.industry);
    let equipment =
        shop.equipment.iter().map(|e| target(format!("equipment:{}", e.id), TargetKind::Equipment, (&e.name, &e.kind)));
    let places = shop.places.iter().map(|place| {
        let name = industry.and_then(|i| i.place(place)).map_or(place.as_str(), |p| p.zh.as_str());
        target(format!("place:{}:{place}", shop.id), TargetKind::Place, (name, place))
    });
    TargetGroup {
        industry: shop.industry.clone(),
        industry_zh: industry.map_or_else(|| shop.industry.clone(), |i| i.zh.clone()),
        unit: shop.unit.clone(),
        unit_zh: shop.unit_zh.clone(),
        workshop_id: Some(shop.id),
        workshop: shop.name.clone(),
        targets: equipment.chain(places).collect(),
    }
}

fn whole(name: &str) -> TargetGroup {
    TargetGroup {
        industry: String::new(),
        industry_zh: "企业整体".to_owned(),
        unit: String::new(),
        unit_zh: String::new(),
        workshop_id: None,
        workshop: String::new(),
        targets: vec![target(WHOLE.to_owned(), TargetKind::Enterprise, (name, ""))],
    }
}

fn target(key: String, kind: TargetKind, (name, kind_key): (&str, &str)) -> Target {
    Target {
        key,
        kind,
        name: name.to_owned(),
        kind_key: kind_key.to_owned(),
        proposed: false,
        chosen: false,
        checked: false,
    }
}

/// The pieces of equipment among these keys.
#[must_use]
pub fn pieces_in<'a>(keys: impl IntoIterator<Item = &'a str>) -> Vec<EquipmentId> {
    let piece = |key: &str| -> Option<EquipmentId> { key.strip_prefix("equipment:")?.parse().ok() };
    keys.into_iter().filter_map(piece).collect()
}

/// Sets `chosen` of the targets with these keys and takes it from all others.
pub fn mark(groups: &mut [TargetGroup], chosen: &[String]) {
    for target in groups.iter_mut().flat_map(|group| &mut group.targets) {
        target.chosen = chosen.contains(&target.key);
    }
}

/// For each item in order, the keys of the chosen targets it concerns.
#[must_use]
pub fn matrix(items: &[CheckItem], groups: &[TargetGroup], chosen: &[String]) -> Vec<(String, Vec<String>)> {
    let in_scope: Vec<(&TargetGroup, &Target)> =
        all(groups).filter(|(_, target)| chosen.contains(&target.key)).collect();
    let row = |item: &CheckItem| {
        let concerned = in_scope.iter().filter(|(group, target)| concerns(item, group, target));
        (item.id.clone(), concerned.map(|(_, target)| target.key.clone()).collect())
    };
    items.iter().map(row).collect()
}

/// The target with this key, and its group.
#[must_use]
pub fn by_key<'a>(groups: &'a [TargetGroup], key: &str) -> Option<(&'a TargetGroup, &'a Target)> {
    all(groups).find(|(_, target)| target.key == key)
}

/// Every target with its group.
pub fn all(groups: &[TargetGroup]) -> impl Iterator<Item = (&TargetGroup, &Target)> {
    groups.iter().flat_map(|group| group.targets.iter().map(move |target| (group, target)))
}
