//! 测量排版 · CPU of every kind of paper; then the rate, two peers and the memory over many papers
//!
//! Here: the engine as the child process holds it. `endurance`: children as the server holds them, and memory. `peers`:
//! LibreOffice and Chromium on the same papers.

use super::{cpu_ms, endurance, peers};
use forms::{Check, Form, FormName, Job, catalogue};
use serde_json::{Value, json};
use typeset::Engine;

/// Papers of each kind whose mean is told; fewer when fewer are asked for in all.
const OF_EACH: usize = 20;

/// Measures and prints tables.
///
/// # Errors
/// Fonts that cannot be read; a sample that cannot be set; memory that grows.
pub fn run(papers: usize) -> Result<(), String> {
    let fonts = crate::config::font_folders(&[]);
    let engine = Engine::new(&fonts).map_err(|e| e.to_string())?;
    println!("| 文书 | 每份 CPU ms | Word 每份 CPU ms | 页 | kB |\n|---|---|---|---|---|");
    let record = long_record(0)?;
    let of_each = OF_EACH.min(papers.max(1));
    one(&engine, "D1 现场检查记录（24 项问题）", (&record, of_each))?;
    for form in catalogue() {
        one(&engine, form.zh(), (&sample(form, 0)?, of_each))?;
    }
    endurance::rate(&fonts, papers)?;
    peers::run(&engine)?;
    let grown = endurance::memory(&engine, papers);
    println!("\n负载 load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    grown
}

fn one(engine: &Engine, name: &str, (job, of_each): (&Job, usize)) -> Result<(), String> {
    let again = |n: usize| Job { data: touched(&job.data, n), ident: n.to_string(), ..job.clone() };
    let first = engine.set(&again(0)).map_err(|e| format!("{name}: {e}"))?;
    let mut spent = [0.0; 2];
    for n in 1..=of_each {
        let before = cpu_ms("self");
        engine.set(&again(n)).map_err(|e| e.to_string())?;
        let between = cpu_ms("self");
        engine.word(&again(n + of_each)).map_err(|e| e.to_string())?;
        spent = [spent[0] + between - before, spent[1] + cpu_ms("self") - between];
    }
    let [pdf, word] = spent.map(|ms| ms / of_each as f64);
    println!("| {name} | {pdf:.1} | {word:.1} | {} | {} |", first.pages, first.pdf.len() / 1024);
    Ok(())
}

pub(super) fn sample(form: &Form, n: usize) -> Result<Job, String> {
    let data = serde_json::from_str(form.sample()).map_err(|e| e.to_string())?;
    Ok(Job {
        form: form.name(),
        data: touched(&data, n),
        ident: n.to_string(),
        // 2026-05-20 09:00 in Beijing: keys are made for a day.
        dated_ms: 1_779_238_800_000,
        is_preview: false,
        own: None,
        is_sealed: form.seal(),
        check: Some(Check {
            code: "7K3M-9QXA-0BTW-5DHN".into(),
            payload: format!("https://zf.example.gov.cn/v/{n:016}"),
        }),
    })
}

/// Three pages, twenty-four findings.
pub(super) fn long_record(n: usize) -> Result<Job, String> {
    let mut job = sample(forms::form(FormName::ON_SITE_RECORD), n)?;
    let problem = "炼钢一厂1号吊运熔融金属的冶金铸造起重机：主小车龙门钩横梁焊缝未按规定进行年度探伤检测，检验报告超过有效期，不符合《中华人民共和国安全生产法》第四十一条第二款的规定";
    if let Some(fields) = job.data.as_object_mut() {
        fields.insert("problems".to_owned(), (0..24).map(|i| json!(format!("{problem}（{i}）"))).collect());
    }
    Ok(job)
}

/// The same data with another organ, so that no layout is taken from a cache whole.
pub(super) fn touched(data: &Value, n: usize) -> Value {
    let mut data = data.clone();
    if let Some(fields) = data.as_object_mut() {
        fields.insert("organisation".to_owned(), json!(format!("滨江县应急管理局{n}")));
    }
    data
}
