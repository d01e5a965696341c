//! The words that give headings a meaning: markers, collecting headings and reserved headings.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::question_parts::{QUESTION_PARTS, QuestionPart};

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
        self.headings.get(&fold(heading)).copied()
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
    /// The sentence for the settings reference.
    documentation: &'static str,
}

impl<T> Meaning<T> {
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
    Meaning::new("faq", Part::Collecting(Collecting::Faq), &["FAQ"], "Headings that collect FAQ entries."),
    Meaning::new("takeaways", Part::Collecting(Collecting::Takeaways), &["Takeaways"], "Headings that collect takeaways."),
    Meaning::new("steps", Part::Collecting(Collecting::Steps), &["Steps", "Parts", "Dimensions", "Checklist"], "Headings that collect a framework's steps."),
];

#[rustfmt::skip]
const OF_ROUND: &[Meaning<Part>] = &[
    Meaning::new("style", Part::Reserved(Reserved::Style), &["Style"], "Headings of the interviewer's style."),
    Meaning::new("impressions", Part::Reserved(Reserved::Impressions), &["Impressions"], "Headings of the candidate's impressions."),
    Meaning::new("prepare", Part::Reserved(Reserved::Prepare), &["Prepare"], "Headings of what to prepare."),
];

/// The meanings of whole headings, in the order of the settings reference.
static PARTS: LazyLock<Vec<Meaning<Part>>> = LazyLock::new(|| {
    let of_question = QUESTION_PARTS.iter().map(|part| Meaning {
        key: part.key,
        meaning: Part::Reserved(Reserved::Question(part)),
        usual: part.headings,
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
