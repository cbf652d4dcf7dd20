//! 排版进程测试 · real child processes

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use forms::{FormName, Job, TypesetError, Typesetter};
use typeset::{Engine, InProcess, Limits, Workers};

const CHILD: &str = env!("CARGO_BIN_EXE_typeset-test-worker");

fn fonts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")
}

fn job() -> Job {
    let data = serde_json::from_str(include_str!("../../forms/re_check_opinion/sample.json")).unwrap();
    Job {
        form: FormName::RE_CHECK_OPINION,
        data,
        ident: "paper-1".into(),
        dated_ms: 1_795_424_400_000,
        is_preview: false,
        own: None,
        is_sealed: false,
        check: None,
    }
}

fn one(mode: &str, rest: &[&Path], limits: Limits) -> Workers {
    let mut command: Vec<OsString> = vec![CHILD.into(), mode.into()];
    command.extend(rest.iter().map(|path| path.as_os_str().to_owned()));
    Workers::new(command, limits)
}

/// A busy machine must not fail the tests, so the time limit is far away unless a test is about it.
fn limits() -> Limits {
    Limits { processes: 1, waiting: 4, per_job: Duration::from_secs(300) }
}

#[tokio::test]
async fn a_child_sets_the_same_bytes_as_this_process() {
    let workers = one("serve", &[&fonts()], limits());
    let there = workers.typeset(job()).await.unwrap();
    assert!(there == Engine::new(&[fonts()]).unwrap().set(&job()).unwrap());
    assert!(there == InProcess::new(&[fonts()]).unwrap().typeset(job()).await.unwrap());
}

/// 编辑稿也在排版进程里做，做完接着排版。
#[tokio::test]
async fn a_child_writes_the_same_word_file_and_stays_at_work() {
    let workers = one("serve", &[&fonts()], limits());
    let there = workers.word(job()).await.unwrap();
    assert!(there.starts_with(b"PK") && there == Engine::new(&[fonts()]).unwrap().word(&job()).unwrap());
    assert!(workers.typeset(job()).await.is_ok());
}

#[tokio::test]
async fn a_refused_paper_leaves_the_child_at_work() {
    let workers = one("serve", &[&fonts()], limits());
    let mut rare = job();
    rare.data["party"] = "\u{2B741}厂".into();
    assert_eq!(workers.typeset(rare).await, Err(TypesetError::MissingGlyph("\u{2B741}".into())));
    assert!(workers.typeset(job()).await.is_ok());
}

#[tokio::test]
async fn a_child_that_dies_in_the_middle_costs_one_paper_and_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let workers = one("die-once", &[&folder.path().join("died"), &fonts()], limits());
    assert!(matches!(workers.typeset(job()).await, Err(TypesetError::Broken(_))));
    assert!(folder.path().join("died").exists(), "the first child did die in its job");
    assert!(workers.typeset(job()).await.is_ok());
}

#[tokio::test]
async fn a_child_that_takes_too_long_is_killed() {
    let short = Limits { per_job: Duration::from_millis(50), ..limits() };
    let workers = one("never-answer", &[], short);
    assert_eq!(workers.typeset(job()).await, Err(TypesetError::TimedOut));
    assert_eq!(workers.typeset(job()).await, Err(TypesetError::TimedOut));
}

#[tokio::test]
async fn one_job_too_many_is_turned_away_at_once() {
    let workers = one("never-answer", &[], Limits { waiting: 1, ..limits() });
    let mut at_work = workers.typeset(job());
    let mut waits = workers.typeset(job());
    // Polled once each: the first takes the child, the second the only place in the queue.
    assert!(futures_pending(&mut at_work).await);
    assert!(futures_pending(&mut waits).await);
    assert_eq!(workers.typeset(job()).await, Err(TypesetError::Busy));
    drop(waits);
    let mut again = workers.typeset(job());
    assert!(futures_pending(&mut again).await, "the place is free again when a waiting job is given up");
}

async fn futures_pending<T>(future: &mut (impl Future<Output = T> + Unpin)) -> bool {
    std::future::poll_fn(|context| std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(context).is_pending()))
        .await
}

#[tokio::test]
async fn a_program_that_cannot_be_started_is_said_to_be_broken() {
    let workers = Workers::new(vec!["/nonexistent/zhifa".into()], limits());
    assert!(matches!(workers.typeset(job()).await, Err(TypesetError::Broken(_))));
}

/// A command that ends at once stands for a child whose memory limit or fonts stop it at the start.
#[tokio::test]
async fn fonts_that_are_missing_break_the_job_and_not_the_parent() {
    let folder = tempfile::tempdir().unwrap();
    let workers = one("serve", &[folder.path()], limits());
    assert!(matches!(workers.typeset(job()).await, Err(TypesetError::Broken(_))));
}
