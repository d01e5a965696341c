//! Maps places of a book to locations in an editor.

use std::collections::HashMap;

use gen_lsp_types::{Location, Range, Uri};

use super::open_documents::OpenDocuments;
use super::position::{Encoding, Lines};
use crate::diag::{Place, SourcePath};
use crate::source::SourceSet;

/// Maps places to locations, and caches the line starts of each file.
pub(super) struct LocationMapper<'a> {
    sources: &'a SourceSet,
    documents: &'a OpenDocuments,
    encoding: Encoding,
    lines: HashMap<SourcePath, Lines<'a>>,
}

impl<'a> LocationMapper<'a> {
    pub(super) fn new(
        sources: &'a SourceSet,
        documents: &'a OpenDocuments,
        encoding: Encoding,
    ) -> Self {
        Self {
            sources,
            documents,
            encoding,
            lines: HashMap::new(),
        }
    }

    /// Returns the lines of a file; a file without a text has one empty line.
    pub(super) fn lines(&mut self, file: &SourcePath) -> &Lines<'a> {
        let lines = || Lines::new(self.sources.text(file).unwrap_or_default(), self.encoding);
        self.lines.entry(file.clone()).or_insert_with(lines)
    }

    pub(super) fn range(&mut self, place: &Place) -> Range {
        self.lines(&place.file).range(place.span)
    }

    /// Returns the editor's URI of a file, if there can be one.
    pub(super) fn uri(&self, file: &SourcePath) -> Option<Uri> {
        self.documents.uri(&self.sources.root.join(file.as_str()))
    }

    /// Returns the version of a file that the editor sent last, if the file is open.
    pub(super) fn version(&self, file: &SourcePath) -> Option<i32> {
        self.documents
            .version(&self.sources.root.join(file.as_str()))
    }

    pub(super) fn location(&mut self, place: &Place) -> Option<Location> {
        let uri = self.uri(&place.file)?;
        let range = self.range(place);
        Some(Location { uri, range })
    }
}
