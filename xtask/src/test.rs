//! 全部测试 · `cargo x test`
//!
//! Every test of the project, cheapest first, each step with its time; one table and one plain line at the end.

mod report;
mod steps;

use crate::Outcome;
use crate::tally::{Counting, Tally};
use report::{Done, Result as Ended};
use std::time::Instant;

/// One step.
pub struct Step {
    /// The word for `--only`.
    pub key: &'static str,
    /// What it checks.
    pub title: &'static str,
    /// Whether `--quick` runs it.
    pub quick: bool,
    /// The step that must have held before this one makes sense.
    pub after: Option<&'static str>,
    /// How its tests are counted.
    pub counting: Counting,
    /// Does the work; tests are counted into the tally.
    pub work: fn(&mut Tally) -> Outcome,
}

/// Runs the chosen steps. All of them run, whatever fails, unless the step they need failed.
///
/// # Errors
/// When a step failed or an argument is unknown.
pub fn run(args: &[String]) -> Outcome {
    let chosen = choose(args)?;
    let start = Instant::now();
    let mut done: Vec<Done> = Vec::new();
    for (n, step) in chosen.iter().enumerate() {
        let needed = step.after.and_then(|key| done.iter().find(|d| d.key == key));
        if needed.is_some_and(|d| d.ended != Ended::Held) {
            done.push(Done::not_run(step));
            continue;
        }
        println!("\n━━ [{}/{}] {} · {}", n + 1, chosen.len(), step.key, step.title);
        done.push(one(step));
    }
    report::print(&done, start.elapsed());
    if done.iter().all(|d| d.ended == Ended::Held) { Ok(()) } else { std::process::exit(1) }
}

fn one(step: &Step) -> Done {
    let start = Instant::now();
    let mut tally = Tally::default();
    let mut outcome = (step.work)(&mut tally);
    // A filter that matches nothing also ends well; that is not a test.
    if outcome.is_ok() && step.counting != Counting::Nothing && tally.passed == 0 {
        outcome = Err("一个测试也没有运行 no test ran".into());
    }
    if let Err(why) = &outcome {
        println!("✘ {why}");
        // A check that counts nothing, or a program that broke off before it counted, is one failure.
        tally.failed = tally.failed.max(1);
    }
    Done::new(step, outcome.is_ok(), tally, start.elapsed())
}

fn choose(args: &[String]) -> std::result::Result<Vec<Step>, String> {
    let all = steps::all();
    let mut args = args.iter().map(String::as_str);
    match (args.next(), args.next()) {
        (None, _) => Ok(all),
        (Some("--quick"), None) => Ok(all.into_iter().filter(|s| s.quick).collect()),
        (Some("--only"), Some(keys)) => {
            let keys: Vec<&str> = keys.split(',').collect();
            match keys.iter().find(|k| all.iter().all(|s| s.key != **k)) {
                Some(unknown) => Err(format!("没有“{unknown}”这一步 no such step: {unknown}")),
                None => Ok(all.into_iter().filter(|s| keys.contains(&s.key)).collect()),
            }
        }
        _ => Err("用法 usage: cargo x test [--quick | --only a,b]".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(counting: Counting, work: fn(&mut Tally) -> Outcome) -> Done {
        one(&Step { key: "k", title: "t", quick: true, after: None, counting, work })
    }

    #[test]
    fn a_step_that_ran_no_test_has_failed() {
        let done = step(Counting::Cargo, |_| Ok(()));
        assert!(done.ended == Ended::Failed && done.tally == Tally { passed: 0, failed: 1 });
    }

    #[test]
    fn a_check_without_tests_holds_and_adds_nothing() {
        let done = step(Counting::Nothing, |_| Ok(()));
        assert!(done.ended == Ended::Held && done.tally == Tally::default());
    }

    #[test]
    fn a_failed_step_keeps_the_failures_it_counted() {
        let done = step(Counting::Cargo, |t| {
            *t = Tally { passed: 7, failed: 2 };
            Err("x".into())
        });
        assert!(done.ended == Ended::Failed && done.tally == Tally { passed: 7, failed: 2 });
    }

    #[test]
    fn the_quick_run_leaves_out_the_dear_steps_and_an_unknown_step_is_refused() {
        let keys = |args: &[&str]| {
            let args: Vec<String> = args.iter().map(|a| (*a).to_owned()).collect();
            choose(&args).map(|steps| steps.iter().map(|s| s.key).collect::<Vec<_>>())
        };
        let quick = keys(&["--quick"]).unwrap();
        assert!(quick.contains(&"stories") && !quick.contains(&"postgres") && !quick.contains(&"journeys"));
        assert_eq!(keys(&["--only", "fmt,tidy"]).unwrap(), ["tidy", "fmt"], "in the order of the table");
        assert!(keys(&["--only", "nothing"]).is_err());
        assert!(keys(&["--fast"]).is_err());
    }

    #[test]
    fn a_step_only_waits_for_an_earlier_one() {
        let all = steps::all();
        for (n, step) in all.iter().enumerate() {
            assert!(step.after.is_none_or(|key| all[..n].iter().any(|s| s.key == key)), "{}", step.key);
        }
    }
}
