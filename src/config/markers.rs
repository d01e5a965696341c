//! The words that give headings a meaning: markers, collecting and reserved headings.

use std::collections::BTreeMap;

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
    ShortAnswer,
    Answer,
    WhyTheyAsk,
    Hints,
    Pitfalls,
    Rubric,
    References,
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
        let usual = MARKERS.iter().flat_map(|(_, _, usual)| *usual).copied();
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

    /// The markers of the language with some of them in other words; `given` goes by the key's
    /// name in `[markers]`.
    pub(super) fn with(given: &BTreeMap<&'static str, Vec<String>>) -> Self {
        let chosen = |key: &str, usual: &[&str]| match given.get(key) {
            Some(words) => words.iter().map(|word| fold(word)).collect(),
            None => usual.iter().map(|word| fold(word)).collect::<Vec<_>>(),
        };
        let words = MARKERS.iter().flat_map(|(key, marker, usual)| {
            chosen(key, usual)
                .into_iter()
                .map(move |word| (word, *marker))
        });
        let headings = PARTS.iter().flat_map(|(key, part, usual)| {
            chosen(key, usual)
                .into_iter()
                .map(move |word| (word, *part))
        });
        Self {
            words: words.collect(),
            headings: headings.collect(),
        }
    }
}

impl Default for Markers {
    fn default() -> Self {
        Self::with(&BTreeMap::new())
    }
}

const MARKERS: &[(&str, Marker, &[&str])] = &[
    ("round", Marker::Round, &["Round"]),
    ("question", Marker::Question, &["Q", "Question"]),
    ("follow-up", Marker::FollowUp, &["F", "Follow-up"]),
];

const PARTS: &[(&str, Part, &[&str])] = &[
    ("faq", Part::Collecting(Collecting::Faq), &["FAQ"]),
    (
        "takeaways",
        Part::Collecting(Collecting::Takeaways),
        &["Takeaways"],
    ),
    (
        "steps",
        Part::Collecting(Collecting::Steps),
        &["Steps", "Parts", "Dimensions", "Checklist"],
    ),
    (
        "short-answer",
        Part::Reserved(Reserved::ShortAnswer),
        &["Short answer"],
    ),
    ("answer", Part::Reserved(Reserved::Answer), &["Answer"]),
    (
        "why-they-ask",
        Part::Reserved(Reserved::WhyTheyAsk),
        &["Why they ask"],
    ),
    ("hints", Part::Reserved(Reserved::Hints), &["Hints"]),
    (
        "pitfalls",
        Part::Reserved(Reserved::Pitfalls),
        &["Pitfalls"],
    ),
    ("rubric", Part::Reserved(Reserved::Rubric), &["Rubric"]),
    (
        "references",
        Part::Reserved(Reserved::References),
        &["References"],
    ),
    ("style", Part::Reserved(Reserved::Style), &["Style"]),
    (
        "impressions",
        Part::Reserved(Reserved::Impressions),
        &["Impressions"],
    ),
    ("prepare", Part::Reserved(Reserved::Prepare), &["Prepare"]),
];

/// Letter case and runs of blanks do not matter.
fn fold(text: &str) -> String {
    text.split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}
