//! 他人读文书 · what another reader finds on the printed papers
//!
//! The PDF files of every kind are given to `pdftotext` and `pdfinfo` of poppler: what we wrote must be what they read.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use forms::{Form, catalogue};
use serde_json::Value;

use crate::ENGINE;
use crate::owed::{examples, flat, job, owed};

/// The pages of a PDF as poppler reads them, each piece where its text was drawn.
fn read(pdf: &[u8], file: &Path) -> Vec<String> {
    std::fs::write(file, pdf).unwrap();
    let said = |tool: &str, with: &[&str]| {
        let out = Command::new(tool).args(with).arg(file).args(with.first().map(|_| "-")).output();
        let out = out.unwrap_or_else(|e| panic!("{tool} (poppler-utils): {e}"));
        assert!(out.status.success() && out.stderr.is_empty(), "{tool}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    };
    let text = said("pdftotext", &["-raw", "-enc", "UTF-8"]);
    let pages: Vec<String> = text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect();
    let counted = said("pdfinfo", &[]);
    let counted = counted.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim();
    assert_eq!(counted, pages.len().to_string(), "{}", file.display());
    pages
}

/// Whether a text stands on the pages: whole on one of them, or over several, where heads and neighbouring cells come
/// between its pieces.
fn stands(text: &str, pages: &[String]) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let (mut from, mut pieces) = (0, 0);
    while from < letters.len() {
        let holds = |count: usize| {
            let piece: String = letters[from..from + count].iter().collect();
            pages.iter().any(|page| page.contains(&piece))
        };
        // What is longer than a piece that stands nowhere stands nowhere either.
        let (mut good, mut bad) = (0, letters.len() - from + 1);
        while bad - good > 1 {
            let middle = usize::midpoint(good, bad);
            if holds(middle) { good = middle } else { bad = middle }
        }
        pieces += 1;
        if good == 0 || pieces > pages.len() {
            return false;
        }
        from += good;
    }
    true
}

/// The fullest paper with a mark in every field, as for a unit and as for a person; an officer is of the organ itself,
/// for some papers name the organ with its officers only.
fn marked(form: &Form) -> Vec<Value> {
    let mut data = form.marked().data;
    if let (true, Some(organ)) = (data["officers"][0].is_object(), data.get("organisation").cloned()) {
        data["officers"][0]["organisation"] = organ;
    }
    if !form.fields().iter().any(|field| field.key == "party_kind") {
        return vec![data];
    }
    let of = |kind: &str| {
        let mut data = data.clone();
        data["party_kind"] = kind.into();
        data
    };
    vec![of("单位"), of("自然人")]
}

/// The marks of a form that stand on none of its papers. Officers write their names by hand.
fn unmarked(form: &Form, papers: &[Vec<String>]) -> Vec<String> {
    let by_hand = |zh: &str| zh.ends_with("·姓名") || zh.ends_with("·所属机关");
    let marks = form.marked().marks.into_iter().filter(|(zh, ..)| !by_hand(zh));
    let stand = |words: &[String]| papers.iter().any(|pages| words.iter().any(|text| stands(&flat(text), pages)));
    marks.filter(|(_, _, words)| !stand(words)).map(|(zh, ..)| format!("{}: {zh} is missing", form.name())).collect()
}

/// The pages of one paper without blanks, and everything that is wrong with them whatever they say.
fn printed(form: &Form, which: &str, (data, file): (Value, &Path)) -> (Vec<String>, Vec<String>) {
    let name = format!("{} {which}", form.name());
    let done = ENGINE.examine(&job(form, data)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (paper, pages) = (&done.paper, read(&done.paper.pdf, file));
    let mut wrong = Vec::new();
    if pages.len() != paper.pages as usize {
        wrong.push(format!("{name}: {} pages, we say {}", pages.len(), paper.pages));
    }
    if done.read.runs_off {
        wrong.push(format!("{name}: text stands outside its sheet"));
    }
    let strange = |c: &char| matches!(*c, '\u{fffd}' | '\u{0}'..='\u{8}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    if let Some(found) = pages.concat().chars().find(strange) {
        wrong.push(format!("{name}: a character that is none, {found:?}"));
    }
    let pages: Vec<String> = pages.iter().map(|page| flat(page)).collect();
    for (at, page) in pages.iter().enumerate() {
        if !page.contains(&format!("共{}页第{}页", pages.len(), at + 1)) {
            wrong.push(format!("{name}: no count on page {}", at + 1));
        }
    }
    (pages, wrong)
}

/// Everything that is wrong with the papers of one form.
fn faults(form: &Form, folder: &Path) -> Vec<String> {
    let file = |which: &str| folder.join(format!("{}-{which}.pdf", form.name()));
    let [sample, minimal] = examples(form);
    let mut wrong = Vec::new();
    for (which, data) in [("sample", sample), ("minimal", minimal), ("longest", form.longest())] {
        let wanted = owed(form, &data);
        let (pages, found) = printed(form, which, (data, &file(which)));
        let lost = wanted.into_iter().filter(|words| !words.iter().any(|text| stands(&flat(text), &pages)));
        wrong.extend(lost.map(|words| format!("{} {which}: {words:?} is missing", form.name())));
        wrong.extend(found);
    }
    let mut papers = Vec::new();
    for data in marked(form) {
        let (pages, found) = printed(form, "marked", (data, &file("marked")));
        papers.push(pages);
        wrong.extend(found);
    }
    wrong.extend(unmarked(form, &papers));
    wrong
}

/// 每种文书的样例、最少、最长内容和逐栏记号，别人的阅读器也读得出每一栏，页数与页脚相符，没有认不出的字，没有排出纸外的。
#[test]
fn another_reader_finds_every_field_and_the_true_count_of_pages() {
    let folder = tempfile::tempdir().unwrap();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(form) = catalogue().get(next.fetch_add(1, Ordering::Relaxed)) {
            wrong.extend(faults(form, folder.path()));
        }
        wrong
    };
    let wrong = std::thread::scope(|both| {
        let other = both.spawn(work);
        let mut found = work();
        found.extend(other.join().unwrap());
        found
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
