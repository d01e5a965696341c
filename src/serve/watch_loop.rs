//! The authors' loop: waits for a change, reads the book, builds it and passes the result on. The
//! build is the one that every command uses, with a memo that lasts from rebuild to rebuild.

// The loop sleeps, and measures how long a rebuild takes.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use super::change_notifier::{ChangeNotifier, Changes, Wakeup, Walk};
use super::folder_watcher::{FolderWatcher, PollingReason, WatchMode, WatchUpdate};
use super::rebuild::{Notice, Rebuild, RebuildSink};
use crate::build::{BuildOptions, Memo, WAITED, build};
use crate::diag::SourcePath;
use crate::source::{CancelToken, Reader, SourceSet};

/// The time within which all events of one save arrive.
const SAVE_BURST: Duration = Duration::from_millis(5);
/// The longest time for which a file may be away while an editor saves it.
const LONGEST_AWAY: Duration = Duration::from_millis(100);
/// The time after which a file with errors is read again, because it may have been half written.
const REREAD_DELAY: Duration = Duration::from_millis(20);
/// The time without an event after which the book is walked once, to be sure.
const RECHECK_DELAY: Duration = Duration::from_secs(1);
/// The shortest interval between walks of a polled book.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// The interval at which a missing book is looked for.
const MISSING_INTERVAL: Duration = Duration::from_millis(300);
/// The shortest interval between walks of a book whose changes are reported by events.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Walks take at most one part in this many of one processor's time.
const WALK_SHARE: u32 = 150;

/// The loop of one book.
pub struct WatchLoop {
    reader: Reader,
    options: BuildOptions,
    memo: Memo,
    watcher: FolderWatcher,
    notifier: ChangeNotifier,
    /// The sources of the last rebuild, and the diagnostics of loading them.
    last: Option<SourceSet>,
    rebuilds: u64,
    is_book_missing: bool,
    /// Whether a walk is due, to be sure that no change was missed.
    is_recheck_due: bool,
    /// How long the last walk took.
    walk_time: Duration,
}

/// Whether a look at the disk found a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Unchanged,
    Changed,
}

impl WatchLoop {
    /// Creates the loop of the book that `reader` reads. With `polling`, the book is polled for that
    /// reason.
    pub fn new(
        reader: Reader,
        options: BuildOptions,
        polling: Option<PollingReason>,
        sink: &mut dyn RebuildSink,
    ) -> Self {
        let notifier = ChangeNotifier::default();
        let opened = match polling {
            Some(reason) => Err(reason),
            None => FolderWatcher::open(reader.root(), &notifier),
        };
        let watcher = opened.unwrap_or_else(|reason| {
            sink.notice(Notice::Polling(reason));
            FolderWatcher::disabled(reader.root())
        });
        Self {
            reader,
            options,
            memo: Memo::default(),
            watcher,
            notifier,
            last: None,
            rebuilds: 0,
            is_book_missing: false,
            is_recheck_due: false,
            walk_time: Duration::ZERO,
        }
    }

    /// Returns the notifier that wakes the loop, and ends it when it is closed.
    pub fn notifier(&self) -> ChangeNotifier {
        self.notifier.clone()
    }

    /// Runs until the notifier is closed.
    pub fn run(&mut self, sink: &mut dyn RebuildSink) {
        self.handle(&Changes::unknown(), sink);
        loop {
            match self.notifier.wait(self.timeout()) {
                Wakeup::Closed => return,
                Wakeup::Changed => {
                    std::thread::sleep(SAVE_BURST);
                    let changes = self.settled_changes();
                    self.is_recheck_due = true;
                    self.handle(&changes, sink);
                }
                Wakeup::TimedOut => {
                    let is_heartbeat = !self.is_recheck_due && !self.is_book_missing;
                    self.is_recheck_due = false;
                    let outcome = self.handle(&Changes::recheck(), sink);
                    if is_heartbeat && outcome == Outcome::Changed {
                        self.fall_back_to_polling(sink);
                    }
                    if outcome == Outcome::Unchanged && !self.notifier.has_pending() {
                        self.idle(sink);
                    }
                }
            }
        }
    }

    /// Returns the changes since the last call. A file that is away may be on its way back, because
    /// some editors rename a file before they write it again.
    fn settled_changes(&self) -> Changes {
        let begun = Instant::now();
        let mut changes = self.notifier.take();
        while begun.elapsed() < LONGEST_AWAY && self.is_away(&changes) {
            std::thread::sleep(SAVE_BURST);
            changes.add(self.notifier.take());
        }
        changes
    }

    fn is_away(&self, changes: &Changes) -> bool {
        let mut paths = changes.paths.iter();
        paths.any(|path| self.reader.has_read(path) && !path.exists())
    }

    fn timeout(&self) -> Duration {
        match (
            self.is_book_missing,
            self.watcher.mode(),
            self.is_recheck_due,
        ) {
            (true, ..) => MISSING_INTERVAL,
            (_, WatchMode::Polling, _) => POLL_INTERVAL.max(self.walk_time * WALK_SHARE),
            (_, WatchMode::Events, true) => RECHECK_DELAY,
            (_, WatchMode::Events, false) => HEARTBEAT.max(self.walk_time * 2 * WALK_SHARE),
        }
    }

    /// Polls from now on, because a heartbeat walk found a change that no event reported.
    fn fall_back_to_polling(&mut self, sink: &mut dyn RebuildSink) {
        if !self.notifier.has_pending() && self.watcher.mode() == WatchMode::Events {
            self.watcher.disable();
            sink.notice(Notice::Polling(PollingReason::NoEvents));
        }
    }

    fn idle(&mut self, sink: &mut dyn RebuildSink) {
        let idle = AssertUnwindSafe(|| sink.idle(&self.notifier));
        std::panic::catch_unwind(idle).unwrap_or_else(|_| sink.notice(Notice::Bug));
    }

    /// Handles changes. A bug on the way ends the rebuild but not the loop.
    fn handle(&mut self, changes: &Changes, sink: &mut dyn RebuildSink) -> Outcome {
        let rebuild = AssertUnwindSafe(|| self.rebuild_if_changed(changes, sink));
        std::panic::catch_unwind(rebuild).unwrap_or_else(|_| {
            self.memo = Memo::default();
            sink.notice(Notice::Bug);
            Outcome::Unchanged
        })
    }

    /// Reads what may have changed, and builds and passes the result on if anything did.
    fn rebuild_if_changed(&mut self, changes: &Changes, sink: &mut dyn RebuildSink) -> Outcome {
        let begun = Instant::now();
        (self.options.on_stage)(WAITED);
        let Some(sources) = self.read(changes, sink) else {
            return Outcome::Unchanged;
        };
        (self.options.on_stage)("load");
        if changes.walk != Walk::No {
            self.walk_time = begun.elapsed();
        }
        if self.is_same_as_last(&sources) {
            return Outcome::Unchanged;
        }
        let mut rebuild = self.build(sources);
        if rebuild.built.diagnostics.errors() > 0
            && let Some(again) = self.read_again(changes, &rebuild, sink)
        {
            rebuild = again;
        }
        rebuild.took = begun.elapsed();
        sink.rebuilt(rebuild);
        Outcome::Changed
    }

    /// Reads the book. Returns nothing if it cannot be read, or if a change ended an optional walk.
    fn read(&mut self, changes: &Changes, sink: &mut dyn RebuildSink) -> Option<SourceSet> {
        let notifier = &self.notifier;
        let read = match changes.walk {
            Walk::No if !self.is_book_missing => self.reader.reload(&changes.paths).map(Some),
            Walk::WhileIdle if !self.is_book_missing => {
                let is_cancelled = || notifier.has_pending();
                self.reader
                    .load_unless_cancelled(&CancelToken::new(&is_cancelled))
            }
            Walk::No | Walk::WhileIdle | Walk::Required => self.reader.load().map(Some),
        };
        let sources = match read {
            Ok(Some(read)) => read,
            // the rest of the walk would have delayed an edit
            Ok(None) => return None,
            Err(error) => {
                if !self.is_book_missing {
                    sink.notice(Notice::Missing(error.to_string()));
                }
                self.is_book_missing = true;
                return None;
            }
        };
        self.is_book_missing = false;
        match self.watcher.follow(&sources) {
            // changes from before the watch was in place were not reported
            Ok(WatchUpdate::Extended) => self.notifier.request_walk(),
            Ok(WatchUpdate::Unchanged) => {}
            Err(reason) => {
                self.watcher.disable();
                sink.notice(Notice::Polling(reason));
            }
        }
        Some(sources)
    }

    fn build(&mut self, sources: SourceSet) -> Rebuild {
        let built = build(&sources, &self.options, &mut self.memo);
        let changed = match &self.last {
            Some(before) => changed_files(before, &sources),
            None => Vec::new(),
        };
        self.rebuilds += 1;
        self.last = Some(sources.clone());
        Rebuild {
            sources,
            built,
            changed,
            number: self.rebuilds,
            took: Duration::ZERO,
        }
    }

    /// Reads the changed files once more before errors are reported, because a file may have been
    /// half written or away for a moment. Returns a rebuild if the files have changed again.
    fn read_again(
        &mut self,
        changes: &Changes,
        rebuild: &Rebuild,
        sink: &mut dyn RebuildSink,
    ) -> Option<Rebuild> {
        if rebuild.number == 1 {
            return None;
        }
        std::thread::sleep(REREAD_DELAY);
        let mut more = self.notifier.take();
        if changes.walk != Walk::No {
            more.walk = Walk::Required;
        }
        more.paths.extend(changes.paths.iter().cloned());
        let sources = self.read(&more, sink)?;
        if self.is_same_as_last(&sources) {
            return None;
        }
        let mut again = self.build(sources);
        again.changed.extend(rebuild.changed.iter().cloned());
        again.changed.sort();
        again.changed.dedup();
        Some(again)
    }

    /// Returns whether a build would have the same result as the last one.
    fn is_same_as_last(&self, sources: &SourceSet) -> bool {
        self.last.as_ref().is_some_and(|before| {
            before.diagnostics == sources.diagnostics && changed_files(before, sources).is_empty()
        })
    }
}

/// Returns the files that are new, gone or different.
fn changed_files(before: &SourceSet, after: &SourceSet) -> Vec<SourcePath> {
    let (old, new): (Vec<_>, Vec<_>) = (before.hashes().collect(), after.hashes().collect());
    let has_same_paths =
        old.len() == new.len() && old.iter().zip(&new).all(|((old, _), (new, _))| old == new);
    if has_same_paths {
        let pairs = old.iter().zip(&new).filter(|(old, new)| old != new);
        return pairs.map(|((path, _), _)| (*path).clone()).collect();
    }
    let [old, new]: [BTreeMap<_, _>; 2] = [old, new].map(|files| files.into_iter().collect());
    let paths: BTreeSet<&SourcePath> = old.keys().chain(new.keys()).copied().collect();
    let differs = |path: &&SourcePath| old.get(*path) != new.get(*path);
    paths.into_iter().filter(differs).cloned().collect()
}
