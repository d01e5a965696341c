//! The inverted index: which records have a word, and how much it says of each. Spellings of one stem
//! are one group, so a browser that finds any of them finds the records of all, without a stemmer.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rust_stemmers::{Algorithm, Stemmer};

use super::lexicon::Lexicon;
use super::posting::Posting;
use super::reading::{BODY, ReadRecord, Reader};
use super::record_cache::RecordCache;
use super::records::Record;
use crate::config::Language;
use crate::source::{CancelToken, ContentHash};

/// Words of more records than this say nothing of a body, in books of some size.
const COMMON: (usize, usize) = (200, 3);

/// The words of a book.
pub(super) struct Index {
    /// Sorted, each with its group. Groups are numbered as their first spellings come.
    pub spellings: Vec<(Arc<str>, usize)>,
    pub groups: Vec<Group>,
    pub texts: Vec<Arc<ReadRecord>>,
    /// Where each word of the lexicon stands among the spellings.
    pub numbers: Vec<u32>,
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
    pub fn build(
        records: &[Record<'_>],
        language: &Language,
        cache: &RecordCache,
        cancel: &CancelToken<'_>,
    ) -> Option<Self> {
        let hashes: Vec<ContentHash> = records.iter().map(hash).collect();
        let mut reader = Reader::new(cache.lexicon());
        let mut read = |(record, key): (&Record<'_>, &ContentHash)| {
            cache.get_or_read(*key, || reader.read(record))
        };
        let pairs = records.iter().zip(&hashes);
        let texts = pairs.map(|pair| (!cancel.is_cancelled()).then(|| read(pair)));
        let texts = texts.collect::<Option<Vec<Arc<ReadRecord>>>>()?;
        // what was read for an index that was given up is not lost
        cache.next_index();
        let lexicon = reader.lexicon;
        let postings = postings(&texts, lexicon.spellings.len());
        cancel.check()?;
        let found = in_order(&lexicon, postings);
        let mut numbers = vec![0; lexicon.spellings.len()];
        for (number, (word, ..)) in (0..).zip(&found) {
            if let Some(place) = numbers.get_mut(*word) {
                *place = number;
            }
        }
        let (spellings, mut groups) = grouped(found, &stemmer(language));
        for group in &mut groups {
            group.finish(records.len());
        }
        (!cancel.is_cancelled()).then_some(Self {
            spellings,
            groups,
            texts,
            numbers,
            hash: ContentHash::new(&hashes),
        })
    }
}

impl Group {
    /// Sorts the postings, one for each record, and drops what every second body has.
    fn finish(&mut self, records: usize) {
        // a sort that finds what is sorted: the records of each spelling
        self.postings
            .sort_by_key(|posting| (posting.number(), u8::MAX - posting.weight()));
        self.postings.dedup_by_key(|posting| posting.number());
        self.count = self.postings.len();
        let (some, part) = COMMON;
        if records > some && self.count * part > records {
            self.postings.retain(|posting| posting.weight() > BODY);
        }
    }
}

/// The records of each word of the lexicon.
fn postings(texts: &[Arc<ReadRecord>], word_count: usize) -> Vec<Vec<Posting>> {
    let words = || texts.iter().flat_map(|text| &text.words);
    let mut counts = vec![0; word_count];
    for word in words() {
        if let Some(count) = counts.get_mut(word.number() as usize) {
            *count += 1;
        }
    }
    let mut postings: Vec<Vec<Posting>> = counts.into_iter().map(Vec::with_capacity).collect();
    for (record, text) in (0..).zip(texts) {
        for word in &text.words {
            if let Some(found) = postings.get_mut(word.number() as usize) {
                found.push(Posting::new(record, word.weight()));
            }
        }
    }
    postings
}

/// A word of the lexicon: its number there, its spelling, its postings.
type FoundWord<'a> = (usize, &'a Arc<str>, Vec<Posting>);

/// The words of the lexicon that the book has, by their spellings.
fn in_order(lexicon: &Lexicon, postings: Vec<Vec<Posting>>) -> Vec<FoundWord<'_>> {
    let known = lexicon.spellings.iter().zip(postings).enumerate();
    let known = known.filter(|(_, (_, postings))| !postings.is_empty());
    let mut found: Vec<FoundWord<'_>> = known
        .map(|(number, (spelling, postings))| (number, spelling, postings))
        .collect();
    found.sort_unstable_by_key(|(_, spelling, _)| *spelling);
    found
}

/// The spellings in order, and the postings of each stem.
fn grouped(found: Vec<FoundWord<'_>>, stemmer: &Stemmer) -> (Vec<(Arc<str>, usize)>, Vec<Group>) {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut spellings = Vec::with_capacity(found.len());
    for (_, spelling, postings) in found {
        let stem = stemmer.stem(spelling).into_owned();
        let number = *numbers.entry(stem).or_insert(groups.len());
        match groups.get_mut(number) {
            Some(group) => group.postings.extend(postings),
            None => groups.push(Group { count: 0, postings }),
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
    ContentHash::new(&(record.kind, names, bodies))
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
