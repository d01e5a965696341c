//! The words that give headings a meaning: markers, collecting and reserved headings.

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

/// What a whole heading can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Collecting(Collecting),
    Reserved(Reserved),
}

/// The words of a book's language for all of these, in any letter case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Markers {
    words: BTreeMap<String, Marker>,
    headings: BTreeMap<String, Part>,
}

impl Markers {
    /// What the word (before a colon) opens.
    pub fn marker(&self, word: &str) -> Option<Marker> {
        self.words.get(&fold(word)).copied()
    }

    /// A word that opens `marker`: the shortest usual one that the book has kept, or else one of
    /// its own, in lower case.
    pub fn word(&self, marker: Marker) -> &str {
        let usual = MARKERS.iter().flat_map(|known| known.usual).copied();
        let kept = usual
            .filter(|word| self.marker(word) == Some(marker))
            .min_by_key(|word| word.len());
        let own = || self.words.iter().find(|(_, opens)| **opens == marker);
        kept.or_else(|| own().map(|(word, _)| word.as_str()))
            .unwrap_or_default()
    }

    /// What the heading means, taken whole.
    pub fn part(&self, heading: &str) -> Option<Part> {
        self.headings.get(&fold(heading)).copied()
    }

    /// A heading that is taken for the part: the usual one, where it is.
    pub fn heading(&self, part: Part) -> &str {
        let usual = PARTS.iter().filter(|known| known.meaning == part);
        let mut usual = usual.flat_map(|known| known.usual);
        let kept = usual.find(|heading| self.part(heading) == Some(part));
        let own = || self.headings.iter().find(|(_, is)| **is == part);
        kept.copied()
            .or_else(|| own().map(|(heading, _)| heading.as_str()))
            .unwrap_or_default()
    }

    /// The markers of the language with some of them in other words; `given` goes by the key's
    /// name in `[markers]`. The second value names the words that were given to two of them.
    pub(super) fn with(given: &BTreeMap<&'static str, Vec<String>>) -> (Self, Vec<MarkerClash>) {
        let mut clashes = Vec::new();
        let words = meanings(MARKERS, given, &mut clashes);
        let headings = meanings(&PARTS, given, &mut clashes);
        (Self { words, headings }, clashes)
    }
}

/// A word that was given two meanings; it keeps the first.
pub(super) struct MarkerClash {
    /// As words are compared.
    pub(super) word: String,
    /// The keys in `[markers]` of its meanings.
    pub(super) first: &'static str,
    pub(super) second: &'static str,
}

/// The words of each meaning: those given for its key, or else the usual ones.
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

/// A meaning of words in headings, which a key of `[markers]` can give to other words.
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

/// A word as it is compared: letter case and runs of blanks do not matter.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        match word.is_ascii() {
            true => folded.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            false => folded.push_str(&word.to_lowercase()),
        }
    }
    folded
}
