//! The doorbell: something changed on the disk, and perhaps where. It never queues more than one
//! call, however often it rings.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use camino::Utf8PathBuf;

/// More paths than these are no longer told apart: the book is walked.
const MOST_PATHS: usize = 1_000;

/// What may have changed since the last call was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The files and folders that events named.
    pub paths: BTreeSet<Utf8PathBuf>,
    /// Whether anything else may have changed too.
    pub walk: Walk,
}

/// Whether the whole book is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Walk {
    #[default]
    No,
    /// To be sure; whatever rings comes first.
    WhileQuiet,
    Surely,
}

impl Changes {
    /// Anything may have changed.
    pub fn anything() -> Self {
        Self {
            paths: BTreeSet::new(),
            walk: Walk::Surely,
        }
    }

    /// Nothing is known to have changed.
    pub fn nothing_known() -> Self {
        Self {
            paths: BTreeSet::new(),
            walk: Walk::WhileQuiet,
        }
    }
}

/// Why a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Rung,
    /// Nothing happened for so long.
    Quiet,
    /// Nobody will ring again.
    Closed,
}

/// A doorbell that many hands may ring and one ear listens to.
#[derive(Clone, Debug, Default)]
pub struct Doorbell(Arc<(Mutex<Pending>, Condvar)>);

#[derive(Debug, Default)]
struct Pending {
    changes: Changes,
    rung: bool,
    /// Whether what was taken is still being worked on.
    answered: Answered,
    closed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Answered {
    #[default]
    Yes,
    NotYet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Calm {
    Yes,
    NotYet,
    Never,
}

impl Pending {
    fn calm(&self) -> Calm {
        match (self.closed, self.rung, self.answered) {
            (true, ..) => Calm::Never,
            (false, false, Answered::Yes) => Calm::Yes,
            (false, ..) => Calm::NotYet,
        }
    }
}

impl Doorbell {
    /// These paths changed.
    pub fn ring(&self, paths: impl IntoIterator<Item = Utf8PathBuf>) {
        self.change(|pending| {
            let before = pending.changes.paths.len();
            pending.changes.paths.extend(paths);
            pending.rung |= pending.changes.paths.len() > before;
            if pending.changes.paths.len() > MOST_PATHS {
                pending.changes = Changes::anything();
            }
        });
    }

    /// Something changed, and nobody knows what.
    pub fn ring_for_a_walk(&self) {
        self.change(|pending| {
            pending.changes.walk = Walk::Surely;
            pending.rung = true;
        });
    }

    /// Nobody will ring again.
    pub fn close(&self) {
        self.change(|pending| pending.closed = true);
    }

    /// Waits until it rings, at most for so long. The call stays until it is taken.
    pub fn wait(&self, patience: Duration) -> Call {
        self.change(|pending| pending.answered = Answered::Yes);
        let (_, bell) = &*self.0;
        let idle = |pending: &mut Pending| !pending.rung && !pending.closed;
        let waited = bell.wait_timeout_while(self.pending(), patience, idle);
        let (pending, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match (pending.closed, pending.rung) {
            (true, _) => Call::Closed,
            (false, true) => Call::Rung,
            (false, false) => Call::Quiet,
        }
    }

    /// Everything that changed since it was last taken.
    pub fn take(&self) -> Changes {
        let mut pending = self.pending();
        pending.rung = false;
        pending.answered = Answered::NotYet;
        std::mem::take(&mut pending.changes)
    }

    /// Whether it rang since it was last taken, or was closed.
    pub fn has_rung(&self) -> bool {
        let pending = self.pending();
        pending.rung || pending.closed
    }

    /// Whether nobody waits for anything: it has not rung, and what it rang for is done.
    pub fn is_calm(&self) -> bool {
        self.pending().calm() == Calm::Yes
    }

    /// Waits for calm; `None` if there will be none, because it was closed.
    pub fn await_calm(&self) -> Option<()> {
        let (_, bell) = &*self.0;
        let waited = bell.wait_while(self.pending(), |pending| pending.calm() == Calm::NotYet);
        let pending = waited.unwrap_or_else(PoisonError::into_inner);
        (pending.calm() == Calm::Yes).then_some(())
    }

    fn change(&self, act: impl FnOnce(&mut Pending)) {
        act(&mut self.pending());
        self.0.1.notify_all();
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
