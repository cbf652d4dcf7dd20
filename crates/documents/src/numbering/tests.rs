//! The rules of numbering, as sentences.

use super::rules::{Refusal, faults, may_reserve, next, write};
use super::{Brackets, NumberingRule, SerialMode};
use authority::Halt;
use lexicon::LegalDay;

fn day(text: &str) -> LegalDay {
    LegalDay::parse(text).unwrap()
}

fn rule(region: &str, digits: i64) -> NumberingRule {
    NumberingRule {
        region_word: region.into(),
        organ_word: "应急".into(),
        kind_word: "检查".into(),
        serial_mode: SerialMode::Own,
        start_serial: 1,
        digits,
        brackets: Brackets::Full,
        valid_from: day("2026-01-01"),
    }
}

/// 文号写作（地区）应急种类〔年份〕序号号，用六角括号，序号四位补零。
#[test]
fn a_number_is_written_with_hexagonal_brackets_and_leading_zeros() {
    assert_eq!(write(&rule("甘", 4), 2026, 5, 1), "（甘）应急检查〔2026〕0005号");
    assert_eq!(write(&rule("应急部", 4), 2026, 12_345, 1), "（应急部）应急检查〔2026〕12345号");
    let half = NumberingRule { brackets: Brackets::Half, ..rule("甘庆", 1) };
    assert_eq!(write(&half, 2026, 5, 1), "(甘庆)应急检查〔2026〕5号");
}

/// 随检查编号的，同一检查的第二份起加分号。
#[test]
fn the_second_paper_of_one_inspection_has_a_part() {
    assert_eq!(write(&rule("甘", 4), 2026, 17, 2), "（甘）应急检查〔2026〕0017-2号");
}

/// 新的一年从起始序号编起；已经开始的接着编，改规则不改已有的序号。
#[test]
fn a_new_year_begins_at_the_start_and_a_series_goes_on() {
    let late = NumberingRule { start_serial: 100, ..rule("甘", 4) };
    assert_eq!((next(&late, None), next(&late, Some(12))), (100, 13));
}

/// 字样不能空、不能自带括号；起始序号、位数在范围内；启用日期不早于今天。
#[test]
fn each_word_and_figure_of_a_rule_is_judged() {
    let today = day("2026-05-20");
    let wrong = |rule: NumberingRule| faults(&rule, today).into_iter().map(|f| f.field).collect::<Vec<_>>();
    let fine = NumberingRule { valid_from: today, ..rule("甘庆西", 4) };
    assert!(wrong(fine.clone()).is_empty());
    assert_eq!(wrong(NumberingRule { region_word: "（甘）".into(), ..fine.clone() }), ["region_word"]);
    assert_eq!(wrong(NumberingRule { organ_word: String::new(), ..fine.clone() }), ["organ_word"]);
    assert_eq!(wrong(NumberingRule { kind_word: "检 查".into(), ..fine.clone() }), ["kind_word"]);
    assert_eq!(wrong(NumberingRule { start_serial: 0, ..fine.clone() }), ["start_serial"]);
    assert_eq!(wrong(NumberingRule { digits: 9, ..fine.clone() }), ["digits"]);
    assert_eq!(wrong(NumberingRule { valid_from: day("2026-05-19"), ..fine }), ["valid_from"]);
}

/// 一次预留1至50个号；随检查、随案件编号的不预留。
#[test]
fn a_block_is_small_and_only_of_a_series_of_its_own() {
    let own = rule("甘", 4);
    assert!(may_reserve(&own, 1).is_ok() && may_reserve(&own, 50).is_ok());
    for count in [0, 51] {
        assert!(matches!(may_reserve(&own, count), Err(Halt::Invalid(_))));
    }
    for serial_mode in [SerialMode::Inspection, SerialMode::Case] {
        let following = NumberingRule { serial_mode, ..own.clone() };
        let Err(Halt::Refused(refused)) = may_reserve(&following, 10) else { panic!("it was not refused") };
        assert_eq!(refused.code, Refusal::FollowsInspection.refused().code);
    }
}
