//! The state of a writer: its open tabs, footnotes and table.

use foldhash::HashMap;

use crate::diag::Span;
use crate::syntax::markdown::{Alignment, Event};

/// The open group of tabs, and the number of groups so far.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    pub(super) open: bool,
    pub(super) runs: usize,
}

/// The footnotes of a body.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// The number of each footnote, from 1, by its label.
    pub(super) numbers: HashMap<String, usize>,
    /// The number of references to each footnote, and its text.
    pub(super) notes: Vec<(usize, Vec<Event<'a>>)>,
    /// The open footnotes: the number of each, and the index of its first event.
    pub(super) open: Vec<(usize, usize)>,
}

/// The open table.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) in_head: bool,
    /// The text of the head, by cell.
    pub(super) head: Vec<String>,
    /// The index of the first event of the open cell.
    pub(super) from: usize,
    /// The index of the first event of the table.
    pub(super) start: usize,
}

/// An element that raw HTML has opened within a line.
#[derive(Debug)]
pub(super) struct OpenTag {
    pub(super) name: String,
    pub(super) at: Span,
}

/// An element around blocks that raw HTML has opened.
#[derive(Debug)]
pub(super) struct OpenBlock {
    pub(super) name: String,
    /// The number of blocks of markdown around it.
    pub(super) depth: usize,
}

/// The elements that raw HTML has opened.
#[derive(Debug, Default)]
pub(super) struct RawTags {
    /// The elements within the line.
    pub(super) inline: Vec<OpenTag>,
    /// The elements around blocks.
    pub(super) blocks: Vec<OpenBlock>,
    /// The elements whose end tag is written when the blocks within them have ended.
    pub(super) ending: Vec<OpenBlock>,
    /// The number of open blocks of markdown.
    pub(super) depth: usize,
    /// Whether the innermost of these holds only a line of text.
    pub(super) is_in_paragraph: bool,
}
