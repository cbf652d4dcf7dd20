//! The rules of numbering, as sentences.

use super::{NumberingRule, write};

fn rule(region: &str, digits: i64) -> NumberingRule {
    NumberingRule {
        region_word: region.into(),
        organ_word: "应急".into(),
        kind_word: "检查".into(),
        start_serial: 1,
        digits,
    }
}

/// 文号写作（地区）应急种类〔年份〕序号号，用六角括号，序号四位补零。
#[test]
fn a_number_is_written_with_hexagonal_brackets_and_leading_zeros() {
    assert_eq!(write(&rule("甘", 4), 2026, 5), "（甘）应急检查〔2026〕0005号");
    assert_eq!(write(&rule("应急部", 4), 2026, 12_345), "（应急部）应急检查〔2026〕12345号");
}
