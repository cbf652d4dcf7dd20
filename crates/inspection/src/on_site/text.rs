//! 文书用语 · how problems are worded on the papers

use forms::rectification_order::Clause;
use lexicon::LegalDay;

/// 问题在文书上的写法：单元、车间、设备，描述，违法依据；句末不带标点。A workshop whose name begins with the unit's is
/// not preceded by it again.
pub fn problem((unit, workshop, target): (&str, &str, &str), description: &str, violated: &str) -> String {
    let unit = if workshop.starts_with(unit) { "" } else { unit };
    let mut text = format!("{unit}{workshop}{target}");
    if !text.is_empty() {
        text.push('：');
    }
    text.push_str(without_stop(description));
    if !violated.trim().is_empty() {
        text.push_str(&format!("，不符合{}的规定", violated.trim()));
    }
    text
}

fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches(['。', '；', '，', '.', ';', ',']).trim_end()
}

/// 现场检查记录的问题各自成句。
pub fn sentences(problems: &[String]) -> Vec<String> {
    problems.iter().map(|text| format!("{text}。")).collect()
}

/// 指令书的问题以分号相连，末项用句号。
pub fn enumeration(problems: &[String]) -> Vec<String> {
    let last = problems.len();
    (1..).zip(problems).map(|(n, text)| format!("{text}{}", if n == last { '。' } else { '；' })).collect()
}

/// 期限相同的问题并为一款，期限早的在前。
pub fn clauses(due: &[LegalDay]) -> Vec<Clause> {
    let mut days = due.to_vec();
    days.sort_unstable();
    days.dedup();
    let of = |day: LegalDay| (1_usize..).zip(due).filter(|(_, d)| **d == day).map(|(n, _)| n).collect::<Vec<_>>();
    days.into_iter().map(|day| Clause { problems: numbers(&of(day)), due_on_text: day.zh() }).collect()
}

/// 问题序号：1、2；三个以上相连的写 1至4。
pub fn numbers(ordinals: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for n in ordinals {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *n => *last = *n,
            _ => runs.push((*n, *n)),
        }
    }
    let written = runs.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}、{last}"),
        _ => format!("{first}至{last}"),
    });
    written.collect::<Vec<_>>().join("、")
}
