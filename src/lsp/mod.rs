//! Floor 9: the editors' server. It speaks the Language Server Protocol over two streams.
//!
//! What an editor has open overlays the disk ([`Reader::overlay`](crate::source::Reader::overlay));
//! the rest is the build that every command makes, with a memo that is kept. A message only notes
//! what changed. Books are read and built when somebody asks, or when no message came for a moment,
//! so a burst of keys makes one round, and none begins while newer text waits.

mod actions;
mod atlas;
mod book;
mod diagnostics;
mod position;
mod session;
mod shelf;
mod wire;

pub use session::{Ending, serve};
