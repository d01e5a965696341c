//! What a search keeps from build to build: the words of each record by the hash of all that they
//! were read from, and the files of the last books.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::files::SearchFiles;
use super::record_cache::RecordCache;
use crate::source::{CancelToken, ContentHash};

/// The files of one book, made when the first of them is asked for.
#[derive(Debug, Default)]
pub(super) struct Slot {
    files: OnceLock<Arc<SearchFiles>>,
    /// Held by whoever makes them.
    making: Mutex<()>,
}

impl Slot {
    /// The files, if they are there or can be made before it is cancelled.
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

/// The memo of search.
#[derive(Debug, Default)]
pub struct SearchCache {
    slot: Mutex<Option<(ContentHash, Arc<Slot>)>>,
    pub(super) records: RecordCache,
}

impl SearchCache {
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
}
