//! 拼装 PDF · one PDF out of many
//!
//! Pages of finished papers are put one behind the other, with page numbers, pictures and bookmarks of our own. The
//! pages themselves are not touched: what is added is drawn over them. Seals of signed papers become part of the page,
//! because a signature is good for its own file only. All our parts are PDF/A-2b, and so is the whole: fonts embedded, one
//! output intent, metadata that say the same twice. With pages that others made it no longer says so.
//! 读法：import → foreign → flatten → overlay → folio → picture → outline → finish
//! 不在这里：谁的文书、什么次序（见 bundle、volume）

mod finish;
mod flatten;
mod folio;
mod foreign;
mod import;
mod outline;
mod overlay;
mod picture;

#[cfg(test)]
mod tests;

pub use finish::About;
pub use picture::{Frame, Picture};

use lopdf::{Document, ObjectId};
use std::ops::Range;

/// Why a file could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A part is no PDF that can be read.
    #[error("PDF 不能读取：{0}")]
    Pdf(#[from] lopdf::Error),
    /// A part is encrypted; ours never are.
    #[error("PDF 已加密")]
    Encrypted,
    /// The whole could not be written.
    #[error("PDF 不能写出：{0}")]
    Write(#[from] std::io::Error),
    /// A picture that cannot be decoded.
    #[error("图片不能读取：{0}")]
    Picture(#[from] image::ImageError),
    /// More pages than may come in.
    #[error("PDF 有 {0} 页，太长")]
    TooLong(usize),
    /// A page was named that is not there.
    #[error("没有第 {0} 页")]
    NoPage(usize),
}

impl Fault {
    /// Whether the file cannot be read because it is encrypted.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        use lopdf::Error::{Decryption, InvalidPassword};
        matches!(self, Self::Encrypted | Self::Pdf(Decryption(_) | InvalidPassword))
    }
}

impl From<Fault> for authority::Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault.to_string())
    }
}

/// A file in the making.
pub struct Assembly {
    doc: Document,
    /// The pages in their order.
    pages: Vec<ObjectId>,
    /// The output intent of the first part; all papers are sRGB.
    intents: Option<lopdf::Object>,
    folio_font: Option<ObjectId>,
    /// Whether every part was made by us.
    is_archival: bool,
    marks: Vec<outline::Mark>,
    /// From which page on which label, for the page box of a reader.
    labels: Vec<(usize, Label)>,
}

/// How a reader of the screen names the pages of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The same words on each page: 封面.
    Named(String),
    /// 1, 2, 3 …
    Numbered,
}

impl Default for Assembly {
    fn default() -> Self {
        Self::new()
    }
}

impl Assembly {
    /// Without a page.
    #[must_use]
    pub fn new() -> Self {
        let doc = Document::with_version("1.7");
        Self {
            doc,
            pages: Vec::new(),
            intents: None,
            folio_font: None,
            is_archival: true,
            marks: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The same pages once more: another copy costs a few bytes.
    ///
    /// # Errors
    /// Pages that are not there.
    pub fn again(&mut self, range: Range<usize>) -> Result<(), Fault> {
        let pages = self.pages.get(range.clone()).ok_or(Fault::NoPage(range.end))?.to_vec();
        for page in pages {
            let copy = self.doc.get_dictionary(page)?.clone();
            let id = self.doc.add_object(copy);
            self.pages.push(id);
        }
        Ok(())
    }

    /// Moves the last pages to the front. Bookmarks and names of pages are given afterwards.
    pub fn to_front(&mut self, count: usize) {
        let count = count.min(self.pages.len());
        self.pages.rotate_right(count);
    }

    /// From this page on, readers of the screen name the pages so.
    pub fn label(&mut self, from: usize, label: Label) {
        self.labels.push((from, label));
    }

    fn page(&self, at: usize) -> Result<ObjectId, Fault> {
        self.pages.get(at).copied().ok_or(Fault::NoPage(at + 1))
    }
}
