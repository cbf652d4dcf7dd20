//! 核对 · the files checked against each other
//!
//! Every reference resolves, every key is unique, every number is in its range. One sentence in Chinese per problem,
//! so that whoever edits a file understands what is wrong; all problems are reported at once.

mod firms;
mod industries;
mod lists;
mod registers;

use crate::Seed;
use std::collections::BTreeSet;

/// Collects the sentences.
#[derive(Default)]
pub(crate) struct Problems(Vec<String>);

impl Problems {
    /// Adds the sentence unless the claim holds.
    fn unless(&mut self, holds: bool, sentence: impl FnOnce() -> String) {
        if !holds {
            self.0.push(sentence());
        }
    }

    /// Adds a sentence for every key that occurs twice.
    fn unique(&mut self, what: &str, keys: impl Iterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for key in keys {
            let repeated = format!("{what}“{key}”重复");
            self.unless(seen.insert(key), || repeated);
        }
    }
}

impl Seed {
    /// Everything that contradicts a rule or another file; empty when the data can be used.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut out = Problems::default();
        registers::divisions(self, &mut out);
        registers::calendars(self, &mut out);
        registers::organisations(self, &mut out);
        registers::people(self, &mut out);
        lists::statutes(self, &mut out);
        industries::industries(self, &mut out);
        lists::checklists(self, &mut out);
        firms::enterprises(self, &mut out);
        out.0
    }
}

/// 演示电话只能落在不存在的号段：1200000 加四位数字
fn is_unreal_phone(text: &str) -> bool {
    text.len() == 11 && text.starts_with("1200000") && text.bytes().all(|b| b.is_ascii_digit())
}

/// Small letters, digits and underscores, starting with a letter.
fn is_slug(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
