//! Warns of an interview without a date.

use crate::catalog::{Catalog, Node};
use crate::diag::{Code, Diagnostic, Place};
use crate::kinds::Interview;

/// Returns the interviews without a date.
pub(super) fn undated(catalog: &Catalog) -> impl Iterator<Item = &Node<Interview>> {
    let interviews = catalog.ids.interviews.iter().map(|node| &**node);
    interviews.filter(|node| node.entity.date.is_none())
}

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let diagnostics = undated(catalog).map(|node| {
        let place = Place::start_of(&node.document.path);
        let message = "the interview has no date";
        Diagnostic::new(Code::InterviewWithoutDate, place, message)
            .help("write `date: 2026` in the front matter")
    });
    diagnostics.collect()
}
