//! Which texts have one word right after another, so that a phrase is looked up as words are.
//!
//! A record's title is numbered as the record is; its text is counted on from the last title. A pair
//! stands in the shard that the numbers of its two spellings give when they are added up and counted
//! round: so what follows a common word lies in all shards alike. Its places in a text are known too, so
//! that a phrase is found without reading a text. What stands very often is divided into blocks, which
//! have files of their own; whoever knows where in the book to look reads only some of them.

use std::sync::Arc;

use super::index::Index;
use super::numbers::NumberEncoder;
use crate::source::CancelToken;

/// Records for each shard at most, and the most shards there are.
const RECORDS_PER_SHARD: usize = 4;
const MAX_SHARDS: usize = 1 << 10;

/// The most places in a text that are told apart; behind them they are counted from 0 again.
const MAX_POSITIONS: usize = 1 << 14;

/// The most positions that stand together, and records for each file of blocks at most.
const BLOCK: usize = 1 << 11;
const RECORDS_PER_BLOCK_FILE: usize = 32;

/// How many shards there are for so many records: a power of two.
pub(super) fn shards(records: usize) -> usize {
    let shards = records.div_ceil(RECORDS_PER_SHARD).next_power_of_two();
    shards.min(MAX_SHARDS)
}

/// How many places in a text are told apart: all that the longest text has.
pub(super) fn positions(index: &Index) -> usize {
    let texts = index.texts.iter();
    let words = texts.map(|read| read.text_words.len().max(read.title_words.len()));
    words.max().unwrap_or_default().clamp(1, MAX_POSITIONS)
}

/// In how many files the blocks of pairs are for so many records: a power of two.
pub(super) fn block_files(records: usize) -> usize {
    let files = records.div_ceil(RECORDS_PER_BLOCK_FILE).next_power_of_two();
    files.min(MAX_SHARDS)
}

/// The shards, and the files of blocks. In a shard a pair is the distance of its first word from the pair
/// before; how often the shards go into the number of its second; how many positions it has, and these, each
/// as the distance from the last. Of each text so many `positions` are told apart. A pair in blocks has 0,
/// then how many blocks there are, the number of the first, and the first position of each. A block is how
/// often the files of blocks go into its number, how many positions it has, and these. `None` if not all of
/// it may be made.
pub(super) fn files(
    index: &Index,
    positions: usize,
    cancel: &CancelToken<'_>,
) -> Option<Vec<Arc<[u8]>>> {
    let records = index.texts.len();
    let shards = shards(records);
    let layout = BigramLayout {
        positions,
        shard_bits: shards.trailing_zeros(),
        second_bits: bits(index.spellings.len() / shards),
        position_bits: bits(positions * 2 * records),
    };
    let mut blocks = BlockFiles::new(block_files(records));
    let mut files = Vec::new();
    for mut found in layout.found(index, shards) {
        cancel.check()?;
        found.sort_unstable();
        found.dedup();
        files.push(layout.encode(&found, &mut blocks).to_json_file());
    }
    files.extend(blocks.files.iter().map(NumberEncoder::to_json_file));
    Some(files)
}

/// How many bits hold every number up to this one.
fn bits(most: usize) -> u32 {
    usize::BITS - most.leading_zeros()
}

/// How a pair and a position where it stands, a place in a text, are one number: in the order of pairs,
/// then of texts, then of places. All is cut by bits: millions of divisions take a while.
#[derive(Clone, Copy)]
struct BigramLayout {
    /// How many places in a text are told apart.
    positions: usize,
    /// So many bits of a sum of two words say which shard.
    shard_bits: u32,
    /// So many bits hold what else there is of a second word.
    second_bits: u32,
    /// So many bits hold a position.
    position_bits: u32,
}

impl BigramLayout {
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
            for (place, second) in (0..self.positions).cycle().zip(numbers) {
                let shard = low(first + second, self.shard_bits) as usize;
                if let Some(shard) = found.get_mut(shard) {
                    let pair = first << self.second_bits | second >> self.shard_bits;
                    shard.push(pair << self.position_bits | (text * self.positions + place) as u64);
                }
                first = second;
            }
        }
        found
    }

    /// One shard. What is divided goes to the blocks.
    fn encode(self, found: &[u64], blocks: &mut BlockFiles) -> NumberEncoder {
        let mut encoder = NumberEncoder::with_room_for(4 * found.len());
        let mut before = 0;
        let pair_of = |entry: u64| entry >> self.position_bits;
        for positions in found.chunk_by(|a, b| pair_of(*a) == pair_of(*b)) {
            let pair = positions.first().map_or(0, |entry| pair_of(*entry));
            let first = pair >> self.second_bits;
            encoder.push(first - before);
            encoder.push(low(pair, self.second_bits));
            let position = |entry: &u64| low(*entry, self.position_bits);
            if positions.len() <= BLOCK {
                encoder.push_list(positions.iter().map(position));
            } else {
                encoder.push(0);
                encoder.push(positions.len().div_ceil(BLOCK) as u64);
                encoder.push(blocks.count as u64);
                encoder.push_distances(positions.iter().map(position).step_by(BLOCK));
                for block in positions.chunks(BLOCK) {
                    blocks.push(block.iter().map(position));
                }
            }
            before = first;
        }
        encoder
    }
}

/// The files of blocks.
struct BlockFiles {
    files: Vec<NumberEncoder>,
    count: usize,
}

impl BlockFiles {
    fn new(files: usize) -> Self {
        Self {
            files: std::iter::repeat_with(NumberEncoder::default)
                .take(files)
                .collect(),
            count: 0,
        }
    }

    fn push(&mut self, positions: impl ExactSizeIterator<Item = u64>) {
        let files = self.files.len();
        if let Some(file) = self.files.get_mut(self.count % files) {
            file.push((self.count / files) as u64);
            file.push_list(positions);
        }
        self.count += 1;
    }
}

/// The lowest bits of a number.
fn low(number: u64, bits: u32) -> u64 {
    number & ((1 << bits) - 1)
}
