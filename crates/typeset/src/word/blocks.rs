//! 成段成表 · lines become paragraphs, cells become tables

use std::collections::BTreeMap;

use super::lines::{self, Line, Stretch};
use super::walk::{CellAt, CellPlace, Part, Piece, Pieces};

/// The text of a sheet stands between these edges, in points; `layout/paper.typ` sets 28 and 26 millimetres.
pub(crate) const LEFT: f64 = 28.0 * MM;
pub(crate) const RIGHT: f64 = (210.0 - 26.0) * MM;
pub(crate) const MM: f64 = 72.0 / 25.4;
/// Room between a table and what follows it.
const AFTER_TABLE: f64 = 8.0;
/// A cell keeps this from its borders.
const INSET: f64 = 6.0;

/// How a paragraph stands between its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Align {
    /// Both edges; the indent of all lines and of the first one beyond it, in points.
    Justified {
        indent: f64,
        first: f64,
    },
    Centred,
    Right,
}

/// What follows a stretch within a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Inline {
    Text(Stretch),
    /// To this place, in points from the left edge.
    Tab(f64),
    Break,
}

#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    pub(crate) align: Align,
    pub(crate) is_heading: bool,
    /// From line to line, in points.
    pub(crate) pitch: f64,
    /// Room above the first line beyond the pitch.
    pub(crate) before: f64,
    pub(crate) inlines: Vec<Inline>,
}

#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) at: CellAt,
    pub(crate) paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Edges of the columns, in points from the left of the sheet.
    pub(crate) edges: Vec<f64>,
    /// The least height of each row; 0 when it is not known.
    pub(crate) heights: Vec<f64>,
    pub(crate) cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paper as Word has it.
#[derive(Clone, Debug)]
pub(crate) struct Paper {
    pub(crate) blocks: Vec<Block>,
    /// Lines of the footer of the last page above the count of pages.
    pub(crate) footer: Vec<Paragraph>,
}

impl Paper {
    pub(crate) fn of(read: Pieces) -> Self {
        let mut blocks = Vec::new();
        let body: Vec<&Piece> = read.pieces.iter().filter(|p| p.part == Part::Body).collect();
        let mut at = 0;
        while let Some(first) = body.get(at) {
            let table = first.cell.map(|cell| cell.table);
            let count = body.iter().skip(at).take_while(|p| p.cell.map(|cell| cell.table) == table).count();
            let run: Vec<&Piece> = body.iter().skip(at).take(count).copied().collect();
            match table {
                Some(n) => blocks.push(Block::Table(table_of(n, &run, &read))),
                None => {
                    let mut own = paragraphs(&run, (LEFT, RIGHT));
                    if let (Some(Block::Table(_)), Some(first)) = (blocks.last(), own.first_mut()) {
                        first.before = first.before.max(AFTER_TABLE);
                    }
                    blocks.extend(own.into_iter().map(Block::Paragraph));
                }
            }
            at += count;
        }
        let last = read.pieces.iter().map(|p| p.page).max().unwrap_or(0);
        let foot: Vec<&Piece> = read.pieces.iter().filter(|p| p.part == Part::Footer && p.page == last).collect();
        let mut footer = paragraphs(&foot, (LEFT, RIGHT));
        footer.retain(|paragraph| !is_count(paragraph));
        Self { blocks, footer }
    }
}

/// 共 N 页　第 n 页
fn is_count(paragraph: &Paragraph) -> bool {
    let words: String =
        paragraph.inlines.iter().filter_map(|i| if let Inline::Text(s) = i { Some(&*s.words) } else { None }).collect();
    words.starts_with('共') && words.contains("页") && words.contains('第')
}

fn table_of(n: usize, run: &[&Piece], read: &Pieces) -> Table {
    let places: Vec<&CellPlace> = read.cells.iter().filter(|place| place.at.table == n).collect();
    let columns = places.iter().map(|p| p.at.column + p.at.columns).max().unwrap_or(1);
    let mut edges: Vec<Option<f64>> = vec![None; columns];
    for place in &places {
        if let Some(edge) = edges.get_mut(place.at.column) {
            *edge = Some(edge.map_or(place.left, |known: f64| known.min(place.left)));
        }
    }
    let right = read.rights.get(&n).copied().unwrap_or(RIGHT);
    let mut edges = filled(&edges, right);
    edges.push(right);
    let mut by_cell: BTreeMap<(usize, usize), (CellAt, Vec<&Piece>)> =
        places.iter().map(|p| ((p.at.row, p.at.column), (p.at, Vec::new()))).collect();
    for piece in run {
        if let Some(cell) = piece.cell
            && let Some((_, own)) = by_cell.get_mut(&(cell.row, cell.column))
        {
            own.push(piece);
        }
    }
    let cells = by_cell.into_values().map(|(at, own)| {
        let edge = |column: usize| edges.get(column).copied().unwrap_or(right);
        let inner = (edge(at.column) + INSET, edge(at.column + at.columns) - INSET);
        Cell { at, paragraphs: paragraphs(&own, inner) }
    });
    Table { cells: cells.collect(), heights: heights(&places), edges }
}

/// An edge that no cell begins at lies between its neighbours.
fn filled(edges: &[Option<f64>], right: f64) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::new();
    for (at, edge) in edges.iter().enumerate() {
        let before = out.last().copied().unwrap_or(LEFT);
        let next = edges.iter().skip(at + 1).flatten().next().copied().unwrap_or(right);
        out.push(edge.unwrap_or((before + next) / 2.0));
    }
    out
}

/// The height of each row that ends on its page: to where the next one begins.
fn heights(places: &[&CellPlace]) -> Vec<f64> {
    let rows = places.iter().map(|p| p.at.row + p.at.rows).max().unwrap_or(0);
    let top = |row: usize| places.iter().find(|p| p.at.row == row).map(|p| (p.page, p.top));
    let height = |row: usize| match (top(row), top(row + 1)) {
        (Some((page, from)), Some((same, to))) if page == same && to > from => to - from,
        _ => 0.0,
    };
    (0..rows).map(height).collect()
}

/// Lines become paragraphs: those of one paragraph of the template, and otherwise each line its own, unless it only
/// goes on where the one before reached the edge.
fn paragraphs(pieces: &[&Piece], edges: (f64, f64)) -> Vec<Paragraph> {
    let lines = lines::lines(pieces, edges);
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let goes_on =
            groups.last().and_then(|group| group.last()).is_some_and(|last| match (last.paragraph, line.paragraph) {
                (Some(a), Some(b)) => a == b,
                (None, None) => {
                    let is_full =
                        edges.1 - last.right() < last.size() * 1.2 && last.stretches.len() + line.stretches.len() < 40;
                    let is_next = last.page != line.page || (line.y - last.y) < last.size() * 2.0 && line.y > last.y;
                    is_full && is_next && (line.left() - last.left()).abs() < last.size() * 2.5 && !has_gap(last)
                }
                _ => false,
            });
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    let mut before: Option<(usize, f64)> = None;
    let mut out = Vec::new();
    for group in groups {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let pitch = pitch(&group);
        let room = before.filter(|(page, _)| *page == first.page).map_or(0.0, |(_, y)| first.y - y - pitch);
        let here = (last.page, last.y);
        out.push(Paragraph { before: room.clamp(0.0, 120.0), pitch, ..paragraph(&group, edges) });
        before = Some(here);
    }
    out
}

fn has_gap(line: &Line) -> bool {
    line.stretches.windows(2).any(|pair| matches!(pair, [a, b] if b.left - a.right > a.size * 1.5))
}

fn pitch(group: &[Line]) -> f64 {
    let steps = group.windows(2).filter_map(|pair| match pair {
        [a, b] if a.page == b.page && b.y > a.y => Some(b.y - a.y),
        _ => None,
    });
    let size = group.iter().map(Line::size).fold(0.0, f64::max);
    steps.fold(f64::NAN, f64::min).max(size * 1.2)
}

fn paragraph(group: &[Line], (left, right): (f64, f64)) -> Paragraph {
    let mut inlines = Vec::new();
    let has_columns = group.iter().any(has_gap);
    let align = aligned(group, (left, right));
    // A tab counts from the left edge, where a centred line does not begin.
    let has_tabs = matches!(align, Align::Justified { .. });
    for (n, line) in group.iter().enumerate() {
        if n > 0 && has_columns {
            inlines.push(Inline::Break);
        }
        let mut end: Option<f64> = None;
        for stretch in &line.stretches {
            match end.map(|end| (stretch.left - end) / stretch.size) {
                Some(gap) if gap > 1.5 && has_tabs => inlines.push(Inline::Tab(stretch.left - left)),
                Some(gap) if gap > 0.6 => inlines.push(Inline::Text(Stretch {
                    words: "　".repeat(gap.round() as usize),
                    is_underlined: false,
                    ..stretch.clone()
                })),
                _ => {}
            }
            end = Some(stretch.right);
            inlines.push(Inline::Text(stretch.clone()));
        }
    }
    let is_heading = group.iter().any(|line| line.is_heading);
    Paragraph { align, is_heading, pitch: 0.0, before: 0.0, inlines }
}

fn aligned(group: &[Line], (left, right): (f64, f64)) -> Align {
    let gaps: Vec<(f64, f64)> = group.iter().map(|line| (line.left() - left, right - line.right())).collect();
    let size = group.first().map_or(12.0, Line::size);
    let is_even = |(a, b): &(f64, f64)| (a - b).abs() < 4.0;
    let is_wide = |(a, b): &(f64, f64)| *a < size * 0.7 && *b < size * 0.7;
    if gaps.iter().all(is_even) && !gaps.iter().all(is_wide) {
        return Align::Centred;
    }
    if gaps.iter().all(|(a, b)| *b < 4.0 && *a > (right - left) * 0.25) {
        return Align::Right;
    }
    let first = gaps.first().map_or(0.0, |(a, _)| a.max(0.0));
    let rest = gaps.iter().skip(1).map(|(a, _)| *a).fold(f64::INFINITY, f64::min);
    if rest.is_finite() {
        return Align::Justified { indent: rest.max(0.0), first: first - rest.max(0.0) };
    }
    // One line: two letters of indent are those of a first line.
    let is_first_line = (first - size * 2.0).abs() < 3.0;
    if is_first_line { Align::Justified { indent: 0.0, first } } else { Align::Justified { indent: first, first: 0.0 } }
}
