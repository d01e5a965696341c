//! What a writer remembers of the tabs, footnotes and table that are open.

use foldhash::HashMap;

use crate::syntax::markdown::{Alignment, Event};

/// The run of tabs that is open, and how many there were.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    pub(super) open: bool,
    pub(super) runs: usize,
}

/// The footnotes of a body.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// From 1, by label.
    pub(super) numbers: HashMap<String, usize>,
    /// How often each is referred to, and its text.
    pub(super) notes: Vec<(usize, Vec<Event<'a>>)>,
    /// The notes that are open: the number of each, and where its text begins.
    pub(super) open: Vec<(usize, usize)>,
}

/// The table that is open.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) alignments: Vec<Alignment>,
    pub(super) cell: usize,
    pub(super) in_head: bool,
    /// What the head says, cell by cell.
    pub(super) head: Vec<String>,
    /// Where the cell that is open begins.
    pub(super) from: usize,
    /// Where the table begins.
    pub(super) start: usize,
}
