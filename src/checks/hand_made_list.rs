//! Warns of a list that repeats question titles by hand although the site lists them.

use super::titles::Titles;
use crate::diag::{Code, Diagnostic, Place, excerpt};
use crate::kinds::Document;

/// The number of items that must be questions of the book.
const REPEATED: usize = 3;

pub(super) fn run(titles: &Titles, document: &Document) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (span, items) in &document.lists {
        let repeated = items
            .iter()
            .filter(|item| titles.contains(excerpt(&document.markdown, **item)))
            .count();
        if repeated >= REPEATED {
            let message = format!("this list repeats {repeated} questions of the book");
            let place = Place::new(&document.path, *span);
            diagnostics.push(Diagnostic::new(Code::HandMadeList, place, message).help(
                "leave it out: topics, rounds and frameworks list their questions themselves",
            ));
        }
    }
    diagnostics
}
