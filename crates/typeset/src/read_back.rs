//! 回读 · reading a laid-out paper back
//!
//! Typst draws an empty box for a character no font has and says nothing. So every paper is read back before it leaves.

use forms::SealPlace;
use typst::foundations::Label;
use typst::layout::{Frame, FrameItem, Transform};
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// Pieces of text closer than this, in points, stand on one line.
const SAME_LINE: f64 = 2.0;

/// The characters without a glyph and those an archive file may not hold, each once, in the order met.
pub(crate) fn missing(document: &PagedDocument) -> String {
    let mut found = String::new();
    let mut note = |character: char| {
        if !character.is_whitespace() && !found.contains(character) {
            found.push(character);
        }
    };
    each_text(document, &mut |_, _, text| {
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            text.text.get(glyph.range()).unwrap_or_default().chars().for_each(&mut note);
        }
        text.text.chars().filter(|character| is_private(*character)).for_each(&mut note);
    });
    found
}

/// Private and non-characters: every font draws them differently, and PDF/A refuses them (ISO 19005-2, 6.2.11.7.2).
fn is_private(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{f0000}'..)
}

/// Every printed line in drawing order, a form feed between pages.
pub(crate) fn text(document: &PagedDocument) -> String {
    let mut out = String::new();
    let mut last: Option<(usize, Line)> = None;
    each_text(document, &mut |page, place, item| {
        let line = Line::of(place);
        match last {
            Some((before, _)) if before != page => out.push_str("\n\u{c}\n"),
            Some((_, before)) if !line.same(before) => out.push('\n'),
            _ => {}
        }
        last = Some((page, line));
        out.push_str(&item.text);
    });
    out.push('\n');
    out
}

/// Where a piece of text stands. Slanting text (the preview mark) climbs and is yet one line.
#[derive(Clone, Copy)]
enum Line {
    Level(f64),
    Slanting,
}

impl Line {
    fn of(place: Transform) -> Self {
        if place.ky.is_zero() { Self::Level(place.ty.to_pt()) } else { Self::Slanting }
    }

    fn same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Level(a), Self::Level(b)) => (a - b).abs() <= SAME_LINE,
            (Self::Slanting, Self::Slanting) => true,
            _ => false,
        }
    }
}

/// The lowest baseline on any page, in points from the top.
pub(crate) fn lowest(document: &PagedDocument) -> f64 {
    let mut lowest = 0.0_f64;
    each_text(document, &mut |_, place, _| lowest = lowest.max(place.ty.to_pt()));
    lowest
}

/// Whether text begins outside its sheet or stands below its lower edge.
pub(crate) fn runs_off(document: &PagedDocument) -> bool {
    let sizes: Vec<(f64, f64)> =
        document.pages().iter().map(|page| (page.frame.width().to_pt(), page.frame.height().to_pt())).collect();
    let mut off = false;
    each_text(document, &mut |page, place, _| {
        let (width, height) = sizes.get(page).copied().unwrap_or_default();
        let (x, y) = (place.tx.to_pt(), place.ty.to_pt());
        off |= x < 0.0 || x > width || y < 0.0 || y > height;
    });
    off
}

/// The place that the template marks with the label `<seal>`.
pub(crate) fn seal_place(document: &PagedDocument) -> Option<SealPlace> {
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern("seal"))?;
    let location = introspector.elements().query_label(label).ok()?.location()?;
    let place = introspector.position(location)?;
    Some(SealPlace { page: u32::try_from(place.page.get()).ok()?, x: place.point.x.to_pt(), y: place.point.y.to_pt() })
}

fn each_text(document: &PagedDocument, see: &mut dyn FnMut(usize, Transform, &TextItem)) {
    for (page, sheet) in document.pages().iter().enumerate() {
        walk(&sheet.frame, Transform::identity(), &mut |place, item| see(page, place, item));
    }
}

fn walk(frame: &Frame, place: Transform, see: &mut dyn FnMut(Transform, &TextItem)) {
    for (at, item) in frame.items() {
        let here = place.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), see),
            FrameItem::Text(text) => see(here, text),
            _ => {}
        }
    }
}
