//! Divisions, their keys and their sums.

use super::RegionNumbers;
use super::rules::{path, place, root, rows};
use authority::Scope;
use lexicon::{LegalDay, RegionCode, RegionLevel};
use std::collections::BTreeMap;

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}
fn today() -> LegalDay {
    LegalDay::parse("2026-05-20").unwrap()
}

/// 逐级下钻：部看各省，省看各市，市看各县，县只看自己。
#[test]
fn each_level_is_gathered_by_the_next_one() {
    let seed = seed::all().unwrap();
    let at = |text: &str| place(&seed, &Scope::Nation, &code(text), today()).unwrap();
    assert_eq!((at("000000").above, at("000000").by), (None, "prov"));
    assert_eq!((at("620000").above, at("620000").by), (Some(("prov", "62".to_owned())), "city"));
    assert_eq!((at("621000").above, at("621000").by), (Some(("city", "6210".to_owned())), "county"));
    let county = at("621002");
    assert_eq!((county.above, county.by), (Some(("county", "621002".to_owned())), "county"));
    assert_eq!(county.lines.iter().map(|l| l.key.as_str()).collect::<Vec<_>>(), ["621002"]);
    assert!(at("621000").lines.iter().any(|l| l.key == "621002" && l.name == "西峰区" && !l.has_children));
}

/// 不设县区的市（嘉峪关）没有下级，汇总的是它自己。
#[test]
fn a_city_without_counties_is_its_own_line() {
    let seed = seed::all().unwrap();
    let city = place(&seed, &Scope::Nation, &code("620200"), today()).unwrap();
    assert_eq!((city.level, city.by), (RegionLevel::City, "city"));
    assert_eq!(city.lines.iter().map(|l| l.key.as_str()).collect::<Vec<_>>(), ["6202"]);
}

/// 管辖范围以外的地区查无此件，上级地区也一样。
#[test]
fn a_division_outside_the_scope_does_not_exist() {
    let seed = seed::all().unwrap();
    let xifeng = Scope::County("621002".to_owned());
    for outside in ["000000", "620000", "621000", "621027", "999999"] {
        assert!(place(&seed, &xifeng, &code(outside), today()).is_err(), "{outside}");
    }
    assert_eq!(root(&xifeng).unwrap(), code("621002"));
    assert!(root(&Scope::Nothing).is_err());
    let steps: Vec<String> =
        path(&seed, &Scope::City("6210".to_owned()), &code("621002")).into_iter().map(|s| s.name).collect();
    assert_eq!(steps, ["庆阳市", "西峰区"]);
    let steps = path(&seed, &Scope::Nation, &code("621002"));
    assert_eq!(steps.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["000000", "620000", "621000", "621002"]);
}

/// 本级机关自己办理的、区划已经撤并的，另列一行；各行之和等于合计。
#[test]
fn the_lines_always_add_up_to_the_sum() {
    let seed = seed::all().unwrap();
    let city = place(&seed, &Scope::Nation, &code("621000"), today()).unwrap();
    let one = |n: i64| RegionNumbers { inspections: n, ..RegionNumbers::default() };
    let found = BTreeMap::from([("621002".to_owned(), one(3)), (String::new(), one(2)), ("621099".to_owned(), one(1))]);
    let (rows, total) = rows(&seed, &city, found);
    assert_eq!(total.inspections, 6);
    assert_eq!(rows.iter().map(|r| r.numbers.inspections).sum::<i64>(), 6);
    assert!(rows.iter().any(|r| r.name == "本级机关" && r.numbers.inspections == 2 && r.code.is_empty()));
    assert!(rows.iter().any(|r| r.name == "西峰区" && r.numbers.inspections == 3));
}
