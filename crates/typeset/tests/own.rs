//! 自编模板测试 · what an organ's own template may and may not do
//!
//! Attacks are set by real child processes: each is refused, and the next paper comes out as if nothing had been.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use forms::{Examiner, FormName, Job, TemplateFault, TypesetError, Typesetter, catalogue, form};
use typeset::{Engine, Limits, Pools, Workers};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&[fonts()]).unwrap());

fn fonts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")
}

fn job(own: &str) -> Job {
    let form = form(FormName::RE_CHECK_OPINION);
    Job {
        form: form.name(),
        data: serde_json::from_str(form.sample()).unwrap(),
        ident: "paper-1".into(),
        dated_ms: 1_795_424_400_000,
        is_preview: false,
        is_sealed: false,
        check: None,
        own: Some(own.to_owned()),
    }
}

fn command() -> Vec<std::ffi::OsString> {
    vec![env!("CARGO_BIN_EXE_typeset-test-worker").into(), "serve".into(), fonts().into()]
}

/// A busy machine must not fail the tests: what ends an attack here is the limit of processor time.
fn limits() -> Limits {
    Limits { processes: 1, waiting: 4, per_job: Duration::from_secs(300) }
}

fn faults(own: &str) -> Vec<TemplateFault> {
    match ENGINE.set(&job(own)) {
        Err(TypesetError::Own(faults)) => faults,
        other => unreachable!("{other:?}"),
    }
}

/// 与全国式样一字不差的自编模板，排出的文书也一字节不差。
#[test]
fn an_own_template_with_the_national_text_prints_the_same_bytes() {
    for form in catalogue().iter().step_by(9) {
        let own = Job { form: form.name(), data: serde_json::from_str(form.sample()).unwrap(), ..job(form.template()) };
        assert!(ENGINE.set(&own) == ENGINE.set(&Job { own: None, ..own.clone() }), "{}", form.name());
    }
}

#[test]
fn a_trial_tells_what_stands_on_the_paper() {
    let done = ENGINE.examine(&job(form(FormName::RE_CHECK_OPINION).template())).unwrap();
    assert!(done.read.has_seal && !done.read.runs_off && done.read.warnings.is_empty());
    assert!(done.read.text.contains("整改复查意见书") && done.paper.pages == 1);
    let off = ENGINE.examine(&job("#place(dx: 900pt)[甲]")).unwrap();
    assert!(off.read.runs_off && !off.read.has_seal);
    let font = ENGINE.examine(&job("= 甲\n#text(font: \"Nowhere Sans\")[乙]")).unwrap();
    assert_eq!(font.read.warnings.first().map(|w| w.line), Some(2), "{:?}", font.read.warnings);
}

#[test]
fn a_fault_is_told_at_its_line_and_column() {
    let one = |own: &str| faults(own).first().cloned().unwrap();
    let at = |own: &str| (one(own).line, one(own).column);
    assert_eq!(at("甲\n乙 #fil(1)"), (2, 4));
    assert_eq!(at("甲\n\n#let x = (1, 2"), (3, 10));
    let shared = "#import \"/layout/kit.typ\": *\n甲乙#labelled(\"丙\", 1 + \"丁\")";
    assert_eq!((one(shared).line, one(shared).message.contains("cannot add")), (2, true));
    // The mistake is in the shared layout's hands by then; the place is where the template called it.
    let called = "#import \"/layout/kit.typ\": *\n#paragraphs(12)";
    assert_eq!(one(called).line, 2, "{:?}", faults(called));
}

/// 模板看不到自己这份文书以外的任何东西，也不能把填写的内容当程序执行。
#[test]
fn a_template_sees_nothing_but_its_paper() {
    for (own, words) in [
        ("#let x = read(\"/etc/passwd\")", "forbidden function: read"),
        ("#json(\"/etc/passwd\")", "file not found"),
        ("#include \"../../secret.typ\"", ""),
        ("#import \"@preview/cetz:0.3.0\": *", "access denied"),
        ("#let d = json(\"/data.json\")\n#eval(d.conclusion)", "forbidden function: eval"),
        ("#let d = json(\"/data.json\")\n#std.eval(d.conclusion)", "forbidden function: eval"),
        ("#let d = json(\"/data.json\")\n#dictionary(std).at(\"ev\" + \"al\")(d.conclusion)", "found none"),
        ("#image(\"/etc/passwd\")", "file not found"),
        ("#plugin(\"/x.wasm\")", "forbidden function: plugin"),
    ] {
        let first = faults(own).first().cloned().unwrap();
        assert!(first.message.contains(words), "{own}: {}", first.message);
        assert!(first.line > 0, "{own}: {first:?}");
    }
}

#[test]
fn a_trial_ends_at_fifty_pages() {
    assert!(ENGINE.examine(&job("#for n in range(49) [甲#pagebreak()]\n乙")).is_ok());
    let long = ENGINE.examine(&job("#for n in range(9000) [甲#pagebreak()]"));
    assert!(matches!(long, Err(TypesetError::TooManyPages(9000..))), "{:?}", long.err());
}

/// 占时间、占内存的模板只停掉自己的进程，下一份文书照常。
#[tokio::test]
async fn an_attack_ends_its_own_process_and_the_next_paper_comes_out() {
    let workers = Workers::new(command(), limits());
    let good = form(FormName::RE_CHECK_OPINION).template();
    for (attack, limit) in [
        ("#let n = 0\n#for a in range(9000) { for b in range(9000) { n += a * b } }\n#n", TypesetError::TimedOut),
        ("#(\"x\" * 4000000000)", TypesetError::OutOfMemory),
    ] {
        assert_eq!(workers.examine(job(attack)).await.err(), Some(limit), "{attack}");
        assert!(workers.examine(job(good)).await.unwrap().read.has_seal, "after {attack}");
    }
    // Which limit these meet first, memory or processor time, depends on how fast the machine fills them.
    for attack in ["#range(400000000)", "#let s = \"x\"\n#for n in range(40) { s += s }\n#s"] {
        let either = workers.examine(job(attack)).await.err();
        assert!(matches!(either, Some(TypesetError::OutOfMemory | TypesetError::TimedOut)), "{attack}: {either:?}");
        assert!(workers.examine(job(good)).await.is_ok(), "after {attack}");
    }
    let endless = workers.examine(job("#let f() = f()\n#f()")).await.err();
    assert!(matches!(endless, Some(TypesetError::Own(_))), "{endless:?}");
    assert!(workers.examine(job(good)).await.is_ok());
}

/// 自编模板与全国式样各用各的进程：一个机关的模板再慢，也挡不住别的文书。
#[tokio::test]
async fn a_slow_own_template_does_not_hold_up_national_ones() {
    let pools = Pools::new(command(), Limits { waiting: 0, ..limits() });
    let mut slow = pools.typeset(job("#let n = 0\n#for a in range(9000) { for b in range(9000) { n += a * b } }\n#n"));
    let begun = std::future::poll_fn(|context| std::task::Poll::Ready(slow.as_mut().poll(context).is_pending())).await;
    assert!(begun, "the only child for own templates is at work");
    assert_eq!(pools.typeset(job("甲")).await, Err(TypesetError::Busy));
    assert!(pools.typeset(Job { own: None, ..job("") }).await.is_ok());
}
