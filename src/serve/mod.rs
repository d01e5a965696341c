//! Floor 10: the authors' loop. A change on the disk causes a rebuild with the same build that every
//! command uses, and its result goes to open pages ([`MemorySink`]) or to the output folder
//! ([`FolderSink`]).
//!
//! - [`FolderWatcher`] reports changes to a [`ChangeNotifier`]; [`WatchLoop`] reads the book, builds
//!   it and passes each [`Rebuild`] to a [`RebuildSink`].
//! - [`Site`] is a finished build in memory; the server answers from it and from nothing else.
//! - Open pages receive a [`PageUpdate`] when the [`ServerState`] changes, and reload when their own
//!   bytes have changed.

mod change_notifier;
mod connection_limits;
mod coverage;
mod events;
mod folder_sink;
mod folder_watcher;
mod host_guard;
mod memory_sink;
mod rebuild;
mod route;
mod server;
mod server_state;
mod site;
mod watch_loop;

pub use change_notifier::{ChangeNotifier, Changes, Wakeup, Walk};
pub use connection_limits::ConnectionLimits;
pub use coverage::COVERAGE;
pub use events::{EventHandler, RebuildOutcome, ServeEvent};
pub use folder_sink::FolderSink;
pub use folder_watcher::{FolderWatcher, PollingReason, WatchMode, WatchUpdate};
pub use host_guard::HostGuard;
pub use memory_sink::MemorySink;
pub use rebuild::{Notice, Rebuild, RebuildSink};
pub use route::{Reload, RouteOutcome, route};
pub use server::run;
pub use server_state::{Editor, PageUpdate, ServerState, Snapshot};
pub use site::{Difference, Lookup, Site, Version, Versions, is_page};
pub use watch_loop::WatchLoop;
