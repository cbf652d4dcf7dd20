//! The rules of plans, as sentences.

use super::table::{self, Line};
use super::{PlanAct, PlanFields, PlanKind, PlanProgress, PlanState, rules};
use authority::Scope;
use lexicon::{EnterpriseId, LegalDay, RegionCode, RegionKeys, Stage, Term, check_machine};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

/// 一个填好的计划
fn plan() -> PlanFields {
    PlanFields {
        name: "2026年度工贸计划".to_owned(),
        industry: "steel".to_owned(),
        kind: PlanKind::Annual,
        starts_on: Some(day("2026-01-01")),
        ends_on: Some(day("2026-12-31")),
        enterprises: vec![EnterpriseId::new()],
    }
}

fn faults(fields: &PlanFields) -> Vec<String> {
    rules::faults(fields, &seed::all().unwrap()).into_iter().map(|fault| fault.field).collect()
}

fn line(name: &str, counts: &[(&str, i64)], fault: &str) -> Line {
    Line {
        enterprise_id: EnterpriseId::new(),
        name: name.to_owned(),
        places: <[String; 3]>::default(),
        counts: counts.iter().map(|(kind, n)| ((*kind).to_owned(), *n)).collect::<BTreeMap<_, _>>(),
        fault: fault.to_owned(),
    }
}

#[test]
fn the_state_table_is_sound() {
    check_machine::<PlanState>().unwrap();
}

/// 备案以后什么也不能办，也不能删除；没有提交的不能备案。
#[test]
fn nothing_is_done_to_a_filed_plan_and_a_draft_is_not_filed() {
    for act in PlanAct::ALL {
        assert!(PlanState::Filed.after(*act).is_err(), "{}", act.zh());
    }
    assert!(PlanState::Draft.after(PlanAct::File).is_err());
    assert!(PlanState::Unfiled.after(PlanAct::Submit).is_err());
    let refused = rules::delete(PlanState::Filed).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.by_state), ("plan.filed", true));
    assert!(rules::delete(PlanState::Draft).is_ok() && rules::delete(PlanState::Unfiled).is_ok());
}

/// 暂存只要有名称；提交还要行业、起止时间、至少一家企业。
#[test]
fn a_plan_is_submitted_only_when_it_is_whole() {
    assert_eq!((faults(&plan()), rules::gaps(&plan()).len()), (vec![], 0));
    let empty = PlanFields {
        name: "计划".to_owned(),
        industry: String::new(),
        starts_on: None,
        ends_on: None,
        enterprises: Vec::new(),
        ..plan()
    };
    assert_eq!(faults(&empty), Vec::<String>::new());
    let missing: Vec<_> = rules::gaps(&empty).into_iter().map(|gap| gap.field).collect();
    assert_eq!(missing, ["industry", "starts_on", "ends_on", "enterprises"]);
}

/// 没有名称、名称过长、没有的行业、先结束后开始、跨年的年度计划、没有行业先有企业、企业太多，都不准。
#[test]
fn no_plan_is_kept_that_makes_no_sense() {
    for (fields, field) in [
        (PlanFields { name: String::new(), ..plan() }, "name"),
        (PlanFields { name: "长".repeat(61), ..plan() }, "name"),
        (PlanFields { industry: "mining".to_owned(), ..plan() }, "industry"),
        (PlanFields { industry: String::new(), ..plan() }, "industry"),
        (PlanFields { ends_on: Some(day("2025-12-31")), ..plan() }, "ends_on"),
        (PlanFields { ends_on: Some(day("2027-01-01")), ..plan() }, "ends_on"),
        (PlanFields { enterprises: (0..501).map(|_| EnterpriseId::new()).collect(), ..plan() }, "enterprises"),
    ] {
        assert_eq!(faults(&fields), [field]);
    }
    let over = PlanFields { kind: PlanKind::Campaign, ends_on: Some(day("2027-03-31")), ..plan() };
    assert_eq!(faults(&over), Vec::<String>::new(), "专项计划可以跨年");
}

/// 首日、末日都在执行中；前一日未开始，后一日已完成；没有备案的没有执行情况。
#[test]
fn progress_follows_the_days_of_a_filed_plan() {
    let span = (Some(day("2026-03-01")), Some(day("2026-06-30")));
    let on = |text| rules::progress(PlanState::Filed, span, day(text));
    assert_eq!(on("2026-02-28"), Some(PlanProgress::NotBegun));
    assert_eq!(on("2026-03-01"), Some(PlanProgress::Running));
    assert_eq!(on("2026-06-30"), Some(PlanProgress::Running));
    assert_eq!(on("2026-07-01"), Some(PlanProgress::Completed));
    assert_eq!(rules::progress(PlanState::Unfiled, span, day("2026-05-20")), None);
}

/// 钢铁的设备栏按模型规定的次序；没有规定的行业只列实有的设备。
#[test]
fn the_columns_come_from_the_model_of_the_industry() {
    let seed = seed::all().unwrap();
    let zh = |industry: &str, lines: &[Line]| {
        table::columns(&seed, industry, lines).into_iter().map(|c| c.key).collect::<Vec<_>>()
    };
    let steel = [
        "blast_furnace",
        "converter",
        "electric_furnace",
        "gas_holder",
        "casting_crane",
        "metallurgical_crane_noncasting",
    ];
    assert_eq!(zh("steel", &[]), steel);
    assert_eq!(zh("dust", &[]), Vec::<String>::new());
    assert_eq!(
        zh("dust", &[line("某厂", &[("polishing_station", 3), ("blast_furnace", 1)], "")]),
        ["polishing_station"]
    );
    assert_eq!(zh("", &[]), Vec::<String>::new());
    let shown = table::shown(table::columns(&seed, "steel", &[]), vec![line("某厂", &[("converter", 2)], "")]);
    assert_eq!(shown.enterprises[0].counts, [0, 2, 0, 0, 0, 0]);
}

/// 省、市、县三栏；直辖市、省直管县没有市一栏，不设县的市没有县一栏。
#[test]
fn the_region_of_an_enterprise_fills_three_columns_and_unnamed_levels_stay_empty() {
    let seed = seed::all().unwrap();
    assert_eq!(table::places(&seed, "621002"), ["甘肃省", "庆阳市", "西峰区"]);
    assert_eq!(table::places(&seed, "110101"), ["北京市", "", "东城区"]);
    assert_eq!(table::places(&seed, "419001"), ["河南省", "", "济源市"]);
    assert_eq!(table::places(&seed, "620200"), ["甘肃省", "嘉峪关市", ""]);
    assert_eq!(table::places(&seed, "x"), ["", "", ""]);
}

/// 不能列入的企业逐家指出在表中第几行；不在本辖区的说不出名称。
#[test]
fn an_enterprise_that_cannot_stand_in_the_plan_is_named_at_its_line() {
    let lines = [line("甲厂", &[], ""), line("乙厂", &[], "已核销")];
    let stranger = EnterpriseId::new();
    let found = table::faults(&[lines[0].enterprise_id, stranger, lines[1].enterprise_id], &lines);
    let fields: Vec<_> = found.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["enterprises[1]", "enterprises[2]"]);
    assert_eq!(found[1].sentence, "“乙厂”已核销，请从表中删除");
}

/// A division of any level, as its organ has the keys.
fn division() -> impl Strategy<Value = RegionKeys> {
    let codes = ["000000", "620000", "621000", "621002", "621027", "622900", "622925", "630000", "110000", "110101"];
    prop::sample::select(codes.to_vec()).prop_map(|code| RegionCode::parse(code).unwrap().keys())
}

fn scope_of(keys: &RegionKeys) -> Scope {
    Scope::of_organ(keys, keys.prov.is_empty())
}

proptest! {
    /// 备案以前，除编制机关外谁也看不见。
    #[test]
    fn before_filing_nobody_but_its_organ_sees_a_plan(owner in division(), other in division(), unfiled in any::<bool>()) {
        let state = if unfiled { PlanState::Unfiled } else { PlanState::Draft };
        prop_assert!(rules::is_seen(true, &scope_of(&owner), &owner, state));
        prop_assert!(!rules::is_seen(false, &scope_of(&other), &owner, state));
    }

    /// 备案以后，上级看得见；同级、下级、别处的永远看不见：谁也不会互为上级。
    #[test]
    fn once_filed_only_those_above_see_it(owner in division(), other in division()) {
        let seen = rules::is_seen(false, &scope_of(&other), &owner, PlanState::Filed);
        let level = |keys: &RegionKeys| [&keys.prov, &keys.city, &keys.county].into_iter().filter(|k| !k.is_empty()).count();
        let holds = scope_of(&other).holds(&owner);
        prop_assert_eq!(seen, holds && level(&other) < level(&owner));
        prop_assert!(!(seen && rules::is_above(&scope_of(&owner), &other)));
    }

    /// 收拾过的计划再收拾一次不变，每家企业只列一次。
    #[test]
    fn tidying_twice_is_tidying_once(name in ".{0,20}", picks in prop::collection::vec(0_usize..4, 0..10)) {
        let ids: Vec<EnterpriseId> = (0..4).map(|_| EnterpriseId::new()).collect();
        let enterprises = picks.iter().map(|n| ids[*n]).collect();
        let once = rules::tidied(PlanFields { name, enterprises, ..plan() });
        prop_assert!(once.enterprises.len() <= 4);
        prop_assert_eq!(rules::tidied(once.clone()), once);
    }
}
