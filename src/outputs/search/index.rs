//! The inverted index: the records of each word, with the word's weight in each. The spellings of
//! one stem form a group, so a browser that finds one of them finds the records of all, without a
//! stemmer.

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

/// In a book of more than this many records, very common words are not listed for bodies.
const MIN_RECORDS_FOR_COMMON: usize = 200;
/// A word is very common if more than one in this many records has it.
const COMMON_PART: usize = 3;

/// The words of a book, and the records that have them.
pub(super) struct Index {
    /// All spellings, sorted, each with the number of its group. Groups are numbered in the order
    /// of their first spellings.
    pub spellings: Vec<(Arc<str>, usize)>,
    pub groups: Vec<Group>,
    pub texts: Vec<Arc<ReadRecord>>,
    /// The place of each word of the lexicon among the spellings.
    pub numbers: Vec<u32>,
    /// Hash of everything that the words were read from.
    pub hash: ContentHash,
}

/// The spellings of one stem.
#[derive(Default)]
pub(super) struct Group {
    /// The number of records that have it, including those that are not listed.
    pub count: usize,
    /// The records that have it, in order.
    pub postings: Vec<Posting>,
}

impl Index {
    /// Builds the index of some records. Records that did not change since the last book are not
    /// read again. Returns `None` if it is cancelled.
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
        // records that were read for a cancelled index are not lost
        cache.next_index();
        let lexicon = reader.lexicon;
        let postings = postings(&texts, lexicon.spellings.len());
        cancel.check()?;
        let words = in_order(&lexicon, postings);
        let mut numbers = vec![0; lexicon.spellings.len()];
        for (number, (word, ..)) in (0..).zip(&words) {
            if let Some(place) = numbers.get_mut(*word) {
                *place = number;
            }
        }
        let (spellings, mut groups) = grouped(words, &stemmer(language));
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
    /// Sorts the postings and keeps one per record. Drops the bodies of very common words.
    fn finish(&mut self, records: usize) {
        // a stable sort is fast here: the records of each spelling are already sorted
        self.postings
            .sort_by_key(|posting| (posting.number(), u8::MAX - posting.weight()));
        self.postings.dedup_by_key(|posting| posting.number());
        self.count = self.postings.len();
        if records > MIN_RECORDS_FOR_COMMON && self.count * COMMON_PART > records {
            self.postings.retain(|posting| posting.weight() > BODY);
        }
    }
}

/// Returns the records of each word of the lexicon.
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

/// A word of the lexicon: its number, its spelling, its postings.
type FoundWord<'a> = (usize, &'a Arc<str>, Vec<Posting>);

/// Returns the words of the lexicon that the book has, sorted by spelling.
fn in_order(lexicon: &Lexicon, postings: Vec<Vec<Posting>>) -> Vec<FoundWord<'_>> {
    let known = lexicon.spellings.iter().zip(postings).enumerate();
    let known = known.filter(|(_, (_, postings))| !postings.is_empty());
    let mut found: Vec<FoundWord<'_>> = known
        .map(|(number, (spelling, postings))| (number, spelling, postings))
        .collect();
    found.sort_unstable_by_key(|(_, spelling, _)| *spelling);
    found
}

/// Returns the sorted spellings, and the postings of each stem.
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

/// Hashes everything that the words of a record are read from.
fn hash(record: &Record<'_>) -> ContentHash {
    let bodies = record.bodies.iter();
    let bodies: Vec<_> = bodies.map(|body| (body.body.hash, &body.shown)).collect();
    let names = (
        &record.title,
        &record.wordings,
        &record.related,
        &record.lines,
    );
    ContentHash::new(&(record.kind, names, bodies))
}

/// Returns the stemmer of the book's language. It is the English one for languages without a
/// stemmer, because their Latin words are mostly English.
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
