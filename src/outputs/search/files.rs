//! The files of search, in the form that the search page reads.

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

/// Records per shard of words, and the maximum number of shards.
const RECORDS_PER_SHARD: usize = 16;
const MAX_SHARDS: usize = 512;
/// Titles per file. Each hit that is shown needs one file.
const TITLES_PER_FILE: usize = 12;
/// The maximum number of files of texts. Each hit that is looked at needs one file, so a file has
/// as few texts as this number allows.
const MAX_TEXT_FILES: usize = 3000;

/// One of the files of search.
#[derive(Clone, Copy, Debug)]
pub(super) enum SearchFile {
    Index,
    Words(usize),
    Bigrams(usize),
    Titles(usize),
    Texts(usize),
    /// All files in one script. Pages that are opened without a server cannot read anything else.
    Script,
}

impl SearchFile {
    /// Returns all files for a number of records.
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

    /// Returns the path of the file in the site.
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

/// Returns the number of texts per file.
fn texts_per_file(records: usize) -> usize {
    records.div_ceil(MAX_TEXT_FILES).max(1)
}

/// All files of search. The files of texts, which are most of the bytes, are made when they are
/// requested.
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
    /// Hash of the inputs of the other files. Their addresses contain it, so that a browser never
    /// mixes two builds.
    version: String,
    /// Titles per file, texts per file, shards of bigrams, positions per text, files of blocks.
    sizes: [usize; 5],
    /// One letter per record: the place of its kind in the first facet. It is upper case if the
    /// record belongs to the record before.
    kinds: String,
    /// The weight of each kind, by its name.
    weights: BTreeMap<&'static str, u8>,
    facets: Vec<Facet>,
    /// The first group of each shard, as the difference from that of the shard before.
    shards: NumberEncoder,
    words: &'a str,
}

/// A facet that readers can filter by.
#[derive(Serialize)]
struct Facet {
    id: &'static str,
    label: String,
    values: Vec<Value>,
}

/// The value's name in addresses, its label, and its records, each as the difference from the one
/// before.
#[derive(Serialize)]
struct Value(String, String, NumberEncoder);

impl SearchFiles {
    /// Builds the files of a book. Returns `None` if it is cancelled.
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
        // another version of the tool may make other files from the same inputs
        let made_from = (index.hash, &files.titles, json(&head));
        let version = ContentHash::new(&(env!("CARGO_PKG_VERSION"), made_from)).to_string();
        head.version = version.chars().take(12).collect();
        files.index = json(&head);
        (!cancel.is_cancelled()).then_some(files)
    }

    /// Returns the bytes of one file.
    pub fn bytes(&self, file: SearchFile) -> Arc<[u8]> {
        if matches!(file, SearchFile::Script) {
            return self.script();
        }
        let bytes = match file {
            SearchFile::Index => Some(&self.index),
            SearchFile::Words(at) => self.words.get(at),
            SearchFile::Bigrams(at) => self.bigrams.get(at),
            SearchFile::Titles(at) => self.titles.get(at),
            SearchFile::Texts(at) => return self.texts(at),
            SearchFile::Script => None,
        };
        bytes.cloned().unwrap_or_default()
    }

    /// Returns the bytes of a file of texts.
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
    // these values have string keys only, so serialization cannot fail
    let json = serde_json::to_vec(value).unwrap_or_default();
    if !json.contains(&b'<') {
        return json.into();
    }
    // no file of a site contains a tag that an author wrote as text
    let text = String::from_utf8_lossy(&json);
    text.replace('<', "\\u003c").into_bytes().into()
}

/// Returns the first group of each shard. All shards have about the same length.
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

/// Returns the shards. A group is the number of its records, then for each record its difference
/// from the one before and the weight of the word.
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

/// Returns one line per spelling. A line is the number of characters that the spelling shares with
/// the one before, as a digit of base 36, and its other characters. If the spelling is not the first
/// of its group, `,` and the distance back to the group follow.
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
        if *group == next {
            next += 1
        } else {
            text += &format!(",{}", next - group)
        }
        text.push('\n');
        before = spelling;
    }
    text.pop();
    text
}

fn letter(record: &Record<'_>) -> char {
    let place = RecordKind::ALL.iter().position(|kind| *kind == record.kind);
    let place = place
        .and_then(|place| u8::try_from(place).ok())
        .unwrap_or_default();
    let letter = char::from(b'a' + place);
    if record.follows {
        letter.to_ascii_uppercase()
    } else {
        letter
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
    let of_terms = |terms: &crate::catalog::Vocabulary, values_of: fn(&Facets) -> &[usize]| {
        let mut found = by_value(records, |facets| values_of(facets).to_vec());
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
    let difficulty = |(value, records): (Difficulty, _)| word(value.as_str(), records);
    let round = |(value, records): (RoundKind, _)| word(value.as_str(), records);
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

/// Returns the records of each value of a facet.
fn by_value<V: Ord>(
    records: &[Record<'_>],
    values_of: impl Fn(&Facets) -> Vec<V>,
) -> BTreeMap<V, NumberEncoder> {
    let mut found: BTreeMap<V, Vec<usize>> = BTreeMap::new();
    for (number, record) in records.iter().enumerate() {
        let mut values = values_of(&record.facets);
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
