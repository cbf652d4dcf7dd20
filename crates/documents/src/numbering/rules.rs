//! 文书编号 · rules: how a number is written, and which rules an organ may set

use super::{Brackets, NumberingRule, SerialMode};
use authority::FieldError;
use lexicon::{LegalDay, refusals};

refusals! {
    /// 文书编号不准的情形
    pub enum Refusal in "numbering" {
        WordsTaken = "words_taken", "另一机关正在使用同样的地区、机关和文书字样，两个机关的文号会相同", way_out "请改用本机关自己的地区字样，例如省简称加地名";
        KindTaken = "kind_taken", "本机关的另一种文书用的是同样的字样，两种文书的文号会相同", way_out "请写这种文书自己的文书字样";
        NotNumbered = "not_numbered", "这种文书没有文号，不设编号规则", way_out "笔录、清单、目录按各自的次序编排";
        FollowsInspection = "follows_inspection", "这种文书随检查方案或者案件编号，不能预留号段", way_out "请先把序号方式改为独立流水";
        BlockReturned = "block_returned", "这段号已经退回", way_out "如需继续使用，请重新领取号段";
    }
}

/// The longest word of a number, in characters.
const LONGEST_WORD: usize = 12;
/// The most serials of one block.
pub const LARGEST_BLOCK: i64 = 50;

/// 文号：六角括号括年份，序号前补零到规定位数；超过位数不截断；同一检查、同一案件的第二份起加分号。
#[must_use]
pub fn write(rule: &NumberingRule, year: i64, serial: i64, part: i64) -> String {
    let digits = usize::try_from(rule.digits.clamp(1, 8)).unwrap_or(4);
    let NumberingRule { region_word, organ_word, kind_word, .. } = rule;
    let (left, right) = match rule.brackets {
        Brackets::Full => ('（', '）'),
        Brackets::Half => ('(', ')'),
    };
    let part = if part > 1 { format!("-{part}") } else { String::new() };
    format!("{left}{region_word}{right}{organ_word}{kind_word}〔{year}〕{serial:0digits$}{part}号")
}

/// 编号规则：字样不能空、不能带括号和空白；起始序号从1起；位数1至8；启用日期不早于今天。
#[must_use]
pub fn faults(rule: &NumberingRule, today: LegalDay) -> Vec<FieldError> {
    let mut out = Vec::new();
    let words = [("region_word", &rule.region_word), ("organ_word", &rule.organ_word), ("kind_word", &rule.kind_word)];
    for (field, word) in words {
        if word.is_empty() || word.chars().count() > LONGEST_WORD {
            out.push(FieldError::new(field, format!("请填写1至{LONGEST_WORD}个字")));
        } else if !word.chars().all(char::is_alphanumeric) {
            out.push(FieldError::new(field, "只能用汉字、字母和数字，括号由系统添加"));
        }
    }
    if !(1..=9_999).contains(&rule.start_serial) {
        out.push(FieldError::new("start_serial", "起始序号应在1至9999之间"));
    }
    if !(1..=8).contains(&rule.digits) {
        out.push(FieldError::new("digits", "序号位数应在1至8之间"));
    }
    if rule.valid_from < today {
        out.push(FieldError::new("valid_from", "启用日期不能早于今天；已经编出的号不变"));
    }
    out
}

/// The serial that comes next in a series. A new year begins at the rule's start; a series once begun goes on.
#[must_use]
pub fn next(rule: &NumberingRule, last: Option<i64>) -> i64 {
    last.map_or(rule.start_serial, |last| last + 1)
}

/// 预留号段：一次1至50个；随检查、随案件编号的不预留。
///
/// # Errors
/// What is wrong with the count; `numbering.follows_inspection`.
pub fn may_reserve(rule: &NumberingRule, count: i64) -> authority::Result<()> {
    if rule.serial_mode != SerialMode::Own {
        return Err(Refusal::FollowsInspection.at("form").into());
    }
    if (1..=LARGEST_BLOCK).contains(&count) {
        return Ok(());
    }
    let wrong = FieldError::new("count", format!("一次可以预留1至{LARGEST_BLOCK}个号"));
    Err(authority::Halt::Invalid(vec![wrong]))
}
