//! The inverted index: which records have a word, and how much it says of each. Spellings of one stem
//! are one group, so a browser that finds any of them finds the records of all, without a stemmer.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rust_stemmers::{Algorithm, Stemmer};

use super::kept::{Kept, Lexicon, Read};
use super::records::{Kind, Record};
use super::words::words;
use crate::config::Language;
use crate::source::{ContentHash, GoOn};
use crate::syntax::markdown::PlainText;
use crate::syntax::shown;

/// What a word of a body says at most.
const BODY: u8 = 3;
/// What a name says of what belongs to it.
const RELATED: u8 = 4;
/// Words of more records than this say nothing of a body, in books of some size.
const COMMON: (usize, usize) = (200, 3);

/// A record, and how much a word says of it.
pub(super) type Posting = (u32, u8);

/// The words of a book.
pub(super) struct Index {
    /// Sorted, each with its group. Groups are numbered as their first spellings come.
    pub spellings: Vec<(Arc<str>, usize)>,
    pub groups: Vec<Group>,
    pub texts: Vec<Arc<Read>>,
    /// Where each word of the lexicon stands among the spellings.
    pub numbers: Vec<u64>,
    /// Of everything that the words were read from.
    pub hash: ContentHash,
}

/// The spellings of one stem.
#[derive(Default)]
pub(super) struct Group {
    /// How many records have it, those among them that are not listed too.
    pub count: usize,
    /// By record.
    pub postings: Vec<Posting>,
}

impl Index {
    /// The index of some records, if it may be made to the end. Those that are as they were in the
    /// last book are not read again.
    pub fn of(
        records: &[Record<'_>],
        language: &Language,
        kept: &Kept,
        go_on: &GoOn<'_>,
    ) -> Option<Self> {
        let mut lexicon = kept.lexicon();
        let hashes: Vec<ContentHash> = records.iter().map(hash).collect();
        let mut tally = Tally::default();
        let mut read = |(record, key): (&Record<'_>, &ContentHash)| {
            kept.read(*key, || read(record, &mut lexicon, &mut tally))
        };
        let pairs = records.iter().zip(&hashes);
        let texts = pairs.map(|pair| go_on().then(|| read(pair)));
        let texts = texts.collect::<Option<Vec<Arc<Read>>>>()?;
        // what was read for an index that was given up is not lost
        kept.next_index();
        let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); lexicon.spellings.len()];
        for (number, text) in (0..).zip(&texts) {
            for (word, says) in &text.words {
                if let Some(found) = postings.get_mut(*word as usize) {
                    found.push((number, *says));
                }
            }
        }
        go_on().then_some(())?;
        let found = in_order(&lexicon, postings);
        let mut numbers = vec![0; lexicon.spellings.len()];
        for (number, (word, ..)) in (0..).zip(&found) {
            if let Some(place) = numbers.get_mut(*word) {
                *place = number;
            }
        }
        let (spellings, mut groups) = grouped(found, &stemmer(language));
        for group in &mut groups {
            group.settle(records.len());
        }
        go_on().then_some(Self {
            spellings,
            groups,
            texts,
            numbers,
            hash: ContentHash::of(&hashes),
        })
    }
}

impl Group {
    /// Sorts the postings, one for each record, and drops what every second body has.
    fn settle(&mut self, records: usize) {
        // a sort that finds what is sorted: the records of each spelling
        self.postings
            .sort_by_key(|(record, says)| (*record, u8::MAX - says));
        self.postings.dedup_by_key(|(record, _)| *record);
        self.count = self.postings.len();
        let (some, part) = COMMON;
        if records > some && self.count * part > records {
            self.postings.retain(|(_, says)| *says > BODY);
        }
    }
}

/// A word of the lexicon: its number there, its spelling, its postings.
type Found<'a> = (usize, &'a Arc<str>, Vec<Posting>);

/// The words of the lexicon that the book has, by their spellings.
fn in_order(lexicon: &Lexicon, postings: Vec<Vec<Posting>>) -> Vec<Found<'_>> {
    let known = lexicon.spellings.iter().zip(postings).enumerate();
    let known = known.filter(|(_, (_, postings))| !postings.is_empty());
    let mut found: Vec<Found<'_>> = known
        .map(|(number, (spelling, postings))| (number, spelling, postings))
        .collect();
    found.sort_unstable_by_key(|(_, spelling, _)| *spelling);
    found
}

/// The spellings in order, and the postings of each stem.
fn grouped(found: Vec<Found<'_>>, stemmer: &Stemmer) -> (Vec<(Arc<str>, usize)>, Vec<Group>) {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut spellings = Vec::with_capacity(found.len());
    for (_, spelling, postings) in found {
        let stem = stemmer.stem(spelling).into_owned();
        let number = *numbers.entry(stem).or_insert(groups.len());
        if number == groups.len() {
            groups.push(Group::default());
        }
        if let Some(group) = groups.get_mut(number) {
            group.postings.extend(postings);
        }
        spellings.push((spelling.clone(), number));
    }
    (spellings, groups)
}

/// Of everything that a record's words are read from.
fn hash(record: &Record<'_>) -> ContentHash {
    let bodies: Vec<_> = record.bodies.iter().map(|(_, body)| body.hash).collect();
    let names = (
        &record.title,
        &record.wordings,
        &record.related,
        &record.lines,
    );
    ContentHash::of(&(record.kind, names, bodies))
}

fn read(record: &Record<'_>, lexicon: &mut Lexicon, tally: &mut Tally) -> Read {
    let mut text = PlainText::default();
    for line in &record.lines {
        text.add_text(line);
    }
    for (document, body) in record.bodies.iter().filter(|(_, body)| !body.is_empty()) {
        text.add_markdown(&document.body_text(body));
    }
    let text = text.finish();
    // what a heading says, and 0 for each time a body says a word
    let mut found: Vec<(u32, u8)> = Vec::new();
    let mut heading = |heading: &str, least: usize, share: usize| {
        let from = found.len();
        words(heading, |word| found.push((lexicon.number(word), 0)));
        let count = found.len() - from;
        let says = u8::try_from(least + share / count.max(1)).unwrap_or(u8::MAX);
        for (_, said) in found.iter_mut().skip(from) {
            *said = says;
        }
        count
    };
    let title = heading(&record.title, 8, 24);
    // a reader who types a synonym of a topic wants a question that says it before the topic
    let (least, share) = match record.kind {
        Kind::Topic | Kind::Company | Kind::Role => (6, 0),
        _ => (7, 18),
    };
    for wording in &record.wordings {
        heading(wording, least, share);
    }
    for name in &record.related {
        heading(name, usize::from(RELATED), 0);
    }
    let from = found.len();
    words(&text, |word| found.push((lexicon.number(word), 0)));
    Read {
        text: shown(&text).into(),
        title_words: numbers(found.get(..title)),
        text_words: numbers(found.get(from..)),
        words: tally.fold(&found),
    }
}

fn numbers(words: Option<&[(u32, u8)]>) -> Box<[u32]> {
    let words = words.unwrap_or_default().iter();
    words.map(|(number, _)| *number).collect()
}

/// What is said of the words of one record, by their numbers; of nearly all of them nothing.
#[derive(Default)]
struct Tally(Vec<Said>);

#[derive(Clone, Copy, Default)]
struct Said {
    /// The most that a heading says.
    heading: u8,
    /// How many times the body says it.
    body: u8,
}

impl Tally {
    /// One entry for each word: the most that a heading says, or what so many times in the body do.
    fn fold(&mut self, found: &[(u32, u8)]) -> Box<[(u32, u8)]> {
        let most = found.iter().map(|(word, _)| *word as usize + 1).max();
        self.0
            .resize(most.unwrap_or_default().max(self.0.len()), Said::default());
        for (word, says) in found {
            if let Some(said) = self.0.get_mut(*word as usize) {
                said.heading = said.heading.max(*says);
                said.body = said.body.saturating_add(u8::from(*says == 0));
            }
        }
        // the second time a word comes, nothing is left of it
        let taken = found.iter().filter_map(|(word, _)| {
            let Said { heading, body } = std::mem::take(self.0.get_mut(*word as usize)?);
            // once, a few times, many times
            let body = [0, 1, 1, 2, 2, 2].get(usize::from(body)).unwrap_or(&BODY);
            Some((*word, heading.max(*body))).filter(|(_, says)| *says > 0)
        });
        taken.collect()
    }
}

/// By the book's language; English where Latin words are mostly English.
fn stemmer(language: &Language) -> Stemmer {
    let tag = language.wider().last().unwrap_or_default();
    let algorithm = match tag.as_str() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => Algorithm::English,
    };
    Stemmer::create(algorithm)
}
