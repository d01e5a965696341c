//! The four fixed vocabularies (round kinds, difficulties, formats and years), whose pages are alike.

use std::sync::Arc;

use serde::Serialize;

use super::builder::PageBuilder;
use super::page_type::Subject;
use crate::catalog::{Catalog, Node, Route};
use crate::kinds::{Difficulty, Format, Question, RoundKind};
use crate::render::model::{Count, Link};

/// The most rounds or interviews that a list of places shows.
const MOST_PLACES: usize = 20;

/// The folders of the vocabularies, each with the key of its interface string.
pub(super) const VALUE_FOLDERS: [(&str, &str); 4] = [
    ("rounds", "round-kinds"),
    ("difficulties", "difficulties"),
    ("formats", "formats"),
    ("years", "years"),
];

/// A value of a fixed vocabulary that the book uses.
pub(super) struct ListedValue<'a> {
    pub(super) word: String,
    pub(super) heading: String,
    pub(super) questions: &'a [Arc<Node<Question>>],
}

/// The first places where the questions of a list were asked.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct AskedIn {
    title: String,
    links: Vec<Link>,
    /// The number of other places, as a link to them.
    more: Option<Link>,
}

/// Returns the words of a vocabulary that the book uses, in the order of its pages.
fn used_words(catalog: &Catalog, folder: &str) -> Vec<String> {
    let indices = &catalog.indices;
    match folder {
        "rounds" => {
            let mut kinds = RoundKind::ALL.to_vec();
            kinds.retain(|kind| indices.rounds_of_kind.contains_key(kind));
            kinds.iter().map(|kind| kind.as_str().to_owned()).collect()
        }
        "difficulties" => {
            let mut difficulties = Difficulty::ALL.to_vec();
            difficulties.retain(|difficulty| indices.of_difficulty.contains_key(difficulty));
            let words = difficulties.iter();
            words.map(|word| word.as_str().to_owned()).collect()
        }
        "formats" => {
            let mut formats = Format::ALL.to_vec();
            formats.retain(|format| indices.of_format.contains_key(format));
            formats
                .iter()
                .map(|word| word.as_str().to_owned())
                .collect()
        }
        // the latest first
        "years" => {
            let years = indices.interviews_of_year.keys().rev();
            years.map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the subjects of the pages of all values.
pub(super) fn value_subjects(catalog: &Catalog) -> Vec<Subject> {
    let subjects = VALUE_FOLDERS.iter().flat_map(|(folder, _)| {
        let words = used_words(catalog, folder).into_iter();
        words.map(move |word| Subject::Path(format!("{folder}/{word}").into()))
    });
    subjects.collect()
}

impl PageBuilder<'_> {
    /// Returns the values of a vocabulary that the book uses.
    pub(super) fn listed_values(&self, folder: &str) -> Vec<ListedValue<'_>> {
        let words = used_words(&self.catalog, folder);
        words
            .into_iter()
            .map(|word| self.listed_value(folder, word))
            .collect()
    }

    /// Returns a value of a vocabulary.
    pub(super) fn listed_value(&self, folder: &str, word: String) -> ListedValue<'_> {
        let indices = &self.catalog.indices;
        let heading = |key| {
            let value = self.strings.value(&word);
            self.strings.with(key, &[("value", &value)])
        };
        let (heading, questions) = match folder {
            "rounds" => {
                let kind = find(RoundKind::ALL, &word, |kind| kind.as_str());
                let questions = kind.and_then(|kind| indices.questions_of_kind.get(&kind));
                (heading("rounds-of"), questions)
            }
            "difficulties" => {
                let difficulty = find(Difficulty::ALL, &word, |difficulty| difficulty.as_str());
                let questions = difficulty.and_then(|value| indices.of_difficulty.get(&value));
                (heading("questions-of"), questions)
            }
            "formats" => {
                let format = find(Format::ALL, &word, |format| format.as_str());
                let questions = format.and_then(|value| indices.of_format.get(&value));
                (heading("questions-of"), questions)
            }
            _ => {
                let heading = self.strings.with("asked-in-year", &[("year", &word)]);
                let year = word.parse().ok();
                (
                    heading,
                    year.and_then(|year| indices.questions_of_year.get(&year)),
                )
            }
        };
        ListedValue {
            heading,
            questions: questions.map_or(&[][..], Vec::as_slice),
            word,
        }
    }

    /// Returns the link to a value, with the number of its questions.
    pub(super) fn counted_value(&self, folder: &str, value: &ListedValue<'_>) -> Count {
        Count {
            link: self.titled(&Route::from_parts([folder, &value.word]), &value.heading),
            count: value.questions.len(),
        }
    }

    /// Returns where the questions of a value were asked: the rounds of a kind, the interviews of a year.
    pub(super) fn asked_in(&self, folder: &str, word: &str) -> Option<AskedIn> {
        let indices = &self.catalog.indices;
        match folder {
            "rounds" => {
                let kind = find(RoundKind::ALL, word, |kind| kind.as_str())?;
                let rounds = indices.rounds_of_kind.get(&kind)?;
                self.places("rounds", rounds)
            }
            "years" => {
                let interviews = indices.interviews_of_year.get(&word.parse().ok()?)?;
                self.places("interviews", interviews)
            }
            _ => None,
        }
    }

    fn places<T>(&self, title: &str, nodes: &[Arc<Node<T>>]) -> Option<AskedIn> {
        let first = nodes.iter().take(MOST_PLACES);
        (!nodes.is_empty()).then(|| AskedIn {
            title: self.strings.text(title),
            links: first.map(|node| self.link(node)).collect(),
            more: self.more_interviews(nodes.len()),
        })
    }

    /// Returns the first places of a list that has no room for all.
    pub(super) fn first_places<'p, T>(&self, places: &'p [T]) -> &'p [T] {
        places.get(..MOST_PLACES).unwrap_or(places)
    }

    /// Returns the link to all interviews, if a list of places has no room for all of them.
    pub(super) fn more_interviews(&self, places: usize) -> Option<Link> {
        let more = places.checked_sub(MOST_PLACES).filter(|more| *more > 0)?;
        let title = self.strings.count("and-more", more);
        Some(self.titled(&Route::from_parts(["interviews"]), &title))
    }
}

fn find<T: Copy>(all: &[T], word: &str, word_of: fn(&T) -> &'static str) -> Option<T> {
    all.iter().find(|value| word_of(value) == word).copied()
}
