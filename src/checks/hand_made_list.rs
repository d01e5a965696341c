//! A list that repeats question titles by hand, where the tool lists them itself.

use std::collections::HashSet;

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Place, Span, excerpt};
use crate::kinds::{Document, Slug};

/// So many items must be questions of the book.
const REPEATED: usize = 3;

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let titles = Titles::of(catalog);
    let mut found = Vec::new();
    for document in &catalog.documents {
        for (span, items) in &document.lists {
            let repeated = items
                .iter()
                .filter(|item| titles.holds(document, **item))
                .count();
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

struct Titles<'a> {
    /// Few items begin as a title does; only those are compared whole.
    first_words: HashSet<&'a str>,
    ids: HashSet<Slug>,
}

impl<'a> Titles<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let titles = || catalog.ids.questions.iter().map(|node| &*node.title);
        Self {
            first_words: titles().filter_map(first_word).collect(),
            ids: titles().filter_map(Slug::of).collect(),
        }
    }

    fn holds(&self, document: &Document, item: Span) -> bool {
        let text = excerpt(&document.markdown, item);
        let begins = first_word(text).is_some_and(|word| self.first_words.contains(word));
        begins && Slug::of(text).is_some_and(|id| self.ids.contains(&id))
    }
}

fn first_word(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
}
