//! Why a file of the site could not be made.

use crate::diag::Span;

/// Why a file of the site could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct Fault {
    pub kind: FaultKind,
    /// The template, by the name it has in `themes/<theme>/`; or the asset, by its path in the book.
    pub file: String,
    /// Where in the template, if that is known.
    pub span: Option<Span>,
    pub message: String,
}

/// What is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A template asks for what is not there.
    Template,
    /// An asset is not what it was when the book was read.
    Asset,
}
