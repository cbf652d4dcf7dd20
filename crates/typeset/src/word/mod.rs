//! 编辑稿 · the paper as a Word file
//!
//! The paper is laid out as for print; the finished frames are read back, with the marks of paragraphs, tables and cells
//! that Typst leaves in them, and written as a .docx. So both files say the same, whatever the template. PDF 是原件，
//! Word 是编辑稿，每页页眉都写明。
//! 读法：walk → lines → blocks → docx

mod blocks;
mod docx;
mod lines;
mod walk;

use forms::TypesetError;
use typst_layout::PagedDocument;

/// Writes a laid-out paper as a .docx; the same paper gives the same bytes.
pub(crate) fn file(document: &PagedDocument) -> Result<Vec<u8>, TypesetError> {
    let pieces = walk::pieces(document);
    let paper = blocks::Paper::of(pieces);
    docx::write(&paper).map_err(|fault| TypesetError::Broken(fault.to_string()))
}
