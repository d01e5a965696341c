//! The inverted index: which records have a word, and how much it says of each. Spellings of one stem
//! are one group, so a browser that finds any of them finds the records of all, without a stemmer.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use rust_stemmers::{Algorithm, Stemmer};

use super::kept::{Kept, Lexicon, Read};
use super::reading::{BODY, Reader, Said};
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
    pub texts: Vec<Arc<Read>>,
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
    pub postings: Vec<Said>,
}

impl Index {
    /// The index of some records, if it may be made to the end. Those that are as they were in the
    /// last book are not read again.
    pub fn of(
        records: &[Record<'_>],
        language: &Language,
        kept: &Kept,
        cancel: &CancelToken<'_>,
    ) -> Option<Self> {
        let hashes: Vec<ContentHash> = records.iter().map(hash).collect();
        let mut reader = Reader::of(kept.lexicon());
        let mut read =
            |(record, key): (&Record<'_>, &ContentHash)| kept.read(*key, || reader.read(record));
        let pairs = records.iter().zip(&hashes);
        let texts = pairs.map(|pair| cancel.check().map(|()| read(pair)));
        let texts = texts.collect::<Option<Vec<Arc<Read>>>>()?;
        // what was read for an index that was given up is not lost
        kept.next_index();
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
            group.settle(records.len());
        }
        cancel.check().map(|()| Self {
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
    fn settle(&mut self, records: usize) {
        // a sort that finds what is sorted: the records of each spelling
        self.postings
            .sort_by_key(|said| (said.number(), u8::MAX - said.says()));
        self.postings.dedup_by_key(|said| said.number());
        self.count = self.postings.len();
        let (some, part) = COMMON;
        if records > some && self.count * part > records {
            self.postings.retain(|said| said.says() > BODY);
        }
    }
}

/// The records of each word of the lexicon.
fn postings(texts: &[Arc<Read>], words: usize) -> Vec<Vec<Said>> {
    let said = || texts.iter().flat_map(|text| &text.words);
    let mut counts = vec![0; words];
    for word in said() {
        if let Some(count) = counts.get_mut(word.number() as usize) {
            *count += 1;
        }
    }
    let mut postings: Vec<Vec<Said>> = counts.into_iter().map(Vec::with_capacity).collect();
    for (record, text) in (0..).zip(texts) {
        for word in &text.words {
            if let Some(found) = postings.get_mut(word.number() as usize) {
                found.push(Said::new(record, word.says()));
            }
        }
    }
    postings
}

/// A word of the lexicon: its number there, its spelling, its postings.
type Found<'a> = (usize, &'a Arc<str>, Vec<Said>);

/// The words of the lexicon that the book has, by their spellings.
fn in_order(lexicon: &Lexicon, postings: Vec<Vec<Said>>) -> Vec<Found<'_>> {
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
