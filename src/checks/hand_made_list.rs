//! A list that repeats question titles by hand, where the tool lists them itself.

use std::collections::HashSet;

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Place};
use crate::syntax::slug;

/// So many items must be questions of the book.
const REPEATED: usize = 3;

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let titles: HashSet<String> = catalog
        .ids
        .questions
        .iter()
        .map(|node| slug(&node.title))
        .collect();
    let mut found = Vec::new();
    for document in &catalog.documents {
        for (span, items) in &document.lists {
            let repeated = items.iter().filter(|item| titles.contains(*item)).count();
            if repeated >= REPEATED {
                let message = format!("this list repeats {repeated} questions of the book");
                let place = Place::new(&document.path, *span);
                found.push(Diagnostic::new(Code::HandMadeList, place, message).help(
                    "leave it out: topics, rounds and frameworks list their questions themselves",
                ));
            }
        }
    }
    found
}
