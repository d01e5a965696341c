//! Which texts have one word right after another, so that a phrase is looked up as words are.
//!
//! A record's text is numbered as the record is; its title is a text of its own, counted on from the
//! last record. A pair stands in the shard that the numbers of its two spellings give when they are
//! added up and counted round: so what follows a common word lies in all shards alike.

use serde::{Serialize, Serializer};

use super::index::Index;

/// Records for each shard, and the most shards there are.
const RECORDS_A_SHARD: usize = 4;
const MOST_SHARDS: usize = 1024;

/// How many shards there are for so many records.
pub(super) fn shards(records: usize) -> usize {
    records.div_ceil(RECORDS_A_SHARD).clamp(1, MOST_SHARDS)
}

/// The shards. Each has its pairs in order; each pair is the distance of its first word from the pair
/// before, how often the shards go into the number of its second, and its texts, each as the distance
/// from the last.
pub(super) fn in_shards(index: &Index) -> impl Iterator<Item = Shard> {
    let shards = shards(index.texts.len());
    let form = Form {
        shards: shards as u64,
        seconds: (index.spellings.len() / shards + 1) as u64,
        place_bits: usize::BITS - (2 * index.texts.len()).leading_zeros(),
    };
    let found = form.found(index, shards).into_iter();
    found.map(move |mut found| {
        found.sort_unstable();
        found.dedup();
        Shard { form, found }
    })
}

/// What one file holds.
pub(super) struct Shard {
    form: Form,
    found: Vec<u64>,
}

/// How a pair and a text that has it are one number: in the order of pairs, then of texts.
#[derive(Clone, Copy)]
struct Form {
    shards: u64,
    /// How many values the second word can have in one shard.
    seconds: u64,
    /// So many bits hold the number of a text: millions of divisions take a while.
    place_bits: u32,
}

impl Form {
    /// Every pair in every text, by shard.
    fn found(&self, index: &Index, shards: usize) -> Vec<Vec<u64>> {
        let texts = index.texts.iter().map(|read| &*read.text_words);
        let titles = index.texts.iter().map(|read| &*read.title_words);
        let number = |word: &u32| index.numbers.get(*word as usize).copied();
        let all: usize = index.texts.iter().map(|read| read.text_words.len()).sum();
        let shard = || Vec::with_capacity(all / shards * 5 / 4);
        let mut found: Vec<Vec<u64>> = std::iter::repeat_with(shard).take(shards).collect();
        for (place, words) in (0..).zip(texts.chain(titles)) {
            let mut numbers = words.iter().filter_map(number);
            let Some(mut first) = numbers.next() else {
                continue;
            };
            for second in numbers {
                let shard = usize::try_from((first + second) % self.shards).unwrap_or_default();
                if let Some(shard) = found.get_mut(shard) {
                    shard.push(self.one(first, second, place));
                }
                first = second;
            }
        }
        found
    }

    fn one(&self, first: u64, second: u64, place: u64) -> u64 {
        ((first * self.seconds + second / self.shards) << self.place_bits) | place
    }

    /// Both words of such a number, as one.
    fn pair(&self, one: u64) -> u64 {
        one >> self.place_bits
    }

    fn place(&self, one: u64) -> u64 {
        one & !(u64::MAX << self.place_bits)
    }
}

/// A pair and its texts.
struct Pair<'f> {
    form: Form,
    /// The first word of the pair before.
    before: u64,
    found: &'f [u64],
}

// A large book has millions of pairs, so none of them is put into a list of its own.

impl Serialize for Shard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.form;
        let of_one_pair = self.found.chunk_by(|a, b| form.pair(*a) == form.pair(*b));
        serializer.collect_seq(of_one_pair.scan(0, |before, found| {
            let pair = Pair {
                form,
                before: *before,
                found,
            };
            *before = pair.words().0;
            Some(pair)
        }))
    }
}

impl Pair<'_> {
    /// The first, and how often the shards go into the second.
    fn words(&self) -> (u64, u64) {
        let pair = self.found.first().map_or(0, |one| self.form.pair(*one));
        (pair / self.form.seconds, pair % self.form.seconds)
    }
}

impl Serialize for Pair<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (first, second) = self.words();
        let places = self.found.iter().map(|one| self.form.place(*one));
        let distances = places.scan(0, |last, place| {
            let distance = place - *last;
            *last = place;
            Some(distance)
        });
        serializer.collect_seq([first - self.before, second].into_iter().chain(distances))
    }
}
