//! Two questions that share most of their rare words, and may be one.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic};

/// A word says little that more than one question in so many has.
const RARE_SHARE: usize = 50;
/// It is rare when two questions have it, and common when more than eight have.
const RARE: (usize, usize) = (2, 8);
/// Shorter words of the Latin alphabet hold sentences together.
const SHORTEST: usize = 4;
/// At least so many rare words must be shared.
const SHARED: usize = 3;

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let words: Vec<Vec<String>> = catalog
        .ids
        .questions
        .par_iter()
        .map(|node| words(&node.entity.head.title))
        .collect();
    let mut having: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, words) in words.iter().enumerate() {
        for word in words {
            having.entry(word).or_default().push(number);
        }
    }
    let most = (words.len() / RARE_SHARE).clamp(RARE.0, RARE.1);
    let rare = |word: &str| having.get(word).is_some_and(|list| list.len() <= most);
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for list in having.values().filter(|list| list.len() <= most) {
        for (at, one) in list.iter().enumerate() {
            for other in list.iter().skip(at + 1) {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let rare_words = |number: usize| {
        words
            .get(number)
            .map_or(0, |words| words.iter().filter(|word| rare(word)).count())
    };
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
        let diagnostic = Diagnostic::new(Code::SimilarQuestions, second.title_place(), message);
        Some(
            diagnostic
                .label(first.title_place(), "the other one")
                .help(help),
        )
    });
    found.collect()
}

/// The words of a title, each once; a script without blanks gives pairs of its characters.
fn words(title: &str) -> Vec<String> {
    let title = title.to_lowercase();
    let runs = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty());
    let mut words = Vec::new();
    for run in runs {
        let chars: Vec<char> = run.chars().collect();
        if run.is_ascii() {
            words.extend((run.len() >= SHORTEST).then(|| run.to_owned()));
        } else if chars.len() < 3 {
            words.push(run.to_owned());
        } else {
            words.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}
