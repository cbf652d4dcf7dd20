//! How alike is alike, and what a merge leaves behind.

use super::rules::{self, Facts, alike, core, door, judge, places};
use super::{DuplicateReason as Reason, MergeField};
use crate::enterprise::Particulars;
use crate::install;
use lexicon::Term;
use proptest::prelude::*;

fn gansu() -> Vec<String> {
    places(&["甘肃省", "庆阳市", "西峰区"])
}

/// 名称去掉地区、括号和组织形式后比字号和行业；地址去掉地区后比门牌。
#[test]
fn a_name_is_compared_without_place_and_legal_form() {
    for (name, stays) in [
        ("甘肃鸿晟钢铁有限责任公司", "鸿晟钢铁"),
        ("庆阳市西峰区鸿晟钢铁有限公司", "鸿晟钢铁"),
        ("鸿晟钢铁（甘肃）股份有限公司", "鸿晟钢铁甘肃"),
        ("庆阳鸿晟　钢铁厂", "鸿晟钢铁"),
        ("有限公司", "有限公司"),
        ("庆阳", "庆阳"),
    ] {
        assert_eq!(core(name, &gansu()), stays, "{name}");
    }
    assert_eq!(door("甘肃省庆阳市西峰区工业园区３号", &gansu()), "工业园区3号");
}

#[test]
fn likeness_is_none_to_a_hundred_and_knows_one_changed_character() {
    assert_eq!(alike("鸿晟钢铁", "鸿晟钢铁"), 100);
    assert_eq!(alike("鸿晟钢铁", "鸿盛钢铁"), 60);
    assert_eq!(alike("甲乙", "丙丁"), 0);
}

fn facts(code: &str, name: &str) -> Facts {
    Facts { code: code.to_owned(), name: name.to_owned(), core: core(name, &gansu()), ..Facts::default() }
}

/// 代码只差一位或者相邻两位颠倒（校验码不计）、名称、地址、电话、法定代表人各计分；单凭一项不提示，名称完全相同除外。
#[test]
fn signs_add_up_and_one_alone_is_not_enough() {
    let base = facts("91621002MA5K1A2B3C", "甘肃鸿晟钢铁有限责任公司");
    let one_off = facts("91621002MA5K1A2X3D", "甘肃省农机供应站");
    assert_eq!(judge(&base, &one_off), (40, vec![Reason::CodeOneOff]));
    let swapped = facts("91621002MA5K1AB23E", "庆阳市鸿晟钢铁有限公司");
    assert_eq!(judge(&base, &swapped), (90, vec![Reason::CodeSwapped, Reason::NameCore]));
    let two_off = facts("91621002MA5K1X2X3C", "甘肃鸿晟钢铁有限责任公司");
    assert_eq!(judge(&base, &two_off), (60, vec![Reason::NameSame]));
    let with = |f: Facts| Facts {
        address: "工业园区3号".to_owned(),
        phones: vec!["12000000101".to_owned()],
        person: "赵启明".to_owned(),
        ..f
    };
    let near = with(facts("92621002MA0000000X", "庆阳鸿盛钢铁厂"));
    let (score, reasons) = judge(&with(base.clone()), &near);
    assert_eq!(score, 95);
    assert_eq!(reasons, [Reason::NameAlike, Reason::AddressSame, Reason::PhoneShared, Reason::PersonSame]);
    for alone in [Reason::CodeOneOff, Reason::NameCore] {
        let other = if alone == Reason::CodeOneOff { &one_off } else { &facts("", "庆阳鸿晟钢铁厂") };
        let (score, reasons) = judge(&base, other);
        assert!(score < rules::LEAST && reasons == [alone], "{alone:?} {score}");
    }
    assert_eq!(judge(&with(base.clone()), &with(base)).0, 100);
}

/// 每一项基本信息恰好属于一个可选的项；代码、状态和由其他项推出的除外。
#[test]
fn every_fact_can_be_chosen_once() {
    let facts = serde_json::to_value(sample().0).unwrap();
    let all: Vec<&str> = MergeField::ALL.iter().flat_map(|field| field.facts()).copied().collect();
    for name in facts.as_object().unwrap().keys() {
        let times = all.iter().filter(|n| *n == name).count();
        assert_eq!(times, usize::from(!["credit_code", "state"].contains(&name.as_str())), "{name}");
    }
    assert!(all.iter().all(|name| facts.get(name).is_some()), "{all:?}");
}

fn sample() -> (Particulars, Particulars) {
    let seed = seed::all().unwrap();
    let of = |n: usize| install::particulars(&seed, &seed.enterprises[n]).unwrap();
    (of(0), of(1))
}

proptest! {
    /// 选中的项取另一家的，其余各项仍是保留企业自己的；代码和状态总是自己的。
    #[test]
    fn what_is_chosen_comes_from_the_other_and_nothing_else(take in proptest::sample::subsequence(MergeField::ALL.to_vec(), 0..MergeField::ALL.len())) {
        let (own, other) = sample();
        let chosen = rules::choose(&own, &other, &take).unwrap();
        let [own, other, chosen] = [own, other, chosen].map(|facts| serde_json::to_value(facts).unwrap());
        let taken: Vec<&str> = take.iter().flat_map(|field| field.facts()).copied().collect();
        for (name, value) in chosen.as_object().unwrap() {
            let from = if taken.contains(&name.as_str()) { &other } else { &own };
            prop_assert_eq!(value, &from[name]);
        }
    }
}
