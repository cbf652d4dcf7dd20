//! 发布前的检查 · what a template must show before it is put to use
//!
//! 用样例、最少和最长内容各排一遍；栏目填上各自的记号，看文号和必填栏目是否都印在纸上；盖章的文书留有盖章处，预览有预览字样。
//! What the national template itself does not print is not asked of an own one. 选填的栏目没有印出的，只作提醒，不妨碍发布。

use super::words::{self, TemplateError};
use super::{Refusal, TemplateExample};
use authority::{FieldError, Halt, Result};
use forms::{Check, Examination, Form, FormName, Job, Marked, ReadBack, TypesetError};
use serde_json::Value;
use web::App;

/// 栏目名称、是否必填、可以认出它的文字。
type Mark = (String, bool, Vec<String>);

/// The identity of a paper on trial.
const IDENT: &str = "trial";
/// The verification code of a paper on trial.
const CODE: &str = "7K3M-9QXA-0BTW-5DHN";

/// The data of an example.
pub fn example(form: &Form, which: TemplateExample) -> Result<Value> {
    Ok(match which {
        TemplateExample::Sample => serde_json::from_str(form.sample())?,
        TemplateExample::Minimal => serde_json::from_str(form.minimal())?,
        TemplateExample::Longest => form.longest(),
    })
}

/// Sets a template with data on trial.
pub async fn set(
    app: &App,
    form: FormName,
    (own, data, is_preview): (Option<&str>, Value, bool),
) -> std::result::Result<Examination, TypesetError> {
    let (ident, dated_ms) = (IDENT.to_owned(), app.clock.now().0);
    let check = (!is_preview).then(|| Check { code: CODE.to_owned(), payload: CODE.to_owned() });
    let own = own.map(str::to_owned);
    app.examiner.examine(Job { form, data, ident, dated_ms, is_preview, own, is_sealed: false, check }).await
}

/// What the trials of a template found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// 妨碍发布的
    pub lacking: Vec<String>,
    /// 只作提醒的
    pub remarks: Vec<String>,
}

/// 发布的条件。Everything that stands in the way is told at once.
///
/// # Errors
/// As [`examined`]; `template.lacking` with what the paper lacks.
pub async fn publishable(app: &App, name: FormName, source: &str) -> Result<()> {
    let Found { lacking, .. } = examined(app, name, source).await?;
    if lacking.is_empty() {
        return Ok(());
    }
    let mut refused = Refusal::Lacking.refused();
    refused.sentence = format!("模板还不能发布：{}", lacking.join("；"));
    Err(Halt::Refused(refused))
}

/// Sets a template in every way that its publishing asks for.
///
/// # Errors
/// Faults with line and column at `source`; `template.limit`.
pub async fn examined(app: &App, name: FormName, source: &str) -> Result<Found> {
    let form = forms::form(name);
    let Marked { data, marks } = form.marked();
    let mut lacking = Vec::new();
    for which in [TemplateExample::Sample, TemplateExample::Minimal, TemplateExample::Longest] {
        let data = example(form, which)?;
        let is_paper = !form.is_numbered() || data.get("number").is_some_and(Value::is_string);
        let done = trial(app, name, (Some(source), data, false)).await?;
        lacking.extend(lacking_of_all((form, is_paper), &done.read, which));
    }
    let own = trial(app, name, (Some(source), data.clone(), false)).await?;
    let national = trial(app, name, (None, data.clone(), false)).await?;
    if !own.read.text.split('\u{c}').all(|page| CODE.split('-').all(|group| flat(page).contains(group))) {
        lacking.push("没有逐页印出验证码，请使用公用部件 paper".to_owned());
    }
    let texts = (own.read.text.as_str(), national.read.text.as_str());
    let not_printed = unprinted(&marks, true, texts);
    if !not_printed.is_empty() {
        lacking.push(format!("没有印出：{}", not_printed.join("、")));
    }
    let preview = trial(app, name, (Some(source), data, true)).await?;
    if !preview.read.text.split('\u{c}').all(|page| flat(page).contains("预览·未出具")) {
        lacking.push("预览件没有逐页印出“预览”字样，请使用公用部件 paper".to_owned());
    }
    lacking.dedup();
    let left_out = unprinted(&marks, false, texts).into_iter();
    let remarks = left_out.map(|zh| format!("选填栏目{zh}没有印出，填了的内容不会出现在文书上")).collect();
    Ok(Found { lacking, remarks })
}

/// As [`set`]; faults and warnings in the template become faults of the field `source`.
async fn trial(app: &App, form: FormName, job: (Option<&str>, Value, bool)) -> Result<Examination> {
    let at_source = |faults: Vec<TemplateError>| {
        Halt::Invalid(faults.iter().map(|fault| FieldError::new("source", at_line(fault))).collect())
    };
    let done = match set(app, form, job).await {
        Ok(done) => done,
        Err(e) => return Err(words::faults_of(e).map_or_else(|halt| halt, at_source)),
    };
    let warnings: Vec<TemplateError> = done.read.warnings.iter().cloned().map(TemplateError::from).collect();
    if warnings.is_empty() { Ok(done) } else { Err(at_source(warnings)) }
}

fn at_line(fault: &TemplateError) -> String {
    if fault.line == 0 {
        return fault.sentence.clone();
    }
    format!("第{}行第{}字：{}", fault.line, fault.column, fault.sentence)
}

/// What is owed whatever the data: the place of the seal (没有文号的还不是文书，不留盖章处), and text on the sheet.
fn lacking_of_all((form, is_paper): (&Form, bool), read: &ReadBack, which: TemplateExample) -> Vec<String> {
    let mut lacking = Vec::new();
    if form.seal() && is_paper && !read.has_seal {
        lacking.push("没有盖章处，请使用公用部件 closing，或者标出 <seal>".to_owned());
    }
    if !form.seal() && read.has_seal {
        lacking.push("这种文书不盖章，请去掉盖章处 <seal>".to_owned());
    }
    if read.runs_off {
        lacking.push(format!("{}时文字排出了纸外", lexicon::Term::zh(which)));
    }
    lacking
}

/// 全国式样印出而自编式样没有印出的栏目：文号和必填的（`owed`），或者选填的。
pub(crate) fn unprinted(marks: &[Mark], is_owed: bool, (own, national): (&str, &str)) -> Vec<String> {
    let (own, national) = (flat(own), flat(national));
    let stands = |text: &str, words: &[String]| words.iter().any(|word| text.contains(&flat(word)));
    let asked = marks.iter().filter(|(_, owed, words)| *owed == is_owed && stands(&national, words));
    asked.filter(|(_, _, words)| !stands(&own, words)).map(|(zh, ..)| format!("“{zh}”")).collect()
}

/// Without the breaks and blanks of the lines.
fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
