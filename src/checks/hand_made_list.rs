//! A list that repeats question titles by hand, where the tool lists them itself.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Place, Span, excerpt};
use crate::kinds::{Document, Slug};

/// So many items must be questions of the book.
const REPEATED: usize = 3;

pub(super) fn run(titles: &Titles, document: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
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
    found
}

/// What the questions of a book are called.
#[derive(Debug)]
pub(super) struct Titles {
    /// Few items begin as a title does; only those are compared whole.
    first_words: HashSet<Arc<str>>,
    ids: HashSet<Slug>,
}

impl Titles {
    pub(super) fn of(catalog: &Catalog) -> Self {
        let titles: Vec<&str> = catalog
            .ids
            .questions
            .iter()
            .map(|node| &*node.title)
            .collect();
        let first_words = titles.iter().filter_map(|title| first_word(title));
        Self {
            first_words: first_words.map(Arc::from).collect(),
            ids: titles
                .par_iter()
                .filter_map(|title| Slug::of(title))
                .collect(),
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
