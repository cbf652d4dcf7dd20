//! 典型案例 · rules

use super::CaseFields;
use authority::{FieldError, Scope};
use lexicon::{LegalDay, RegionCode, refusals};
use seed::Seed;

refusals! {
    /// 典型案例不准的情形
    pub enum Refusal in "typical_case" {
        NotMinistry = "not_ministry", "典型案例由应急管理部采用、退回", way_out "请等待应急管理部办理";
    }
}

/// Length of a text in characters, the longest allowed.
const SIZES: [(&str, &str, usize); 4] =
    [("title", "标题", 60), ("firm", "当事人", 40), ("facts", "案情", 5000), ("penalty", "处理结果", 2000)];
/// 案情少于这些字，看不出经过。
const FACTS_AT_LEAST: usize = 20;

fn text<'a>(fields: &'a CaseFields, key: &str) -> &'a str {
    match key {
        "title" => &fields.title,
        "firm" => &fields.firm,
        "facts" => &fields.facts,
        _ => &fields.penalty,
    }
}

/// The texts of a case with their field and name, as they are checked for names and numbers.
#[must_use]
pub fn texts(fields: &CaseFields) -> Vec<(&'static str, &'static str, &str)> {
    SIZES.iter().map(|(key, zh, _)| (*key, *zh, text(fields, key))).collect()
}

/// What is filled in, without blanks around it, each basis and each file once.
#[must_use]
pub fn tidied(mut fields: CaseFields) -> CaseFields {
    for text in [&mut fields.title, &mut fields.firm, &mut fields.region_code, &mut fields.industry] {
        *text = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned();
    }
    for text in [&mut fields.facts, &mut fields.penalty] {
        *text = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned();
    }
    let mut basis: Vec<String> = Vec::new();
    for line in fields.basis.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        if !basis.iter().any(|known| known == line) {
            basis.push(line.to_owned());
        }
    }
    fields.basis = basis;
    let mut files = Vec::new();
    fields.attachments.retain(|id| {
        let is_new = !files.contains(id);
        files.push(*id);
        is_new
    });
    fields
}

/// What no draft may be: nameless, too long, of a place or an industry that does not exist.
#[must_use]
pub fn faults(fields: &CaseFields, reference: &Seed, scope: &Scope, today: LegalDay) -> Vec<FieldError> {
    let mut out = Vec::new();
    for (key, zh, longest) in SIZES {
        if text(fields, key).chars().count() > longest {
            out.push(FieldError::new(key, format!("{zh}不能超过{longest}字")));
        }
    }
    if fields.title.is_empty() {
        out.push(FieldError::new("title", "请填写标题"));
    }
    for (key, zh, count) in [("basis", "依据", fields.basis.len()), ("attachments", "附件", fields.attachments.len())]
    {
        if count > 20 {
            out.push(FieldError::new(key, format!("{zh}不能超过20项")));
        }
    }
    if !fields.region_code.is_empty()
        && let Err(sentence) = region(reference, scope, &fields.region_code)
    {
        out.push(FieldError::new("region_code", sentence));
    }
    if !fields.industry.is_empty() && !reference.industries.iter().any(|i| i.key == fields.industry) {
        out.push(FieldError::new("industry", "没有这个行业"));
    }
    if fields.happened_on.is_some_and(|day| day > today) {
        out.push(FieldError::new("happened_on", "查处日期不能晚于今天"));
    }
    let on = fields.happened_on.unwrap_or(today);
    for (n, line) in fields.basis.iter().enumerate() {
        if !is_registered(reference, line, on) {
            let name = line.chars().take(60).collect::<String>();
            out.push(FieldError::new(format!("basis[{n}]"), format!("“{name}”不在{on}有效的法规登记里")));
        }
    }
    out
}

/// The full name of a division inside the scope.
///
/// # Errors
/// What is wrong with the code.
pub fn region(reference: &Seed, scope: &Scope, code: &str) -> Result<String, String> {
    let code = RegionCode::parse(code).map_err(|e| e.to_string())?;
    let keys = reference.divisions.keys(&code).unwrap_or_else(|| code.keys());
    let name = reference.divisions.full_name(&code).ok_or_else(|| "没有这个行政区划".to_owned())?;
    if scope.holds(&keys) { Ok(name) } else { Err("只能上报本辖区的案例".to_owned()) }
}

/// 依据写法规全称和条款，须登记在查处当日有效的版本里。
fn is_registered(reference: &Seed, line: &str, on: LegalDay) -> bool {
    let Some((name, place)) = line.strip_prefix('《').and_then(|rest| rest.split_once('》')) else { return false };
    let statutes = reference.statutes.iter().filter(|s| s.name == name);
    let mut current = statutes.filter_map(|s| reference.edition_on(&s.key, on).filter(|e| e.name == name));
    current.any(|edition| {
        let own = |a: &&seed::Article| a.place.statute == edition.key && a.edition == edition.edition;
        reference.articles.iter().filter(own).any(|a| a.place.place() == place)
    })
}

/// What is still missing before a case can be reported.
#[must_use]
pub fn gaps(fields: &CaseFields) -> Vec<FieldError> {
    let mut out = Vec::new();
    for (key, is_missing, sentence) in [
        ("firm", fields.firm.is_empty(), "请填写当事人，隐去名称，如“某钢铁企业”"),
        ("happened_on", fields.happened_on.is_none(), "请填写查处日期"),
        ("industry", fields.industry.is_empty(), "请选择行业"),
        ("facts", fields.facts.chars().count() < FACTS_AT_LEAST, "请写明案情，不少于20字"),
        ("basis", fields.basis.is_empty(), "请选择依据"),
        ("penalty", fields.penalty.is_empty(), "请填写处理结果"),
    ] {
        if is_missing {
            out.push(FieldError::new(key, sentence));
        }
    }
    out
}

/// 退回须写明理由。
///
/// # Errors
/// A reason that is missing or too long.
pub fn reason(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(FieldError::new("reason", "请填写退回的理由")),
        1..=200 => Ok(text.to_owned()),
        _ => Err(FieldError::new("reason", "理由不能超过200字")),
    }
}
