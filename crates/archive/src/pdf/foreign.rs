//! 外来文件 · the pages of a PDF that others made
//!
//! 扫描的书证、证照、回执大小方向各异，逐页摆正，放进A4版面。Nothing but what is to be seen comes along: no script, no link, no
//! form field, no attachment. What such a file draws stays within its own sheet, so that our page numbers stand as elsewhere.
//! Its fonts and colours are its own; a whole with such pages no longer says of itself that it is PDF/A.

use super::import::inherited;
use super::overlay::{dictionary, rectangle};
use super::{Assembly, Fault, flatten};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, dictionary};
use std::ops::Range;

/// The most bytes one stream may unfold to while a file is read.
const UNFOLDED: usize = 64 * 1024 * 1024;
/// A4 upright, in points.
const SHEET: (f32, f32) = (595.28, 841.89);
/// A page as large as a sheet within this is not made larger or smaller.
const SAME: f32 = 0.02;
/// The name of the page's drawing on its sheet.
const NAME: &str = "ZfPage";

impl Assembly {
    /// Puts the pages of a file that others made behind those that are there, each upright on a sheet of A4.
    ///
    /// # Errors
    /// A file that cannot be read, is encrypted, or has more than `most` pages; the assembly is then as it was.
    pub fn add_foreign(&mut self, pdf: &[u8], most: usize) -> Result<Range<usize>, Fault> {
        let options = LoadOptions { max_decompressed_size: Some(UNFOLDED), ..LoadOptions::default() };
        let mut from = Document::load_mem_with_options(pdf, options)?;
        if from.is_encrypted() || from.was_encrypted() {
            return Err(Fault::Encrypted);
        }
        let count = from.get_pages().len();
        if count == 0 {
            return Err(Fault::NoPage(1));
        }
        if count > most {
            return Err(Fault::TooLong(count));
        }
        without_dangling(&mut from);
        from.renumber_objects_with(self.doc.max_id + 1);
        let pages: Vec<ObjectId> = from.get_pages().into_values().collect();
        for page in &pages {
            let sheet = on_sheet(&mut from, *page)?;
            from.set_object(*page, sheet);
        }
        self.is_archival = false;
        self.doc.max_id = from.max_id;
        self.doc.objects.append(&mut from.objects);
        let start = self.pages.len();
        self.pages.extend(pages);
        Ok(start..self.pages.len())
    }
}

/// A reference to nothing means null; among our objects it would mean one of them.
fn without_dangling(doc: &mut Document) {
    let known: std::collections::BTreeSet<ObjectId> = doc.objects.keys().copied().collect();
    for object in doc.objects.values_mut() {
        cleared(object, &known);
    }
}

fn cleared(object: &mut Object, known: &std::collections::BTreeSet<ObjectId>) {
    match object {
        Object::Reference(id) if !known.contains(id) => *object = Object::Null,
        Object::Array(list) => list.iter_mut().for_each(|one| cleared(one, known)),
        Object::Dictionary(dict) => dict.iter_mut().for_each(|(_, one)| cleared(one, known)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, one)| cleared(one, known)),
        _ => {}
    }
}

/// The page as a drawing on a sheet of its own.
fn on_sheet(doc: &mut Document, page: ObjectId) -> Result<Dictionary, Fault> {
    let mut old = inherited(doc, page)?;
    flatten::annotations(doc, &mut old);
    doc.set_object(page, old.clone());
    let shown = shown(doc, &old);
    let mut form = drawing(doc, page, &old)?;
    form.dict.set("Type", "XObject");
    form.dict.set("Subtype", "Form");
    form.dict.set("BBox", shown.map(Object::Real).to_vec());
    form.dict.set("Resources", dictionary(doc, old.get(b"Resources").ok()));
    if let Ok(group) = old.get(b"Group") {
        form.dict.set("Group", group.clone());
    }
    let form = doc.add_object(form);
    let turned = old.get(b"Rotate").ok().and_then(|at| doc.dereference(at).ok()?.1.as_i64().ok()).unwrap_or(0);
    let ((wide, high), matrix) = placed(shown, turned);
    let content = doc.add_object(Stream::new(Dictionary::new(), format!("{matrix} cm /{NAME} Do\n").into_bytes()));
    Ok(dictionary! {
        "Type" => "Page", "MediaBox" => vec![0.into(), 0.into(), Object::Real(wide), Object::Real(high)],
        "Contents" => content, "Resources" => dictionary! { "XObject" => dictionary! { NAME => form } },
    })
}

/// What the page draws, as one stream: as it is when it is one, unfolded and joined when there are several.
fn drawing(doc: &Document, page: ObjectId, dict: &Dictionary) -> Result<Stream, Fault> {
    if let Ok(Object::Reference(id)) = dict.get(b"Contents")
        && let Ok(Object::Stream(stream)) = doc.get_object(*id)
    {
        return Ok(stream.clone());
    }
    let joined = doc.get_page_content_with_limit(page, UNFOLDED)?;
    let mut stream = Stream::new(Dictionary::new(), joined);
    stream.compress()?;
    Ok(stream)
}

/// The part of the page that is to be seen; A4 where it does not say so sensibly.
fn shown(doc: &Document, page: &Dictionary) -> [f32; 4] {
    let sensible = |at: &[f32; 4]| at.iter().all(|n| n.is_finite()) && at[2] - at[0] >= 1.0 && at[3] - at[1] >= 1.0;
    let of = |key: &[u8]| rectangle(doc, page.get(key).ok()).filter(sensible);
    let media = of(b"MediaBox").unwrap_or([0.0, 0.0, SHEET.0, SHEET.1]);
    let Some(crop) = of(b"CropBox") else { return media };
    let both = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    if sensible(&both) { both } else { media }
}

/// The sheet, upright or lying, and the matrix that puts the page onto it as its reader sees it, in the middle.
fn placed([left, bottom, right, top]: [f32; 4], turned: i64) -> ((f32, f32), String) {
    let (w, h) = (right - left, top - bottom);
    let (wide, high, [a, b, c, d, e, f]) = match turned.rem_euclid(360) {
        90 => (h, w, [0.0, -1.0, 1.0, 0.0, -bottom, right]),
        180 => (w, h, [-1.0, 0.0, 0.0, -1.0, right, top]),
        270 => (h, w, [0.0, 1.0, -1.0, 0.0, top, -left]),
        _ => (w, h, [1.0, 0.0, 0.0, 1.0, -left, -bottom]),
    };
    let sheet = if wide > high { (SHEET.1, SHEET.0) } else { SHEET };
    let fits = (sheet.0 / wide).min(sheet.1 / high);
    let s = if (fits - 1.0).abs() < SAME { 1.0 } else { fits };
    let (x, y) = ((sheet.0 - wide * s) / 2.0, (sheet.1 - high * s) / 2.0);
    let numbers = [a * s, b * s, c * s, d * s, e * s + x, f * s + y].map(|n| format!("{n:.5}"));
    (sheet, numbers.join(" "))
}
