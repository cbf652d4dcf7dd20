//! 比较 · LibreOffice and Chromium print the same papers
//!
//! LibreOffice from our Word file, Chromium from a page of the same words with faces, a title and ruled rows but without
//! the layout of the form; each in one process for the whole lot, as they would be used. Their CPU is that of this
//! process's children.

use super::{Stopwatch, cpu_below_ms, papers};
use forms::catalogue;
use std::path::Path;
use std::process::{Command, Stdio};
use typeset::Engine;

/// The same papers by LibreOffice and by Chromium, where they are installed.
///
/// # Errors
/// Papers that cannot be written for them.
pub fn run(engine: &Engine) -> Result<(), String> {
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
    let mut jobs = vec![papers::long_record(0)?];
    for form in catalogue() {
        jobs.push(papers::sample(form, 0)?);
    }
    for (n, job) in jobs.iter().enumerate() {
        let stem = folder.join(format!("{n:02}"));
        let docx = engine.word(job).map_err(|e| e.to_string())?;
        let lines = engine.text(job).map_err(|e| e.to_string())?;
        let page = page_of(&lines);
        std::fs::write(stem.with_extension("docx"), docx).map_err(|e| e.to_string())?;
        std::fs::write(stem.with_extension("html"), page).map_err(|e| e.to_string())?;
    }
    Ok(jobs.len())
}

/// The lines of a paper as a page with the faces and rules of the real one: a title, then a table of bordered rows.
fn page_of(lines: &str) -> String {
    const STYLE: &str = "@page{size:A4;margin:37mm 26mm 35mm 28mm}body{font:14pt/1.6 'FangSong','Noto Serif CJK SC'}\
        h1{font:bold 22pt 'Noto Serif CJK SC';text-align:center}table{width:100%;border-collapse:collapse}\
        td{border:.5pt solid #000;padding:4pt 6pt;vertical-align:top}td:first-child{width:3em;text-align:center}";
    let mut lines = lines.lines().map(|line| line.replace('&', "&amp;").replace('<', "&lt;"));
    let title = lines.next().unwrap_or_default();
    let rows: String = (1..).zip(lines).map(|(n, line)| format!("<tr><td>{n}<td>{line}")).collect();
    format!("<!doctype html><meta charset=utf-8><style>{STYLE}</style><h1>{title}</h1><table>{rows}</table>")
}

/// One warm Chromium prints the whole lot (`e2e/print_peer.mjs`), where Node and the packages of the journeys are
/// installed; otherwise it is started once for each paper, and the table says so.
fn chromium(folder: &Path, count: usize) {
    let script = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../e2e/print_peer.mjs"));
    let (cpu, watch) = (cpu_below_ms(std::process::id()), Stopwatch::now());
    let mut node = Command::new("node");
    node.arg(script).arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    if node.status().is_ok_and(|status| status.success()) {
        return told("Chromium（一个进程，已启动）", (cpu, watch), (listed(folder, "pdf").len(), count));
    }
    let (cpu, watch) = (cpu_below_ms(std::process::id()), Stopwatch::now());
    let mut printed = 0;
    for page in listed(folder, "html") {
        let to = format!("--print-to-pdf={}", Path::new(&page).with_extension("pdf").display());
        let mut program = Command::new("chromium");
        program.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", &to, &page]);
        let status = program.stdout(Stdio::null()).stderr(Stdio::null()).status();
        printed += usize::from(status.is_ok_and(|status| status.success()));
    }
    told("Chromium（每份一个进程，没有 Node）", (cpu, watch), (printed, count));
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
