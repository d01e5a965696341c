//! The lexicon: the spellings of words by number. Postings and texts refer to words by these
//! numbers.

use std::sync::Arc;

use foldhash::HashMap;

/// All spellings that were ever read, by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// The spellings of up to 16 bytes, with these bytes as numbers.
    short: HashMap<(u64, u64), u32>,
    long: HashMap<Arc<str>, u32>,
    pub spellings: Vec<Arc<str>>,
}

impl Lexicon {
    /// Returns the number of a spelling. Adds the spelling if it is new.
    pub fn number(&mut self, spelling: &str) -> u32 {
        let next = u32::try_from(self.spellings.len()).unwrap_or(u32::MAX);
        let number = match short(spelling) {
            Some(short) => *self.short.entry(short).or_insert(next),
            None => match self.long.get(spelling) {
                Some(number) => *number,
                None => *self.long.entry(spelling.into()).or_insert(next),
            },
        };
        if number == next {
            self.spellings.push(spelling.into());
        }
        number
    }
}

/// Returns a short spelling as two numbers. A word has no zero byte, so the padding does not make
/// two words equal.
fn short(spelling: &str) -> Option<(u64, u64)> {
    let bytes = spelling.as_bytes();
    match bytes.split_at_checked(8) {
        Some((first, rest)) if rest.len() <= 8 => Some((number(first), number(rest))),
        Some(_) => None,
        None => Some((number(bytes), 0)),
    }
}

/// Returns up to 8 bytes as a little-endian number. Two overlapping reads of four bytes are faster
/// than eight single ones.
fn number(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            let last = u64::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4));
            u64::from(u32::from_le_bytes(*first)) | last
        }
        _ => bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}
