//! 文书编号 · numbering
//!
//! （甘庆西）应急检查〔2026〕0005号: region word, organ word and kind word, year in hexagonal brackets, serial. One
//! series per organ, kind and year; a number is given once, in the transaction that needs it, and never again.
//! 依据：《行政处罚法》第五十二条（当场处罚决定书预定格式、编有号码）；文号写法见 GB/T 9704-2012
//! 不在这里：离线设备的预留号段

pub mod store;

#[cfg(test)]
mod tests;

use authority::row;

row! {
    /// How an organ writes the numbers of one kind of paper.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct NumberingRule {
        region_word: String, organ_word: String, kind_word: String, start_serial: i64, digits: i64,
    }
}

/// A number that has been given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// As printed.
    pub text: String,
    pub year: i64,
    pub serial: i64,
}

/// 文号：六角括号括年份，序号前补零到规定位数；超过位数不截断。
#[must_use]
pub fn write(rule: &NumberingRule, year: i64, serial: i64) -> String {
    let digits = usize::try_from(rule.digits.clamp(1, 8)).unwrap_or(4);
    let NumberingRule { region_word, organ_word, kind_word, .. } = rule;
    format!("（{region_word}）{organ_word}{kind_word}〔{year}〕{serial:0digits$}号")
}
