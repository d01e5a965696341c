//! The record cache: the words of each record, kept from build to build by the hash of their
//! inputs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::lexicon::Lexicon;
use super::reading::ReadRecord;
use crate::source::{ContentHash, ContentTable};

/// The records that were read before, and the lexicon with the numbers of their words.
#[derive(Debug, Default)]
pub(super) struct RecordCache {
    records: ContentTable<Arc<ReadRecord>>,
    lexicon: Mutex<Lexicon>,
}

impl RecordCache {
    /// Drops the records that the last two indices did not need.
    pub fn next_index(&self) {
        self.records.next_build();
    }

    /// Returns the record with this hash. Calls `read` if it is not cached.
    pub fn get_or_read(
        &self,
        key: ContentHash,
        read: impl FnOnce() -> ReadRecord,
    ) -> Arc<ReadRecord> {
        self.records.get_or_make(key, || Arc::new(read()))
    }

    /// Locks the lexicon.
    pub fn lexicon(&self) -> MutexGuard<'_, Lexicon> {
        self.lexicon.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
