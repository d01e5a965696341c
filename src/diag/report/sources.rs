//! The texts of a report, with the line index of each.

use foldhash::{HashMap, HashMapExt};

use super::{LineIndex, Position, Selection, Texts, visible};
use crate::diag::{Advice, Diagnostic, Place, SourcePath};

/// The texts of all files that the shown diagnostics mention.
pub(super) struct Sources<'a> {
    lines: HashMap<&'a SourcePath, LineIndex<'a>>,
    folder: &'a str,
}

impl<'a> Sources<'a> {
    pub(super) fn new(selection: &Selection<'a>, texts: &'a dyn Texts) -> Self {
        let mut lines = HashMap::new();
        for place in selection.shown().flat_map(places) {
            if !lines.contains_key(&place.file)
                && let Some(text) = texts.text(&place.file)
            {
                lines.insert(&place.file, LineIndex::new(text));
            }
        }
        let folder = texts.folder();
        Self { lines, folder }
    }

    /// Returns the path of `file` from the root of the repository.
    pub(super) fn in_repository(&self, file: &SourcePath) -> String {
        format!("{}{file}", self.folder)
    }

    /// Returns the lines of `file`, if it has a text.
    pub(super) fn lines(&self, file: &SourcePath) -> Option<&LineIndex<'a>> {
        self.lines.get(file)
    }

    /// Returns the start and the end of `place`; for a file without a text, its start.
    pub(super) fn range(&self, place: &Place) -> (Position, Position) {
        self.lines(&place.file)
            .map_or((Position::START, Position::START), |lines| {
                let span = place.span;
                (lines.position(span.start), lines.position(span.end))
            })
    }

    /// Returns `path:line:col`, escaped for a terminal.
    pub(super) fn pointer(&self, place: &Place) -> String {
        let (Position { line, column }, _) = self.range(place);
        format!("{}:{line}:{column}", visible(place.file.as_str()))
    }
}

fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = &Place> {
    let labels = diagnostic.labels.iter().map(|label| &label.place);
    let fix = match &diagnostic.advice {
        Advice::Fix(_, fix) => Some(&fix.place),
        Advice::None | Advice::Help(_) | Advice::DidYouMean { .. } => None,
    };
    std::iter::once(&diagnostic.place).chain(labels).chain(fix)
}
