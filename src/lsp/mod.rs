//! Floor 9: the editors' server. It speaks the Language Server Protocol over two streams.
//!
//! What an editor has open overlays the disk ([`Reader::overlay`](crate::source::Reader::overlay));
//! the rest is the build that every command makes, with a memo that is kept. A message only notes
//! what changed. Books are read and built when somebody asks, or when no message came for a moment,
//! so a burst of keys makes one round, and none begins while newer text waits.

mod actions;
mod atlas;
mod book;
mod completion;
mod context;
mod diagnostics;
mod known;
mod navigation;
mod position;
mod rename;
mod session;
mod shelf;
mod spot;
mod summary;
mod symbols;
mod wire;

pub use session::{Ending, serve};
