//! The search cache, kept from build to build: the words of each record by the hash of their
//! inputs, and the files of the last book.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::files::SearchFiles;
use super::record_cache::RecordCache;
use crate::source::{CancelToken, ContentHash};

/// The files of one book. They are made when the first of them is requested.
#[derive(Debug, Default)]
pub(super) struct Slot {
    files: OnceLock<Arc<SearchFiles>>,
    /// Locked while the files are made.
    making: Mutex<()>,
}

impl Slot {
    /// Returns the files, and makes them if needed. Returns `None` if that is cancelled.
    pub fn get_or_make(
        &self,
        cancel: &CancelToken<'_>,
        make: impl FnOnce() -> Option<SearchFiles>,
    ) -> Option<Arc<SearchFiles>> {
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

/// The cache of search.
#[derive(Debug, Default)]
pub struct SearchCache {
    slot: Mutex<Option<(ContentHash, Arc<Slot>)>>,
    pub(super) records: RecordCache,
}

impl SearchCache {
    /// Returns the slot for the files of the book with this hash.
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
}
