//! Which texts have one word right after another, so that a phrase is looked up as words are.
//!
//! A record's text is numbered as the record is; its title is a text of its own, counted on from the
//! last record. A pair stands in the shard that the numbers of its two spellings give when they are
//! added up and counted round: so what follows a common word lies in all shards alike.

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
pub(super) fn in_shards(index: &Index) -> impl Iterator<Item = Vec<Vec<u64>>> {
    let shards = shards(index.texts.len());
    let form = Form {
        shards: shards as u64,
        seconds: (index.spellings.len() / shards + 1) as u64,
        places: 2 * index.texts.len() as u64,
    };
    let found = form.found(index, shards);
    found.into_iter().map(move |mut shard| {
        shard.sort_unstable();
        shard.dedup();
        form.lists(&shard)
    })
}

/// How a pair and a text that has it are one number: in the order of pairs, then of texts.
struct Form {
    shards: u64,
    /// How many values the second word can have in one shard.
    seconds: u64,
    places: u64,
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
        (first * self.seconds + second / self.shards) * self.places + place
    }

    fn lists(&self, shard: &[u64]) -> Vec<Vec<u64>> {
        let mut before = 0;
        let of_one_pair = shard.chunk_by(|a, b| a / self.places == b / self.places);
        let list = |found: &[u64]| {
            let pair = found.first().copied().unwrap_or_default() / self.places;
            let (first, second) = (pair / self.seconds, pair % self.seconds);
            let mut list = Vec::with_capacity(2 + found.len());
            list.extend([first - before, second]);
            before = first;
            let mut last = 0;
            for place in found.iter().map(|one| one % self.places) {
                list.push(place - last);
                last = place;
            }
            list
        };
        of_one_pair.map(list).collect()
    }
}
