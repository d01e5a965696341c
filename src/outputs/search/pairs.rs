//! Which texts have one word right after another, so that a phrase is looked up as words are.
//!
//! A record's text is numbered as the record is; its title is a text of its own, counted on from the
//! last record. A pair stands in the shard that the numbers of its two spellings give when they are
//! added up and counted round: so what follows a common word lies in all shards alike. Its places in a
//! text are known too, so that a phrase is found without reading a text.

use super::index::Index;
use super::signs::Signs;

/// Records for each shard, and the most shards there are.
const RECORDS_A_SHARD: usize = 4;
const MOST_SHARDS: usize = 1024;

/// The most places in a text that are told apart; behind them they are counted from 0 again.
const MOST_SPOTS: usize = 1 << 14;

/// How many shards there are for so many records.
pub(super) fn shards(records: usize) -> usize {
    records.div_ceil(RECORDS_A_SHARD).clamp(1, MOST_SHARDS)
}

/// How many places in a text are told apart: all that the longest text has.
pub(super) fn spots(index: &Index) -> usize {
    let texts = index.texts.iter();
    let words = texts.map(|read| read.text_words.len().max(read.title_words.len()));
    words.max().unwrap_or_default().clamp(1, MOST_SPOTS)
}

/// The shards. Each has its pairs in order; each pair is the distance of its first word from the pair
/// before, how often the shards go into the number of its second, how many spots it has, and these,
/// each as the distance from the last. Of each text so many `spots` are told apart.
pub(super) fn in_shards(index: &Index, spots: usize) -> impl Iterator<Item = Signs> {
    let shards = shards(index.texts.len());
    let form = Form {
        shards: shards as u64,
        seconds: (index.spellings.len() / shards + 1) as u64,
        spots,
        spot_bits: usize::BITS - (spots * 2 * index.texts.len()).leading_zeros(),
    };
    let found = form.found(index, shards).into_iter();
    found.map(move |mut found| {
        found.sort_unstable();
        found.dedup();
        form.signs(&found)
    })
}

/// How a pair and a spot where it stands, a place in a text, are one number: in the order of pairs,
/// then of texts, then of places.
#[derive(Clone, Copy)]
struct Form {
    shards: u64,
    /// How many values the second word can have in one shard.
    seconds: u64,
    /// How many places in a text are told apart.
    spots: usize,
    /// So many bits hold the number of a spot: millions of divisions take a while.
    spot_bits: u32,
}

impl Form {
    /// Every pair and where it stands, by shard.
    fn found(&self, index: &Index, shards: usize) -> Vec<Vec<u64>> {
        let texts = index.texts.iter().map(|read| &*read.text_words);
        let titles = index.texts.iter().map(|read| &*read.title_words);
        let number = |word: &u32| index.numbers.get(*word as usize).copied();
        let all: usize = index.texts.iter().map(|read| read.text_words.len()).sum();
        let shard = || Vec::with_capacity(all / shards * 5 / 4);
        let mut found: Vec<Vec<u64>> = std::iter::repeat_with(shard).take(shards).collect();
        for (text, words) in texts.chain(titles).enumerate() {
            let mut numbers = words.iter().filter_map(number);
            let Some(mut first) = numbers.next() else {
                continue;
            };
            for (place, second) in numbers.enumerate() {
                let spot = (text * self.spots + place % self.spots) as u64;
                let shard = usize::try_from((first + second) % self.shards).unwrap_or_default();
                if let Some(shard) = found.get_mut(shard) {
                    shard.push(self.one(first, second, spot));
                }
                first = second;
            }
        }
        found
    }

    fn one(&self, first: u64, second: u64, spot: u64) -> u64 {
        ((first * self.seconds + second / self.shards) << self.spot_bits) | spot
    }

    /// Both words of such a number, as one.
    fn pair(&self, one: u64) -> u64 {
        one >> self.spot_bits
    }

    fn spot(&self, one: u64) -> u64 {
        one & !(u64::MAX << self.spot_bits)
    }

    /// One shard.
    fn signs(&self, found: &[u64]) -> Signs {
        let mut signs = Signs::with_room_for(4 * found.len());
        let mut before = 0;
        for spots in found.chunk_by(|a, b| self.pair(*a) == self.pair(*b)) {
            let pair = spots.first().map_or(0, |one| self.pair(*one));
            let first = pair / self.seconds;
            signs.push(first - before);
            signs.push(pair % self.seconds);
            signs.push(spots.len() as u64);
            signs.push_distances(spots.iter().map(|one| self.spot(*one)));
            before = first;
        }
        signs
    }
}
