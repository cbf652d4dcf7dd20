//! 卷内自制的各页 · cover, directory, photo pages, note
//!
//! 内容由卷内材料算出，不由人填：件数、页数、页号、日期。

use super::annex::Bound;
use super::plan::{Annex, Plan, pages, remark};
use evidence::Attachment;
use forms::{FormName, Job};
use lexicon::{LegalDay, Term};
use serde_json::{Value, json};
use std::ops::Range;

/// 检查案卷封面
pub const COVER: &str = "inspection_volume_cover";
/// 卷内目录
pub const INDEX: &str = "volume_index";
/// 证据照片
pub const PHOTOS: &str = "volume_photos";
/// 备考表
pub const NOTE: &str = "volume_note";

/// An order to the typesetter for one of these papers; its moment is the beginning of the day the volume is made on.
///
/// # Errors
/// A form that is not in the catalogue: the program is wrong.
pub fn job(plan: &Plan, form: &str, data: Value) -> authority::Result<Job> {
    let form: FormName = form.parse().map_err(|e: forms::UnknownForm| authority::Halt::Fault(e.to_string()))?;
    let dated_ms = plan.made_on.at_beijing(0, 0).0;
    Ok(Job {
        form,
        data,
        ident: format!("{} {}", plan.title, form.code()),
        dated_ms,
        is_preview: false,
        own: None,
        is_sealed: false,
        check: None,
    })
}

/// 文书几件、照片几张、附件几件；没有的不写。
fn amount(plan: &Plan) -> String {
    let some = |count: usize, words: &str, unit: &str| match count {
        0 => String::new(),
        n => format!("、{words}{n}{unit}"),
    };
    let (photos, annexes) = (some(plan.photos.len(), "照片", "张"), some(plan.annexes.len(), "附件", "件"));
    format!("文书{}件{photos}{annexes}", plan.documents.len())
}

pub fn cover(plan: &Plan, numbered: usize) -> Value {
    json!({
        "organisation": plan.organisation, "case_name": short(&plan.title, 200), "party": short(&plan.party, 150),
        "record_number": plan.record_number, "inspected_on": plan.inspected_on.zh(),
        "closed_on": plan.closed_on.map(LegalDay::zh).unwrap_or_default(), "result": plan.result,
        "officers": plan.officers, "contents": format!("{}，共{numbered}页", amount(plan)),
        "archived_on": if plan.is_closed { plan.made_on.zh() } else { String::new() }, "archive_no": "",
        "kept_for": plan.kept_for.zh(),
    })
}

/// The directory: where each paper stands, the photos as one entry, each annex.
pub fn index(plan: &Plan, places: &[Range<usize>], photos: Option<&Range<usize>>, annexes: &[Bound]) -> Value {
    let mut entries: Vec<Value> = Vec::new();
    for (paper, place) in plan.documents.iter().zip(places) {
        let on = paper.issued_at.map(|at| at.day().zh()).unwrap_or_default();
        let name = short(&format!("{}{}", paper.zh, paper.number), 200);
        entries.push(json!({"name": name, "on": on, "pages": pages(place.start + 1, place.len()),
            "remark": remark(paper)}));
    }
    if let Some(place) = photos {
        let remark = format!("{}张", plan.photos.len());
        entries.push(
            json!({"name": "证据照片", "on": "", "pages": pages(place.start + 1, place.len()), "remark": remark}),
        );
    }
    for (annex, Bound { place, fault }) in plan.annexes.iter().zip(annexes) {
        let (name, on) = (short(&annex.name(), 200), annex.file.uploaded_at.day().zh());
        let remark = if fault.is_some() { "未能装订" } else { "" };
        entries.push(json!({"name": name, "on": on, "pages": pages(place.start + 1, place.len()), "remark": remark}));
    }
    json!({"case_name": short(&plan.title, 200), "entries": entries, "organisation": plan.organisation})
}

/// The captions of the photos; `unreadable` are those that could not be shown.
pub fn photos(plan: &Plan, unreadable: &[usize]) -> Value {
    let rows: Vec<Value> = plan
        .photos
        .iter()
        .enumerate()
        .map(|(at, photo)| {
            let remark = if unreadable.contains(&at) { "照片不能显示，原件另存" } else { "" };
            let shown = if photo.shown.is_empty() { "检查情况" } else { &photo.shown };
            plate(&photo.file, (shown, &photo.place), remark)
        })
        .collect();
    sheet(plan, "", &rows)
}

/// The page of an annex that is a picture, or that could not be bound in: then `remark` says why.
pub fn plate_of(plan: &Plan, annex: &Annex, remark: &str) -> Value {
    let shown = if annex.shown.is_empty() { &annex.file.name } else { &annex.shown };
    sheet(plan, annex.kind.zh(), &[plate(&annex.file, (shown, &annex.place), remark)])
}

fn sheet(plan: &Plan, title: &str, rows: &[Value]) -> Value {
    json!({
        "case_name": short(&plan.title, 200), "title": title, "photos": rows, "organisation": plan.organisation,
    })
}

fn plate(file: &Attachment, (shown, place): (&str, &str), remark: &str) -> Value {
    json!({
        "shown": short(shown, 120), "place": short(place, 100), "by": short(&file.uploaded_by, 30),
        "at": file.uploaded_at.to_beijing_text(), "file": short(&file.name, 80), "sha256": file.sha256,
        "remark": remark,
    })
}

pub fn note(plan: &Plan, numbered: usize, unreadable: usize, annexes: &[Bound]) -> Value {
    let mut said = vec![format!("本卷共{numbered}页，其中{}。封面、卷内目录、备考表不编页号。", amount(plan))];
    said.push("本卷由程序按卷内次序汇编。各份文书的电子原件及其电子签名以单份文件为准；照片按打印尺寸缩小，原件的校验值印在照片下方。".to_owned());
    if !plan.is_closed {
        said.push("制作本卷时检查尚未办结，以后的文书归入下一版。".to_owned());
    }
    let void = plan.documents.iter().filter(|paper| !remark(paper).is_empty()).count();
    if void > 0 {
        said.push(format!("卷内有{void}份文书已被更正或者撤销，见目录备注。"));
    }
    if plan.left_out > 0 {
        said.push(format!("另行出具的首页、目录、备考表{}份不装入本卷，原件仍在保管库中。", plan.left_out));
    }
    if unreadable > 0 {
        said.push(format!("有{unreadable}张照片不能显示，原件仍在保管库中。"));
    }
    let bound = plan.annexes.iter().zip(annexes);
    let (good, bad): (Vec<_>, Vec<_>) = bound.partition(|(_, bound)| bound.fault.is_none());
    if good.iter().any(|(annex, _)| !annex.is_picture()) {
        said.push("外来的PDF附件逐页放在A4版面上装订，只取其页面；原件仍在保管库中。".to_owned());
    }
    if !bad.is_empty() {
        let named = bad
            .iter()
            .map(|(annex, bound)| format!("{}（{}）", annex.file.name, bound.fault.as_deref().unwrap_or_default()));
        let named = named.collect::<Vec<_>>().join("、");
        said.push(short(&format!("有{}个附件未能装订，原件仍在保管库中：{named}。", bad.len()), 1500));
    }
    json!({
        "case_name": short(&plan.title, 200), "situation": said.join("\n"), "archivist": plan.archivist, "checker": "",
        "made_on": plan.made_on.zh(), "organisation": plan.organisation,
    })
}

/// 一栏只印得下这么多字，多的以省略号代替。
fn short(words: &str, most: usize) -> String {
    let clean: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.chars().count() <= most {
        return clean;
    }
    let kept: String = clean.chars().take(most.saturating_sub(1)).collect();
    format!("{kept}…")
}
