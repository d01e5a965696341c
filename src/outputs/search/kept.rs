//! What a search keeps from build to build: the words of each record by the hash of all that they
//! were read from, and the files of the last books.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use foldhash::HashMap;

use super::files::Files;
use super::reading::Said;
use crate::source::{CancelToken, ContentHash, ContentTable};

/// The files of one book, made when the first of them is asked for.
#[derive(Debug, Default)]
pub(super) struct Slot {
    files: OnceLock<Arc<Files>>,
    /// Held by whoever makes them.
    making: Mutex<()>,
}

impl Slot {
    /// The files, if they are there or can be made before `cancel` is cancelled.
    pub fn get_or_make(
        &self,
        cancel: &CancelToken<'_>,
        make: impl FnOnce() -> Option<Files>,
    ) -> Option<Arc<Files>> {
        if let Some(files) = self.files.get() {
            return Some(files.clone());
        }
        cancel.check()?;
        let _turn = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = self.files.get() {
            return Some(files.clone());
        }
        let files = Arc::new(make()?);
        Some(self.files.get_or_init(|| files).clone())
    }
}

/// The memo of search.
#[derive(Debug, Default)]
pub struct Kept {
    slot: Mutex<Option<(ContentHash, Arc<Slot>)>>,
    records: ContentTable<Arc<Read>>,
    lexicon: Mutex<Lexicon>,
}

/// A record's text as a reader sees it, and its words with how much each says of it.
#[derive(Debug)]
pub(super) struct Read {
    pub text: Box<str>,
    /// The words of the title and of the text as they come, by their numbers in the lexicon.
    pub title_words: Box<[u32]>,
    pub text_words: Box<[u32]>,
    pub words: Box<[Said]>,
}

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

impl Kept {
    /// Where the files of the book with this hash are, or will be.
    pub(super) fn files(&self, key: ContentHash) -> Arc<Slot> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        match &*slot {
            Some((known, files)) if *known == key => files.clone(),
            _ => {
                let files = Arc::<Slot>::default();
                *slot = Some((key, files.clone()));
                files
            }
        }
    }

    /// Forgets the records that the last two indices did not need.
    pub(super) fn next_index(&self) {
        self.records.next_build();
    }

    pub(super) fn read(&self, key: ContentHash, read: impl FnOnce() -> Read) -> Arc<Read> {
        self.records.get_or_make(key, || Arc::new(read()))
    }

    pub(super) fn lexicon(&self) -> MutexGuard<'_, Lexicon> {
        self.lexicon.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
