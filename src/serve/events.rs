//! The events that the authors' loop reports to the terminal.

use super::rebuild::{Notice, Rebuild};
use crate::emit::EmitReport;

/// An event that the terminal may show.
#[derive(Debug)]
pub enum ServeEvent<'a> {
    /// A rebuild ended, with this outcome.
    Rebuilt(&'a Rebuild, RebuildOutcome),
    Notice(&'a Notice),
    /// The files that need the whole book were written, while the loop was idle.
    DeferredWritten(EmitReport),
    /// The site was written after an earlier attempt had failed.
    Recovered(EmitReport),
}

/// The outcome of a rebuild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RebuildOutcome {
    /// The site is served.
    Served {
        /// How many pages are new or changed.
        changed: usize,
        /// How many files are gone.
        removed: usize,
    },
    /// The site is written.
    Written(EmitReport),
    /// The book has errors, so the last good site stays.
    HasErrors,
    /// The site could not be written, for this reason.
    Failed(String),
}

/// Receives events, usually to print them.
pub type EventHandler = Box<dyn FnMut(&ServeEvent<'_>) + Send>;
