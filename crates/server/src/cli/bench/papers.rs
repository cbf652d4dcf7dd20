//! 测量排版 · CPU of every kind of paper, memory over many papers, and two peers on the same papers
//!
//! Ours: the engine as the child process holds it. The peers print the same words: LibreOffice from our Word file,
//! Chromium from a page made of it; each in one process for the whole lot, as they would be used. CPU of the peers is
//! that of this process's children. Not a test: nothing here passes or fails.

use super::{Stopwatch, cpu_below_ms, cpu_ms};
use forms::{Check, Form, FormName, Job, catalogue};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use typeset::Engine;

/// Memory is told every so many papers.
const TOLD_EVERY: usize = 5_000;
/// Papers of each kind whose mean is told; fewer when fewer are asked for in all.
const OF_EACH: usize = 20;

/// Measures and prints tables.
///
/// # Errors
/// Fonts that cannot be read; a sample that cannot be set.
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
    peers(&engine)?;
    memory(&engine, papers)?;
    println!("\n负载 load average: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    Ok(())
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

/// The same papers by LibreOffice and by Chromium, where they are installed.
fn peers(engine: &Engine) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("zhifa-bench-papers-{}", std::process::id()));
    let made = prepared(engine, &folder);
    let done = made.map(|count| {
        println!("\n| 同样的 {count} 份文书 | 每份 CPU ms | 每份历时 ms | PDF |\n|---|---|---|---|");
        let out = folder.join("out");
        let office = Command::new("soffice");
        let args = ["--headless", "--convert-to", "pdf", "--outdir"].map(str::to_owned).to_vec();
        let mut files: Vec<String> = vec![out.display().to_string()];
        files.extend(listed(&folder, "docx"));
        peer("LibreOffice（一个进程）", office, &[args, files].concat(), count);
        println!("| | | | {} 份 |", listed(&out, "pdf").len());
        chromium(&folder, count);
    });
    let _ = std::fs::remove_dir_all(&folder);
    done
}

/// Writes each sample as Word file and as page; how many.
fn prepared(engine: &Engine, folder: &Path) -> Result<usize, String> {
    std::fs::create_dir_all(folder.join("out")).map_err(|e| e.to_string())?;
    let mut jobs = vec![long_record(0)?];
    for form in catalogue() {
        jobs.push(sample(form, 0)?);
    }
    for (n, job) in jobs.iter().enumerate() {
        let stem = folder.join(format!("{n:02}"));
        let docx = engine.word(job).map_err(|e| e.to_string())?;
        let lines = engine.text(job).map_err(|e| e.to_string())?;
        let body: String = lines.lines().map(|line| format!("<p>{}</p>", line.replace('<', "&lt;"))).collect();
        let page = format!(
            "<!doctype html><meta charset=utf-8><style>@page{{size:A4;margin:25mm}}p{{font:14pt/1.6 'Noto Serif CJK SC'}}</style>{body}"
        );
        std::fs::write(stem.with_extension("docx"), docx).map_err(|e| e.to_string())?;
        std::fs::write(stem.with_extension("html"), page).map_err(|e| e.to_string())?;
    }
    Ok(jobs.len())
}

/// Chromium prints one page for each start.
fn chromium(folder: &Path, count: usize) {
    let (cpu, watch) = (cpu_below_ms(std::process::id()), Stopwatch::now());
    let mut printed = 0;
    for page in listed(folder, "html") {
        let to = format!("--print-to-pdf={}", Path::new(&page).with_extension("chromium.pdf").display());
        let mut program = Command::new("chromium");
        program.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", &to, &page]);
        let status = program.stdout(Stdio::null()).stderr(Stdio::null()).status();
        printed += usize::from(status.is_ok_and(|status| status.success()));
    }
    told("Chromium（每份一个进程）", (cpu, watch), (printed, count));
}

fn peer(name: &str, mut program: Command, args: &[String], count: usize) {
    let (cpu, watch) = (cpu_below_ms(std::process::id()), Stopwatch::now());
    let status = program.args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let done = if status.is_ok_and(|status| status.success()) { count } else { 0 };
    told(name, (cpu, watch), (done, count));
}

fn told(name: &str, (cpu, watch): (f64, Stopwatch), (done, count): (usize, usize)) {
    if done == 0 {
        println!("| {name} | 没有安装或者没有成功 | | |");
        return;
    }
    let (each, wall) =
        ((cpu_below_ms(std::process::id()) - cpu) / done as f64, watch.elapsed().as_secs_f64() * 1000.0 / done as f64);
    println!("| {name} | {each:.0} | {wall:.0} | {done}/{count} |");
}

fn listed(folder: &Path, ending: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .map(|path| path.display().to_string())
        .collect();
    found.sort();
    found
}

/// The memory of one process over so many papers of every kind in turn.
fn memory(engine: &Engine, papers: usize) -> Result<(), String> {
    println!("\n| 份数 | 常驻内存 MB | 每份 CPU ms |\n|---|---|---|");
    println!("| 0 | {:.0} | |", resident_mb());
    let jobs = catalogue().iter().map(|form| sample(form, 0)).collect::<Result<Vec<Job>, String>>()?;
    let mut cpu = cpu_ms("self");
    for n in 1..=papers {
        let Some(job) = jobs.get(n % jobs.len().max(1)) else { break };
        let job = Job { data: touched(&job.data, n), ident: n.to_string(), ..job.clone() };
        engine.set(&job).map_err(|e| e.to_string())?;
        if n % TOLD_EVERY == 0 || n == papers {
            let told = if n % TOLD_EVERY == 0 { TOLD_EVERY } else { n % TOLD_EVERY };
            println!("| {n} | {:.0} | {:.1} |", resident_mb(), (cpu_ms("self") - cpu) / told as f64);
            cpu = cpu_ms("self");
        }
    }
    Ok(())
}

fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default() / 1024.0
}

fn sample(form: &Form, n: usize) -> Result<Job, String> {
    let data = serde_json::from_str(form.sample()).map_err(|e| e.to_string())?;
    Ok(Job {
        form: form.name(),
        data: touched(&data, n),
        ident: n.to_string(),
        dated_ms: 0,
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
fn long_record(n: usize) -> Result<Job, String> {
    let mut job = sample(forms::form(FormName::ON_SITE_RECORD), n)?;
    let problem = "炼钢一厂1号吊运熔融金属的冶金铸造起重机：主小车龙门钩横梁焊缝未按规定进行年度探伤检测，检验报告超过有效期，不符合《中华人民共和国安全生产法》第四十一条第二款的规定";
    if let Some(fields) = job.data.as_object_mut() {
        fields.insert("problems".to_owned(), (0..24).map(|i| json!(format!("{problem}（{i}）"))).collect());
    }
    Ok(job)
}

/// The same data with another organ, so that no layout is taken from a cache whole.
fn touched(data: &Value, n: usize) -> Value {
    let mut data = data.clone();
    if let Some(fields) = data.as_object_mut() {
        fields.insert("organisation".to_owned(), json!(format!("滨江县应急管理局{n}")));
    }
    data
}
