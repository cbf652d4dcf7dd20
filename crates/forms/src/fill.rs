//! 填写 · what a form takes by itself, and what the template is given
//!
//! Forms without a Rust type are filled from a table of sources; every template is given every key of its form, so that
//! it never asks whether a field is there. 金额大写由数字算出，从不手填。

use lexicon::Fen;
use serde_json::{Map, Value, json};

use crate::form::{Field, Form, Kind};

impl Form {
    /// The fields that can be filled from what is known; `known` is asked with the `source` of each field.
    pub fn prefill(&self, known: impl Fn(&str) -> Option<Value>) -> Value {
        let sourced = self.fields().iter().filter(|field| !field.source.is_empty());
        let found = sourced.filter_map(|field| Some((field.key.clone(), known(&field.source)?)));
        Value::Object(found.collect())
    }

    /// The data as the template reads it: every key present; an amount as its figures and capitals.
    pub fn printable(&self, data: &Value) -> Value {
        filled(self.fields(), data)
    }

    /// What the choices and ticks of the form may be, by the key of the field.
    pub fn choices(&self) -> Value {
        let with = self.fields().iter().filter(|field| !field.choices.is_empty());
        Value::Object(with.map(|field| (field.key.clone(), json!(field.choices))).collect())
    }
}

fn filled(fields: &[Field], data: &Value) -> Value {
    let mut out = data.as_object().cloned().unwrap_or_else(Map::new);
    for field in fields {
        let given = data.get(&field.key).filter(|value| !value.is_null());
        out.insert(field.key.clone(), given.map_or_else(|| nothing(field.kind), |value| shown(field, value)));
    }
    Value::Object(out)
}

fn nothing(kind: Kind) -> Value {
    match kind {
        Kind::Number | Kind::Group | Kind::Opinion | Kind::Amount => Value::Null,
        Kind::Flag => Value::Bool(false),
        Kind::List | Kind::Problems | Kind::Rows | Kind::Officers | Kind::Ticks => json!([]),
        Kind::Text | Kind::LongText | Kind::Day | Kind::Moment | Kind::Choice | Kind::Count => json!(""),
    }
}

fn shown(field: &Field, value: &Value) -> Value {
    match (field.kind, value) {
        (Kind::Amount, _) => value.as_i64().map_or(Value::Null, |fen| amount(Fen(fen))),
        (Kind::Count, Value::Number(count)) => json!(count.to_string()),
        (Kind::Group | Kind::Opinion, _) => filled(&field.columns, value),
        (Kind::Rows | Kind::Officers, Value::Array(rows)) => {
            rows.iter().map(|row| filled(&field.columns, row)).collect()
        }
        _ => value.clone(),
    }
}

/// The words in which a number of this kind may stand on the paper.
pub(crate) fn as_printed(kind: Kind, count: i64) -> Vec<String> {
    if kind != Kind::Amount {
        return vec![count.to_string()];
    }
    let shown = amount(Fen(count));
    let words = ["figures", "capitals"].iter().filter_map(|key| shown.get(key)?.as_str());
    words.map(str::to_owned).collect()
}

fn amount(fen: Fen) -> Value {
    let (yuan, rest) = (fen.0 / 100, fen.0 % 100);
    let figures = if rest == 0 { yuan.to_string() } else { format!("{yuan}.{rest:02}") };
    json!({ "figures": figures, "capitals": fen.in_words() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FormName, form};

    #[test]
    fn a_form_takes_what_is_known_and_nothing_else() {
        let record = form(FormName::ON_SITE_RECORD);
        let got = record.prefill(|source| (source == "enterprise.name").then(|| json!("滨江县垚石建材厂")));
        assert_eq!(got, json!({ "party": "滨江县垚石建材厂" }));
    }

    #[test]
    fn a_template_is_given_every_key_of_its_form() {
        let record = form(FormName::ON_SITE_RECORD);
        let got = record.printable(&json!({ "party": "甲", "refusal_note": null }));
        for field in record.fields() {
            assert!(got.get(&field.key).is_some(), "{}", field.key);
        }
        assert_eq!((&got["number"], &got["refusal_note"], &got["problems"]), (&Value::Null, &json!(""), &json!([])));
    }

    /// 大写由数字算出；111元是壹佰壹拾壹元整。
    #[test]
    fn an_amount_prints_its_figures_and_its_capitals() {
        assert_eq!(amount(Fen(11_100)), json!({ "figures": "111", "capitals": "壹佰壹拾壹元整" }));
        assert_eq!(amount(Fen(53_000_005))["figures"], "530000.05");
        assert_eq!(amount(Fen(53_000_000))["capitals"], "伍拾叁万元整");
    }
}
