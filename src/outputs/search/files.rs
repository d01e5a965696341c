//! The files of a search, as the search page reads them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::bigrams;
use super::index::{Group, Index};
use super::numbers::NumberEncoder;
use super::reading::ReadRecord;
use super::record_cache::RecordCache;
use super::records::{Facets, Record, RecordKind, Sources};
use crate::kinds::{Difficulty, RoundKind};
use crate::pages::{SEARCH_SCRIPT, encoded};
use crate::render::Strings;
use crate::source::{CancelToken, ContentHash};

/// Records for each shard of words, and the most shards there are.
const RECORDS_PER_SHARD: usize = 16;
const MAX_SHARDS: usize = 512;
/// Titles in a file: every hit that is shown reads one.
const TITLES_PER_FILE: usize = 12;
/// Every hit that is looked at reads a file of texts: as few in a file as this many files allow.
const MAX_TEXT_FILES: usize = 3000;

/// Which of the files.
#[derive(Clone, Copy, Debug)]
pub(super) enum SearchFile {
    Index,
    Words(usize),
    Bigrams(usize),
    Titles(usize),
    Texts(usize),
    /// All of them as a script: pages that are opened without a server can read nothing else.
    Script,
}

impl SearchFile {
    /// All files for so many records.
    pub fn all(records: usize) -> impl Iterator<Item = Self> {
        let titles = (0..records.div_ceil(TITLES_PER_FILE)).map(Self::Titles);
        let texts = (0..records.div_ceil(texts_per_file(records))).map(Self::Texts);
        let words = (0..shards(records)).map(Self::Words);
        let bigrams = bigrams::shards(records) + bigrams::block_files(records);
        let bigrams = (0..bigrams).map(Self::Bigrams);
        std::iter::once(Self::Index)
            .chain(words)
            .chain(bigrams)
            .chain(titles)
            .chain(texts)
    }

    /// Where it stands in the site.
    pub fn path(self) -> String {
        match self {
            Self::Index => "search/index.json".to_owned(),
            Self::Words(at) => format!("search/words/{at}.json"),
            Self::Bigrams(at) => format!("search/pairs/{at}.json"),
            Self::Titles(at) => format!("search/titles/{at}.json"),
            Self::Texts(at) => format!("search/texts/{at}.json"),
            Self::Script => SEARCH_SCRIPT.to_owned(),
        }
    }
}

fn shards(records: usize) -> usize {
    records.div_ceil(RECORDS_PER_SHARD).clamp(1, MAX_SHARDS)
}

/// How many texts are in a file.
fn texts_per_file(records: usize) -> usize {
    records.div_ceil(MAX_TEXT_FILES).max(1)
}

/// All files of a search. Those of texts, which are most of it, are made when they are asked for.
#[derive(Debug)]
pub struct SearchFiles {
    index: Arc<[u8]>,
    words: Vec<Arc<[u8]>>,
    bigrams: Vec<Arc<[u8]>>,
    titles: Vec<Arc<[u8]>>,
    texts: Vec<Arc<ReadRecord>>,
}

/// `search/index.json`.
#[derive(Serialize)]
struct Head<'a> {
    /// Of all that the other files are made from: addresses carry it, so that none of another build is
    /// taken.
    version: String,
    /// Titles in a file, texts in a file, shards of pairs, spots in a text, files of pieces of pairs.
    sizes: [usize; 5],
    /// One letter for each record, as the first facet lists them; a great one where it belongs to the
    /// record before.
    kinds: String,
    /// How much a hit of each kind counts, by the kind's name.
    weights: BTreeMap<&'static str, u8>,
    facets: Vec<Facet>,
    /// The first group of each shard, as the distance from that of the last.
    shards: NumberEncoder,
    words: &'a str,
}

/// Something to choose by.
#[derive(Serialize)]
struct Facet {
    id: &'static str,
    label: String,
    values: Vec<Value>,
}

/// The word of a value in addresses, its label, and its records, each as the distance from the last.
#[derive(Serialize)]
struct Value(String, String, NumberEncoder);

impl SearchFiles {
    /// The files of a book; `None` if they may not be made to the end.
    pub fn build(sources: &Sources, cache: &RecordCache, cancel: &CancelToken<'_>) -> Option<Self> {
        let records = sources.records();
        let config = &sources.site.catalog.config;
        let index = Index::build(&records, &config.language, cache, cancel)?;
        let shards = shards(records.len());
        let bounds = bounds(&index.groups, shards);
        let title = |record: &Record<'_>| {
            let path = encoded(record.route.as_str().trim_start_matches('/'));
            (record.title.clone(), path)
        };
        let titles: Vec<_> = records.iter().map(title).collect();
        let positions = bigrams::positions(&index);
        let mut files = Self {
            index: Arc::new([]),
            words: in_shards(&index.groups, &bounds),
            bigrams: bigrams::files(&index, positions, cancel)?,
            titles: titles.chunks(TITLES_PER_FILE).map(json).collect(),
            texts: index.texts,
        };
        let mut head = Head {
            version: String::new(),
            sizes: [
                TITLES_PER_FILE,
                texts_per_file(records.len()),
                bigrams::shards(records.len()),
                positions,
                bigrams::block_files(records.len()),
            ],
            kinds: records.iter().map(letter).collect(),
            weights: RecordKind::ALL
                .map(|kind| (kind.as_str(), kind.weight()))
                .into(),
            facets: facets(&records, sources, &sources.site.strings),
            shards: distances(&bounds),
            words: &spelled(&index.spellings),
        };
        // another release may make other files of the same
        let made_from = (index.hash, &files.titles, json(&head));
        let version = ContentHash::new(&(env!("CARGO_PKG_VERSION"), made_from)).to_string();
        head.version = version.chars().take(12).collect();
        files.index = json(&head);
        (!cancel.is_cancelled()).then_some(files)
    }

    /// One of them.
    pub fn bytes(&self, file: SearchFile) -> Arc<[u8]> {
        if matches!(file, SearchFile::Script) {
            return self.script();
        }
        let found = match file {
            SearchFile::Index => Some(&self.index),
            SearchFile::Words(at) => self.words.get(at),
            SearchFile::Bigrams(at) => self.bigrams.get(at),
            SearchFile::Titles(at) => self.titles.get(at),
            SearchFile::Texts(at) => return self.texts(at),
            SearchFile::Script => None,
        };
        found.cloned().unwrap_or_default()
    }

    /// A file of texts.
    fn texts(&self, at: usize) -> Arc<[u8]> {
        let per_file = texts_per_file(self.texts.len());
        let texts = self.texts.iter().skip(at * per_file).take(per_file);
        json(&texts.map(|read| &*read.text).collect::<Vec<&str>>())
    }

    fn script(&self) -> Arc<[u8]> {
        let mut script = b"globalThis.bookSearch = {".to_vec();
        let mut add = |name: &str, bytes: &[u8]| {
            script.extend_from_slice(format!("\n\"{name}\": ").as_bytes());
            script.extend_from_slice(bytes);
            script.push(b',');
        };
        add("index", &self.index);
        let folders = [
            ("words", &self.words),
            ("pairs", &self.bigrams),
            ("titles", &self.titles),
        ];
        for (folder, files) in folders {
            for (at, bytes) in files.iter().enumerate() {
                add(&format!("{folder}/{at}"), bytes);
            }
        }
        for at in 0..self.texts.len().div_ceil(texts_per_file(self.texts.len())) {
            add(&format!("texts/{at}"), &self.texts(at));
        }
        script.extend_from_slice(b"\n};\n");
        script.into()
    }
}

fn json<T: Serialize + ?Sized>(value: &T) -> Arc<[u8]> {
    // a value that serde made has no key that JSON lacks
    let json = serde_json::to_vec(value).unwrap_or_default();
    match json.contains(&b'<') {
        // no file of a site holds a tag that an author wrote as text
        true => {
            let text = String::from_utf8_lossy(&json);
            text.replace('<', "\\u003c").into_bytes().into()
        }
        false => json.into(),
    }
}

/// The first group of each shard: all shards are about as long.
fn bounds(groups: &[Group], shards: usize) -> Vec<usize> {
    let length = |group: &Group| group.postings.len() + 1;
    let all: usize = groups.iter().map(length).sum();
    let mut bounds = vec![0];
    let mut so_far = 0;
    for (number, group) in groups.iter().enumerate() {
        while bounds.len() < shards && so_far * shards >= all * bounds.len() {
            bounds.push(number);
        }
        so_far += length(group);
    }
    bounds.resize(shards, groups.len());
    bounds
}

/// Each group as how many records have it, then each record as the distance from the last and what
/// the word says of it.
fn in_shards(groups: &[Group], bounds: &[usize]) -> Vec<Arc<[u8]>> {
    let ends = bounds.iter().copied().skip(1).chain([groups.len()]);
    let shard = |(from, to): (usize, usize)| {
        let groups = groups.get(from..to).unwrap_or_default();
        let lists: Vec<NumberEncoder> = groups.iter().map(list).collect();
        json(&lists)
    };
    bounds.iter().copied().zip(ends).map(shard).collect()
}

fn list(group: &Group) -> NumberEncoder {
    let mut list = NumberEncoder::default();
    list.push(group.count as u64);
    let mut last = 0;
    for posting in &group.postings {
        list.push(u64::from(posting.number() - last));
        list.push(u64::from(posting.weight()));
        last = posting.number();
    }
    list
}

fn distances(numbers: &[usize]) -> NumberEncoder {
    let mut encoder = NumberEncoder::default();
    encoder.push_distances(numbers.iter().map(|number| *number as u64));
    encoder
}

/// One line for each spelling: how many characters it shares with the one before as a digit of base
/// 36, the others, and where it is not the first of its group, `,` and how far back that is.
fn spelled(spellings: &[(Arc<str>, usize)]) -> String {
    let mut text = String::new();
    let mut before = "";
    let mut next = 0;
    for (spelling, group) in spellings {
        let pairs = spelling.chars().zip(before.chars());
        let shared = pairs.take_while(|(a, b)| a == b).count().min(35);
        let digit = u32::try_from(shared)
            .ok()
            .and_then(|shared| char::from_digit(shared, 36));
        text.extend(digit);
        text.extend(spelling.chars().skip(shared));
        match *group == next {
            true => next += 1,
            false => text += &format!(",{}", next - group),
        }
        text.push('\n');
        before = spelling;
    }
    text.pop();
    text
}

fn letter(record: &Record<'_>) -> char {
    let at = RecordKind::ALL.iter().position(|kind| *kind == record.kind);
    let at = at.and_then(|at| u8::try_from(at).ok()).unwrap_or_default();
    let letter = char::from(b'a' + at);
    match record.follows {
        true => letter.to_ascii_uppercase(),
        false => letter,
    }
}

fn facets(records: &[Record<'_>], sources: &Sources, strings: &Strings) -> Vec<Facet> {
    let terms = &sources.site.catalog.terms;
    let facet = |id, label: &str, values| Facet {
        id,
        label: strings.text(label),
        values,
    };
    let kinds = RecordKind::ALL.iter();
    let kinds = kinds.map(|kind| {
        Value(
            kind.as_str().to_owned(),
            kind.label(strings),
            NumberEncoder::default(),
        )
    });
    let of_terms = |terms: &crate::catalog::Vocabulary, of: fn(&Facets) -> &[usize]| {
        let mut found = by_value(records, |facets| of(facets).to_vec());
        let value = |term: &Arc<crate::catalog::TermNode>| {
            let records = found.remove(&term.idx.get())?;
            Some(Value(term.id.to_string(), term.title.to_string(), records))
        };
        terms.terms.iter().filter_map(value).collect()
    };
    let difficulties = by_value(records, |facets| facets.difficulty.into_iter().collect());
    let rounds = by_value(records, |facets| facets.rounds.clone());
    let word =
        |word: &str, records| Value(word.to_owned(), strings.value(word).to_string(), records);
    let difficulty = |(of, records): (Difficulty, _)| word(of.as_str(), records);
    let round = |(of, records): (RoundKind, _)| word(of.as_str(), records);
    vec![
        facet("kind", "fact-kind", kinds.collect()),
        facet(
            "topic",
            "topics",
            of_terms(&terms.topics, |facets| &facets.topics),
        ),
        facet(
            "company",
            "companies",
            of_terms(&terms.companies, |facets| &facets.companies),
        ),
        facet(
            "role",
            "roles",
            of_terms(&terms.roles, |facets| &facets.roles),
        ),
        facet(
            "difficulty",
            "difficulties",
            difficulties.into_iter().map(difficulty).collect(),
        ),
        facet(
            "round",
            "round-kinds",
            rounds.into_iter().map(round).collect(),
        ),
    ]
}

/// The records of each value.
fn by_value<V: Ord>(
    records: &[Record<'_>],
    of: impl Fn(&Facets) -> Vec<V>,
) -> BTreeMap<V, NumberEncoder> {
    let mut found: BTreeMap<V, Vec<usize>> = BTreeMap::new();
    for (number, record) in records.iter().enumerate() {
        let mut values = of(&record.facets);
        values.sort();
        values.dedup();
        for value in values {
            found.entry(value).or_default().push(number);
        }
    }
    let found = found.into_iter();
    found
        .map(|(value, records)| (value, distances(&records)))
        .collect()
}
