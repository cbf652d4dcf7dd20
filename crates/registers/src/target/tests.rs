//! Which item concerns what, as sentences.

use super::{TargetKind, by_key, groups, mark, matrix};
use crate::checklist::{CheckItem, in_force, items};
use crate::enterprise::{
    BusinessKind, Enterprise, EnterpriseRow, EnterpriseState, Equipment, RiskLevel, StandardGrade, Workshop,
};
use crate::install::{fixed_id, workshops};
use lexicon::{EnterpriseId, Instant, LegalDay, RegionKeys};

fn day() -> LegalDay {
    LegalDay::parse("2026-05-20").unwrap()
}

/// The firm of the seed data as the register shows it.
fn firm(seed: &seed::Seed, key: &str) -> Enterprise {
    let firm = seed.enterprises.iter().find(|f| f.key == key).unwrap();
    let shops = workshops(firm).into_iter().map(|w| Workshop {
        id: w.id,
        unit_zh: w.unit.clone(),
        industry: w.industry,
        unit: w.unit,
        name: w.name,
        places: w.places,
        equipment: w
            .equipment
            .into_iter()
            .map(|e| Equipment {
                id: e.id,
                kind_zh: e.kind.clone(),
                kind: e.kind,
                name: e.name,
                spec: e.spec,
                spec_unit: String::new(),
                attributes: e.attributes.unwrap_or_default(),
            })
            .collect(),
    });
    Enterprise {
        is_within_scope: true,
        row: EnterpriseRow {
            id: EnterpriseId(fixed_id("enterprise", key)),
            name: firm.name.clone(),
            credit_code: firm.credit_code.to_string(),
            region_code: firm.region_code.to_string(),
            region_name: String::new(),
            address: firm.address.clone(),
            business_kind: BusinessKind::Company,
            industries: firm.industries.clone(),
            is_special: true,
            risk_level: RiskLevel::Unrated,
            element: firm.element.clone(),
            legal_person: firm.legal_person.clone(),
            state: EnterpriseState::Normal,
            equipment_count: 0,
            merged_into: None,
            updated_at: Instant(0),
        },
        legal_title: String::new(),
        phone: String::new(),
        contact: String::new(),
        contact_title: String::new(),
        contact_phone: String::new(),
        gb4754: String::new(),
        scale: String::new(),
        capacity: String::new(),
        employees: 0,
        postcode: String::new(),
        standard_grade: StandardGrade::Unrated,
        supervision_level: lexicon::RegionLevel::County,
        supervision_organ: String::new(),
        attributes: firm.attributes.clone(),
        state_reason: String::new(),
        longitude: None,
        latitude: None,
        revision: 1,
        updated_by: String::new(),
        workshops: shops.collect(),
        keys: RegionKeys::default(),
    }
}

fn chosen(seed: &seed::Seed, ids: &[&str]) -> Vec<CheckItem> {
    items(seed, &ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>(), day()).unwrap()
}

/// 钢铁8项第1项涉及炼铁、炼钢的吊运熔融金属起重机，其他单元的设备和场所不涉及。
#[test]
fn g1_proposes_exactly_the_cranes_of_ironmaking_and_steelmaking() {
    let seed = seed::all().unwrap();
    for key in ["xifeng_hongsheng_steel", "xifeng_longyuan_steel"] {
        let firm = firm(&seed, key);
        let groups = groups(&firm, &chosen(&seed, &["steel_8@2021/G1"]), &seed.industries);
        let mut proposed: Vec<String> =
            super::rules::all(&groups).filter(|(_, t)| t.proposed).map(|(_, t)| t.key.clone()).collect();
        let mut cranes = Vec::new();
        for shop in firm.workshops.iter().filter(|w| ["ironmaking", "steelmaking"].contains(&w.unit.as_str())) {
            let is_crane = |e: &&Equipment| e.kind == "casting_crane" || e.kind == "metallurgical_crane_noncasting";
            cranes.extend(shop.equipment.iter().filter(is_crane).map(|e| format!("equipment:{}", e.id)));
        }
        assert!(!cranes.is_empty());
        proposed.sort();
        cranes.sort();
        assert_eq!(proposed, cranes);
    }
}

/// 第3项只涉及炼铁、炼钢车间内的场所。
#[test]
fn g3_proposes_places_and_no_equipment() {
    let seed = seed::all().unwrap();
    let firm = firm(&seed, "xifeng_hongsheng_steel");
    let groups = groups(&firm, &chosen(&seed, &["steel_8@2021/G3"]), &seed.industries);
    let names = |unit: &str| {
        let of_unit = super::rules::all(&groups).filter(|(g, t)| g.unit == unit && t.proposed);
        of_unit.map(|(_, t)| (t.kind, t.name.clone())).collect::<Vec<_>>()
    };
    assert_eq!(names("steelmaking").len(), 5);
    assert!(names("steelmaking").contains(&(TargetKind::Place, "操作室".to_owned())));
    assert!(names("steelmaking").iter().all(|(kind, _)| *kind == TargetKind::Place));
    assert_eq!(names("rolling"), []);
}

/// 全选：凡有一项涉及的，都选中；没有一项涉及的，不选。
#[test]
fn everything_that_any_item_concerns_is_proposed_when_all_are_chosen() {
    let seed = seed::all().unwrap();
    let all: Vec<CheckItem> = in_force(&seed, day()).into_iter().flat_map(|list| list.items).collect();
    for firm_of_seed in &seed.enterprises {
        let firm = firm(&seed, &firm_of_seed.key);
        let groups = groups(&firm, &all, &seed.industries);
        for (group, target) in super::rules::all(&groups) {
            let single = all.iter().any(|item| super::concerns(item, group, target));
            assert_eq!(target.proposed, single, "{} {}", group.workshop, target.name);
        }
        let equipment = super::rules::all(&groups).filter(|(_, t)| t.kind == TargetKind::Equipment);
        assert_eq!(equipment.count(), firm_of_seed.equipment_count());
    }
}

/// 同名单元的其他行业不相干：钢铁清单不涉及有限空间。
#[test]
fn a_list_of_one_industry_does_not_reach_the_pieces_of_another() {
    let seed = seed::all().unwrap();
    let firm = firm(&seed, "xifeng_longyuan_steel");
    let steel: Vec<CheckItem> =
        in_force(&seed, day()).into_iter().filter(|l| l.key == "steel_8").flat_map(|l| l.items).collect();
    let groups = groups(&firm, &steel, &seed.industries);
    let spaces: Vec<bool> =
        super::rules::all(&groups).filter(|(g, _)| g.industry == "confined_space").map(|(_, t)| t.proposed).collect();
    assert!(!spaces.is_empty());
    assert!(spaces.iter().all(|proposed| !proposed));
}

/// 既不列设备也不列场所的事项针对企业整体。
#[test]
fn an_item_without_equipment_and_places_is_asked_of_the_enterprise_as_a_whole() {
    let seed = seed::all().unwrap();
    let firm = firm(&seed, "xifeng_hongsheng_steel");
    let mut items = chosen(&seed, &["steel_8@2021/G1"]);
    assert!(by_key(&groups(&firm, &items, &seed.industries), "enterprise").is_none());
    items[0].applies_to.equipment.clear();
    let groups = groups(&firm, &items, &seed.industries);
    let proposed: Vec<_> =
        super::rules::all(&groups).filter(|(_, t)| t.proposed).map(|(_, t)| t.key.as_str()).collect();
    assert_eq!(proposed, ["enterprise"]);
}

#[test]
fn the_matrix_holds_for_each_item_the_chosen_targets_it_concerns() {
    let seed = seed::all().unwrap();
    let firm = firm(&seed, "xifeng_hongsheng_steel");
    let items = chosen(&seed, &["steel_8@2021/G3", "steel_8@2021/G1"]);
    let mut groups = groups(&firm, &items, &seed.industries);
    let crane = super::rules::all(&groups).find(|(_, t)| t.kind_key == "casting_crane").unwrap().1.key.clone();
    let furnace = super::rules::all(&groups).find(|(_, t)| t.kind_key == "electric_furnace").unwrap().1.key.clone();
    let keys = [crane.clone(), furnace.clone()];
    let expected = [("steel_8@2021/G3".to_owned(), vec![]), ("steel_8@2021/G1".to_owned(), vec![crane.clone()])];
    assert_eq!(matrix(&items, &groups, &keys), expected);
    mark(&mut groups, &keys);
    assert_eq!(super::rules::all(&groups).filter(|(_, t)| t.chosen).count(), 2);
    assert_eq!(by_key(&groups, &furnace).unwrap().0.unit, "steelmaking");
}
