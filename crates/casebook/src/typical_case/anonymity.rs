//! 隐名 · what would tell who it was
//!
//! 案例公开给各地学习，不得写出企业全称、统一社会信用代码、电话和公民身份号码。
//! 依据：《行政处罚法》第五十条

use lexicon::CreditCode;
use std::collections::BTreeSet;

/// Registered names are looked for in pieces of the text of this many characters.
const NAME: std::ops::RangeInclusive<usize> = 4..=60;

/// What was found in a text, and the words themselves.
pub type Found = (&'static str, String);

/// Codes, numbers of telephones and of persons in a text, each once.
#[must_use]
pub fn numbers(text: &str) -> Vec<Found> {
    let plain: Vec<char> = text.chars().map(half_width).collect();
    let mut found = BTreeSet::new();
    for run in plain.split(|c| !c.is_ascii_alphanumeric()) {
        let run: String = run.iter().collect();
        for window in windows(&run, 18) {
            if CreditCode::parse(window).is_ok() {
                found.insert(("统一社会信用代码", window.to_owned()));
            } else if is_person_number(window) {
                found.insert(("公民身份号码", window.to_owned()));
            }
        }
    }
    // 电话常写成三段，数字之间的空格和横线不算数
    for run in plain.split(|c| !c.is_ascii_digit() && *c != '-' && *c != ' ') {
        let digits: String = run.iter().filter(|c| c.is_ascii_digit()).collect();
        let parts = run.split(|c| !c.is_ascii_digit()).map(|part| part.iter().collect::<String>());
        for number in parts.chain(std::iter::once(digits)).filter(|number| is_phone(number)) {
            found.insert(("电话号码", number));
        }
    }
    found.into_iter().collect()
}

/// 全角的字母、数字和横线按半角看。
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '—' | '–' => '-',
        '\u{3000}' => ' ',
        _ => c,
    }
}

fn windows(run: &str, length: usize) -> impl Iterator<Item = &str> {
    (0..run.len()).filter_map(move |at| run.get(at..at + length))
}

/// 移动电话十一位，第二位不是0、1；固定电话区号以0开头。演示号段也算。
fn is_phone(number: &str) -> bool {
    let mobile =
        number.len() == 11 && number.starts_with('1') && !number.starts_with("10") && !number.starts_with("11");
    mobile || ((10..=12).contains(&number.len()) && number.starts_with('0') && !number.starts_with("00"))
}

/// 依据：GB 11643-1999（校验码）
fn is_person_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let mut sum = 0;
    for (byte, weight) in text.bytes().zip(WEIGHTS) {
        if !byte.is_ascii_digit() {
            return false;
        }
        sum += u32::from(byte - b'0') * weight;
    }
    let month = text.get(10..12).and_then(|part| part.parse::<u8>().ok());
    let day = text.get(12..14).and_then(|part| part.parse::<u8>().ok());
    let dated = month.is_some_and(|m| (1..=12).contains(&m)) && day.is_some_and(|d| (1..=31).contains(&d));
    let check = usize::try_from(sum % 11).ok().and_then(|at| CHECK.get(at).copied());
    dated && text.len() == 18 && text.bytes().last().map(|b| b.to_ascii_uppercase()) == check
}

/// Every piece of a text that could be the full name of a registered enterprise. Punctuation ends a name, brackets do
/// not.
#[must_use]
pub fn candidates(text: &str) -> BTreeSet<String> {
    let is_of_name = |c: &char| c.is_alphanumeric() || ['（', '）', '(', ')', '·', '-', '&'].contains(c);
    let all: Vec<char> = text.chars().collect();
    let mut out = BTreeSet::new();
    for run in all.split(|c| !is_of_name(c)) {
        for from in 0..run.len() {
            for length in NAME {
                let Some(piece) = run.get(from..from + length) else { break };
                out.insert(piece.iter().collect());
            }
        }
    }
    out
}
