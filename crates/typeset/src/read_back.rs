//! 回读 · reading a laid-out paper back
//!
//! Typst draws an empty box for a character no font has and says nothing. So every paper is read back before it leaves.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// Pieces of text closer than this, in points, stand on one line.
const SAME_LINE: f64 = 2.0;

/// The characters without a glyph, each once, in the order met.
pub(crate) fn missing(document: &PagedDocument) -> String {
    let mut found = String::new();
    each_text(document, &mut |_, _, text| {
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let characters = text.text.get(glyph.range()).unwrap_or_default();
            for character in characters.chars().filter(|c| !c.is_whitespace()) {
                if !found.contains(character) {
                    found.push(character);
                }
            }
        }
    });
    found
}

/// Every printed line in drawing order, a form feed between pages.
pub(crate) fn text(document: &PagedDocument) -> String {
    let mut out = String::new();
    let mut last: Option<(usize, f64)> = None;
    each_text(document, &mut |page, at, item| {
        let y = at.y.to_pt();
        match last {
            Some((before, _)) if before != page => out.push_str("\n\u{c}\n"),
            Some((_, line)) if (line - y).abs() > SAME_LINE => out.push('\n'),
            _ => {}
        }
        last = Some((page, y));
        out.push_str(&item.text);
    });
    out.push('\n');
    out
}

fn each_text(document: &PagedDocument, see: &mut dyn FnMut(usize, Point, &TextItem)) {
    for (page, sheet) in document.pages().iter().enumerate() {
        walk(&sheet.frame, Transform::identity(), &mut |at, item| see(page, at, item));
    }
}

fn walk(frame: &Frame, place: Transform, see: &mut dyn FnMut(Point, &TextItem)) {
    for (at, item) in frame.items() {
        let here = place.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), see),
            FrameItem::Text(text) => see(Point::new(here.tx, here.ty), text),
            _ => {}
        }
    }
}
