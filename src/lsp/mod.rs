//! Floor 10: the editors' server. It speaks the Language Server Protocol over two streams.
//!
//! The texts that an editor has open replace those of the disk
//! ([`Reader::overlay`](crate::source::Reader::overlay)); the rest is the build that every command
//! uses, with a memo that lasts. A message only notes what changed. A book is read and
//! [diagnosed](crate::build::diagnose) when a request needs it, or when no message has come for a
//! moment, and built after a longer pause. So a burst of keys causes one diagnosis, and none begins
//! while a newer text waits.

mod actions;
mod book;
mod completion;
mod diagnostics;
mod incoming;
mod location_mapper;
mod navigation;
mod open_documents;
mod position;
mod position_context;
mod rename;
mod request_error;
mod session;
mod summary;
mod symbol_index;
mod symbols;
mod typed_text;
mod workspace;

pub use session::{ExitReason, serve};
