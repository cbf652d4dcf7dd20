//! 结果 · the table at the end

use super::Step;
use crate::say::time;
use crate::tally::{Counting, Tally};
use std::time::Duration;

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Result {
    Held,
    Failed,
    /// The step it needs failed.
    NotRun,
}

/// A step that is over.
pub struct Done {
    pub key: &'static str,
    pub ended: Result,
    pub tally: Tally,
    title: &'static str,
    counted: bool,
    took: Duration,
}

impl Done {
    pub fn new(step: &Step, held: bool, tally: Tally, took: Duration) -> Done {
        let ended = if held { Result::Held } else { Result::Failed };
        Done { key: step.key, ended, tally, title: step.title, counted: step.counting != Counting::Nothing, took }
    }

    pub fn not_run(step: &Step) -> Done {
        let ended = Result::NotRun;
        Done { ended, ..Done::new(step, false, Tally::default(), Duration::ZERO) }
    }
}

/// Prints the table and the last line.
pub fn print(done: &[Done], took: Duration) {
    println!("\n━━ 汇总 summary");
    let mut sum = Tally::default();
    for d in done {
        let mark = match d.ended {
            Result::Held => "✓ 通过",
            Result::Failed => "✘ 失败",
            Result::NotRun => "— 未运行",
        };
        let count = match (d.counted, d.ended) {
            (_, Result::NotRun) | (false, _) => String::new(),
            (true, _) => format!("{} + {}", d.tally.passed, d.tally.failed),
        };
        println!("  {:<9} {:>12} {:>10}  {mark}  {}", d.key, time(d.took), count, d.title);
        sum.add(d.tally);
    }
    println!("  {:<9} {:>12}", "合计", time(took));
    println!("{} passed, {} failed", sum.passed, sum.failed);
}
