//! 连续出文书 · how many papers two children set in a second, and whether memory stays flat

use super::{Stopwatch, cpu_below_ms, cpu_ms, memory_mb, papers};
use crate::cli::{press::Press, serve};
use forms::{Job, Typesetter, catalogue};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::task::JoinSet;
use typeset::Engine;

/// Memory is told every so many papers; after so many it must have settled.
const TOLD_EVERY: usize = 5_000;
/// Memory may grow by a tenth beyond what it was when it had settled.
const MAY_GROW: f64 = 1.1;
/// Papers whose rate is measured, at most.
const OF_RATE: usize = 1_200;
/// Papers asked for at once: enough that no child ever waits.
const AT_ONCE: usize = 8;

/// Papers of every kind in turn, each with another organ.
struct InTurn(Vec<Job>);

impl InTurn {
    fn of_all() -> Result<Self, String> {
        Ok(Self(catalogue().iter().map(|form| papers::sample(form, 0)).collect::<Result<_, String>>()?))
    }

    fn at(&self, n: usize) -> Option<Job> {
        let job = self.0.get(n % self.0.len().max(1))?;
        Some(Job { data: papers::touched(&job.data, n), ident: n.to_string(), ..job.clone() })
    }
}

/// The rate of the children as the server holds them (two of them), after both have read their fonts.
///
/// # Errors
/// Children that cannot be started; a sample that cannot be set.
pub fn rate(fonts: &[PathBuf], papers: usize) -> Result<(), String> {
    let (typesetter, _) = serve::setters(fonts)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
    let count = papers.clamp(1, OF_RATE);
    let done = runtime.block_on(async {
        all(&typesetter, 0..2 * AT_ONCE).await?;
        let (cpu, watch) = (cpu_below_ms(std::process::id()), Stopwatch::now());
        all(&typesetter, 0..count).await?;
        Ok::<_, String>((cpu_below_ms(std::process::id()) - cpu, watch.elapsed().as_secs_f64()))
    });
    let (cpu, seconds) = done?;
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let each = cpu / count as f64;
    println!("\n| 两个排版进程，{cores} 个核 | 份/秒 | 每份 CPU ms | 按 CPU 算，两核每秒可排 |\n|---|---|---|---|");
    println!("| {count} 份，各种文书 | {:.0} | {each:.1} | {:.0} |", count as f64 / seconds, 2_000.0 / each.max(0.1));
    Ok(())
}

async fn all(typesetter: &Arc<dyn Typesetter>, numbers: std::ops::Range<usize>) -> Result<(), String> {
    let jobs = InTurn::of_all()?;
    let mut under_way = JoinSet::new();
    for job in numbers.filter_map(|n| jobs.at(n)) {
        if under_way.len() == AT_ONCE {
            one_done(&mut under_way).await?;
        }
        let typesetter = typesetter.clone();
        under_way.spawn(async move { typesetter.typeset(job).await.map(drop).map_err(|e| e.to_string()) });
    }
    while !under_way.is_empty() {
        one_done(&mut under_way).await?;
    }
    Ok(())
}

async fn one_done(under_way: &mut JoinSet<Result<(), String>>) -> Result<(), String> {
    match under_way.join_next().await {
        Some(done) => done.map_err(|e| e.to_string())?,
        None => Ok(()),
    }
}

/// The memory of one process over so many papers of every kind in turn, each set, sealed and signed as it is issued.
///
/// # Errors
/// A sample that cannot be set; memory that has grown by more than a tenth since the first five thousand.
pub fn memory(engine: &Engine, papers: usize) -> Result<(), String> {
    println!("\n| 份数（排版、盖章、签名） | 常驻内存 MB | 每份 CPU ms |\n|---|---|---|");
    println!("| 0 | {:.0} | |", resident_mb());
    let (jobs, press) = (InTurn::of_all()?, Press::new("bench-press")?);
    let (mut cpu, mut settled) = (cpu_ms("self"), None);
    for (n, job) in (1..=papers).filter_map(|n| Some((n, jobs.at(n)?))) {
        let paper = engine.set(&job).map_err(|e| e.to_string())?;
        press.sealed(&job, &paper)?;
        if n % TOLD_EVERY == 0 || n == papers {
            let told = if n % TOLD_EVERY == 0 { TOLD_EVERY } else { n % TOLD_EVERY };
            let now = resident_mb();
            println!("| {n} | {now:.0} | {:.1} |", (cpu_ms("self") - cpu) / told as f64);
            flat(n, now, *settled.get_or_insert(now))?;
            cpu = cpu_ms("self");
        }
    }
    if papers < 2 * TOLD_EVERY {
        println!("\n不足 {} 份，内存是否增长不作判断", 2 * TOLD_EVERY);
    }
    Ok(())
}

fn flat(papers: usize, now: f64, settled: f64) -> Result<(), String> {
    if now <= settled * MAY_GROW {
        return Ok(());
    }
    Err(format!("排到第 {papers} 份，内存 {now:.0} MB，比第 {TOLD_EVERY} 份时的 {settled:.0} MB 多一成以上"))
}

fn resident_mb() -> f64 {
    memory_mb(std::process::id(), "VmRSS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_may_grow_by_a_tenth_and_no_more() {
        assert!(flat(50_000, 219.9, 200.0).is_ok());
        assert!(flat(10_000, 220.1, 200.0).unwrap_err().contains("一成以上"));
    }
}
