//! Warns of questions that are asked in the same words, or that share most of their rare words, and may
//! be one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::titles::Titles;
use crate::catalog::{Catalog, Node, Texts};
use crate::diag::{Code, Diagnostic};
use crate::kinds::{Entity, Question, is_placeholder};

/// A word is rare if at most one question in so many has it.
const RARE_SHARE: usize = 50;
/// The bounds of rarity: a word of two questions is always rare, and a word of more than eight
/// questions never is.
const RARE: (usize, usize) = (2, 8);
/// The number of rare words that two questions must share.
const SHARED: usize = 3;

pub(super) fn run(catalog: &Catalog, texts: &Texts, titles: &Titles) -> Vec<Diagnostic> {
    let mut first_of: BTreeMap<usize, usize> = equal(catalog, texts, titles);
    let equal: BTreeSet<usize> = first_of.keys().copied().collect();
    let alike = alike(titles).into_iter();
    for (first, other) in alike.filter(|(first, _)| !equal.contains(first)) {
        first_of.entry(other).or_insert(first);
    }
    let diagnostics = first_of.into_iter().filter_map(|(other, first)| {
        let (first, second) = (
            catalog.ids.questions.get(first)?,
            catalog.ids.questions.get(other)?,
        );
        if first.id == second.id {
            return None;
        }
        let message = format!("this is much like the question `{}`", first.id);
        let help = help(first, second);
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

/// Returns how two questions become one: the one in an interview asks the other.
fn help(first: &Node<Question>, second: &Node<Question>) -> String {
    match (has_own_file(first), has_own_file(second)) {
        (_, false) => format!(
            "the same one? write `[[{}]]` as the heading, or `asks={}`",
            first.id, first.id
        ),
        (false, true) => format!(
            "the same one? write `[[{}]]` as the heading of the other, or `asks={}` there",
            second.id, second.id
        ),
        (true, true) => format!(
            "the same one? keep one of the files, with `aliases: [{}]` if that is the other",
            second.id
        ),
    }
}

/// Returns whether a question is a file of its own.
fn has_own_file(node: &Node<Question>) -> bool {
    matches!(&node.document.entity, Entity::Question(question) if Arc::ptr_eq(question, &node.entity))
}

/// Returns each question with the words of an earlier one, and the first of these. A short follow-up,
/// such as `Why?`, may be repeated.
fn equal(catalog: &Catalog, texts: &Texts, titles: &Titles) -> BTreeMap<usize, usize> {
    let counts = |index: &usize| {
        let question = catalog.ids.questions.get(*index);
        let is_root = question.is_some_and(|node| catalog.askings.parent.get(node.idx).is_none());
        let title = question
            .map(|node| &**texts.title(node))
            .unwrap_or_default();
        (is_root || titles.words(*index) >= SHARED) && !is_placeholder(title)
    };
    let mut first_of = BTreeMap::new();
    for group in titles.equal() {
        let mut group = group.into_iter().filter(counts);
        if let Some(first) = group.next() {
            first_of.extend(group.map(|other| (other, first)));
        }
    }
    first_of
}

/// Returns the pairs of questions that share most of their rare words, in order.
fn alike(titles: &Titles) -> Vec<(usize, usize)> {
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
    similar.map(|(pair, _)| pair).collect()
}
