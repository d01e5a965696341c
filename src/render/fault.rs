//! Faults: reasons why a file of the site could not be made.

use crate::diag::Span;

/// The reason why a file of the site could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct Fault {
    pub kind: FaultKind,
    /// The template, by its name in `themes/<theme>/`, or the asset, by its path in the book.
    pub file: String,
    /// The place in the template, if known.
    pub span: Option<Span>,
    pub message: String,
}

/// The kind of file that is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A template has an error.
    Template,
    /// An asset changed after the book was read.
    Asset,
}
