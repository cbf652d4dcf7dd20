//! 应印内容 · what must stand on a paper with this data

use forms::{Field, Form, Job, Kind};
use lexicon::Fen;
use serde_json::Value;

pub fn job(form: &Form, data: Value) -> Job {
    Job {
        form: form.name(),
        data,
        ident: "paper".into(),
        dated_ms: 1_795_424_400_000,
        is_preview: false,
        is_sealed: false,
        check: None,
        own: None,
    }
}

pub fn examples(form: &Form) -> [Value; 2] {
    [form.sample(), form.minimal()].map(|text| serde_json::from_str(text).unwrap())
}

/// The text of the paper without breaks and blanks, and without the full stops that a sentence may lose inside another.
pub fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"。；".contains(*c)).collect()
}

/// Every text that must stand on the paper. Officers print their certificates, or their names where nobody signs: then
/// the two stand for each other.
pub fn owed(form: &Form, data: &Value) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    owed_all(form.fields(), data, &mut out);
    out
}

fn owed_all(fields: &[Field], data: &Value, out: &mut Vec<Vec<String>>) {
    for field in fields.iter().filter(|field| field.key != "party_kind") {
        one(field, &data[&field.key], out);
    }
}

fn one(field: &Field, value: &Value, out: &mut Vec<Vec<String>>) {
    let words = |value: &Value| value.as_str().unwrap().to_owned();
    match (field.kind, value) {
        (_, Value::Null | Value::Bool(_)) => {}
        (Kind::Officers, Value::Array(officers)) => {
            out.extend(officers.iter().map(|officer| vec![words(&officer["certificate_no"]), words(&officer["name"])]));
        }
        (Kind::Rows, Value::Array(rows)) => rows.iter().for_each(|row| owed_all(&field.columns, row, out)),
        (Kind::Group | Kind::Opinion, _) => owed_all(&field.columns, value, out),
        (Kind::Amount, _) => out.push(vec![Fen(value.as_i64().unwrap()).in_words()]),
        (_, Value::Array(texts)) => out.extend(texts.iter().map(|text| vec![words(text)])),
        (_, Value::String(text)) => out.extend(text.lines().map(|line| vec![line.to_owned()])),
        (_, Value::Number(count)) => out.push(vec![count.to_string()]),
        (_, Value::Object(_)) => panic!("{}", field.key),
    }
}
