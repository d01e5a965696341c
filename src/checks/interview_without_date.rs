//! An interview nobody can place in time.

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Place};

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let undated = catalog
        .ids
        .interviews
        .iter()
        .filter(|node| node.entity.date.is_none());
    let found = undated.map(|node| {
        let place = Place::start_of(&node.document.path);
        let message = format!("the interview `{}` has no date", node.title);
        Diagnostic::new(Code::InterviewWithoutDate, place, message)
            .help("write `date: 2026` in the front matter")
    });
    found.collect()
}
