//! Coalesces change notifications: many threads report changes, one consumer rebuilds. However many
//! notifications come, at most one rebuild is pending.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use camino::Utf8PathBuf;

/// The most paths that are tracked one by one; if there are more, the whole book is walked.
const MAX_PATHS: usize = 1_000;

/// Changes that were reported and are not handled yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The files and folders that events named.
    pub paths: BTreeSet<Utf8PathBuf>,
    /// Whether anything else may have changed too.
    pub walk: Walk,
}

/// Whether the whole book is walked to find changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Walk {
    /// Only the named paths are read.
    #[default]
    No,
    /// The book is walked to be sure; the next notification cancels the walk.
    WhileIdle,
    /// The book is walked to the end.
    Required,
}

impl Changes {
    /// Returns changes whose places are unknown.
    pub fn unknown() -> Self {
        Self {
            paths: BTreeSet::new(),
            walk: Walk::Required,
        }
    }

    /// Adds later changes.
    pub fn add(&mut self, later: Self) {
        self.paths.extend(later.paths);
        self.walk = self.walk.max(later.walk);
    }

    /// Returns no known change, but a walk that looks for missed ones.
    pub fn recheck() -> Self {
        Self {
            paths: BTreeSet::new(),
            walk: Walk::WhileIdle,
        }
    }
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wakeup {
    /// Something changed.
    Changed,
    /// Nothing changed before the timeout.
    TimedOut,
    /// The notifier was closed.
    Closed,
}

/// Coalesces change notifications; many producers, one consumer.
#[derive(Clone, Debug, Default)]
pub struct ChangeNotifier(Arc<(Mutex<Pending>, Condvar)>);

#[derive(Debug, Default)]
struct Pending {
    changes: Changes,
    is_notified: bool,
    consumer: Consumer,
    is_closed: bool,
}

/// Whether the consumer still works on the changes that it took last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Consumer {
    #[default]
    Waiting,
    Working,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Activity {
    Idle,
    Busy,
    Closed,
}

impl Pending {
    fn activity(&self) -> Activity {
        match (self.is_closed, self.is_notified, self.consumer) {
            (true, ..) => Activity::Closed,
            (false, false, Consumer::Waiting) => Activity::Idle,
            (false, ..) => Activity::Busy,
        }
    }
}

impl ChangeNotifier {
    /// Reports that these paths changed.
    pub fn notify(&self, paths: impl IntoIterator<Item = Utf8PathBuf>) {
        self.update(|pending| {
            let before = pending.changes.paths.len();
            pending.changes.paths.extend(paths);
            pending.is_notified |= pending.changes.paths.len() > before;
            if pending.changes.paths.len() > MAX_PATHS {
                pending.changes = Changes::unknown();
            }
        });
    }

    /// Reports that something changed at an unknown place.
    pub fn request_walk(&self) {
        self.update(|pending| {
            pending.changes.walk = Walk::Required;
            pending.is_notified = true;
        });
    }

    /// Ends every wait, now and later.
    pub fn close(&self) {
        self.update(|pending| pending.is_closed = true);
    }

    /// Waits for a notification, at most for `timeout`. The changes stay until they are taken.
    pub fn wait(&self, timeout: Duration) -> Wakeup {
        self.update(|pending| pending.consumer = Consumer::Waiting);
        let (_, condition) = &*self.0;
        let nothing_came = |pending: &mut Pending| !pending.is_notified && !pending.is_closed;
        let waited = condition.wait_timeout_while(self.pending(), timeout, nothing_came);
        let (pending, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match (pending.is_closed, pending.is_notified) {
            (true, _) => Wakeup::Closed,
            (false, true) => Wakeup::Changed,
            (false, false) => Wakeup::TimedOut,
        }
    }

    /// Returns everything that changed since the last call.
    pub fn take(&self) -> Changes {
        let mut pending = self.pending();
        pending.is_notified = false;
        pending.consumer = Consumer::Working;
        std::mem::take(&mut pending.changes)
    }

    /// Returns whether a notification came since the last [`Self::take`], or the notifier was closed.
    pub fn has_pending(&self) -> bool {
        let pending = self.pending();
        pending.is_notified || pending.is_closed
    }

    /// Returns whether nothing is pending and the consumer has finished its work.
    pub fn is_idle(&self) -> bool {
        self.pending().activity() == Activity::Idle
    }

    /// Waits until the loop is idle. Returns false if the notifier was closed instead.
    pub fn wait_until_idle(&self) -> bool {
        let (_, condition) = &*self.0;
        let is_busy = |pending: &mut Pending| pending.activity() == Activity::Busy;
        let waited = condition.wait_while(self.pending(), is_busy);
        let pending = waited.unwrap_or_else(PoisonError::into_inner);
        pending.activity() == Activity::Idle
    }

    fn update(&self, change: impl FnOnce(&mut Pending)) {
        change(&mut self.pending());
        let (_, condition) = &*self.0;
        condition.notify_all();
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        let (pending, _) = &*self.0;
        pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
