//! 文书查验 · rules

use super::Standing;
use crate::issue::state::DocumentState;

/// 文书的状态对外怎么说：没有出具的不算数，更正、撤销的仍查得到。
#[must_use]
pub fn standing(state: DocumentState) -> Standing {
    match state {
        // 文号作废的没有印出文书。
        DocumentState::Numbered | DocumentState::Frozen | DocumentState::Voided => Standing::Unknown,
        DocumentState::Issued | DocumentState::Served => Standing::Genuine,
        DocumentState::Superseded => Standing::Superseded,
        DocumentState::Withdrawn => Standing::Withdrawn,
    }
}

/// 当事人只显示首尾：持有文书的人认得出，别人看不出。
#[must_use]
pub fn masked(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let (head, tail) = match letters.len() {
        0 => return String::new(),
        1..=3 => (1, 0),
        4..=7 => (1, 1),
        _ => (2, 2),
    };
    let hidden = letters.len() - head - tail;
    let shown = |range: &[char]| range.iter().collect::<String>();
    let first = letters.get(..head).map(shown).unwrap_or_default();
    let last = letters.get(head + hidden..).map(shown).unwrap_or_default();
    format!("{first}{}{last}", "＊".repeat(hidden.min(6)))
}

/// A code in groups of four, as printed.
#[must_use]
pub fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What the square code of a paper holds: the address of the page that tells. Without one, words a person can read and
/// the page's form takes as they are: where the server listens, or how the officer reached it, is no address that means
/// anything to who holds the paper.
#[must_use]
pub fn payload(public_address: &str, named: &str, code: &str) -> String {
    if public_address.is_empty() {
        return format!("{named} 验证码{}", grouped(code));
    }
    format!("{public_address}/v/{code}")
}
