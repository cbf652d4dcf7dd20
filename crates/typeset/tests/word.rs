//! 编辑稿测试 · the Word file of every kind says what its PDF says

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like the tests themselves")]

use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::LazyLock;

use forms::{Form, FormName, Job, catalogue, form};
use serde_json::{Value, json};
use typeset::Engine;
use zip::ZipArchive;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts")]).unwrap());

fn job(form: &Form, data: Value) -> Job {
    Job {
        form: form.name(),
        data,
        ident: "paper".into(),
        dated_ms: 1_795_424_400_000,
        is_preview: false,
        is_sealed: false,
        check: None,
        own: None,
    }
}

fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of a part, without marks of what is ticked or written by hand.
fn words(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    flat(&out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"_☐☑".contains(*c)).collect()
}

/// The lines of a paper that are its text: without the count of pages, the heads of further pages and the mark of what
/// has no number (issued papers have theirs).
fn lines(text: &str) -> impl Iterator<Item = String> {
    let is_count = |line: &str| line.starts_with("共 ") && line.contains("页　第 ");
    let own = |line: &&str| !line.contains("（续页）") && !is_count(line) && !line.starts_with("预览 · ");
    text.lines()
        .filter(own)
        .map(flat)
        .filter(|line| !line.is_empty() && line != "\u{c}")
        .collect::<Vec<_>>()
        .into_iter()
}

/// 每种文书的编辑稿，文字与 PDF 一致，一行不少。
#[test]
fn every_line_of_the_print_stands_in_the_word_file() {
    let mut missing = Vec::new();
    for form in catalogue() {
        for (example, text) in [("sample", form.sample()), ("minimal", form.minimal())] {
            let job = job(form, serde_json::from_str(text).unwrap());
            let docx = ENGINE.word(&job).unwrap();
            let said = words(&part(&docx, "word/document.xml")) + &words(&part(&docx, "word/footer1.xml"));
            for line in lines(&ENGINE.text(&job).unwrap()).filter(|line| !said.contains(line)) {
                missing.push(format!("{} {example}: {line}", form.name()));
            }
        }
    }
    assert!(missing.is_empty(), "{} lines\n{}", missing.len(), missing.join("\n"));
}

/// 每一页都写明这是编辑稿；字体是公文的字体；页边距齐全。
#[test]
fn the_file_says_that_it_is_not_the_original_and_names_the_fonts_of_an_office() {
    let order = form(FormName::RECTIFICATION_ORDER);
    let docx = ENGINE.word(&job(order, serde_json::from_str(order.sample()).unwrap())).unwrap();
    assert!(words(&part(&docx, "word/header1.xml")).contains("编辑稿"));
    let body = part(&docx, "word/document.xml");
    for wanted in ["仿宋_GB2312", "方正小标宋简体", "w:top=\"1191\"", "w:gutter=\"0\"", "w:u w:val=\"single\""]
    {
        assert!(body.contains(wanted), "{wanted}");
    }
    assert!(part(&docx, "word/footer1.xml").contains("NUMPAGES"));
    assert!(words(&part(&docx, "word/footer1.xml")).contains("一式两份"));
}

/// 表格在编辑稿中仍是表格：合并的格子合并，跨页的一格只有一格，表头不重复。
#[test]
fn a_table_over_pages_is_one_table_with_one_heading() {
    let index = catalogue().iter().find(|form| form.name().code() == "volume_index").unwrap();
    let mut data: Value = serde_json::from_str(index.sample()).unwrap();
    let row = json!({"name": "现场检查记录", "on": "2026年11月23日", "pages": "1", "remark": "原件"});
    data["entries"] = json!(vec![row; 120]);
    let paper = job(index, data);
    assert!(ENGINE.set(&paper).unwrap().pages > 2);
    let body = part(&ENGINE.word(&paper).unwrap(), "word/document.xml");
    assert_eq!(body.matches("<w:tbl>").count(), 1);
    assert_eq!(body.matches("<w:tr>").count(), 122, "a heading, the rows, 以下空白");
    assert_eq!(words(&body).matches("文件名称及编号").count(), 1);
}

/// 长文字的一格跨页，编辑稿里是一段一段接着的文字。
#[test]
fn a_cell_over_two_pages_keeps_its_text_together() {
    let report = catalogue().iter().find(|form| form.name().code() == "case_disposal_submission").unwrap();
    let mut data: Value = serde_json::from_str(report.sample()).unwrap();
    let long = report.fields().iter().find(|field| field.kind == forms::Kind::LongText).unwrap();
    let sentences: String = (1..=90).map(|n| format!("第{n}句，现场检查时发现未按规定定期检测。")).collect();
    data[&long.key] = json!(sentences);
    let paper = job(report, data);
    assert!(ENGINE.set(&paper).unwrap().pages > 1);
    assert!(words(&part(&ENGINE.word(&paper).unwrap(), "word/document.xml")).contains(&flat(&sentences)));
}

#[test]
fn the_same_paper_is_the_same_file() {
    let record = form(FormName::ON_SITE_RECORD);
    let paper = job(record, serde_json::from_str(record.sample()).unwrap());
    assert_eq!(ENGINE.word(&paper).unwrap(), ENGINE.word(&paper).unwrap());
}
