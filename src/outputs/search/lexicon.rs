//! The spellings of a book by number: postings and texts name words by these numbers.

use std::sync::Arc;

use foldhash::HashMap;

/// Every spelling that was ever met, in a language, by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Of the spellings that are no more than 16 bytes, those bytes as numbers.
    short: HashMap<(u64, u64), u32>,
    long: HashMap<Arc<str>, u32>,
    pub spellings: Vec<Arc<str>>,
}

impl Lexicon {
    /// The number of a spelling, a new one if need be.
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

/// A short spelling; a word has no byte 0, so those behind it tell how long it is.
fn short(spelling: &str) -> Option<(u64, u64)> {
    let bytes = spelling.as_bytes();
    match bytes.split_at_checked(8) {
        Some((first, rest)) if rest.len() <= 8 => Some((number(first), number(rest))),
        Some(_) => None,
        None => Some((number(bytes), 0)),
    }
}

/// Up to 8 bytes as a number, the first the lowest. Four at once, and the last four over some of them,
/// take less time than one after another.
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
