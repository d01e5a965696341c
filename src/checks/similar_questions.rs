//! Warns of two questions that share most of their rare words, and may be one.

use std::collections::BTreeMap;

use super::titles::Titles;
use crate::catalog::{Catalog, Texts};
use crate::diag::{Code, Diagnostic};

/// A word is rare if at most one question in so many has it.
const RARE_SHARE: usize = 50;
/// The bounds of rarity: a word of two questions is always rare, and a word of more than eight
/// questions never is.
const RARE: (usize, usize) = (2, 8);
/// The number of rare words that two questions must share.
const SHARED: usize = 3;

pub(super) fn run(catalog: &Catalog, texts: &Texts, titles: &Titles) -> Vec<Diagnostic> {
    let most = (titles.len() / RARE_SHARE).clamp(RARE.0, RARE.1);
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut rare_words = vec![0; titles.len()];
    for having in titles.by_rare_word(most) {
        for (index, first) in having.iter().enumerate() {
            if let Some(count) = rare_words.get_mut(*first) {
                *count += 1;
            }
            for other in having.iter().skip(index + 1) {
                *shared.entry((*first, *other)).or_default() += 1;
            }
        }
    }
    let rare_words = |question: usize| rare_words.get(question).copied().unwrap_or_default();
    let similar = shared.into_iter().filter(|((first, other), count)| {
        let fewer = rare_words(*first).min(rare_words(*other));
        *count >= SHARED && *count * 2 > fewer
    });
    let diagnostics = similar.filter_map(|((first, other), _)| {
        let (first, second) = (
            catalog.ids.questions.get(first)?,
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
    diagnostics.collect()
}
