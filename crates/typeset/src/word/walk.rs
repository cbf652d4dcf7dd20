//! 走版面 · what stands where, and inside which paragraph and cell
//!
//! Frames come page by page. A paragraph or cell that goes on over a page is open on both; a cell that is broken marks
//! each of its frames as its own child.

use std::collections::HashMap;

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Transform};
use typst::model::{HeadingElem, ParElem, TableCell, TableElem};
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::text::TextItem;
use typst::visualize::{CurveItem, Geometry, Shape};
use typst_layout::PagedDocument;

/// A tick box is a square with sides in this range, in points.
const BOX: std::ops::Range<f64> = 7.0..16.0;
/// A shape no higher than this is a level line: thick ones are drawn as flat boxes.
const LEVEL: f64 = 1.3;

/// The cell of a table: which table, where, how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CellAt {
    /// Tables in the order met.
    pub(crate) table: usize,
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

/// Which part of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Body,
    Footer,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Drawn {
    Text {
        words: String,
        size: f64,
        face: Face,
    },
    /// A level line.
    Line,
    Box,
    /// The stroke inside a box that makes it ticked.
    Tick,
}

/// The typeface, by its part on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    Body,
    Head,
    Title,
    Latin,
}

/// Something drawn, in points from the upper left corner of its page.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) page: usize,
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// The baseline of text.
    pub(crate) y: f64,
    pub(crate) part: Part,
    pub(crate) cell: Option<CellAt>,
    /// The paragraph it belongs to; text outside any has none.
    pub(crate) paragraph: Option<u128>,
    pub(crate) is_heading: bool,
    pub(crate) drawn: Drawn,
}

/// Where a cell begins on the sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CellPlace {
    pub(crate) at: CellAt,
    pub(crate) page: usize,
    pub(crate) left: f64,
    pub(crate) top: f64,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) cells: Vec<CellPlace>,
    /// The right edge of each table.
    pub(crate) rights: HashMap<usize, f64>,
}

pub(crate) fn pieces(document: &PagedDocument) -> Pieces {
    let mut walk = Walk::default();
    for (page, sheet) in document.pages().iter().enumerate() {
        walk.page = page;
        walk.frame(&sheet.frame, Transform::identity());
    }
    walk.found
}

/// An element that is open.
#[derive(Clone, Copy, Debug)]
enum Open {
    Paragraph(u128),
    Heading,
    Table(usize),
    Cell(CellAt),
    /// Header, background, the second time a heading of a table is printed.
    Skipped,
    Footer,
    Other,
}

#[derive(Default)]
struct Walk {
    found: Pieces,
    page: usize,
    open: Vec<(Location, Open)>,
    /// What a broken cell had open when its last frame ended.
    broken: HashMap<Location, Vec<(Location, Open)>>,
    tables: usize,
}

impl Walk {
    fn frame(&mut self, frame: &Frame, place: Transform) {
        for (at, item) in frame.items() {
            let here = place.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    match group.parent {
                        Some(parent) => self.child(parent.location, &group.frame, inner),
                        None => self.frame(&group.frame, inner),
                    }
                }
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Shape(shape, _) => self.shape(shape, here),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let Some(location) = content.location() {
                        let open = self.opened(content, here);
                        self.open.push((location, open));
                    }
                }
                FrameItem::Tag(Tag::End(location, _, _)) => {
                    if let Some(at) = self.open.iter().rposition(|(known, _)| known == location) {
                        let (_, closed) = self.open.remove(at);
                        if let Open::Cell(_) | Open::Skipped = closed {
                            self.broken.entry(*location).or_insert_with(|| vec![(*location, closed)]);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// A frame that belongs to an element whose marks stand elsewhere: a cell over two pages.
    fn child(&mut self, parent: Location, frame: &Frame, place: Transform) {
        let Some(own) = self.broken.get(&parent).cloned() else { return self.frame(frame, place) };
        let depth = self.open.len();
        self.open.extend(own);
        self.frame(frame, place);
        let kept = self.open.split_off(depth.min(self.open.len()));
        self.broken.insert(parent, kept);
    }

    fn opened(&mut self, content: &typst::foundations::Content, here: Transform) -> Open {
        if let Some(artifact) = content.to_packed::<ArtifactElem>() {
            return match artifact.kind.get(Default::default()) {
                ArtifactKind::Footer => Open::Footer,
                _ => Open::Skipped,
            };
        }
        if content.is::<ParElem>() {
            return Open::Paragraph(content.location().map_or(0, |location| location.hash()));
        }
        if content.is::<HeadingElem>() {
            return Open::Heading;
        }
        if content.is::<TableElem>() {
            self.tables += 1;
            return Open::Table(self.tables - 1);
        }
        content.to_packed::<TableCell>().map_or(Open::Other, |cell| self.cell(cell, here))
    }

    fn cell(&mut self, cell: &TableCell, here: Transform) -> Open {
        let styles = typst::foundations::StyleChain::default();
        if cell.is_repeated.get(styles) {
            return Open::Skipped;
        }
        // Of tables inside tables, the outer one is written; the inner one is text in its cell.
        if let Some(outer) = self.cell_at() {
            return Open::Cell(outer);
        }
        let tables: Vec<usize> =
            self.open.iter().filter_map(|(_, open)| if let Open::Table(n) = open { Some(*n) } else { None }).collect();
        let Some(table) = tables.first().copied() else { return Open::Other };
        let at = CellAt {
            table,
            row: cell.y.get(styles).unwrap_or_default(),
            column: cell.x.get(styles).unwrap_or_default(),
            rows: cell.rowspan.get(styles).get(),
            columns: cell.colspan.get(styles).get(),
        };
        if !self.found.cells.iter().any(|known| known.at == at) {
            let (left, top) = (here.tx.to_pt(), here.ty.to_pt());
            self.found.cells.push(CellPlace { at, page: self.page, left, top });
        }
        Open::Cell(at)
    }

    fn cell_at(&self) -> Option<CellAt> {
        self.open.iter().find_map(|(_, open)| if let Open::Cell(at) = open { Some(*at) } else { None })
    }

    fn is_skipped(&self) -> bool {
        self.open.iter().any(|(_, open)| matches!(open, Open::Skipped))
    }

    fn text(&mut self, text: &TextItem, here: Transform) {
        // Slanting text is the mark of a preview.
        if self.is_skipped() || !here.ky.is_zero() {
            return;
        }
        let face = face(text);
        let drawn = Drawn::Text { words: text.text.to_string(), size: text.size.to_pt(), face };
        self.put(here.tx.to_pt(), here.tx.to_pt() + text.width().to_pt(), here.ty.to_pt(), drawn);
    }

    fn shape(&mut self, shape: &Shape, here: Transform) {
        if self.is_skipped() {
            return;
        }
        let (x, y) = (here.tx.to_pt(), here.ty.to_pt());
        let points = corners(&shape.geometry);
        let Some((left, right)) = spread(points.iter().map(|p| p.0)) else { return };
        let Some((top, bottom)) = spread(points.iter().map(|p| p.1)) else { return };
        let (wide, high) = (right - left, bottom - top);
        let in_table = self.open.iter().find_map(|(_, open)| if let Open::Table(n) = open { Some(*n) } else { None });
        if let (Some(table), None) = (in_table, self.cell_at()) {
            let known = self.found.rights.entry(table).or_insert(0.0);
            *known = known.max(x + right);
            return;
        }
        let is_square = BOX.contains(&wide) && BOX.contains(&high) && (wide - high).abs() < 0.5;
        if matches!(shape.geometry, Geometry::Rect(_)) && is_square {
            self.put(x + left, x + right, y + bottom, Drawn::Box);
        } else if high < LEVEL && wide > 1.0 {
            self.put(x + left, x + right, y + top, Drawn::Line);
        } else if wide < BOX.end && high < BOX.end && matches!(shape.geometry, Geometry::Curve(_)) {
            self.put(x + left, x + right, y + bottom, Drawn::Tick);
        }
    }

    fn put(&mut self, left: f64, right: f64, y: f64, drawn: Drawn) {
        let part =
            if self.open.iter().any(|(_, open)| matches!(open, Open::Footer)) { Part::Footer } else { Part::Body };
        let paragraph =
            self.open.iter().rev().find_map(|(_, o)| if let Open::Paragraph(id) = o { Some(*id) } else { None });
        let is_heading = self.open.iter().any(|(_, open)| matches!(open, Open::Heading));
        let cell = self.cell_at();
        self.found.pieces.push(Piece { page: self.page, left, right, y, part, cell, paragraph, is_heading, drawn });
    }
}

fn face(text: &TextItem) -> Face {
    let info = text.font.info();
    let family = info.family.to_lowercase();
    if ["tinos", "times", "liberation"].iter().any(|word| family.contains(word)) {
        Face::Latin
    } else if family.contains("小标宋") || info.variant.weight.to_number() >= 600 {
        Face::Title
    } else if ["song", "宋", "simsun"].iter().any(|word| family.contains(word)) {
        Face::Head
    } else {
        Face::Body
    }
}

fn corners(geometry: &Geometry) -> Vec<(f64, f64)> {
    match geometry {
        Geometry::Line(to) => vec![(0.0, 0.0), (to.x.to_pt(), to.y.to_pt())],
        Geometry::Rect(size) => vec![(0.0, 0.0), (size.x.to_pt(), size.y.to_pt())],
        Geometry::Curve(curve) => {
            let end = |item: &CurveItem| match item {
                CurveItem::Move(p) | CurveItem::Line(p) | CurveItem::Cubic(_, _, p) => Some((p.x.to_pt(), p.y.to_pt())),
                CurveItem::Close => None,
            };
            curve.0.iter().filter_map(end).collect()
        }
    }
}

fn spread(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    (least <= most).then_some((least, most))
}
