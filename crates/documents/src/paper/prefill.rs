//! 预填 · what a new paper says by itself
//!
//! 机关、企业、检查的情况按来源填入；案由、当事人、决定的内容等，前一份文书怎样写，后一份就怎样写。没有来源的留空。
//! A value that does not fit its field (another kind, too long, not a choice) is left out rather than bent.

use super::sources;
use crate::issue::store::Said;
use forms::{Field, Form, FormName, Kind};
use identity::organisation::Profile;
use lexicon::LegalDay;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What is known of a matter, by the source that a form names.
pub type Known = BTreeMap<&'static str, Value>;

/// Sources whose answer of today comes before what an earlier paper said.
const TODAYS: [&str; 6] = ["organisation", "enterprise", "inspection", "visit", "today", "service"];

/// What the papers of an organ print of it on a day.
#[must_use]
pub fn organ(profile: &Profile) -> Known {
    let texts = [
        ("organisation.name", &profile.name),
        ("organisation.address", &profile.address),
        ("organisation.phone", &profile.phone),
        ("organisation.postcode", &profile.postcode),
        ("organisation.fine_bank", &profile.fine_bank),
        ("organisation.fine_account_no", &profile.fine_account),
        ("organisation.reconsideration_organ", &profile.reconsideration_organ),
        ("organisation.litigation_court", &profile.litigation_court),
        ("organisation.complaint_phone", &profile.complaint_phone),
    ];
    let mut known: Known = texts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(s, t)| (s, json!(t))).collect();
    known.insert("organisation.defence_days", json!(profile.defence_days));
    if !profile.fine_account.is_empty() {
        known.insert("organisation.fine_account_name", json!(profile.name));
    }
    known
}

/// A new paper of this form.
#[must_use]
pub fn fill(form: &Form, known: &Known, said: &[Said], today: LegalDay) -> Value {
    let mut out = serde_json::Map::new();
    for field in form.fields().iter().filter(|f| !f.source.is_empty()) {
        if let Some(value) = one(form, field, known, said, today) {
            out.insert(field.key.clone(), value);
        }
    }
    Value::Object(out)
}

/// What a further copy of the same kind takes over from the one before: what its form says so of, where nothing else is
/// known. 谁说了什么、取了什么、何时开始，每一份自己写。
pub fn again(form: &Form, data: &mut Value, before: &Value) {
    let Some(out) = data.as_object_mut() else { return };
    for field in form.fields().iter().filter(|f| f.again && !out.contains_key(&f.key)).collect::<Vec<_>>() {
        if let Some(value) = before.get(&field.key).and_then(|value| fit(field, value)) {
            out.insert(field.key.clone(), value);
        }
    }
}

fn one(form: &Form, field: &Field, known: &Known, said: &[Said], today: LegalDay) -> Option<Value> {
    let source = field.source.as_str();
    // 须经审批的，日期为出具之日，到时再填。
    if source == "today" {
        return (!form.facts().needs_approval).then(|| json!(today.zh()));
    }
    let fitted = |value: Option<Value>| fit(field, &value?);
    if let Some(value) = sources::of_papers(source, said) {
        return fit(field, &value);
    }
    let (head, _) = source.split_once('.').unwrap_or((source, ""));
    let of_now = || known.get(source).and_then(|value| fit(field, value));
    let of_paper = || fitted(sources::in_paper(source, said));
    // 文号、日期、名称照所指的那一份文书本身：第二份决定书的清单不跟着第一份的清单写。
    let of_itself = || sources::is_of_paper_itself(source).then(of_paper).flatten();
    let of_then = || of_itself().or_else(|| earlier(field, said)).or_else(of_paper);
    if TODAYS.contains(&head) { of_now().or_else(of_then) } else { of_then().or_else(of_now) }
}

/// What the latest paper in force with a field of the same source says there.
fn earlier(field: &Field, said: &[Said]) -> Option<Value> {
    let mut papers = said.iter().rev().filter(|s| s.row.state.is_in_force());
    papers.find_map(|paper| {
        let form = forms::form(paper.row.form.parse::<FormName>().ok()?);
        let same = form.fields().iter().find(|f| f.source == field.source)?;
        fit(field, paper.data.get(&same.key)?)
    })
}

/// The value as the field can hold it; lists and texts pass into each other.
#[must_use]
pub fn fit(field: &Field, value: &Value) -> Option<Value> {
    let text = |text: &str| {
        let several = matches!(field.kind, Kind::LongText | Kind::Problems);
        let text = if several { text.trim().to_owned() } else { text.trim().replace('\n', "；") };
        (!text.is_empty() && text.chars().count() <= field.max_chars).then_some(text)
    };
    let joined = |list: &[Value]| {
        let parts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
        text(&parts.join(if field.kind == Kind::LongText { "\n" } else { "；" }))
    };
    match (field.kind, value) {
        (Kind::Text | Kind::LongText, Value::String(s)) => text(s).map(Value::String),
        (Kind::Text | Kind::LongText, Value::Array(list)) => joined(list).map(Value::String),
        (Kind::Problems | Kind::List, Value::Array(list)) => {
            let parts: Vec<String> = list.iter().filter_map(|v| text(v.as_str()?)).take(field.max_items).collect();
            (!parts.is_empty()).then(|| json!(parts))
        }
        (Kind::Problems | Kind::List, Value::String(s)) => {
            let parts: Vec<String> = s.lines().filter_map(text).take(field.max_items).collect();
            (!parts.is_empty()).then(|| json!(parts))
        }
        (Kind::Choice, Value::String(s)) => field.choices.contains(s).then(|| value.clone()),
        (Kind::Day | Kind::Moment | Kind::Number, Value::String(s)) => (!s.is_empty()).then(|| value.clone()),
        (Kind::Ticks, Value::Array(list)) => {
            let is_choice = |v: &Value| v.as_str().is_some_and(|text| field.choices.iter().any(|c| c == text));
            (!list.is_empty() && list.iter().all(is_choice)).then(|| value.clone())
        }
        (Kind::Flag, Value::Bool(_)) => Some(value.clone()),
        (Kind::Amount | Kind::Count, Value::Number(_)) => Some(value.clone()),
        (Kind::Officers | Kind::Rows, Value::Array(list)) => {
            let fits = |row: &&Value| {
                row.as_object().is_some_and(|o| o.keys().all(|k| field.columns.iter().any(|c| c.key == *k)))
            };
            let rows: Vec<&Value> = list.iter().filter(fits).take(field.max_items).collect();
            (!rows.is_empty()).then(|| json!(rows))
        }
        _ => None,
    }
}

/// A field that still says what the organ printed when the paper was begun, though the organ prints something else now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Drift {
    /// Key of the field.
    pub key: String,
    /// 栏目名称
    pub zh: String,
    /// 制作时的
    pub was: String,
    /// 现在的
    pub now: String,
}

/// The organ's texts that a form takes, as they were when the paper was begun.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken(pub BTreeMap<String, String>);

impl Taken {
    /// What a new paper of this form takes.
    #[must_use]
    pub fn by(form: &Form, known: &Known) -> Self {
        let fields = form.fields().iter().filter(|f| f.source.starts_with("organisation."));
        let taken = fields.filter_map(|f| {
            let value = known.get(f.source.as_str())?.as_str()?;
            Some((f.key.clone(), value.to_owned()))
        });
        Self(taken.collect())
    }

    /// Where the paper still says what has changed since.
    #[must_use]
    pub fn drift(&self, form: &Form, data: &Value, known: &Known) -> Vec<Drift> {
        let of = |field: &Field| {
            let was = self.0.get(&field.key)?;
            let now = known.get(field.source.as_str()).and_then(Value::as_str).unwrap_or_default();
            let says = data.get(&field.key).and_then(Value::as_str)?;
            let is_old = says == was && was != now;
            is_old.then(|| Drift {
                key: field.key.clone(),
                zh: field.zh.clone(),
                was: was.clone(),
                now: now.to_owned(),
            })
        };
        form.fields().iter().filter_map(of).collect()
    }
}
