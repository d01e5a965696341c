//! The headings of a file and what stands between them.

use std::collections::BTreeMap;

use super::attributes::{Attributes, Fault};
use super::limit_exceeded::LimitExceeded;
use super::links::Link;
use super::lint_candidates::LintCandidate;
use crate::config::{Marker, Part};
use crate::diag::Span;

/// An ATX heading at the top level of a file, and the text up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The heading's line, with the comment that holds its attributes.
    pub span: Span,
    /// The word before the colon, if it is a marker.
    pub marker: Option<Marker>,
    /// What the heading says, without marker, attributes and markup.
    pub text: String,
    /// The same with its marker.
    pub whole: String,
    pub text_span: Span,
    /// What the heading means, taken whole.
    pub part: Option<Part>,
    pub attributes: Attributes,
    /// The `[[id]]` that is all the heading says.
    pub lone_link: Option<Link>,
    /// From the heading to the next one or the end of the file.
    pub body: Span,
    pub blocks: Vec<Block>,
}

/// A block at the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// The kinds of blocks that the language tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Quote,
    /// With the span of each item.
    List(Vec<Span>),
    Other,
}

/// Code between fences, and the language it is said to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeBlock {
    pub language: String,
    pub code: String,
}

/// Any heading, wherever it stands: the target of an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorSource {
    pub at: usize,
    pub text: String,
    pub id: Option<String>,
}

/// The outline of a file's markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Blocks before the first heading.
    pub opening: Vec<Block>,
    pub sections: Vec<Section>,
    pub anchors: Vec<AnchorSource>,
    pub links: Vec<Link>,
    pub lint_candidates: Vec<LintCandidate>,
    pub codes: Vec<CodeBlock>,
    /// What is wrong in info strings of code fences.
    pub fence_faults: Vec<Fault>,
    /// Link reference and footnote definitions, by [`label`]; that of a footnote begins with `^`.
    pub definitions: Vec<(String, Span)>,
    /// Where the text first goes beyond one of the limits.
    pub limits_exceeded: BTreeMap<LimitExceeded, Span>,
}

/// A label as it is compared: letter case and runs of blanks do not matter.
pub fn label(text: &str) -> String {
    let words = text.split_whitespace().map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}
