//! Own lists, as sentences.

use super::OwnItem;
use super::rules::{Stage, begins, current, faults, outdated};
use super::store::EditionRecord;
use super::take_over::taken_over;
use crate::checklist::difference::{Change, between};
use crate::checklist::rules as lists;
use crate::checklist::{EditionState, HazardLevel, Measure, edition};
use crate::statute::{ProvisionRef, store::Version};
use lexicon::{LegalDay, OwnChecklistId};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn published(ordinal: i64, valid_from: Option<LegalDay>) -> EditionRecord {
    EditionRecord {
        list_id: OwnChecklistId(uuid::Uuid::nil()),
        edition: ordinal.to_string(),
        ordinal,
        zh: "煤气专项检查".into(),
        based_on_edition: String::new(),
        valid_from,
        published_by: String::new(),
        items: 1,
    }
}

fn item() -> OwnItem {
    OwnItem {
        code: "Z1".into(),
        content: "煤气柜是否按规定设置检测报警装置？".into(),
        method: "现场抽查。".into(),
        violated: vec![ProvisionRef {
            statute: "work_safety_law".into(),
            edition: "2021".into(),
            article: 36,
            paragraph: Some(1),
            item: None,
            cited: "《中华人民共和国安全生产法》第三十六条第一款".into(),
        }],
        penalised: Vec::new(),
        hazard_level: HazardLevel::General,
        measures: vec![Measure::Rectify],
        suggested_problem: "未设置检测报警装置。".into(),
        suggested_measure: "按规定设置检测报警装置。".into(),
        suggested_days: 15,
        note: String::new(),
        units: Vec::new(),
        equipment: Vec::new(),
        places: Vec::new(),
    }
}

proptest! {
    /// 某日现行的版次至多一个；最早一版施行之前一个也没有，之后恰有一个；现行的是已经施行的版次中最晚的。
    #[test]
    fn on_every_day_at_most_one_edition_holds_and_none_before_the_first(
        firsts in prop::collection::btree_set(0_i64..2_000, 1..12), on in -10_i64..2_010, seed in any::<u64>()
    ) {
        let origin = day("2021-09-01");
        let mut days: Vec<LegalDay> = firsts.iter().map(|n| origin.plus(*n)).collect();
        let turn = usize::try_from(seed % 12).unwrap() % days.len();
        days.rotate_left(turn);
        let on = origin.plus(on);
        let state = |first: &LegalDay| lists::edition_state((Some(*first), lists::last_day(&days, *first, None)), on);
        let holding: Vec<&LegalDay> = days.iter().filter(|first| state(first) == EditionState::InForce).collect();
        let begun: BTreeSet<&LegalDay> = days.iter().filter(|first| **first <= on).collect();
        prop_assert_eq!(holding.len(), usize::from(!begun.is_empty()));
        prop_assert_eq!(holding.first(), begun.last());
        prop_assert_eq!(lists::current(&days, on).map(|at| days[at]), holding.first().map(|first| **first));
        // 各版首尾相接：前一版最后一日的次日，后一版施行。
        for first in &days {
            if let Some(last) = lists::last_day(&days, *first, None) {
                prop_assert!(*first <= last && days.contains(&last.plus(1)));
            }
        }
    }

    /// 编制中的版次在任何一天都不施行；新版只能晚于旧版施行，因此两版永远不同日。
    #[test]
    fn a_draft_never_holds_and_no_two_editions_begin_on_one_day(gaps in prop::collection::vec(-3_i64..40, 1..10), on in -5_i64..400) {
        let today = day("2026-01-01");
        let mut editions: Vec<EditionRecord> = Vec::new();
        for gap in gaps {
            let last = editions.iter().filter_map(|e| e.valid_from).max().unwrap_or(today);
            let first = last.plus(gap);
            let ordinal = i64::try_from(editions.len()).unwrap() + 1;
            if begins(first, today, &editions).is_ok() {
                editions.push(published(ordinal, Some(first)));
            }
        }
        let starts: BTreeSet<_> = editions.iter().map(|e| e.valid_from).collect();
        prop_assert_eq!(starts.len(), editions.len());
        editions.push(published(99, None));
        prop_assert_ne!(current(&editions, today.plus(on)).map(|e| e.ordinal), Some(99));
    }
}

/// 停止使用的基础清单：最后一日仍可用，次日起不可用，而且没有后继版次也不恢复。
#[test]
fn a_base_list_that_is_ended_holds_on_its_last_day_and_not_on_the_next() {
    let mut seed = seed::all().unwrap();
    seed.checklists.iter_mut().for_each(|l| l.valid_to = (l.key == "steel_8").then(|| day("2026-06-30")));
    let has = |on: &str| lists::in_force(&seed, day(on)).iter().any(|l| l.key == "steel_8");
    assert_eq!((has("2026-06-30"), has("2026-07-01"), has("2027-07-01")), (true, false, false));
}

/// 基础清单中停用的事项不再提供，选用的被拒绝；其余事项照旧。
#[test]
fn a_stopped_item_of_a_base_list_is_neither_offered_nor_accepted() {
    let mut seed = seed::all().unwrap();
    let list = seed.checklists.iter_mut().find(|l| l.key == "steel_8").unwrap();
    list.items.iter_mut().find(|i| i.code == "G2").unwrap().valid_to = Some(day("2026-05-31"));
    let offered = |on: &str| {
        let all = lists::in_force(&seed, day(on));
        all.iter().any(|l| l.items.iter().any(|i| i.id == "steel_8@2021/G2"))
    };
    assert_eq!((offered("2026-05-31"), offered("2026-06-01")), (true, false));
    let asked = lists::items(&seed, &["steel_8@2021/G2".to_owned()], day("2026-06-01"));
    assert_eq!(asked.unwrap_err().code, "checklist.stopped");
    assert!(lists::items(&seed, &["steel_8@2021/G1".to_owned()], day("2026-06-01")).is_ok());
}

/// 暂存可以不写全，发布必须写全；编号重复、期限过长、对象不在行业模型里，暂存时就指出。
#[test]
fn saving_accepts_what_is_unfinished_and_publishing_does_not() {
    let seed = seed::all().unwrap();
    let told = |items: &[OwnItem], stage| {
        faults(&seed, "steel", items, stage).into_iter().map(|e| e.field).collect::<Vec<_>>()
    };
    assert_eq!(told(&[item()], Stage::Publishing), Vec::<String>::new());
    let unfinished = OwnItem { method: String::new(), violated: Vec::new(), measures: Vec::new(), ..item() };
    assert_eq!(told(std::slice::from_ref(&unfinished), Stage::Saving), Vec::<String>::new());
    let owed = ["items[0].method", "items[0].violated", "items[0].measures"];
    assert_eq!(told(&[unfinished], Stage::Publishing), owed);
    assert_eq!(told(&[item(), item()], Stage::Saving), ["items[1].code"]);
    let odd = OwnItem {
        code: "第1".into(),
        suggested_days: 0,
        units: vec!["rolling".into()],
        equipment: vec!["blast_furnace".into()],
        places: vec!["moon".into()],
        ..item()
    };
    let fields = ["items[0].code", "items[0].suggested_days", "items[0].equipment", "items[0].places"];
    assert_eq!(told(&[odd], Stage::Saving), fields);
}

/// 引用的法规版本在施行之日失效的，不能发布。
#[test]
fn a_clause_of_a_version_that_has_ended_by_the_first_day_is_refused() {
    let version = Version {
        statute: "work_safety_law".into(),
        edition: "2021".into(),
        ordinal: 1,
        name: "中华人民共和国安全生产法".into(),
        short_name: "安全生产法".into(),
        kind: seed::StatuteKind::Law,
        number: String::new(),
        issuer: String::new(),
        promulgated_on: None,
        effective_from: day("2021-09-01"),
        effective_to: Some(day("2027-06-30")),
    };
    let told = |on: &str| outdated(&[item()], std::slice::from_ref(&version), day(on)).len();
    assert_eq!((told("2027-06-30"), told("2027-07-01"), told("2021-08-31")), (0, 1, 1));
}

/// 对比：相同的清单没有差异；改一处，只指出这一处；全部采纳之后不再有差异。
#[test]
fn a_difference_names_what_differs_and_vanishes_when_everything_is_taken_over() {
    let seed = seed::all().unwrap();
    let list = seed.checklists.iter().find(|l| l.key == "steel_8").unwrap();
    let industry = seed.industries.iter().find(|i| i.key == "steel");
    let on = day("2026-05-20");
    let base = edition::of_base(&seed, list, on).items;
    let plain: Vec<_> = base.iter().map(|d| d.item.clone()).collect();
    assert_eq!(between(&plain, &plain, industry), []);
    let mut own = plain.clone();
    own[0].suggested_days += 5;
    own.remove(2);
    own.push(crate::checklist::CheckItem { code: "Z1".into(), ..plain[1].clone() });
    let found = between(&own, &plain, industry);
    let told: Vec<_> = found.iter().map(|d| (d.code.as_str(), d.change, d.fields.len())).collect();
    assert_eq!(told, [("G1", Change::Changed, 1), ("G3", Change::Added, 0), ("Z1", Change::Removed, 0)]);
    assert_eq!(found[0].fields[0].field_zh, "建议整改期限");
    let items: Vec<OwnItem> = base.into_iter().map(super::rules::copied).collect();
    let mut mine = items.clone();
    mine[0].suggested_days += 5;
    mine.remove(2);
    mine.push(item());
    let codes: Vec<String> = ["G1", "G3", "Z1"].map(str::to_owned).to_vec();
    let mut after = taken_over(mine, items.clone(), &codes).unwrap();
    after.sort_by(|a, b| a.code.cmp(&b.code));
    assert_eq!(after, items);
    assert_eq!(taken_over(items.clone(), items, &["Q9".to_owned()]).unwrap_err().code, "own_checklist.no_such_item");
}
