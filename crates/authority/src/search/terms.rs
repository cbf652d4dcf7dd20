//! 双字索引的词 · the terms of a text
//!
//! Every two neighbouring characters are one term, in their order, so that a phrase of terms is found exactly where
//! the text stands, from two characters on. A term is ASCII (its class, then the code points in hex), so that neither
//! engine's tokenizer, collation nor quoting has a say in it. Each term begins with its province: what a province or a
//! part of it looks for is a list of its own, however often the rest of the country writes the same two characters.
//! 单个字不在索引里；电话只按整个号码收录，不能从几位数字猜出其余各位。

use crate::Scope;
use lexicon::RegionKeys;
use std::fmt::Write;

/// What kind of text it is; a phrase never crosses from one into the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// 名称
    Name,
    /// 统一社会信用代码
    Code,
    /// 地址
    Address,
    /// 人员
    Person,
    /// 电话
    Phone,
}

impl Class {
    fn letter(self) -> char {
        match self {
            Self::Name => 'n',
            Self::Code => 'c',
            Self::Address => 'a',
            Self::Person => 'p',
            Self::Phone => 't',
        }
    }
}

/// As it is compared: small letters, half width, no space around.
#[must_use]
pub fn fold(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    // One character for one character, so that what is a part of a text stays a part of it.
    let small = |c: char| {
        let mut low = c.to_lowercase();
        if low.len() == 1 { low.next().unwrap_or(c) } else { c }
    };
    text.trim().chars().map(|c| small(half(c))).collect()
}

/// The digits of a phone number as it is dialled within the country; none when there are fewer than seven.
fn digits(text: &str) -> Option<String> {
    let plain = text.trim().trim_start_matches("+86");
    if !plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')')) {
        return None;
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    (7..=20).contains(&digits.len()).then_some(digits)
}

fn pairs(class: Class, text: &str) -> Vec<String> {
    let chars: Vec<u32> = text.chars().map(u32::from).collect();
    chars.array_windows().map(|[a, b]| format!("{}{a:x}x{b:x}", class.letter())).collect()
}

/// 省级行政区划代码前两位（GB/T 2260），另有新疆生产建设兵团（66）；其余写作 [`ELSEWHERE`]。
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44",
    "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "66", "71", "81", "82",
];
/// Whatever is in none of the provinces.
const ELSEWHERE: &str = "00";
/// A term that no record has.
const NOWHERE: &str = "x";

/// The province of a key of any level; keys beyond the known ones share one.
fn province(key: &str) -> &'static str {
    let two = key.get(..2).unwrap_or_default();
    PROVINCES.iter().find(|known| **known == two).copied().unwrap_or(ELSEWHERE)
}

/// 地区的词：省以下各级，以及不在 [`PROVINCES`] 里的省。Keys are digits; anything else is left out of the term.
fn region(level: char, key: &str) -> Option<String> {
    if level == 'p' && province(key) != ELSEWHERE {
        return None;
    }
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(format!("r{level}{key}"))
}

/// The searchable text of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchText {
    /// Terms with their places.
    terms: Vec<(usize, String)>,
    place: usize,
    prov: &'static str,
    regions: Vec<String>,
}

impl SearchText {
    /// Adds a text.
    #[must_use]
    pub fn with(mut self, class: Class, text: &str) -> Self {
        if class == Class::Phone {
            let area = text.trim().split_once('-').and_then(|(_, own)| digits(own));
            for number in digits(text).into_iter().chain(area) {
                self.put(format!("t{number}"));
            }
            return self;
        }
        for term in pairs(class, &fold(text)) {
            self.put(term);
        }
        // A gap: the end of one text and the beginning of the next are no neighbours.
        self.place += 1;
        self
    }

    pub(crate) fn in_region(mut self, keys: &RegionKeys) -> Self {
        self.prov = province(&keys.prov);
        let levels = [('p', &keys.prov), ('c', &keys.city), ('x', &keys.county)];
        self.regions =
            levels.iter().filter(|(_, key)| !key.is_empty()).filter_map(|(l, key)| region(*l, key)).collect();
        self
    }

    fn put(&mut self, term: String) {
        self.place += 1;
        self.terms.push((self.place, term));
    }

    /// Text for FTS5: terms in order, a mark in each gap.
    pub(crate) fn for_fts(&self) -> String {
        let mut out = String::new();
        let mut last = 0;
        for (place, term) in &self.terms {
            if *place > last + 1 {
                out.push_str("z ");
            }
            last = *place;
            let _ = write!(out, "{}{term} ", self.prov);
        }
        for region in &self.regions {
            let _ = write!(out, "{region} ");
        }
        out
    }

    /// Text of a `tsvector`.
    pub(crate) fn for_tsvector(&self) -> String {
        let mut out = String::new();
        for (place, term) in &self.terms {
            let _ = write!(out, "{}{term}:{place} ", self.prov);
        }
        for region in &self.regions {
            let _ = write!(out, "{region} ");
        }
        out
    }
}

/// What is looked for: one of some phrases in one of some provinces, and all of some terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    phrases: Vec<Vec<String>>,
    all: Vec<String>,
    /// None for all of them.
    prov: Option<&'static str>,
}

impl Search {
    /// A text of at least two characters in any of these classes; none when it is shorter. A phone number counts only
    /// when it is whole.
    #[must_use]
    pub fn of(text: &str, classes: &[Class]) -> Option<Self> {
        let folded = fold(text);
        folded.chars().nth(1)?;
        let mut phrases = Vec::new();
        for class in classes {
            match class {
                Class::Phone => phrases.extend(digits(&folded).map(|number| vec![format!("t{number}")])),
                // 代码只有数字和字母。
                Class::Code if !folded.bytes().all(|b| b.is_ascii_alphanumeric()) => {}
                _ => phrases.push(pairs(*class, &folded)),
            }
        }
        Self::some(phrases)
    }

    /// Any of these texts, each in its class; those shorter than two characters are left out. None when none is left.
    #[must_use]
    pub fn any(texts: &[(Class, String)]) -> Option<Self> {
        let found = texts.iter().filter_map(|(class, text)| Self::of(text, &[*class]));
        Self::some(found.flat_map(|search| search.phrases).collect())
    }

    fn some(phrases: Vec<Vec<String>>) -> Option<Self> {
        (!phrases.is_empty()).then_some(Self { phrases, all: Vec::new(), prov: None })
    }

    /// Only within a division: `prov`, `city` or `county` and its key.
    #[must_use]
    pub fn in_division(mut self, column: &str, key: &str) -> Self {
        let level = match column {
            "prov" => 'p',
            "city" => 'c',
            _ => 'x',
        };
        let prov = province(key);
        if self.prov.is_some_and(|other| other != prov) {
            self.all.push(NOWHERE.to_owned());
        }
        self.prov = Some(prov);
        self.all.extend(region(level, key));
        self
    }

    /// Only within a scope: for speed; the statement holds the scope besides.
    pub(crate) fn near(self, scope: &Scope) -> Self {
        match scope {
            Scope::Province(key) => self.in_division("prov", key),
            Scope::City(key) => self.in_division("city", key),
            Scope::County(key) => self.in_division("county", key),
            Scope::Nation | Scope::Nothing => self,
        }
    }

    /// The phrases of each province, their terms joined as the engine wants it.
    fn joined(&self, (open, between, close): (&str, &str, &str), or: &str) -> String {
        let every: Vec<&str> = PROVINCES.iter().copied().chain([ELSEWHERE]).collect();
        let provinces = self.prov.map_or(every, |prov| vec![prov]);
        let phrase = |prov: &str, terms: &[String]| {
            let terms: Vec<String> = terms.iter().map(|term| format!("{prov}{term}")).collect();
            format!("{open}{}{close}", terms.join(between))
        };
        let all = provinces.iter().flat_map(|prov| self.phrases.iter().map(|terms| phrase(prov, terms)));
        format!("({})", all.collect::<Vec<_>>().join(or))
    }

    /// Text for FTS5's MATCH.
    pub(crate) fn for_fts(&self) -> String {
        let mut out = self.joined(("\"", " ", "\""), " OR ");
        for term in &self.all {
            let _ = write!(out, " AND {term}");
        }
        out
    }

    /// Text of a `tsquery`.
    pub(crate) fn for_tsquery(&self) -> String {
        let mut out = self.joined(("(", " <-> ", ")"), " | ");
        for term in &self.all {
            let _ = write!(out, " & {term}");
        }
        out
    }
}
