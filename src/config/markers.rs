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

    /// A heading that is taken for the part: the usual one, where it is.
    pub fn heading(&self, part: Part) -> &str {
        let usual = PARTS.iter().filter(|(_, of, _)| *of == part);
        let mut usual = usual.flat_map(|(_, _, headings)| *headings);
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
        let headings = meanings(PARTS, given, &mut clashes);
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
    known: &[(&'static str, T, &[&str])],
    given: &BTreeMap<&'static str, Vec<String>>,
    clashes: &mut Vec<MarkerClash>,
) -> BTreeMap<String, T> {
    let mut keys: BTreeMap<String, (&'static str, T)> = BTreeMap::new();
    for (key, meaning, usual) in known {
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
