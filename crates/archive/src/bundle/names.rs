//! 文件名 · names that every system takes
//!
//! Windows forbids some characters and some names, and folds upper and lower case; a zip may hold a name once.

use std::collections::HashSet;

/// Longest name without its ending, in characters: paths of Windows hold 260.
const LONGEST: usize = 100;
/// Names of devices that no file may have on Windows.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A name of these words that any system can keep: what is forbidden becomes a full-width or a plain line.
#[must_use]
pub fn safe(words: &str) -> String {
    let replaced = words.chars().filter(|c| !c.is_control()).map(|c| match c {
        '<' => '〈',
        '>' => '〉',
        ':' => '：',
        '"' => '”',
        '?' => '？',
        '*' => '＊',
        '/' | '\\' | '|' => '-',
        c => c,
    });
    let short: String = replaced.take(LONGEST).collect();
    let trimmed = short.trim().trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = trimmed.split('.').next().unwrap_or_default().to_lowercase();
    match trimmed {
        "" => "未命名".to_owned(),
        _ if DEVICES.contains(&stem.as_str()) => format!("_{trimmed}"),
        _ => trimmed.to_owned(),
    }
}

/// Gives each file a name of its own.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// The name, or the name with a number when it is taken.
    pub fn take(&mut self, words: &str, ending: &str) -> String {
        let stem = safe(words);
        let mut name = format!("{stem}.{ending}");
        let mut n = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{stem}({n}).{ending}");
            n += 1;
        }
        name
    }
}
