//! 样张测试 · what stands on the papers
//!
//! Every form's examples are laid out with the shipped fonts and compared, line by line, with the text kept in
//! `golden/`. After a deliberate change of a form: `ZHIFA_BLESS=1 cargo test -p typeset --test papers`, then read the
//! difference and look at the papers (`cargo run -p typeset --example papers`).

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail like the tests themselves"
)]

use std::path::PathBuf;
use std::sync::LazyLock;

use forms::{Field, FormName, Job, Kind, TypesetError, form};
use serde_json::{Value, json};
use typeset::Engine;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&[fonts()]).unwrap());

fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn fonts() -> PathBuf {
    here("../../assets/fonts")
}

fn example(name: FormName, example: &str) -> Job {
    let text = std::fs::read_to_string(here(&format!("../forms/{name}/{example}.json"))).unwrap();
    // 2026-11-23 17:00 in Beijing.
    Job {
        form: name,
        data: serde_json::from_str(&text).unwrap(),
        ident: "paper-1".into(),
        dated_ms: 1_795_424_400_000,
        is_preview: false,
        own: None,
        is_sealed: false,
        check: None,
    }
}

fn with(name: FormName, key: &str, value: Value) -> Job {
    let mut job = example(name, "sample");
    job.data[key] = value;
    assert_eq!(form(name).validate(&job.data), Ok(()));
    job
}

fn findings(count: usize) -> Value {
    let finding =
        "煤气柜区域值班室固定式一氧化碳监测报警装置显示故障，未及时修复，现场未见维修记录，值班人员不能说明报警值";
    (1..=count).map(|i| format!("{finding}（位号GT-{i:03}）。")).collect()
}

/// The text without its line and page breaks.
fn joined(text: &str) -> String {
    text.replace(['\n', '\u{c}'], "")
}

#[test]
fn every_example_prints_the_text_kept_beside_the_tests() {
    let bless = std::env::var_os("ZHIFA_BLESS").is_some();
    for name in FormName::all() {
        for kind in ["sample", "minimal"] {
            let text = ENGINE.text(&example(name, kind)).unwrap();
            let kept = here(&format!("tests/golden/{name}-{kind}.txt"));
            if bless {
                std::fs::write(&kept, &text).unwrap();
            }
            let kept = std::fs::read_to_string(kept).unwrap();
            assert_eq!(text, kept, "{name} {kind}");
        }
    }
}

#[test]
fn every_sample_becomes_an_archive_pdf() {
    for name in FormName::all() {
        let paper = ENGINE.set(&example(name, "sample")).unwrap();
        let metadata = String::from_utf8_lossy(&paper.pdf);
        assert!(paper.pdf.starts_with(b"%PDF-1.7"), "{name}");
        assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "{name}");
        assert!(metadata.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{name}");
        assert!(metadata.contains("2026-11-23T17:00:00+08:00"), "{name}");
    }
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    let job = example(FormName::RECTIFICATION_ORDER, "sample");
    let first = ENGINE.set(&job).unwrap();
    let fresh = Engine::new(&[fonts()]).unwrap();
    assert!(first == fresh.set(&job).unwrap(), "another engine, the same bytes");
    let other = Job { ident: "paper-2".into(), ..job };
    assert!(first != ENGINE.set(&other).unwrap(), "another paper, other bytes");
}

/// 问题多的检查记录顺延到续页，页码和“以下空白”都在。
#[test]
fn forty_findings_flow_over_pages_with_right_footers() {
    let job = with(FormName::ON_SITE_RECORD, "problems", findings(40));
    let text = ENGINE.text(&job).unwrap();
    let pages: Vec<String> = text.split('\u{c}').map(joined).collect();
    let total = pages.len();
    assert!(total >= 3, "{total} pages");
    assert_eq!(ENGINE.set(&job).unwrap().pages as usize, total);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("共 {total} 页　第 {} 页", index + 1)), "page {}", index + 1);
        assert_eq!(page.contains("（续页）"), index > 0, "page {}", index + 1);
        assert_eq!(page.contains("（以下空白）"), index + 1 == total, "page {}", index + 1);
    }
    for number in 1..=40 {
        assert!(joined(&text).contains(&format!("（位号GT-{number:03}）")), "finding {number}");
    }
}

/// 落款不得独占一页：落款所在页必有正文，份数注记只在末页。
#[test]
fn the_signing_block_never_stands_alone_on_a_page() {
    for count in 1..=14 {
        let text = ENGINE.text(&with(FormName::RECTIFICATION_ORDER, "problems", findings(count))).unwrap();
        let pages: Vec<String> = text.split('\u{c}').map(joined).collect();
        for (index, page) in pages.iter().enumerate() {
            let last = index + 1 == pages.len();
            assert_eq!(page.contains("（印章）"), last, "{count} findings, page {}", index + 1);
            assert_eq!(page.contains("本文书一式两份"), last, "{count} findings, page {}", index + 1);
            assert!(!last || page.contains("如果不服本指令"), "{count} findings: text stands on the page of the seal");
        }
    }
}

/// Text of this many lines or so, in the field that is the longest of the form's own words.
fn lengthened(name: FormName, lines: usize) -> Option<Job> {
    let mut job = example(name, "sample");
    let long = |field: &&Field| matches!(field.kind, Kind::LongText | Kind::Problems | Kind::List | Kind::Rows);
    let fields = form(name).fields();
    let longest = || fields.iter().filter(|field| field.kind == Kind::Text).max_by_key(|field| field.max_chars);
    let field = fields.iter().rev().find(long).or_else(longest)?;
    let line = "现场检查时发现固定式监测报警装置显示故障未及时修复";
    let value = match field.kind {
        Kind::Text => json!(line.repeat(lines).chars().take(field.max_chars).collect::<String>()),
        Kind::LongText => json!(vec![line; lines].join("\n").chars().take(field.max_chars).collect::<String>()),
        Kind::Rows => json!(vec![job.data[&field.key][0].clone(); lines.min(field.max_items)]),
        _ => json!(vec![line.chars().take(field.max_chars).collect::<String>(); lines.min(field.max_items)]),
    };
    job.data[&field.key] = value;
    form(name).validate(&job.data).is_ok().then_some(job)
}

/// 每一种盖章的文书，正文再长，盖章的一页上也有正文：除签名、联系方式、落款、页脚以外，还有字。
#[test]
fn no_sealed_paper_has_its_signing_block_alone_whatever_its_length() {
    let beside = [
        "签名",
        "证号",
        "（印章）",
        "本文书一式",
        "第",
        "年　",
        "机关地址",
        "邮政编码",
        "联系人",
        "联系电话",
        "（以下空白）",
    ];
    for name in FormName::all().filter(|name| form(*name).seal()) {
        let mut breaks = 0;
        // The block is some eight lines high: steps of four meet every way in which a page can end before it.
        for job in (2..=42).step_by(4).filter_map(|lines| lengthened(name, lines)) {
            let organ = job.data["organisation"].as_str().unwrap().to_owned();
            let text = ENGINE.text(&job).unwrap();
            let pages: Vec<&str> = text.split('\u{c}').collect();
            breaks = breaks.max(pages.len());
            let last = pages.last().unwrap();
            assert!(last.contains("（印章）"), "{name}");
            let body = last.lines().map(str::trim).filter(|line| {
                let is_day = line.ends_with('日') && line.chars().count() < 14;
                let is_beside = beside.iter().any(|words| line.contains(words)) || line.contains(&organ) || is_day;
                !line.is_empty() && !is_beside
            });
            assert!(body.count() > 0, "{name}: {} pages, the last holds only\n{last}", pages.len());
        }
        assert!(breaks > 0, "{name} was set");
    }
}

/// 未编号的只是预览：每页有浅色字样，写“待编号”，没有盖章的位置。
#[test]
fn a_paper_without_a_number_looks_like_a_preview() {
    for name in FormName::all().filter(|name| form(*name).is_numbered()) {
        let issued = ENGINE.text(&example(name, "sample")).unwrap();
        assert!(!issued.contains("预览") && !issued.contains("待编号"), "{name}");
        let preview = ENGINE.text(&with(name, "number", Value::Null)).unwrap();
        assert!(preview.contains("待编号"), "{name}");
        assert!(preview.split('\u{c}').all(|page| page.contains("预览 · 未编号")), "{name}");
    }
}

/// 有文号而未出具的，预览印出文号，通页标明未出具，没有盖章的位置。
#[test]
fn a_preview_with_its_number_is_still_marked_on_every_page() {
    for name in FormName::all() {
        let preview = ENGINE.text(&Job { is_preview: true, ..example(name, "sample") }).unwrap();
        assert!(!preview.contains("待编号"), "{name}");
        assert!(preview.split('\u{c}').all(|page| page.contains("预览 · 未出具")), "{name}");
    }
}

/// 盖章的文书在末页留出40毫米印章的位置，不出纸边、不压页脚横线，问题多少都一样；未编号的没有盖章处。
#[test]
fn a_numbered_paper_has_room_for_its_seal_and_a_preview_has_none() {
    let radius = 20.0 / 25.4 * 72.0;
    let footer_rule = 789.0;
    for name in FormName::all() {
        let place = ENGINE.seal_place(&example(name, "sample")).unwrap();
        assert_eq!(place.is_some(), form(name).seal(), "{name}");
        let preview = Job { is_preview: true, ..example(name, "sample") };
        assert_eq!(ENGINE.seal_place(&preview).unwrap(), None, "{name}");
    }
    for count in 1..=14 {
        let job = with(FormName::RECTIFICATION_ORDER, "problems", findings(count));
        let place = ENGINE.seal_place(&job).unwrap().unwrap();
        assert_eq!(place.page, ENGINE.set(&job).unwrap().pages, "{count} findings");
        assert!(place.x + radius < 595.0 - 28.0 && place.y + radius < footer_rule, "{count} findings: {place:?}");
    }
}

/// 线下审批的方案不印签名处，审批材料另附。
#[test]
fn a_scheme_approved_on_paper_says_so() {
    let mut job = with(FormName::INSPECTION_SCHEME, "offline_approval", json!(true));
    job.data["review"] = Value::Null;
    job.data["approval"] = Value::Null;
    let text = joined(&ENGINE.text(&job).unwrap());
    assert_eq!(text.matches("线下审批，审批材料附卷。").count(), 2);
    assert!(!text.contains("审批人（签名）"));
}

/// `evict` clears the cache of one comemo: with a second one in the tree, Typst's own cache would grow for ever.
#[test]
fn there_is_one_comemo() {
    let lock = std::fs::read_to_string(here("../../Cargo.lock")).unwrap();
    assert_eq!(lock.matches("name = \"comemo\"").count(), 1);
}

/// 《行政复议法》（2023修订）施行后复议机关只有一个，不得再印“或者向上级主管部门”。
#[test]
fn the_remedy_names_one_reconsideration_organ() {
    let text = joined(&ENGINE.text(&example(FormName::RECTIFICATION_ORDER, "sample")).unwrap());
    let remedy = "可以依法在60日内向滨江县人民政府申请行政复议，或者在6个月内依法向滨江县人民法院提起行政诉讼，但本指令不停止执行，法律另有规定的除外。";
    assert!(text.replace(' ', "").contains(remedy), "{text}");
}

/// 没有发现问题也要如实记录，不能留空。
#[test]
fn a_visit_without_findings_says_so() {
    let text = joined(&ENGINE.text(&with(FormName::ON_SITE_RECORD, "problems", json!([]))).unwrap());
    assert!(text.contains("未发现问题"));
    assert!(!text.contains("发现的问题如下"));
}

#[test]
fn a_scheme_with_many_items_grows_over_pages() {
    let item = |i: usize| json!({ "list": "日常检查事项清单", "content": format!("第{i}号设备的安全设施是否完好有效并定期检测、检验，是否建立档案") });
    let items: Value = (1..=120).map(item).collect();
    let text = ENGINE.text(&with(FormName::INSPECTION_SCHEME, "items", items)).unwrap();
    assert!(text.split('\u{c}').count() >= 3);
    let text = joined(&text);
    assert!((1..=120).all(|i| text.contains(&format!("第{i}号设备"))));
}

#[test]
fn the_longest_texts_that_the_form_allows_stay_on_the_page() {
    let officer = json!({ "name": "镕".repeat(30), "certificate_no": "9".repeat(40), "organisation": "甲".repeat(80) });
    let mut job = example(FormName::RE_CHECK_OPINION, "sample");
    job.data["conclusion"] = json!(format!("{}终", "结论".repeat(499)));
    job.data["officers"] = json!(vec![officer; 20]);
    assert_eq!(form(job.form).validate(&job.data), Ok(()));
    let (text, lowest) = ENGINE.text_and_lowest(&job).unwrap();
    assert!(lowest < 842.0, "text at {lowest} pt, the sheet ends at 842 pt");
    assert!(joined(&text).contains("结论终"));
}

/// 字库没有的字一律指名拒绝，决不印成方框。
#[test]
fn a_character_that_no_font_has_is_refused_by_name() {
    let job = with(FormName::RECTIFICATION_ORDER, "party", json!("滨江县\u{2B741}垚\u{2B742}厂\u{2B741}"));
    assert_eq!(ENGINE.set(&job), Err(TypesetError::MissingGlyph("\u{2B741}\u{2B742}".into())));
}

/// 造字区的字换一台机器就变样，不得进入归档文书。
#[test]
fn a_private_character_is_refused_by_name() {
    let job = with(FormName::RECTIFICATION_ORDER, "party", json!("滨江县\u{e5e5}石建材厂"));
    assert_eq!(ENGINE.set(&job), Err(TypesetError::MissingGlyph("\u{e5e5}".into())));
}

#[test]
fn rare_characters_of_names_and_places_are_printed() {
    let rare = "镕喆堃翀昇㙦璟珺祎玥赟燊垚骉䶮昉甪鄠盩厔硚祃穄㵲㛃㸆𬬻𫖮𬱖𬴊𫟹𬺈𫍽";
    let text = ENGINE.text(&with(FormName::RECTIFICATION_ORDER, "party", json!(rare))).unwrap();
    assert!(joined(&text).contains(rare));
}

#[test]
fn data_that_does_not_suit_the_template_is_an_error_and_the_next_paper_works() {
    let mut job = example(FormName::ON_SITE_RECORD, "sample");
    job.data["officers"] = json!("甲");
    assert!(matches!(ENGINE.set(&job), Err(TypesetError::Template(_))));
    assert!(ENGINE.set(&example(FormName::ON_SITE_RECORD, "sample")).is_ok());
}

/// Text that looks like Typst is text.
#[test]
fn data_is_never_code() {
    let text =
        ENGINE.text(&with(FormName::RECTIFICATION_ORDER, "party", json!("#panic() $x$ *甲* \\ @乙 <丙>"))).unwrap();
    assert!(joined(&text).contains("#panic() $x$ *甲* \\ @乙 <丙>"));
}
