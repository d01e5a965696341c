//! The headings of a file and the blocks between them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::attributes::{Attributes, Fault};
use super::limit_exceeded::LimitExceeded;
use super::links::Link;
use super::lint_candidates::LintCandidate;
use crate::config::{Marker, Part};
use crate::diag::Span;

/// An ATX heading at the top level of a file, and the text up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The level, from 1 to 6.
    pub level: u8,
    /// The span of the heading's line, with the comment that contains its attributes.
    pub span: Span,
    /// The word before the colon, if it is a marker.
    pub marker: Option<Marker>,
    /// The text of the heading without marker, attributes and markup.
    pub text: String,
    /// The text of the heading with its marker.
    pub whole: String,
    pub text_span: Span,
    /// The meaning of the whole heading.
    pub part: Option<Part>,
    /// The meaning that the heading nearly has, and the heading that has it.
    pub near_part: Option<(Part, Arc<str>)>,
    pub attributes: Attributes,
    /// The `[[id]]`, if the heading consists of nothing else.
    pub lone_link: Option<Link>,
    /// The span from the heading to the next one or the end of the file.
    pub body: Span,
    pub blocks: Vec<Block>,
}

/// A block at the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// The kinds of blocks that the handbook language distinguishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Quote,
    /// A list with the span of each item.
    List(Vec<Span>),
    Other,
}

/// The code of a fence, and the language that the fence names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeBlock {
    pub language: String,
    pub code: String,
}

/// A heading at any level of nesting, which is the target of an anchor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AnchorSource {
    pub at: usize,
    pub level: u8,
    pub text: String,
    pub id: Option<String>,
    /// The anchors of raw HTML that belong to the heading: `<a name="…">`.
    pub names: Vec<String>,
}

/// The outline of a file's markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The blocks before the first heading.
    pub opening: Vec<Block>,
    pub sections: Vec<Section>,
    pub anchors: Vec<AnchorSource>,
    /// The anchors of raw HTML in a text without headings.
    pub names: Vec<String>,
    pub links: Vec<Link>,
    pub lint_candidates: Vec<LintCandidate>,
    pub codes: Vec<CodeBlock>,
    /// Errors in info strings of code fences.
    pub fence_faults: Vec<Fault>,
    /// Link reference and footnote definitions by [`label`]. The label of a footnote begins with
    /// `^`.
    pub definitions: Vec<(String, Span)>,
    /// The place where the text first exceeds each limit.
    pub limits_exceeded: BTreeMap<LimitExceeded, Span>,
}

/// Returns a label in the form that comparisons use: without letter case, and with single blanks.
pub fn label(text: &str) -> String {
    let words = text.split_whitespace().map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}
