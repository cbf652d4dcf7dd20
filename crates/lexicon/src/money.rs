//! 金额 · money in fen, and its Chinese capitals
//!
//! 大写一律由数字算出，不许手填：曾有文书漏写“万”字，把五十三万元印成五十三元。

use serde::{Deserialize, Serialize};

/// An amount in fen (1/100 yuan).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

impl Fen {
    /// A whole number of yuan.
    #[must_use]
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// In capitals: 壹佰壹拾壹元整.
    #[must_use]
    pub fn in_words(self) -> String {
        let (sign, fen) = if self.0 < 0 { ("负", self.0.unsigned_abs()) } else { ("", self.0.unsigned_abs()) };
        let (yuan, jiao, cent) = (fen / 100, (fen / 10) % 10, fen % 10);
        let mut out = String::from(sign);
        if yuan > 0 || fen == 0 {
            out.push_str(&if yuan == 0 { "零".to_owned() } else { integer(yuan) });
            out.push('元');
        }
        match (jiao, cent) {
            (0, 0) => out.push('整'),
            (j, 0) => out.push_str(&format!("{}角整", digit(j))),
            (0, c) if yuan == 0 => out.push_str(&format!("{}分", digit(c))),
            (0, c) => out.push_str(&format!("零{}分", digit(c))),
            (j, c) => out.push_str(&format!("{}角{}分", digit(j), digit(c))),
        }
        out
    }
}

fn digit(d: u64) -> &'static str {
    usize::try_from(d).ok().and_then(|i| DIGITS.get(i)).copied().unwrap_or("")
}

fn integer(mut n: u64) -> String {
    let mut groups = Vec::new();
    while n > 0 {
        groups.push(n % 10_000);
        n /= 10_000;
    }
    let mut out = String::new();
    let mut gap = false;
    for (i, group) in groups.iter().enumerate().rev() {
        if *group == 0 {
            gap = !out.is_empty();
            continue;
        }
        if (gap || *group < 1_000) && !out.is_empty() {
            out.push('零');
        }
        out.push_str(&thousands(*group));
        out.push_str(GROUPS.get(i).copied().unwrap_or(""));
        gap = false;
    }
    out
}

fn thousands(group: u64) -> String {
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4u32).rev() {
        let d = (group / 10u64.pow(place)) % 10;
        if d == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
        }
        out.push_str(digit(d));
        out.push_str(PLACES.get(place as usize).copied().unwrap_or(""));
        gap = false;
    }
    out
}
