//! Which texts have one word right after another, so that a phrase is looked up as words are.
//!
//! A record's title is numbered as the record is; its text is counted on from the last title. A pair
//! stands in the shard that the numbers of its two spellings give when they are added up and counted
//! round: so what follows a common word lies in all shards alike. Its places in a text are known too, so
//! that a phrase is found without reading a text. What stands very often is divided into pieces, which
//! have files of their own; whoever knows where in the book to look reads only some of them.

use std::sync::Arc;

use super::index::Index;
use super::signs::Signs;
use crate::source::CancelToken;

/// Records for each shard at most, and the most shards there are.
const RECORDS_A_SHARD: usize = 4;
const MOST_SHARDS: usize = 1 << 10;

/// The most places in a text that are told apart; behind them they are counted from 0 again.
const MOST_SPOTS: usize = 1 << 14;

/// The most spots that stand together, and records for each file of pieces at most.
const PIECE: usize = 1 << 11;
const RECORDS_A_PIECE: usize = 32;

/// How many shards there are for so many records: a power of two.
pub(super) fn shards(records: usize) -> usize {
    let shards = records.div_ceil(RECORDS_A_SHARD).next_power_of_two();
    shards.min(MOST_SHARDS)
}

/// How many places in a text are told apart: all that the longest text has.
pub(super) fn spots(index: &Index) -> usize {
    let texts = index.texts.iter();
    let words = texts.map(|read| read.text_words.len().max(read.title_words.len()));
    words.max().unwrap_or_default().clamp(1, MOST_SPOTS)
}

/// In how many files the pieces of pairs are for so many records: a power of two.
pub(super) fn piece_files(records: usize) -> usize {
    let files = records.div_ceil(RECORDS_A_PIECE).next_power_of_two();
    files.min(MOST_SHARDS)
}

/// The shards, and the files of pieces. In a shard a pair is the distance of its first word from the pair
/// before; how often the shards go into the number of its second; how many spots it has, and these, each
/// as the distance from the last. Of each text so many `spots` are told apart. A pair in pieces has 0,
/// then how many pieces there are, the number of the first, and the first spot of each. A piece is how
/// often the files of pieces go into its number, how many spots it has, and these. `None` if not all of
/// it may be made.
pub(super) fn files(
    index: &Index,
    spots: usize,
    cancel: &CancelToken<'_>,
) -> Option<Vec<Arc<[u8]>>> {
    let records = index.texts.len();
    let shards = shards(records);
    let form = Form {
        spots,
        shard_bits: shards.trailing_zeros(),
        second_bits: bits(index.spellings.len() / shards),
        spot_bits: bits(spots * 2 * records),
    };
    let mut pieces = Pieces::new(piece_files(records));
    let mut files = Vec::new();
    for mut found in form.found(index, shards) {
        cancel.check()?;
        found.sort_unstable();
        found.dedup();
        files.push(form.signs(&found, &mut pieces).file());
    }
    files.extend(pieces.files.iter().map(Signs::file));
    Some(files)
}

/// How many bits hold every number up to this one.
fn bits(most: usize) -> u32 {
    usize::BITS - most.leading_zeros()
}

/// How a pair and a spot where it stands, a place in a text, are one number: in the order of pairs,
/// then of texts, then of places. All is cut by bits: millions of divisions take a while.
#[derive(Clone, Copy)]
struct Form {
    /// How many places in a text are told apart.
    spots: usize,
    /// So many bits of a sum of two words say which shard.
    shard_bits: u32,
    /// So many bits hold what else there is of a second word.
    second_bits: u32,
    /// So many bits hold a spot.
    spot_bits: u32,
}

impl Form {
    /// Every pair and where it stands, by shard.
    fn found(self, index: &Index, shards: usize) -> Vec<Vec<u64>> {
        let titles = index.texts.iter().map(|read| &*read.title_words);
        let texts = index.texts.iter().map(|read| &*read.text_words);
        let number = |word: &u32| index.numbers.get(*word as usize).copied().map(u64::from);
        let all: usize = index.texts.iter().map(|read| read.text_words.len()).sum();
        let shard = || Vec::with_capacity(all / shards * 5 / 4);
        let mut found: Vec<Vec<u64>> = std::iter::repeat_with(shard).take(shards).collect();
        for (text, words) in titles.chain(texts).enumerate() {
            let mut numbers = words.iter().filter_map(number);
            let Some(mut first) = numbers.next() else {
                continue;
            };
            for (place, second) in (0..self.spots).cycle().zip(numbers) {
                let shard = low(first + second, self.shard_bits) as usize;
                if let Some(shard) = found.get_mut(shard) {
                    let pair = first << self.second_bits | second >> self.shard_bits;
                    shard.push(pair << self.spot_bits | (text * self.spots + place) as u64);
                }
                first = second;
            }
        }
        found
    }

    /// One shard. What is divided goes to the pieces.
    fn signs(self, found: &[u64], pieces: &mut Pieces) -> Signs {
        let mut signs = Signs::with_room_for(4 * found.len());
        let mut before = 0;
        let pair_of = |one: u64| one >> self.spot_bits;
        for spots in found.chunk_by(|a, b| pair_of(*a) == pair_of(*b)) {
            let pair = spots.first().map_or(0, |one| pair_of(*one));
            let first = pair >> self.second_bits;
            signs.push(first - before);
            signs.push(low(pair, self.second_bits));
            let spot = |one: &u64| low(*one, self.spot_bits);
            if spots.len() <= PIECE {
                signs.push_list(spots.iter().map(spot));
            } else {
                signs.push(0);
                signs.push(spots.len().div_ceil(PIECE) as u64);
                signs.push(pieces.count as u64);
                signs.push_distances(spots.iter().map(spot).step_by(PIECE));
                for piece in spots.chunks(PIECE) {
                    pieces.push(piece.iter().map(spot));
                }
            }
            before = first;
        }
        signs
    }
}

/// The files of pieces.
struct Pieces {
    files: Vec<Signs>,
    count: usize,
}

impl Pieces {
    fn new(files: usize) -> Self {
        Self {
            files: std::iter::repeat_with(Signs::default).take(files).collect(),
            count: 0,
        }
    }

    fn push(&mut self, spots: impl ExactSizeIterator<Item = u64>) {
        let files = self.files.len();
        if let Some(file) = self.files.get_mut(self.count % files) {
            file.push((self.count / files) as u64);
            file.push_list(spots);
        }
        self.count += 1;
    }
}

/// The lowest bits of a number.
fn low(number: u64, bits: u32) -> u64 {
    number & ((1 << bits) - 1)
}
