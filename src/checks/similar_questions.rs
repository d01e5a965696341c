//! Two questions that share most of their rare words, and may be one.

use std::collections::BTreeMap;

use super::titles::Titles;
use crate::catalog::{Catalog, Texts};
use crate::diag::{Code, Diagnostic};

/// A word says little that more than one question in so many has.
const RARE_SHARE: usize = 50;
/// It is rare when two questions have it, and common when more than eight have.
const RARE: (usize, usize) = (2, 8);
/// At least so many rare words must be shared.
const SHARED: usize = 3;

pub(super) fn run(catalog: &Catalog, texts: &Texts, titles: &Titles) -> Vec<Diagnostic> {
    let most = (titles.len() / RARE_SHARE).clamp(RARE.0, RARE.1);
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut rare_words = vec![0; titles.len()];
    for having in titles.by_rare_word(most) {
        for (at, one) in having.iter().enumerate() {
            if let Some(count) = rare_words.get_mut(*one) {
                *count += 1;
            }
            for other in having.iter().skip(at + 1) {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let rare_words = |number: usize| rare_words.get(number).copied().unwrap_or_default();
    let similar = shared.into_iter().filter(|((one, other), count)| {
        let fewer = rare_words(*one).min(rare_words(*other));
        *count >= SHARED && *count * 2 > fewer
    });
    let found = similar.filter_map(|((one, other), _)| {
        let (first, second) = (
            catalog.ids.questions.get(one)?,
            catalog.ids.questions.get(other)?,
        );
        let message = format!("this is much like the question `{}`", first.id);
        let help = format!(
            "the same one? write `[[{}]]` as the heading, or `asks={}`",
            first.id, first.id
        );
        let diagnostic =
            Diagnostic::new(Code::SimilarQuestions, texts.title_place(second), message);
        Some(
            diagnostic
                .label(texts.title_place(first), "the other one")
                .help(help),
        )
    });
    found.collect()
}
