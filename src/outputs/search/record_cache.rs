//! The words of each record, kept from build to build by the hash of all that they were read from.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::lexicon::Lexicon;
use super::reading::ReadRecord;
use crate::source::{ContentHash, ContentTable};

/// Records that were read before, and the lexicon that their words are numbered by.
#[derive(Debug, Default)]
pub(super) struct RecordCache {
    records: ContentTable<Arc<ReadRecord>>,
    lexicon: Mutex<Lexicon>,
}

impl RecordCache {
    /// Forgets the records that the last two indices did not need.
    pub fn next_index(&self) {
        self.records.next_build();
    }

    /// Returns the record with this hash; `read` reads it if it is not known.
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
