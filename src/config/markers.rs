//! The words that give headings a meaning: markers, collecting headings and reserved headings.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::question_parts::{QUESTION_PARTS, QuestionPart};

/// The number of bytes of the longest heading that may nearly have a meaning.
const LONGEST_NEAR_HEADING: usize = 48;

/// The most bytes by which two words differ in length that are nearly the same.
const MOST_BYTES_APART: usize = 6;

/// The number of bytes up to which each heading is compared with those that have a meaning.
const LONGEST_HEADING: usize = 90;

/// A word before a colon that opens an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marker {
    Round,
    Question,
    FollowUp,
}

/// A heading whose sub-headings are entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Collecting {
    Faq,
    Takeaways,
    Steps,
}

/// A heading that names a part of a question or a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reserved {
    Question(&'static QuestionPart),
    Style,
    Impressions,
    Prepare,
}

/// The meaning of a whole heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Collecting(Collecting),
    Reserved(Reserved),
}

/// The words that have one of these meanings in a book, in any letter case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Markers {
    words: BTreeMap<String, Marker>,
    headings: BTreeMap<String, Part>,
}

impl Markers {
    /// Returns the marker that a word before a colon stands for.
    pub fn marker(&self, word: &str) -> Option<Marker> {
        self.words.get(&fold(word)).copied()
    }

    /// Returns a word that stands for `marker`: the shortest default word that the book still uses,
    /// or else a word of the book in lower case.
    pub fn marker_word(&self, marker: Marker) -> &str {
        let defaults = MARKERS.iter().flat_map(|known| known.usual).copied();
        let default = defaults
            .filter(|word| self.marker(word) == Some(marker))
            .min_by_key(|word| word.len());
        let of_book = || self.words.iter().find(|(_, meaning)| **meaning == marker);
        default
            .or_else(|| of_book().map(|(word, _)| word.as_str()))
            .unwrap_or_default()
    }

    /// Returns the meaning of a whole heading.
    pub fn part(&self, heading: &str) -> Option<Part> {
        if heading.len() > LONGEST_HEADING
            && self
                .headings
                .keys()
                .all(|known| known.len() < LONGEST_HEADING)
        {
            return None;
        }
        self.headings.get(&fold(heading)).copied()
    }

    /// Returns the marker that `word` is but for one letter.
    pub fn near_marker(&self, word: &str) -> Option<&str> {
        let given = fold(word);
        let letters = given.chars().count();
        let known = self.words.keys();
        let near = known.filter(|known| {
            let is_doubled = given == known.repeat(2);
            let length = known.chars().count();
            let may_slip = length >= 4 && length.abs_diff(letters) <= 1;
            is_doubled || may_slip && strsim::damerau_levenshtein(&given, known) == 1
        });
        near.map(|word| self.written(word)).next()
    }

    /// Returns the word as it is usually written, if it is not a word of the book.
    fn written<'a>(&'a self, folded: &'a str) -> &'a str {
        let defaults = MARKERS.iter().flat_map(|known| known.usual).copied();
        let mut same = defaults.filter(|word| fold(word) == folded);
        same.next().unwrap_or(folded)
    }

    /// Returns the meaning that a heading nearly has, and the heading that has it: one letter is
    /// wrong, other signs are in it, or people often call it so.
    pub fn near_part(&self, heading: &str) -> Option<(Part, Arc<str>)> {
        let words = heading.split(" {").next().unwrap_or_default();
        if words.len() > LONGEST_NEAR_HEADING {
            return None;
        }
        let plain: String = words.chars().filter(|c| is_of_word(*c)).collect();
        let given = fold(&plain);
        let letters = given.chars().count();
        let called = PARTS.iter().find(|known| known.near.contains(&&*given));
        let is_near = |known: &str| {
            if known.len().abs_diff(given.len()) > MOST_BYTES_APART {
                return false;
            }
            let length = known.chars().count();
            if length.min(letters) < 4 {
                let is_half = letters < length && letters * 2 >= length && known.contains(&given);
                return given == known || is_half || without_doubles(&given) == known;
            }
            length.abs_diff(letters) <= 1
                && has_an_end_of(&given, known)
                && strsim::damerau_levenshtein(&given, known) <= 1
        };
        let meaning = match called {
            Some(known) => known.meaning,
            None => *self.headings.iter().find(|(known, _)| is_near(known))?.1,
        };
        let spelled = self
            .headings
            .iter()
            .find(|(known, part)| **part == meaning && is_near(known));
        let usual = PARTS
            .iter()
            .filter(|known| known.meaning == meaning)
            .flat_map(|known| known.usual);
        let heading = match spelled {
            Some((folded, _)) => usual
                .copied()
                .find(|word| fold(word) == *folded)
                .unwrap_or(folded),
            None => self.heading(meaning),
        };
        Some((meaning, heading.into()))
    }

    /// Returns a heading that means `part`: the default one if the book still uses it.
    pub fn heading(&self, part: Part) -> &str {
        let known = PARTS.iter().filter(|known| known.meaning == part);
        let mut defaults = known.flat_map(|known| known.usual).copied();
        let default = defaults.find(|heading| self.part(heading) == Some(part));
        let of_book = || self.headings.iter().find(|(_, meaning)| **meaning == part);
        default
            .or_else(|| of_book().map(|(heading, _)| heading.as_str()))
            .unwrap_or_default()
    }

    /// Returns the default markers, with the words in `given` for some keys of `[markers]`. The
    /// second value contains the words that were given to two meanings.
    pub(super) fn with(given: &BTreeMap<&'static str, Vec<String>>) -> (Self, Vec<MarkerClash>) {
        let mut clashes = Vec::new();
        let words = meanings(MARKERS, given, &mut clashes);
        let headings = meanings(&PARTS, given, &mut clashes);
        (Self { words, headings }, clashes)
    }
}

/// A word that was given two meanings. It has the first one.
pub(super) struct MarkerClash {
    /// The word in the form that comparisons use.
    pub(super) word: String,
    /// The keys of `[markers]` for the two meanings.
    pub(super) first: &'static str,
    pub(super) second: &'static str,
}

/// Returns the words of each meaning: those given for its key, or else the default ones.
fn meanings<T: Copy + PartialEq>(
    known: &[Meaning<T>],
    given: &BTreeMap<&'static str, Vec<String>>,
    clashes: &mut Vec<MarkerClash>,
) -> BTreeMap<String, T> {
    let mut keys: BTreeMap<String, (&'static str, T)> = BTreeMap::new();
    for Meaning {
        key,
        meaning,
        usual,
        ..
    } in known
    {
        let words: Vec<String> = match given.get(key) {
            Some(words) => words.iter().map(|word| fold(word)).collect(),
            None => usual.iter().map(|word| fold(word)).collect(),
        };
        for word in words {
            let (first, kept) = *keys.entry(word.clone()).or_insert((key, *meaning));
            if kept != *meaning {
                let second = key;
                clashes.push(MarkerClash {
                    word,
                    first,
                    second,
                });
            }
        }
    }
    let kept = keys.into_iter();
    kept.map(|(word, (_, meaning))| (word, meaning)).collect()
}

impl Default for Markers {
    fn default() -> Self {
        Self::with(&BTreeMap::new()).0
    }
}

/// A meaning of words in headings. A key of `[markers]` can give it to other words.
#[derive(Clone, Copy)]
struct Meaning<T> {
    key: &'static str,
    meaning: T,
    /// The words that have the meaning if the book names no others.
    usual: &'static [&'static str],
    /// Other words that people use for it, without capitals. They are not read, and reported.
    near: &'static [&'static str],
    /// The sentence for the settings reference.
    documentation: &'static str,
}

impl<T: Copy> Meaning<T> {
    const fn near(self, near: &'static [&'static str]) -> Self {
        Self { near, ..self }
    }

    const fn new(
        key: &'static str,
        meaning: T,
        usual: &'static [&'static str],
        documentation: &'static str,
    ) -> Self {
        Self {
            key,
            meaning,
            usual,
            near: &[],
            documentation,
        }
    }
}

#[rustfmt::skip]
const MARKERS: &[Meaning<Marker>] = &[
    Meaning::new("round", Marker::Round, &["Round"], "Words that open a round."),
    Meaning::new("question", Marker::Question, &["Q", "Question"], "Words that open a question."),
    Meaning::new("follow-up", Marker::FollowUp, &["F", "Follow-up"], "Words that open a follow-up."),
];

#[rustfmt::skip]
const COLLECTING: &[Meaning<Part>] = &[
    Meaning::new("faq", Part::Collecting(Collecting::Faq), &["FAQ"], "Headings that collect FAQ entries.").near(&["faqs", "frequently asked questions"]),
    Meaning::new("takeaways", Part::Collecting(Collecting::Takeaways), &["Takeaways"], "Headings that collect takeaways.").near(&["key takeaways", "my takeaways", "lessons learned"]),
    Meaning::new("steps", Part::Collecting(Collecting::Steps), &["Steps", "Parts", "Dimensions", "Checklist"], "Headings that collect a framework's steps.").near(&["stages", "phases", "the steps", "check list"]),
];

#[rustfmt::skip]
const OF_ROUND: &[Meaning<Part>] = &[
    Meaning::new("style", Part::Reserved(Reserved::Style), &["Style"], "Headings of the interviewer's style.").near(&["interviewer style", "interviewers style"]),
    Meaning::new("impressions", Part::Reserved(Reserved::Impressions), &["Impressions"], "Headings of the candidate's impressions.").near(&["my impressions"]),
    Meaning::new("prepare", Part::Reserved(Reserved::Prepare), &["Prepare"], "Headings of what to prepare.").near(&["how to prepare", "to prepare"]),
];

/// The meanings of whole headings, in the order of the settings reference.
static PARTS: LazyLock<Vec<Meaning<Part>>> = LazyLock::new(|| {
    let of_question = QUESTION_PARTS.iter().map(|part| Meaning {
        key: part.key,
        meaning: Part::Reserved(Reserved::Question(part)),
        usual: part.headings,
        near: part.near,
        documentation: part.documentation,
    });
    let copied = |meanings: &'static [Meaning<Part>]| meanings.iter().copied();
    copied(COLLECTING)
        .chain(of_question)
        .chain(copied(OF_ROUND))
        .collect()
});

/// The keys of `[markers]` and their sentences for the settings reference.
pub(super) fn keys() -> impl Iterator<Item = (&'static str, &'static str)> {
    let markers = MARKERS.iter().map(|known| (known.key, known.documentation));
    markers.chain(PARTS.iter().map(|known| (known.key, known.documentation)))
}

/// Returns whether a character belongs to the words of a heading, and is not a sign beside them.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace()
}

/// Returns whether two words begin or end alike. Words that differ in one place do.
fn has_an_end_of(word: &str, other: &str) -> bool {
    word.chars().next() == other.chars().next()
        || word.chars().next_back() == other.chars().next_back()
}

/// Returns a word with each doubled letter once.
fn without_doubles(word: &str) -> String {
    let mut last = None;
    word.chars()
        .filter(|c| last.replace(*c) != Some(*c))
        .collect()
}

/// Returns a word in the form that comparisons use: without letter case, and with single blanks.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.chars().map(|c| c.to_ascii_lowercase()))
        } else {
            folded.push_str(&word.to_lowercase())
        }
    }
    folded
}
