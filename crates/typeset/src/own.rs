//! 自编模板 · what a template that an organ wrote may not do, and where it went wrong
//!
//! It sees the data of its paper and the shared layout and nothing else; `eval` is not there for it, because it would
//! make code of what officers fill in.

use forms::TemplateFault;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Binding, Value};
use typst::syntax::{DiagSpan, DiagSpanKind, LinkedNode, Source, SyntaxKind};
use typst::{Library, LibraryExt};

/// A paper on trial has no more pages.
pub(crate) const MOST_PAGES: usize = 50;
/// A paper on trial is no larger.
pub(crate) const MOST_BYTES: usize = 10 * 1024 * 1024;
/// Only the first faults are told; one slip often brings a hundred.
const MOST_FAULTS: usize = 20;
/// The message for a name that is forbidden; the words for people are made elsewhere.
const FORBIDDEN: &str = "forbidden function: ";
/// Data must not become code, files are none of a template's business.
const NAMES: [&str; 3] = ["eval", "plugin", "read"];

/// The library of Typst without what makes code of texts.
pub(crate) fn library() -> Library {
    let mut library = Library::default();
    library.global.scope_mut().bind("eval".into(), Binding::detached(Value::None));
    library.std = Binding::detached(library.global.clone());
    library
}

/// The places where a forbidden function is named. It is for the writer's sake: the library would not give it anyway.
pub(crate) fn forbidden(source: &Source) -> Vec<TemplateFault> {
    let mut found = Vec::new();
    walk(&LinkedNode::new(source.root()), &mut |node| {
        if matches!(node.kind(), SyntaxKind::Ident | SyntaxKind::MathIdent)
            && NAMES.contains(&node.leaf_text().as_str())
        {
            let (line, column) = place(source, node.offset());
            found.push(TemplateFault { line, column, message: format!("{FORBIDDEN}{}", node.leaf_text()) });
        }
    });
    found.truncate(MOST_FAULTS);
    found
}

fn walk(node: &LinkedNode<'_>, see: &mut dyn FnMut(&LinkedNode<'_>)) {
    see(node);
    for child in node.children() {
        walk(&child, see);
    }
}

/// Each diagnostic at its place in the template: where it says, or where the template called what it is about.
pub(crate) fn faults(source: &Source, diagnostics: &[SourceDiagnostic]) -> Vec<TemplateFault> {
    let mut all: Vec<TemplateFault> = Vec::new();
    for one in diagnostics {
        let spans = std::iter::once(one.span).chain(one.trace.iter().map(|call| DiagSpan::from(call.span)));
        let (line, column) = spans.into_iter().find_map(|span| at(source, span)).unwrap_or_default();
        let fault = TemplateFault { line, column, message: one.message.to_string() };
        if !all.contains(&fault) {
            all.push(fault);
        }
    }
    all.truncate(MOST_FAULTS);
    all
}

fn at(source: &Source, span: DiagSpan) -> Option<(usize, usize)> {
    if span.id() != Some(source.id()) {
        return None;
    }
    let range = match span.get() {
        DiagSpanKind::Detached => return None,
        DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range)?,
        DiagSpanKind::Range { range, .. } => range,
    };
    Some(place(source, range.start))
}

/// Line and column from 1, in characters.
fn place(source: &Source, byte: usize) -> (usize, usize) {
    source.lines().byte_to_line_column(byte).map(|(line, column)| (line + 1, column + 1)).unwrap_or_default()
}
