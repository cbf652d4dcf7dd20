//! 并入 · the pages of one file, with everything they need

use super::{Assembly, Fault, flatten};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::ops::Range;

/// What a page may take over from the nodes above it (ISO 32000-1, table 30).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// What belongs to the file the page came from: its structure tree, its threads, its actions, its signature fields.
const LEFT_BEHIND: [&[u8]; 6] = [b"StructParents", b"Tabs", b"B", b"AA", b"Annots", b"Parent"];

impl Assembly {
    /// Puts the pages of a file behind those that are there; where they stand now.
    ///
    /// # Errors
    /// A file that cannot be read or is encrypted.
    pub fn add(&mut self, pdf: &[u8]) -> Result<Range<usize>, Fault> {
        let mut from = Document::load_mem(pdf)?;
        if from.is_encrypted() {
            return Err(Fault::Encrypted);
        }
        from.renumber_objects_with(self.doc.max_id + 1);
        let pages: Vec<ObjectId> = from.get_pages().into_values().collect();
        for page in &pages {
            let mut dict = inherited(&from, *page)?;
            flatten::widgets(&mut from, &mut dict);
            for key in LEFT_BEHIND {
                dict.remove(key);
            }
            from.set_object(*page, dict);
        }
        if self.intents.is_none() {
            self.intents = from.catalog()?.get(b"OutputIntents").ok().cloned();
        }
        self.doc.max_id = from.max_id;
        self.doc.objects.append(&mut from.objects);
        let start = self.pages.len();
        self.pages.extend(pages);
        Ok(start..self.pages.len())
    }
}

/// The dictionary of a page with what it takes over written into it.
pub fn inherited(doc: &Document, page: ObjectId) -> Result<Dictionary, Fault> {
    let mut dict = doc.get_dictionary(page)?.clone();
    let mut above = dict.get(b"Parent").and_then(Object::as_reference).ok();
    // A tree deeper than this goes in a circle.
    for _ in 0..64 {
        let Some(node) = above.and_then(|id| doc.get_dictionary(id).ok()) else { break };
        for key in INHERITED {
            if let (false, Ok(value)) = (dict.has(key), node.get(key)) {
                dict.set(key, value.clone());
            }
        }
        above = node.get(b"Parent").and_then(Object::as_reference).ok();
    }
    Ok(dict)
}
