//! 归行 · what stands on one line, from left to right
//!
//! Lines drawn under text underline it; a line with nothing over it is there to be written on by hand; a box may be
//! ticked.

use super::walk::{Drawn, Face, Piece};

/// Baselines closer than this stand on one line.
const SAME: f64 = 2.5;

/// A stretch of text of one look.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) words: String,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) size: f64,
    pub(crate) face: Face,
    pub(crate) is_underlined: bool,
}

/// A printed line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) page: usize,
    pub(crate) y: f64,
    pub(crate) paragraph: Option<u128>,
    pub(crate) is_heading: bool,
    pub(crate) stretches: Vec<Stretch>,
}

impl Line {
    pub(crate) fn left(&self) -> f64 {
        self.stretches.iter().map(|s| s.left).fold(f64::INFINITY, f64::min)
    }

    pub(crate) fn right(&self) -> f64 {
        self.stretches.iter().map(|s| s.right).fold(f64::NEG_INFINITY, f64::max)
    }

    pub(crate) fn size(&self) -> f64 {
        self.stretches.iter().map(|s| s.size).fold(0.0, f64::max)
    }
}

/// The lines of one cell or of the body, in the order of the paper.
pub(crate) fn lines(pieces: &[&Piece], (left, right): (f64, f64)) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        let Drawn::Text { words, size, face } = &piece.drawn else { continue };
        if words.trim().is_empty() {
            continue;
        }
        let is_underlined =
            pieces.iter().any(|other| underlines(other, piece, *size) && !is_rule(other, (left, right)));
        let stretch = Stretch {
            words: words.clone(),
            left: piece.left,
            right: piece.right,
            size: *size,
            face: *face,
            is_underlined,
        };
        put(&mut lines, piece, stretch);
    }
    for piece in pieces {
        let size = size_near(&lines, piece);
        let words = match piece.drawn {
            Drawn::Box if pieces.iter().any(|other| ticks(other, piece)) => "☑".to_owned(),
            Drawn::Box => "☐".to_owned(),
            Drawn::Line if !is_rule(piece, (left, right)) && is_bare(&lines, piece) => {
                "_".repeat(((piece.right - piece.left) / (size * 0.5)).round().max(2.0) as usize)
            }
            _ => continue,
        };
        let stretch =
            Stretch { words, left: piece.left, right: piece.right, size, face: Face::Body, is_underlined: false };
        put(&mut lines, piece, stretch);
    }
    for line in &mut lines {
        line.stretches.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    lines
}

/// Puts a stretch on the line it stands on, or begins a new one after those that were read before it.
fn put(lines: &mut Vec<Line>, piece: &Piece, stretch: Stretch) {
    let is_text = matches!(piece.drawn, Drawn::Text { .. });
    let reach = if is_text { SAME } else { 6.0 };
    let near = |line: &Line| line.page == piece.page && (line.y - piece.y).abs() <= reach;
    let free =
        |line: &Line| line.stretches.iter().all(|s| s.right <= stretch.left + 1.0 || s.left >= stretch.right - 1.0);
    if let Some(line) = lines.iter_mut().rev().take(40).find(|line| near(line) && (!is_text || free(line))) {
        line.stretches.push(stretch);
        return;
    }
    let (page, y, paragraph, is_heading) = (piece.page, piece.y, piece.paragraph, piece.is_heading);
    let line = Line { page, y, paragraph, is_heading, stretches: vec![stretch] };
    if is_text {
        lines.push(line);
    } else {
        let after = lines.iter().position(|known| (known.page, known.y) > (page, y)).unwrap_or(lines.len());
        lines.insert(after, line);
    }
}

fn overlap(a: &Piece, b: &Piece) -> f64 {
    a.right.min(b.right) - a.left.max(b.left)
}

/// Whether the first is a line drawn under the text of the second.
fn underlines(line: &Piece, text: &Piece, size: f64) -> bool {
    let below = line.y - text.y;
    matches!(line.drawn, Drawn::Line)
        && line.page == text.page
        && (-1.0..size * 0.55).contains(&below)
        && overlap(line, text) > (text.right - text.left) * 0.6
}

fn ticks(tick: &Piece, square: &Piece) -> bool {
    matches!(tick.drawn, Drawn::Tick)
        && tick.page == square.page
        && overlap(tick, square) > 2.0
        && (tick.y - square.y).abs() < square.right - square.left
}

/// A rule of the paper from edge to edge.
fn is_rule(line: &Piece, (left, right): (f64, f64)) -> bool {
    line.left <= left + 1.0 && line.right >= right - 1.0
}

/// No text stands on it.
fn is_bare(lines: &[Line], piece: &Piece) -> bool {
    let on = |line: &&Line| line.page == piece.page && (-9.0..1.5).contains(&(line.y - piece.y));
    let covered = |s: &Stretch| s.right.min(piece.right) - s.left.max(piece.left) > 1.0;
    !lines.iter().filter(on).any(|line| line.stretches.iter().any(covered))
}

fn size_near(lines: &[Line], piece: &Piece) -> f64 {
    let distance = |line: &&Line| (line.y - piece.y).abs();
    let same = lines.iter().filter(|line| line.page == piece.page);
    same.min_by(|a, b| distance(a).total_cmp(&distance(b))).map_or(12.0, Line::size)
}
