//! From places of a book to places of an editor.

use std::collections::HashMap;

use gen_lsp_types::{Location, Range, Uri};

use super::position::{Encoding, Lines};
use super::shelf::Desk;
use crate::diag::{Place, SourcePath};
use crate::source::SourceSet;

/// Turns places round, and remembers where the lines of each file begin.
pub(super) struct Atlas<'a> {
    sources: &'a SourceSet,
    desk: &'a Desk,
    encoding: Encoding,
    lines: HashMap<SourcePath, Lines<'a>>,
}

impl<'a> Atlas<'a> {
    pub(super) fn new(sources: &'a SourceSet, desk: &'a Desk, encoding: Encoding) -> Self {
        Self {
            sources,
            desk,
            encoding,
            lines: HashMap::new(),
        }
    }

    /// The lines of a file; one that the book has no text of is empty.
    pub(super) fn lines(&mut self, file: &SourcePath) -> &Lines<'a> {
        let lines = || Lines::new(self.sources.text(file).unwrap_or_default(), self.encoding);
        self.lines.entry(file.clone()).or_insert_with(lines)
    }

    pub(super) fn range(&mut self, place: &Place) -> Range {
        self.lines(&place.file).range(place.span)
    }

    /// The file as the editor names it, if it has a name there.
    pub(super) fn uri(&self, file: &SourcePath) -> Option<Uri> {
        self.desk.uri(&self.sources.root.join(file.as_str()))
    }

    pub(super) fn location(&mut self, place: &Place) -> Option<Location> {
        let uri = self.uri(&place.file)?;
        let range = self.range(place);
        Some(Location { uri, range })
    }
}
