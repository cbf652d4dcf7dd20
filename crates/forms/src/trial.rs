//! 试排 · setting an own template on trial
//!
//! Before an organ's own template is put to use it is set with example data: the fullest, the least, the longest, and
//! one in which every field carries a mark of its own, so that the marks found on the paper tell which fields it prints.
//! 不在这里：发布的条件（见 documents::template），限时限内存的排版进程（见 typeset）。

use std::future::Future;
use std::pin::Pin;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::form::{Field, Form, Kind};
use crate::{Job, Paper, TypesetError};

/// What is wrong in a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFault {
    /// From 1; 0 when the place is not known.
    pub line: usize,
    /// In characters, from 1; 0 when the place is not known.
    pub column: usize,
    /// In the words of the typesetter.
    pub message: String,
}

/// The first fault in one line, for the log.
pub(crate) fn in_short(faults: &[TemplateFault]) -> String {
    faults.first().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).unwrap_or_default()
}

/// What stands on a paper that was set on trial.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBack {
    /// The text as printed, a form feed between pages.
    pub text: String,
    /// The template marks the place of the seal.
    pub has_seal: bool,
    /// Text stands outside the sheet.
    pub runs_off: bool,
    /// What the typesetter wondered at, for example a font that is not there.
    pub warnings: Vec<TemplateFault>,
}

/// A paper that was set on trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Examination {
    /// The paper itself.
    pub paper: Paper,
    /// What stands on it.
    pub read: ReadBack,
}

/// Something that sets papers on trial, within narrow limits and apart from the papers that are issued.
pub trait Examiner: Send + Sync {
    /// Sets one paper and reads it back.
    fn examine<'a>(&'a self, job: Job) -> Pin<Box<dyn Future<Output = Result<Examination, TypesetError>> + Send + 'a>>;
}

/// Data in which every field carries a mark of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// For the template.
    pub data: Value,
    /// 栏目名称、是否必填、可以认出它的文字（任一即可）。
    pub marks: Vec<(String, bool, Vec<String>)>,
}

/// Characters of which marks are made; none of them stands in an amount, a number or a date.
const LETTERS: [char; 20] = [
    '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申',
    '酉',
];

impl Form {
    /// The full example with every text of every field replaced by a mark. Choices stay as they are.
    pub fn marked(&self) -> Marked {
        let sample = serde_json::from_str(self.sample()).unwrap_or(Value::Null);
        let mut marking = Marking::default();
        let data = marking.object(self.fields(), &sample, ("", true));
        Marked { data, marks: marking.marks }
    }

    /// Every field at its longest or nearly, with rare characters in the names.
    pub fn longest(&self) -> Value {
        let sample = serde_json::from_str(self.sample()).unwrap_or(Value::Null);
        longest(self.fields(), &sample)
    }
}

#[derive(Default)]
struct Marking {
    marks: Vec<(String, bool, Vec<String>)>,
}

impl Marking {
    fn object(&mut self, fields: &[Field], given: &Value, (above, owed): (&str, bool)) -> Value {
        let mut out = given.as_object().cloned().unwrap_or_else(Map::new);
        for field in fields {
            let value = given.get(&field.key).unwrap_or(&Value::Null);
            let zh = if above.is_empty() { field.zh.clone() } else { format!("{above}·{}", field.zh) };
            let owed = owed && (field.required || field.kind == Kind::Number);
            out.insert(field.key.clone(), self.field(field, value, (&zh, owed)));
        }
        Value::Object(out)
    }

    fn field(&mut self, field: &Field, given: &Value, (zh, owed): (&str, bool)) -> Value {
        let n = self.marks.len();
        match (field.kind, given) {
            (Kind::Choice | Kind::Ticks | Kind::Flag, _) => given.clone(),
            (Kind::Group | Kind::Opinion, Value::Null) => Value::Null,
            (Kind::Group | Kind::Opinion, _) => self.object(&field.columns, given, (zh, owed)),
            (Kind::Rows | Kind::Officers, Value::Array(rows)) => {
                let first = rows.first().cloned().unwrap_or(Value::Null);
                json!([self.object(&field.columns, &first, (zh, owed))])
            }
            (Kind::Rows | Kind::Officers, _) => given.clone(),
            (Kind::Amount | Kind::Count, _) => {
                let count = 70_101 + 100 * i64::try_from(n).unwrap_or_default();
                let as_printed = crate::fill::as_printed(field.kind, count);
                self.marks.push((zh.to_owned(), owed, as_printed));
                json!(count)
            }
            _ => {
                let mark = mark(n);
                self.marks.push((zh.to_owned(), owed, vec![mark.clone()]));
                match field.kind {
                    Kind::List | Kind::Problems => json!([mark]),
                    Kind::Number => json!(format!("（{mark}）应急〔2026〕0001号")),
                    _ => json!(mark),
                }
            }
        }
    }
}

fn mark(n: usize) -> String {
    let at = |i: usize| LETTERS.get(i % LETTERS.len()).copied().unwrap_or('甲');
    format!("栏{}{}目", at(n / LETTERS.len()), at(n))
}

fn longest(fields: &[Field], sample: &Value) -> Value {
    let mut out = sample.as_object().cloned().unwrap_or_else(Map::new);
    for field in fields {
        let given = sample.get(&field.key).unwrap_or(&Value::Null);
        let value = match field.kind {
            Kind::Text => json!("镕喆堃鄠硚现场".chars().cycle().take(field.max_chars.min(150)).collect::<String>()),
            Kind::LongText => json!("现场检查时发现，未按规定定期检测。".repeat(field.max_chars.min(510) / 17)),
            Kind::Problems => json!(vec!["未按规定定期检测、检验，".repeat(12); field.max_items.min(40)]),
            Kind::List => json!(vec!["镕喆堃鄠"; field.max_items.min(20)]),
            Kind::Rows | Kind::Officers => {
                let first = longest(&field.columns, given.get(0).unwrap_or(&Value::Null));
                json!(vec![first; field.max_items.min(6)])
            }
            Kind::Group | Kind::Opinion if !given.is_null() => longest(&field.columns, given),
            _ => given.clone(),
        };
        out.insert(field.key.clone(), value);
    }
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_of_the_example_has_a_mark_of_its_own() {
        for form in catalogue() {
            let Marked { data, marks } = form.marked();
            let different: BTreeSet<&String> = marks.iter().flat_map(|(_, _, words)| words).collect();
            assert_eq!(
                different.len(),
                marks.iter().map(|(_, _, words)| words.len()).sum::<usize>(),
                "{}",
                form.name()
            );
            let text = form.printable(&data).to_string();
            for (zh, _, words) in &marks {
                assert!(words.iter().all(|word| text.contains(word)), "{} {zh} {words:?}", form.name());
            }
            let numbered = marks.iter().any(|(zh, owed, _)| zh == "文号" && *owed);
            assert_eq!(numbered, form.is_numbered(), "{}", form.name());
        }
    }

    #[test]
    fn the_longest_data_is_lawful() {
        for form in catalogue() {
            assert_eq!(form.validate(&form.longest()), Ok(()), "{}", form.name());
        }
    }
}
