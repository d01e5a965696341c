//! Bigrams: which texts have one word directly after another. A phrase is looked up by its bigrams,
//! without reading the texts.
//!
//! The title of a record has the record's number, and the numbers of texts continue after the last
//! title. The shard of a bigram is the sum of the numbers of its two spellings modulo the number of
//! shards, so that the bigrams of a common word spread evenly over all shards. The positions of a
//! bigram are listed too. A very frequent bigram is divided into blocks, which have files of their
//! own, so that a search that knows where in the book to look reads only some of them.

use std::sync::Arc;

use super::index::Index;
use super::numbers::NumberEncoder;
use crate::source::CancelToken;

/// The maximum number of records per shard, and the maximum number of shards.
const RECORDS_PER_SHARD: usize = 4;
const MAX_SHARDS: usize = 1 << 10;

/// The maximum number of positions of a text. After it, positions start again at 0.
const MAX_POSITIONS: usize = 1 << 14;

/// The maximum number of positions in a block, and of records per file of blocks.
const BLOCK: usize = 1 << 11;
const RECORDS_PER_BLOCK_FILE: usize = 32;

/// Returns the number of shards for a number of records: a power of two.
pub(super) fn shards(records: usize) -> usize {
    let shards = records.div_ceil(RECORDS_PER_SHARD).next_power_of_two();
    shards.min(MAX_SHARDS)
}

/// Returns the number of positions of a text: the length of the longest text, up to a maximum.
pub(super) fn positions(index: &Index) -> usize {
    let texts = index.texts.iter();
    let words = texts.map(|read| read.text_words.len().max(read.title_words.len()));
    words.max().unwrap_or_default().clamp(1, MAX_POSITIONS)
}

/// Returns the number of files of blocks for a number of records: a power of two.
pub(super) fn block_files(records: usize) -> usize {
    let files = records.div_ceil(RECORDS_PER_BLOCK_FILE).next_power_of_two();
    files.min(MAX_SHARDS)
}

/// Returns the shards, and after them the files of blocks. Returns `None` if it is cancelled.
///
/// In a shard, a bigram is: the difference of its first word from that of the bigram before, the
/// number of its second word divided by the number of shards, the number of its positions, and the
/// positions, each as the difference from the one before. A bigram in blocks has 0 as its number of
/// positions, followed by the number of its blocks, the number of the first block, and the first
/// position of each block. In a file of blocks, a block is its number divided by the number of
/// these files, the number of its positions, and the positions.
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
    for mut bigrams in layout.bigrams(index, shards) {
        cancel.check()?;
        bigrams.sort_unstable();
        bigrams.dedup();
        files.push(layout.encode(&bigrams, &mut blocks).to_json_file());
    }
    files.extend(blocks.files.iter().map(NumberEncoder::to_json_file));
    Some(files)
}

/// Returns the number of bits that are needed for all numbers up to `most`.
fn bits(most: usize) -> u32 {
    usize::BITS - most.leading_zeros()
}

/// The layout of a bigram and one of its positions as one number, which sorts by bigram, then by
/// text, then by position. Its parts are divided by bits, because millions of divisions are slow.
#[derive(Clone, Copy)]
struct BigramLayout {
    /// The number of positions of a text.
    positions: usize,
    /// The number of bits of the sum of two words that select the shard.
    shard_bits: u32,
    /// The number of bits for the rest of the second word.
    second_bits: u32,
    /// The number of bits for a position.
    position_bits: u32,
}

impl BigramLayout {
    /// Returns all bigrams with their positions, by shard.
    fn bigrams(self, index: &Index, shards: usize) -> Vec<Vec<u64>> {
        let titles = index.texts.iter().map(|read| &*read.title_words);
        let texts = index.texts.iter().map(|read| &*read.text_words);
        let number = |word: &u32| index.numbers.get(*word as usize).copied().map(u64::from);
        let all: usize = index.texts.iter().map(|read| read.text_words.len()).sum();
        let shard = || Vec::with_capacity(all / shards * 5 / 4);
        let mut bigrams: Vec<Vec<u64>> = std::iter::repeat_with(shard).take(shards).collect();
        for (text, words) in titles.chain(texts).enumerate() {
            let mut numbers = words.iter().filter_map(number);
            let Some(mut first) = numbers.next() else {
                continue;
            };
            for (place, second) in (0..self.positions).cycle().zip(numbers) {
                let shard = low(first + second, self.shard_bits) as usize;
                if let Some(shard) = bigrams.get_mut(shard) {
                    let pair = first << self.second_bits | second >> self.shard_bits;
                    shard.push(pair << self.position_bits | (text * self.positions + place) as u64);
                }
                first = second;
            }
        }
        bigrams
    }

    /// Encodes one shard. Adds the blocks of frequent bigrams to `blocks`.
    fn encode(self, bigrams: &[u64], blocks: &mut BlockFiles) -> NumberEncoder {
        let mut encoder = NumberEncoder::with_room_for(4 * bigrams.len());
        let mut before = 0;
        let pair_of = |entry: u64| entry >> self.position_bits;
        for positions in bigrams.chunk_by(|a, b| pair_of(*a) == pair_of(*b)) {
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

/// The files of blocks, while they are written.
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

/// Returns the lowest `bits` bits of a number.
fn low(number: u64, bits: u32) -> u64 {
    number & ((1 << bits) - 1)
}
