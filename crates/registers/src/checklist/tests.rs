//! The lists, as sentences.

use super::{HazardLevel, Measure, in_force, items};
use lexicon::{LegalDay, Term};

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}
fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// 引用法律写全称，条、款写明。
#[test]
fn a_citation_is_printed_with_the_full_name_of_the_law() {
    let seed = seed::all().unwrap();
    let items = items(&seed, &ids(&["steel_8@2021/G2", "steel_8@2021/G1"]), day("2026-05-20")).unwrap();
    assert_eq!(items.iter().map(|i| (i.code.as_str(), i.ordinal)).collect::<Vec<_>>(), [("G2", 2), ("G1", 1)]);
    assert_eq!(items[1].violated, ["《中华人民共和国安全生产法》第四十一条第二款"]);
    assert_eq!(items[0].penalised[0], "《中华人民共和国安全生产法》第九十九条第三项");
    assert_eq!(items[1].hazard_level, HazardLevel::General);
}

/// 检查只能用当日现行的清单版本。
#[test]
fn an_item_is_refused_before_its_edition_holds_and_when_there_is_none() {
    let seed = seed::all().unwrap();
    let code = |id: &str, on: &str| items(&seed, &ids(&[id]), day(on)).map(|_| ()).map_err(|r| (r.code, r.field));
    let at_items = Some("items".to_owned());
    assert_eq!(code("steel_8@2021/G1", "2021-08-31"), Err(("checklist.not_in_force".into(), at_items.clone())));
    assert_eq!(code("steel_8@2021/G1", "2021-09-01"), Ok(()));
    for unknown in ["steel_8@2021/G99", "steel_8@2020/G1", "steel_8/G1", "G1", ""] {
        assert_eq!(code(unknown, "2026-05-20"), Err(("checklist.unknown_item".into(), at_items.clone())), "{unknown}");
    }
}

/// 新版清单施行后，旧版即不再使用。
#[test]
fn a_later_edition_takes_the_place_of_the_earlier_one() {
    let mut seed = seed::all().unwrap();
    let mut later = seed.checklists.iter().find(|l| l.key == "steel_8").unwrap().clone();
    later.edition = "2026".to_owned();
    later.valid_from = day("2026-03-01");
    seed.checklists.push(later);
    let editions = |on: &str| {
        let lists = in_force(&seed, day(on));
        lists.into_iter().filter(|l| l.key == "steel_8").map(|l| l.edition).collect::<Vec<_>>()
    };
    assert_eq!(editions("2026-02-28"), ["2021"]);
    assert_eq!(editions("2026-03-01"), ["2026"]);
    assert_eq!(items(&seed, &ids(&["steel_8@2021/G1"]), day("2026-03-01")).unwrap_err().code, "checklist.not_in_force");
}

#[test]
fn every_item_of_every_list_can_be_had_by_its_id_and_names_no_statute_by_its_key() {
    let seed = seed::all().unwrap();
    let on = day("2026-05-20");
    let lists = in_force(&seed, on);
    assert_eq!(lists.len(), seed.checklists.len());
    for item in lists.iter().flat_map(|list| &list.items) {
        assert_eq!(items(&seed, std::slice::from_ref(&item.id), on).unwrap()[0], *item);
        assert!(item.violated.iter().chain(&item.penalised).all(|c| c.starts_with('《') && !c.contains('_')));
        assert!(!item.measures.is_empty(), "{}", item.id);
    }
}

#[test]
fn every_measure_of_a_finding_is_a_measure_of_the_lists() {
    for measure in Measure::ALL {
        assert!(seed::Measure::parse(measure.code()).is_ok(), "{measure:?}");
    }
}
