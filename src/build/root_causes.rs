//! One cause, one message: what follows from files that were not read is not reported.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceFile, SourceSet};

/// Returns the diagnostics of a book with those of its sources. If a limit left files out, only the
/// diagnostics of the sources remain. If a file could not be read, references to ids are passed over,
/// because the file may define them.
pub(super) fn root_causes(sources: &SourceSet, in_book: Diagnostics) -> Diagnostics {
    let mut in_sources = sources.diagnostics.iter();
    let is_cut = in_sources.any(|one| one.code == Code::LimitFiles);
    let is_whole = sources.files.iter().all(SourceFile::is_read);
    let mut all = sources.diagnostics.clone();
    let is_cause = |one: &Diagnostic| !is_cut && (is_whole || !names_an_id(one));
    all.extend(in_book.into_iter().filter(is_cause));
    all
}

/// Returns whether the diagnostic is that of a reference to an id or an anchor.
fn names_an_id(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.code, Code::BrokenReference | Code::BrokenAnchor)
}
