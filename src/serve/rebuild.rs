//! A finished rebuild, and the interface of what receives it.

use std::time::Duration;

use super::change_notifier::ChangeNotifier;
use super::folder_watcher::PollingReason;
use crate::build::Built;
use crate::diag::SourcePath;
use crate::source::SourceSet;

/// A book as it was read and built, and the files that had changed since the rebuild before.
#[derive(Debug)]
pub struct Rebuild {
    pub sources: SourceSet,
    /// The result of the build, with the diagnostics of loading.
    pub built: Built,
    /// The files that changed; none in the first rebuild.
    pub changed: Vec<SourcePath>,
    /// The number of this rebuild, from 1.
    pub number: u64,
    /// The time from the first look at the disk to the end of the build.
    pub took: Duration,
}

/// An event of the loop other than a rebuild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The book is polled from now on.
    Polling(PollingReason),
    /// The book cannot be read, for this reason; the loop waits for it.
    Missing(String),
    /// A rebuild ended in a bug; the last good site stays.
    Bug,
    /// The site could not be written, for this reason.
    Failed(String),
}

/// Receives finished rebuilds.
pub trait RebuildSink {
    /// Takes a finished rebuild.
    fn rebuilt(&mut self, rebuild: Rebuild);
    /// Takes an event that the owner should know of.
    fn notice(&mut self, notice: Notice);
    /// Does work that nobody waits for. Called when nothing has changed for a while; the work should
    /// stop as soon as `notifier` has something pending.
    fn idle(&mut self, notifier: &ChangeNotifier);
}
