//! Cancellation of work that nobody waits for.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Polled by background work; once cancelled, stays cancelled.
pub struct CancelToken<'a> {
    is_cancelled: &'a (dyn Fn() -> bool + Sync),
    was_cancelled: AtomicBool,
}

impl<'a> CancelToken<'a> {
    /// Creates a token that is cancelled as soon as `is_cancelled` returns `true`.
    pub fn new(is_cancelled: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self {
            is_cancelled,
            was_cancelled: AtomicBool::new(false),
        }
    }

    /// Creates a token that is never cancelled.
    pub fn never() -> Self {
        Self::new(&|| false)
    }

    /// Returns whether the work should stop.
    pub fn is_cancelled(&self) -> bool {
        // The flag guards no other data, so no ordering is needed.
        if self.was_cancelled.load(Ordering::Relaxed) {
            return true;
        }
        let is_cancelled = (self.is_cancelled)();
        if is_cancelled {
            self.was_cancelled.store(true, Ordering::Relaxed);
        }
        is_cancelled
    }

    /// Returns `None` once the work should stop, for use with `?`.
    pub fn check(&self) -> Option<()> {
        (!self.is_cancelled()).then_some(())
    }
}

impl fmt::Debug for CancelToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancelToken")
            .field("was_cancelled", &self.was_cancelled)
            .finish_non_exhaustive()
    }
}
