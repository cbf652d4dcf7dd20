//! 书签 · bookmarks, two levels

use super::{Assembly, Fault};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

/// A bookmark: its words, the page it leads to, whether it stands below the one before.
pub struct Mark {
    title: String,
    page: usize,
    is_below: bool,
}

impl Assembly {
    /// Adds a bookmark.
    pub fn mark(&mut self, title: &str, page: usize) {
        self.marks.push(Mark { title: title.to_owned(), page, is_below: false });
    }

    /// Adds a bookmark below the last one of the first level.
    pub fn mark_below(&mut self, title: &str, page: usize) {
        self.marks.push(Mark { title: title.to_owned(), page, is_below: true });
    }

    /// Writes the bookmarks; `None` without any.
    pub(super) fn outlines(&mut self) -> Result<Option<ObjectId>, Fault> {
        let marks = std::mem::take(&mut self.marks);
        if marks.is_empty() {
            return Ok(None);
        }
        let root = self.doc.new_object_id();
        let ids: Vec<ObjectId> = marks.iter().map(|_| self.doc.new_object_id()).collect();
        let parents = parents(&marks);
        for (at, (mark, id)) in marks.iter().zip(&ids).enumerate() {
            let of = |n: usize| ids.get(n).copied();
            let parent = parents.get(at).copied().flatten();
            let same = |other: &usize| parents.get(*other).copied().flatten() == parent;
            let mut item = dictionary! {
                "Title" => text(&mark.title), "Parent" => parent.and_then(of).unwrap_or(root),
                "Dest" => vec![self.page(mark.page)?.into(), "XYZ".into(), Object::Null, Object::Null, Object::Null],
            };
            if let Some(before) = (0..at).rev().find(same).and_then(of) {
                item.set("Prev", before);
            }
            if let Some(after) = (at + 1..marks.len()).find(same).and_then(of) {
                item.set("Next", after);
            }
            // Closed when the file is opened.
            hold(&mut item, &below(&parents, Some(at)), &ids, -1);
            self.doc.set_object(*id, item);
        }
        let mut all = dictionary! { "Type" => "Outlines" };
        hold(&mut all, &below(&parents, None), &ids, 1);
        self.doc.set_object(root, all);
        Ok(Some(root))
    }
}

/// For each bookmark the one it stands below.
fn parents(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut last = None;
    let of = |(at, mark): (usize, &Mark)| {
        if mark.is_below {
            return last;
        }
        last = Some(at);
        None
    };
    marks.iter().enumerate().map(of).collect()
}

fn below(parents: &[Option<usize>], parent: Option<usize>) -> Vec<usize> {
    (0..parents.len()).filter(|at| parents.get(*at).copied().flatten() == parent && Some(*at) != parent).collect()
}

/// Says in an item which ones stand below it; a negative sign keeps them folded.
fn hold(item: &mut Dictionary, children: &[usize], ids: &[ObjectId], sign: i64) {
    let id = |at: Option<&usize>| at.and_then(|at| ids.get(*at).copied());
    if let (Some(first), Some(last)) = (id(children.first()), id(children.last())) {
        item.set("First", first);
        item.set("Last", last);
        item.set("Count", sign * i64::try_from(children.len()).unwrap_or(0));
    }
}

/// A text of the file: UTF-16 with its mark.
pub fn text(words: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}
